"""Signatures on the counter's tablet: for a piece brought and fetched, goods received, gold that may be melted."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import DeliveryMoved, JobMoved, SignedAlready
from facet.sales.models import Delivery, MaterialPiece, ServiceJob, Signature
from facet.sales.rules import deliveries, jobs
from facet.sales.rules.deliveries import DeliveryState
from facet.sales.rules.signatures import SignedAct, checked_strokes
from facet.sales.selectors.deliveries import delivery_to_work
from facet.sales.selectors.jobs import job_to_work
from facet.sales.selectors.materials import material_to_work


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureIn:
    """What was drawn for one act on the paper `number`. `strokes` are personal data: sealed, never logged."""

    number: str
    act: str
    strokes: str = field(repr=False)


@unit_of_work
def sign(*, actor: Actor, wanted: SignatureIn, at: datetime) -> Signature:
    """Keep what a customer signed, once for each act of a paper; the same strokes again change nothing.

    Raises: NotFound, NotPermitted, Invalid, JobMoved, DeliveryMoved, MaterialMoved, SignedAlready. Locks: the paper.
    """
    if wanted.act not in set(SignedAct):
        raise Invalid(field="act", reason=gettext_noop("Say what the signature stands for."))
    act, strokes = SignedAct(wanted.act), checked_strokes(wanted.strokes)
    kind, row, number, member = _PAPERS[act](actor, wanted.number.strip().upper(), act)
    known: Signature | None = Signature.objects.filter(document=number, act=act.value).first()
    if known is not None:
        if known.strokes != strokes:
            raise SignedAlready(number=number)
        return known
    kept = Signature.objects.create(
        document=number, act=act.value, store_id=row.store_id, member_id=member, strokes=strokes, signed_at=at,
        witness_id=actor.staff_id,
    )  # fmt: skip
    store = organisation_selectors.store_by_id(row.store_id)
    audit_services.record(
        actor, f"sales.{kind}_signed", at=at, subject=(f"sales.{kind}", row.pk, number), store=(store.id, store.name),
        act=act.value,
    )  # fmt: skip
    return kept


Paper = tuple[str, Any, str, int | None]  # kind, row, number, member


@joins_unit_of_work
def _job(actor: Actor, number: str, act: SignedAct) -> Paper:
    """A service: brought while it is open, fetched once it is ready or given back."""
    row = ServiceJob.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound(key=number)
    fetched = act == SignedAct.FETCHED
    job_to_work(actor, row, handing_back=fetched, taking=not fetched)
    if row.state not in (jobs.SIGNED_STATES if fetched else jobs.OPEN_STATES):
        raise JobMoved(number=number, state=jobs.STATE_WORDS[row.state])
    return "job", row, number, row.member_id


@joins_unit_of_work
def _delivery(actor: Actor, number: str, _act: SignedAct) -> Paper:
    row = Delivery.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound(key=number)
    delivery_to_work(actor, row)
    if row.state == DeliveryState.RETURNED:
        raise DeliveryMoved(number=number, state=deliveries.STATE_WORDS[row.state])
    return "delivery", row, number, row.member_id


@joins_unit_of_work
def _material(actor: Actor, number: str, _act: SignedAct) -> Paper:
    rows = MaterialPiece.objects.select_related("line__sale").select_for_update(of=("self",))
    row = rows.filter(code=number).first()
    if row is None:
        raise NotFound(key=number)
    material_to_work(actor, row)
    return "material", row, number, row.line.sale.member_id


_PAPERS = {
    SignedAct.BROUGHT: _job,
    SignedAct.FETCHED: _job,
    SignedAct.RECEIVED: _delivery,
    SignedAct.MELTING: _material,
}
