"""A tray changes hands in the morning or the evening: counted, weighed, signed by two."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory.errors import HandoverReasonNeeded, PlaceUnknown
from facet.inventory.models import Handover, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import grams
from facet.inventory.rules.handover import HandoverKind, Verdict, verdict
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.selectors.handover import book_of
from facet.inventory.selectors.references import store_named
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverIn:
    """One tray as counted. `scale_mg` is what the scale shows with the tray on it."""

    store: str
    place: str
    kind: str
    counted: int
    scale_mg: int | None = None
    seal: str = ""
    reason: str = ""


@unit_of_work
def hand_over_tray(
    *, actor: Actor, operation: OperationKey, handover: HandoverIn, second: Actor, on: date, at: datetime
) -> str:
    """Write one hand-over with two signatures; what the count says (a Verdict).

    `second` takes the tray: another person of the store, who gave her own password beside. A difference needs a
    reason and opens a to-do of the store; the stock is not changed by it.
    Raises: NotPermitted, NotFound, PlaceUnknown, Invalid, HandoverReasonNeeded. Locks: the place.
    """
    act = operations.begin(operation, kind="inventory.hand_over_tray", actor=actor, at=at)
    if act.done:
        return str(act.result["verdict"])
    require(actor, InventoryPermission.HAND_OVER)
    store = store_named(actor, handover.store, permission=InventoryPermission.HAND_OVER)
    if handover.kind not in set(HandoverKind):
        raise Invalid(field="kind", reason=gettext_noop("choose morning or evening"))
    places = Place.objects.select_for_update(of=("self",)).filter(store=store.id, code=handover.place.strip().upper())
    place = places.first()
    if place is None or place.kind in VIRTUAL:
        raise PlaceUnknown(place=handover.place, store=store.name, key=handover.place)
    taker = _taker(actor, second, store_id=store.id)
    pieces, weight_mg = book_of(place.pk)
    scale = None if handover.scale_mg is None else max(0, handover.scale_mg - (place.tare_mg or 0))
    said = verdict(book_pieces=pieces, book_mg=weight_mg, counted=handover.counted, scale_mg=scale)
    if said != Verdict.AGREES and not handover.reason.strip():
        raise HandoverReasonNeeded(
            place=place.code, book=f"{pieces} / {grams(weight_mg)} g", field="reason",
            counted=f"{handover.counted} / {grams(scale if scale is not None else weight_mg)} g",
        )  # fmt: skip
    Handover.objects.create(
        store_id=store.id, place=place, kind=handover.kind, on=on, at=at, book_pieces=pieces,
        book_weight_mg=weight_mg, counted_pieces=handover.counted, scale_weight_mg=scale, seal=handover.seal,
        reason=handover.reason, given_by_key=actor.key, given_by_name=actor.name, taken_by_id=taker[0],
        taken_by_name=taker[1],
    )  # fmt: skip
    _tell(actor, place, said, on=on, at=at)
    audit_services.record(
        actor,
        "inventory.tray_taken",
        at=at,
        subject=("inventory.place", place.pk, place.code),
        store=(store.id, store.name),
        verdict=said.value,
        counted=handover.counted,
        book_pieces=pieces,
        taken_by=taker[1],
        reason=handover.reason,
    )
    act.finish(verdict=said.value)
    return said.value


@joins_unit_of_work
def _taker(actor: Actor, second: Actor, *, store_id: int) -> tuple[int, str]:
    """Who signs for taking it: a colleague of the store, not the one who counted. Raises: Invalid."""
    people = {each.pk: each for each in organisation_selectors.staff_of_store(actor, store_id=store_id)}
    taker = people.get(second.staff_id or 0)
    if taker is None or taker.pk == actor.staff_id:
        raise Invalid(field="taken_by", reason=gettext_noop("a second person of this store signs"))
    return taker.pk, taker.name


@joins_unit_of_work
def _tell(actor: Actor, place: Place, said: Verdict, *, on: date, at: datetime) -> None:
    """A tray that disagrees is a to-do of its store until a later count agrees. Queries: 2."""
    key = f"handover:{place.pk}:{on.isoformat()}"
    if said == Verdict.AGREES:
        organisation_services.close_task(actor, key=key, at=at)
        return
    title = gettext_noop("{place} did not agree at the hand-over: weigh it and look")
    url = reverse("inventory:tray_weigh", args=[place.pk])
    task = TaskIn(
        key=key, kind="inventory.handover", title=title, facts={"place": str(place)}, url=url, icon="scale",
        tone="danger", store_id=place.store_id,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
