"""Customers' orders: taken, moved through their stages, drawn, approved, handed over."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors as inventory_selectors
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
from facet.sales.errors import OrderMoved
from facet.sales.models import CustomerOrder, OrderDrawing, OrderStep, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.orders import (
    OPEN_STATES,
    STATE_WORDS,
    Approver,
    MetalSource,
    OrderKind,
    OrderState,
    check_estimate,
    next_state,
)
from facet.sales.selectors.materials import store_in_reach
from facet.sales.selectors.orders import order_to_work
from facet.sales.services.pictures import PictureIn, keep_once
from facet.sales.services.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIn:
    """What a member orders. Units: cents, mg, tenths of a millimetre."""

    store: str
    member: int
    kind: str
    design: str
    estimate_from_cents: int
    estimate_to_cents: int
    promised_on: date
    style: str = ""
    size_tenths: int = 0
    weight_from_mg: int = 0
    weight_to_mg: int = 0
    metal_source: str = MetalSource.HOUSE.value
    metal_gross_mg: int = 0
    metal_fine_mg: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStepIn:
    """The next stage of an order: `piece` arrived for it, `receipt` handed it over."""

    number: str
    state: str
    note: str = ""
    piece: str = ""
    receipt: str = ""


@unit_of_work
def open_order(*, actor: Actor, operation: OperationKey, wanted: OrderIn, at: datetime) -> CustomerOrder:
    """Take an order: what is wanted, what it may cost, by when.

    Raises: NotPermitted, NotFound, Invalid. Locks: operation, the store's number series of orders.
    """
    act = operations.begin(operation, kind="sales.open_order", actor=actor, at=at)
    if act.done:
        return CustomerOrder.objects.get(pk=act.result["order"])
    store = store_in_reach(actor, wanted.store, SalesPermission.TAKE_ORDER)
    members_selectors.member_for_sale(wanted.member)
    _check(wanted, on=local_date(at, store.time_zone))
    number = organisation_services.next_number("sales.order", scope=store.code)
    row = CustomerOrder.objects.create(
        number=f"{store.code}-O{number:05d}", kind=wanted.kind, state=OrderState.TAKEN.value, store_id=store.id,
        member_id=wanted.member, clerk_id=actor.staff_id, style_id=_style(wanted), design=wanted.design.strip(),
        size_tenths=wanted.size_tenths, weight_from_mg=wanted.weight_from_mg,
        weight_to_mg=max(wanted.weight_from_mg, wanted.weight_to_mg), estimate_from_cents=wanted.estimate_from_cents,
        estimate_to_cents=wanted.estimate_to_cents, metal_source=wanted.metal_source,
        metal_gross_mg=wanted.metal_gross_mg, metal_fine_mg=wanted.metal_fine_mg, promised_on=wanted.promised_on,
        taken_on=local_date(at, store.time_zone), taken_at=at,
    )  # fmt: skip
    _step(actor, row, before="", store_id=store.id, note="", at=at)
    act.finish(order=row.pk)
    return row


def _check(wanted: OrderIn, *, on: date) -> None:
    check_estimate(wanted.estimate_from_cents, wanted.estimate_to_cents)
    if wanted.kind not in set(OrderKind) or wanted.metal_source not in set(MetalSource):
        raise Invalid(field="kind", reason=gettext_noop("Choose one of the kinds offered."))
    if not wanted.design.strip():
        raise Invalid(field="design", reason=gettext_noop("Write what the customer wants."))
    if wanted.promised_on < on:
        raise Invalid(field="promised_on", reason=gettext_noop("The promised day lies in the past."))
    house = wanted.metal_source == MetalSource.HOUSE
    if house and wanted.metal_gross_mg or not house and not 0 < wanted.metal_fine_mg <= wanted.metal_gross_mg:
        raise Invalid(
            field="metal_gross", reason=gettext_noop("Weigh the customer's metal: gross, and fine within it.")
        )


def _style(wanted: OrderIn) -> int | None:
    """The style that is ordered otherwise. Raises: Invalid for a special order without one, NotFound."""
    if not wanted.style.strip():
        if wanted.kind == OrderKind.SPECIAL:
            raise Invalid(
                field="style", reason=gettext_noop("A special order names the style that is wanted otherwise.")
            )
        return None
    try:
        return int(catalog_selectors.style_by_code(wanted.style.strip().upper()).id)
    except NotFound:
        raise Invalid(field="style", reason=gettext_noop("No style has this code.")) from None


@unit_of_work
def advance_order(*, actor: Actor, operation: OperationKey, wanted: OrderStepIn, at: datetime) -> CustomerOrder:
    """Move an order to its next stage, or cancel it.

    A custom order is made only after a drawing was approved. Handing over names the ticket, in any store where the
    actor may; money left for a cancelled order is settled on its deposit.
    Raises: NotPermitted, NotFound, Invalid, OrderMoved. Locks: operation, the order.
    """
    act = operations.begin(operation, kind="sales.advance_order", actor=actor, at=at)
    if act.done:
        return CustomerOrder.objects.get(pk=act.result["order"])
    row = _locked(wanted.number)
    handing = wanted.state == OrderState.HANDED_OVER
    order_to_work(actor, row, handing_over=handing)
    before, row.state = row.state, next_state(row.state, wanted.state, number=row.number).value
    store_id = row.store_id
    if row.state == OrderState.MAKING and row.kind == OrderKind.CUSTOM:
        _refuse_undrawn(row)
    if row.state == OrderState.ARRIVED and wanted.piece.strip():
        row.piece_id = inventory_selectors.pieces_for_sale(actor, [wanted.piece])[0].id
    if handing:
        sale = _ticket(row, wanted.receipt)
        row.sale_id, row.finished_in_id = sale.pk, sale.store_id
        store_id = sale.store_id
    row.closed_at = at if row.state not in OPEN_STATES else None
    row.save(update_fields=["state", "piece", "sale", "finished_in", "closed_at"])
    _step(actor, row, before=before, store_id=store_id, note=wanted.note.strip(), at=at)
    act.finish(order=row.pk)
    return row


def _refuse_undrawn(row: CustomerOrder) -> None:
    if not row.drawings.filter(approved_on__isnull=False).exists():
        raise OrderMoved(number=row.number, state=gettext_noop("no drawing was approved yet"))


def _ticket(row: CustomerOrder, receipt: str) -> Sale:
    """The member's ticket that handed the piece over. Raises: Invalid."""
    sale: Sale | None = Sale.objects.filter(number=receipt.strip().upper(), member_id=row.member_id).first()
    if sale is None:
        raise Invalid(
            field="receipt", reason=gettext_noop("Write the number of the member's ticket that sold the piece.")
        )
    return sale


@joins_unit_of_work
def hand_over_with(actor: Actor, ticket: Ticket, order_id: int) -> None:
    """An order whose deposit pays for goods, and whose piece is in the store, is handed over with the ticket.

    Locks: the order. Queries: 1, or 8.
    """
    waiting = (OrderState.ARRIVED.value, OrderState.TOLD.value)
    row = CustomerOrder.objects.select_for_update().filter(pk=order_id, state__in=waiting).first()
    if row is None or not ticket.lines:
        return
    before, row.state = row.state, OrderState.HANDED_OVER.value
    row.sale_id, row.finished_in_id, row.closed_at = ticket.id, ticket.till.store_id, ticket.at
    row.save(update_fields=["state", "sale", "finished_in", "closed_at"])
    _step(actor, row, before=before, store_id=ticket.till.store_id, note="", at=ticket.at)


@unit_of_work
def add_drawing(*, actor: Actor, drawing: PictureIn, at: datetime) -> OrderDrawing:
    """Put a stored picture on an order; the same picture again changes nothing.

    Raises: NotFound, NotPermitted, OrderMoved for a closed order. Locks: the order.
    """
    row = _worked(actor, drawing.number)
    kept: OrderDrawing = keep_once(
        row.drawings, drawing, actor=actor, at=at,
        tell=lambda number: _record(actor, "sales.drawing_added", row, at=at, drawing=number),
    )  # fmt: skip
    return kept


@unit_of_work
def approve_drawing(
    *, actor: Actor, number: str, drawing: int, approver: str, approved_on: date, at: datetime
) -> OrderDrawing:
    """Write down the customer's yes to a drawing: who said it, and on which day. Once for each drawing.

    Raises: NotFound, NotPermitted, Invalid, OrderMoved. Locks: the order.
    """
    row = _worked(actor, number)
    kept = row.drawings.filter(number=drawing).first()
    if kept is None:
        raise NotFound(key=f"{number} {drawing}")
    if approver not in set(Approver):
        raise Invalid(field="approver", reason=gettext_noop("Say who approved it."))
    if not row.taken_on <= approved_on <= at.date():
        raise Invalid(field="approved_on", reason=gettext_noop("A day between the order and today."))
    if kept.approved_on:
        return kept
    kept.approved_on, kept.approver, kept.approved_by_id = approved_on, approver, actor.staff_id
    kept.save(update_fields=["approved_on", "approver", "approved_by"])
    _record(actor, "sales.drawing_approved", row, at=at, drawing=kept.number, approver=approver)
    return kept


@joins_unit_of_work
def _worked(actor: Actor, number: str) -> CustomerOrder:
    """The open order, locked, if the actor may work on it. Raises: NotFound, NotPermitted, OrderMoved."""
    row = _locked(number)
    order_to_work(actor, row, handing_over=False)
    if row.state not in OPEN_STATES:
        raise OrderMoved(number=row.number, state=STATE_WORDS[row.state])
    return row


@joins_unit_of_work
def _locked(number: str) -> CustomerOrder:
    row = CustomerOrder.objects.select_for_update().filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    return row


@joins_unit_of_work
def _step(actor: Actor, row: CustomerOrder, *, before: str, store_id: int, note: str, at: datetime) -> None:
    """Write the stage, the audit row and the member's timeline. Queries: 5."""
    OrderStep.objects.create(
        order=row, number=row.steps.count() + 1, from_state=before, to_state=row.state, store_id=store_id, at=at,
        by_id=actor.staff_id, note=note,
    )  # fmt: skip
    _record(actor, _ACTS[row.state], row, at=at, before=before)
    outbox.publish("sales.order_moved", at=at, order_id=row.pk, state=row.state, store_id=store_id)
    zone = organisation_selectors.store_by_id(store_id).time_zone
    members_services.record_event(
        row.member_id,
        Happening(
            kind=Happened.SERVICE, at=at, on=local_date(at, zone), title=_TITLES[row.state],
            facts={"number": row.number}, store_id=store_id, url=f"/sales/orders/{row.number}",
        ),
    )  # fmt: skip


_ACTS: dict[str, str] = {
    OrderState.TAKEN: "sales.order_taken",
    OrderState.CONFIRMED: "sales.order_confirmed",
    OrderState.MAKING: "sales.order_begun",
    OrderState.ARRIVED: "sales.order_arrived",
    OrderState.TOLD: "sales.order_announced",
    OrderState.HANDED_OVER: "sales.order_fetched",
    OrderState.CANCELLED: "sales.order_cancelled",
}
_TITLES: dict[str, str] = {
    OrderState.TAKEN: gettext_noop("Order {number} taken"),
    OrderState.CONFIRMED: gettext_noop("Order {number} confirmed"),
    OrderState.MAKING: gettext_noop("Order {number} is being made"),
    OrderState.ARRIVED: gettext_noop("Order {number} arrived"),
    OrderState.TOLD: gettext_noop("Told that order {number} is here"),
    OrderState.HANDED_OVER: gettext_noop("Order {number} handed over"),
    OrderState.CANCELLED: gettext_noop("Order {number} cancelled"),
}


def _record(actor: Actor, action: str, row: CustomerOrder, *, at: datetime, **facts: object) -> None:
    store = organisation_selectors.store_by_id(row.store_id)
    audit_services.record(
        actor, action, at=at, subject=("sales.order", row.pk, row.number), store=(store.id, store.name), **facts
    )
