"""Deliveries: sold goods put on their way, followed, and taken by somebody who is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.sales.errors import AlreadyDelivered
from facet.sales.models import Delivery, DeliveryLine, DeliveryStep, Sale, SaleLine, StaffShare
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deliveries import OPEN_STATES, DeliveryKind, DeliveryState, next_state
from facet.sales.selectors.deliveries import delivery_to_work, undelivered
from facet.sales.selectors.sale import visible_sales


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryIn:
    """Which goods of a ticket are handed over how and when. `lines`: number of the ticket's line → how many.

    `address` is personal data: sealed, never logged.
    """

    sale: UUID
    lines: Mapping[int, int]
    kind: str
    due_on: date
    to_store: str = ""
    carrier: str = ""
    tracking: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStepIn:
    """The next stage: `carrier` and `tracking` when it leaves, `receiver` when somebody took it."""

    number: str
    state: str
    carrier: str = ""
    tracking: str = ""
    receiver: str = ""
    note: str = ""


@unit_of_work
def record_delivery(*, actor: Actor, operation: OperationKey, wanted: DeliveryIn, at: datetime) -> Delivery:
    """Put goods of a ticket on a delivery. What is not put on one was handed over with the ticket.

    Raises: NotPermitted, NotFound, Invalid, AlreadyDelivered. Locks: operation, the ticket's lines by id, the store's
    number series of deliveries.
    """
    act = operations.begin(operation, kind="sales.record_delivery", actor=actor, at=at)
    if act.done:
        return Delivery.objects.get(pk=act.result["delivery"])
    sale = visible_sales(actor).filter(pk=wanted.sale).first()
    if sale is None:
        raise NotFound(key=str(wanted.sale))
    require(actor, SalesPermission.WORK_DELIVERIES, store_id=sale.store_id)
    store = organisation_selectors.store_by_id(sale.store_id)
    to_store = _check(actor, wanted, store_id=sale.store_id, on=local_date(at, store.time_zone))
    lines = _goods(sale, wanted)
    number = organisation_services.next_number("sales.delivery", scope=store.code)
    row = Delivery.objects.create(
        number=f"{store.code}-H{number:05d}", kind=wanted.kind, state=DeliveryState.ORDERED.value, sale=sale,
        store_id=store.id, to_store_id=to_store, member_id=sale.member_id, clerk_id=_salesperson(lines),
        due_on=wanted.due_on, carrier=wanted.carrier.strip(), tracking=wanted.tracking.strip(),
        address=wanted.address.strip(), created_at=at,
    )  # fmt: skip
    DeliveryLine.objects.bulk_create(
        DeliveryLine(delivery=row, line=line, quantity=wanted.lines[line.line_no]) for line in lines
    )
    _step(actor, row, before="", note="", at=at)
    act.finish(delivery=row.pk)
    return row


def _check(actor: Actor, wanted: DeliveryIn, *, store_id: int, on: date) -> int | None:
    """The store that hands over, for goods fetched in another one. Raises: Invalid. Queries: 0 or 1."""
    if wanted.kind not in set(DeliveryKind):
        raise Invalid(field="kind", reason=gettext_noop("Choose one of the kinds offered."))
    if wanted.due_on < on:
        raise Invalid(field="due_on", reason=gettext_noop("The promised day lies in the past."))
    _refuse_carrier(wanted.kind, wanted)
    if wanted.kind == DeliveryKind.SHIPPED and not wanted.address.strip():
        raise Invalid(field="address", reason=gettext_noop("Write where the goods are sent."))
    if wanted.kind != DeliveryKind.OTHER_STORE:
        return None
    stores = organisation_selectors.stores_of(actor, SalesPermission.LOOK_UP_RECEIPT)  # which there are is no secret
    other = next((each for each in stores if each.code == wanted.to_store.strip().upper()), None)
    if other is None:
        raise Invalid(field="to_store", reason=gettext_noop("No store has this code."))
    if other.id == store_id:
        raise Invalid(field="to_store", reason=gettext_noop("Name another store than the one that sold it."))
    return int(other.id)


def _refuse_carrier(kind: str, wanted: DeliveryIn | DeliveryStepIn) -> None:
    """Goods that are fetched where they were sold never travel. Raises: Invalid."""
    if kind == DeliveryKind.LATER and (wanted.carrier.strip() or wanted.tracking.strip()):
        raise Invalid(
            field="carrier", reason=gettext_noop("What is fetched here has no carrier and no number; leave both empty.")
        )


def _goods(sale: Sale, wanted: DeliveryIn) -> list[SaleLine]:
    """The ticket's lines, locked, if so much of each is not on a delivery yet. Raises: Invalid, AlreadyDelivered."""
    if not wanted.lines or min(wanted.lines.values()) < 1:
        raise Invalid(field="lines", reason=gettext_noop("Choose the goods that are delivered."))
    lines = list(sale.lines.select_for_update().filter(line_no__in=wanted.lines).order_by("pk"))
    left = undelivered(sale)
    if {line.line_no for line in lines} != set(wanted.lines) or any(line.line_no not in left for line in lines):
        raise Invalid(field="lines", reason=gettext_noop("Choose the goods that are delivered."))
    for line in lines:
        if wanted.lines[line.line_no] > left[line.line_no]:
            raise AlreadyDelivered(code=line.code, left=left[line.line_no])
    return lines


def _salesperson(lines: Sequence[SaleLine]) -> int | None:
    """Who sold the goods: the main salesperson of the first line. Queries: 1."""
    share = StaffShare.objects.filter(line__in=lines, is_main=True).order_by("line").first()
    return share.staff_id if share else None


@unit_of_work
def advance_delivery(*, actor: Actor, operation: OperationKey, wanted: DeliveryStepIn, at: datetime) -> Delivery:
    """Move a delivery to its next stage. Delivered, it names who took the goods.

    The store that sold may, and for goods fetched elsewhere the store that hands them over.
    Raises: NotPermitted, NotFound, Invalid, DeliveryMoved. Locks: operation, the delivery.
    """
    act = operations.begin(operation, kind="sales.advance_delivery", actor=actor, at=at)
    if act.done:
        return Delivery.objects.get(pk=act.result["delivery"])
    row = Delivery.objects.select_for_update().filter(number=wanted.number.strip().upper()).first()
    if row is None:
        raise NotFound(key=wanted.number)
    delivery_to_work(actor, row)
    before, row.state = row.state, next_state(row.kind, row.state, wanted=wanted.state, number=row.number).value
    _refuse_carrier(row.kind, wanted)
    row.carrier, row.tracking = wanted.carrier.strip() or row.carrier, wanted.tracking.strip() or row.tracking
    if row.state == DeliveryState.SHIPPED and not (row.carrier and row.tracking):
        raise Invalid(field="tracking", reason=gettext_noop("Write the carrier and its number."))
    if row.state == DeliveryState.DELIVERED:
        row.receiver = wanted.receiver.strip()
        if not row.receiver:
            raise Invalid(field="receiver", reason=gettext_noop("Write who took the goods."))
    row.closed_at = at if row.state not in OPEN_STATES else None
    row.save()
    _step(actor, row, before=before, note=wanted.note.strip(), at=at)
    act.finish(delivery=row.pk)
    return row


@joins_unit_of_work
def _step(actor: Actor, row: Delivery, *, before: str, note: str, at: datetime) -> None:
    """Write the stage, the audit row and the member's timeline. Queries: 5."""
    DeliveryStep.objects.create(
        delivery=row, number=row.steps.count() + 1, from_state=before, to_state=row.state, at=at, by_id=actor.staff_id,
        note=note,
    )  # fmt: skip
    store = organisation_selectors.store_by_id(row.store_id)
    audit_services.record(
        actor, _ACTS[row.state], at=at, subject=("sales.delivery", row.pk, row.number), store=(store.id, store.name),
        before=before,
    )  # fmt: skip
    outbox.publish("sales.delivery_moved", at=at, delivery_id=row.pk, state=row.state, store_id=row.store_id)
    if row.member_id and row.state in _TITLES:
        members_services.record_event(
            row.member_id,
            Happening(
                kind=Happened.SERVICE, at=at, on=local_date(at, store.time_zone), title=_TITLES[row.state],
                facts={"number": row.number}, store_id=row.store_id, url=f"/sales/deliveries/{row.number}",
            ),
        )  # fmt: skip


_ACTS: dict[str, str] = {
    DeliveryState.ORDERED: "sales.delivery_ordered",
    DeliveryState.PACKED: "sales.delivery_packed",
    DeliveryState.SHIPPED: "sales.delivery_shipped",
    DeliveryState.DELIVERED: "sales.delivery_done",
    DeliveryState.RETURNED: "sales.delivery_returned",
}
_TITLES: dict[str, str] = {
    DeliveryState.SHIPPED: gettext_noop("Delivery {number} is on its way"),
    DeliveryState.DELIVERED: gettext_noop("Delivery {number} was taken"),
    DeliveryState.RETURNED: gettext_noop("Delivery {number} came back"),
}
