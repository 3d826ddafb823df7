"""Service jobs: customers' pieces taken in, worked on, weighed again, paid and handed back."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.weights import Metal
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.sales.errors import ClaimNotProven, ServiceUnpaid
from facet.sales.models import JobStep, Payable, ServiceJob
from facet.sales.permissions import SalesPermission
from facet.sales.rules.job_settings import TOLERANCE
from facet.sales.rules.jobs import (
    LINE_NAMES,
    OPEN_STATES,
    Condition,
    JobKind,
    JobState,
    next_state,
    refuse_difference,
    weight_check,
)
from facet.sales.selectors.jobs import job_to_work
from facet.sales.selectors.materials import store_in_reach

CODE_BYTES = 4  # eight characters on the slip; guessing needs the job's number, a right and the counter


@dataclass(frozen=True, slots=True, kw_only=True)
class JobIn:
    """A customer's piece as it comes in. Units: mg, cents, tenths of a millimetre."""

    store: str
    kind: str
    category: str
    description: str
    weight_in_mg: int
    due_on: date
    member: int | None = None
    metal: str = ""
    fineness_e4: int = 0
    conditions: tuple[str, ...] = ()
    size_from_tenths: int = 0
    size_to_tenths: int = 0
    estimate_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStepIn:
    """The next stage of a job.

    `ready` and `refused` are weighed: `weight_out_mg`, with what was added and removed. `ready` names the charge,
    without one the estimate. Both ends need the slip's `claim` code or the number of the member. Units: mg, cents.
    """

    number: str
    state: str
    note: str = ""
    workshop: str = ""
    weight_out_mg: int = 0
    added_mg: int = 0
    removed_mg: int = 0
    charge_cents: int | None = None
    claim: str = ""


@unit_of_work
def take_job(*, actor: Actor, operation: OperationKey, wanted: JobIn, at: datetime) -> ServiceJob:
    """Take a customer's piece in for a service; it never becomes stock.

    Raises: NotPermitted, NotFound, Invalid. Locks: operation, the store's number series of services.
    """
    act = operations.begin(operation, kind="sales.take_job", actor=actor, at=at)
    if act.done:
        return ServiceJob.objects.get(pk=act.result["job"])
    store = store_in_reach(actor, wanted.store, SalesPermission.TAKE_JOBS)
    if wanted.member is not None:
        members_selectors.member_for_sale(wanted.member)
    on = local_date(at, store.time_zone)
    _check(wanted, on=on)
    number = organisation_services.next_number("sales.job", scope=store.code)
    tolerance = organisation_selectors.policy_values((TOLERANCE.key,), store_id=store.id, on=on)[TOLERANCE.key]
    row = ServiceJob.objects.create(
        number=f"{store.code}-V{number:05d}", claim_code=secrets.token_hex(CODE_BYTES).upper(), kind=wanted.kind,
        state=JobState.RECEIVED.value, store_id=store.id, member_id=wanted.member, clerk_id=actor.staff_id,
        category_id=_category(wanted.category), metal=wanted.metal, fineness_e4=wanted.fineness_e4,
        description=wanted.description.strip(), conditions=sorted(set(wanted.conditions)),
        size_from_tenths=wanted.size_from_tenths, size_to_tenths=wanted.size_to_tenths,
        weight_in_mg=wanted.weight_in_mg, tolerance_mg=tolerance, due_on=wanted.due_on,
        estimate_cents=wanted.estimate_cents, taken_on=on, taken_at=at,
    )  # fmt: skip
    _step(actor, row, before="", note="", at=at)
    act.finish(job=row.pk)
    return row


def _check(wanted: JobIn, *, on: date) -> None:
    if wanted.kind not in set(JobKind):
        raise Invalid(field="kind", reason=gettext_noop("Choose one of the kinds offered."))
    if set(wanted.conditions) - set(Condition):
        raise Invalid(field="conditions", reason=gettext_noop("Choose one of the kinds offered."))
    if not wanted.description.strip():
        raise Invalid(
            field="description", reason=gettext_noop("Write what the piece looks like and what is to be done.")
        )
    if wanted.weight_in_mg <= 0:
        raise Invalid(field="weight_in", reason=gettext_noop("Weigh the piece before it leaves the customer's sight."))
    if bool(wanted.metal) != bool(wanted.fineness_e4) or wanted.metal and wanted.metal not in set(Metal):
        raise Invalid(field="fineness", reason=gettext_noop("Name metal and fineness together, or neither."))
    if not 0 <= wanted.fineness_e4 <= 10_000:
        raise Invalid(field="fineness", reason=gettext_noop("Write the fineness in thousandths, from 1 to 1000."))
    if wanted.due_on < on:
        raise Invalid(field="due_on", reason=gettext_noop("The promised day lies in the past."))
    if wanted.estimate_cents < 0:
        raise Invalid(field="estimate", reason=gettext_noop("An amount must not be below zero."))
    if wanted.kind == JobKind.RESIZING and not (
        wanted.size_from_tenths and wanted.size_to_tenths and wanted.size_from_tenths != wanted.size_to_tenths
    ):
        raise Invalid(field="size_to", reason=gettext_noop("Write the size it has and the size it is to have."))


def _category(code: str) -> int:
    try:
        return catalog_selectors.category_by_code(code).id
    except NotFound:
        raise Invalid(field="category", reason=gettext_noop("No category has this code.")) from None


@unit_of_work
def advance_job(*, actor: Actor, operation: OperationKey, wanted: JobStepIn, at: datetime) -> ServiceJob:
    """Move a job to its next stage; the piece is weighed before it leaves, and handed back against proof and payment.

    Raises: NotPermitted, NotFound, Invalid, JobMoved, WeightDiffers, ClaimNotProven, ServiceUnpaid.
    Locks: operation, the job, its payable.
    """
    act = operations.begin(operation, kind="sales.advance_job", actor=actor, at=at)
    if act.done:
        return ServiceJob.objects.get(pk=act.result["job"])
    row = _locked(wanted.number)
    ends = wanted.state in (JobState.HANDED_BACK, JobState.REFUSED)
    job_to_work(actor, row, handing_back=ends)
    before, row.state = row.state, next_state(row.state, wanted.state, number=row.number).value
    if ends:
        _prove(row, wanted.claim)
    if row.state == JobState.SENT:
        row.workshop = wanted.workshop.strip()
        if not row.workshop:
            raise Invalid(field="workshop", reason=gettext_noop("Write which workshop has the piece."))
    if row.state in (JobState.READY, JobState.REFUSED):
        _weigh(actor, row, wanted)
    if row.state == JobState.READY:
        _charge(row, wanted, at=at)
    if row.state == JobState.HANDED_BACK:
        _refuse_unpaid(row)
    row.closed_at = at if row.state not in OPEN_STATES else None
    row.save()
    _step(actor, row, before=before, note=wanted.note.strip(), at=at)
    act.finish(job=row.pk)
    return row


def _prove(row: ServiceJob, claim: str) -> None:
    """The slip's code, or the number of the member who brought it. Raises: ClaimNotProven. Queries: 0 or 1."""
    shown = claim.strip().upper()
    if shown and secrets.compare_digest(shown.encode(), row.claim_code.encode()):
        return
    if shown and row.member_id and members_selectors.member_for_sale(row.member_id).number == shown:
        return
    raise ClaimNotProven(number=row.number)


def _weigh(actor: Actor, row: ServiceJob, wanted: JobStepIn) -> None:
    if wanted.weight_out_mg <= 0:
        raise Invalid(field="weight_out", reason=gettext_noop("Weigh the piece before it goes back."))
    undone = row.state == JobState.REFUSED
    if min(wanted.added_mg, wanted.removed_mg) < 0 or undone and (wanted.added_mg or wanted.removed_mg):
        raise Invalid(field="added", reason=gettext_noop("A piece that goes back undone weighs what it weighed."))
    if wanted.removed_mg > row.weight_in_mg + wanted.added_mg:
        raise Invalid(field="removed", reason=gettext_noop("More was removed than was there."))
    check = weight_check(
        row.weight_in_mg, added_mg=wanted.added_mg, removed_mg=wanted.removed_mg, out_mg=wanted.weight_out_mg,
        tolerance_mg=row.tolerance_mg,
    )  # fmt: skip
    refuse_difference(
        check, may_accept=actor.may(SalesPermission.ACCEPT_WEIGHT, store_id=row.store_id), note=wanted.note
    )
    row.added_mg, row.removed_mg, row.weight_out_mg = wanted.added_mg, wanted.removed_mg, wanted.weight_out_mg


def _charge(row: ServiceJob, wanted: JobStepIn, *, at: datetime) -> None:
    """What it costs in the end; above zero, a till is asked to collect it. Queries: 0 or 1."""
    cents = row.estimate_cents if wanted.charge_cents is None else wanted.charge_cents
    if cents < 0:
        raise Invalid(field="charge", reason=gettext_noop("An amount must not be below zero."))
    row.charge_cents = cents
    if cents:
        name, name_en = LINE_NAMES[row.kind]
        row.payable = Payable.objects.create(
            number=row.number, kind="job", name=name, name_en=name_en, store_id=row.store_id, member_id=row.member_id,
            amount_cents=cents, created_at=at,
        )  # fmt: skip


def _refuse_unpaid(row: ServiceJob) -> None:
    if row.payable_id and Payable.objects.select_for_update().filter(pk=row.payable_id, sale=None).exists():
        raise ServiceUnpaid(number=row.number, cents=f"{(row.charge_cents or 0) / 100:,.2f}")


@joins_unit_of_work
def _locked(number: str) -> ServiceJob:
    row = ServiceJob.objects.select_for_update().filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    return row


@joins_unit_of_work
def _step(actor: Actor, row: ServiceJob, *, before: str, note: str, at: datetime) -> None:
    """Write the stage, the audit row and the member's timeline. Queries: 5."""
    JobStep.objects.create(
        job=row, number=row.steps.count() + 1, from_state=before, to_state=row.state, store_id=row.store_id, at=at,
        by_id=actor.staff_id, note=note,
    )  # fmt: skip
    _record(actor, _ACTS[row.state], row, at=at, before=before)
    outbox.publish("sales.job_moved", at=at, job_id=row.pk, state=row.state, store_id=row.store_id)
    if row.member_id and row.state in _TITLES:
        zone = organisation_selectors.store_by_id(row.store_id).time_zone
        members_services.record_event(
            row.member_id,
            Happening(
                kind=Happened.SERVICE, at=at, on=local_date(at, zone), title=_TITLES[row.state],
                facts={"number": row.number}, store_id=row.store_id, url=f"/sales/services/{row.number}",
            ),
        )  # fmt: skip


_ACTS: dict[str, str] = {
    JobState.RECEIVED: "sales.job_taken",
    JobState.AT_BENCH: "sales.job_begun",
    JobState.SENT: "sales.job_sent",
    JobState.READY: "sales.job_ready",
    JobState.HANDED_BACK: "sales.job_handed_back",
    JobState.REFUSED: "sales.job_refused",
}
_TITLES: dict[str, str] = {
    JobState.RECEIVED: gettext_noop("Service {number} taken in"),
    JobState.READY: gettext_noop("Service {number} is ready"),
    JobState.HANDED_BACK: gettext_noop("Service {number} handed back"),
    JobState.REFUSED: gettext_noop("Service {number} given back undone"),
}


def _record(actor: Actor, action: str, row: ServiceJob, *, at: datetime, **facts: object) -> None:
    store = organisation_selectors.store_by_id(row.store_id)
    audit_services.record(
        actor, action, at=at, subject=("sales.job", row.pk, row.number), store=(store.id, store.name), **facts
    )
