"""Orders are written, allowed, confirmed and ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.organisation.selectors import StoreRow
from facet.purchasing.errors import OrderUnknown
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.orders import APPROVAL_KIND, MOST_LINES, Act, allow, digest_of, open_quantity
from facet.purchasing.rules.words import OrderState
from facet.purchasing.selectors.order_lines import PricedLine, board_per_fine_gram, priced_lines
from facet.purchasing.selectors.suppliers import supplier_row, terms_of

ORDER = PurchasingPermission.ORDER_GOODS
BOARD_NOTE = gettext_noop("No trade price was known: the metal is reckoned at our own board price. Agree on a price.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineIn:
    """So many pieces of a category or style. None and "" are filled in: labour from the supplier's price list,
    the metal's price from the last trade price. Units: mg of net metal together, cents a gram of fine metal, cents.
    """

    category: str = ""
    style: str = ""
    quantity: int = 1
    weight_mg: int = 0
    label: str = ""
    metal_cents_per_gram: int | None = None
    labour_per: str = ""
    labour_cents: int | None = None
    other_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIn:
    """One order. `store` is where the goods go first. `priced_later` None: as agreed with the supplier."""

    supplier: str
    store: str
    due_on: date
    lines: Sequence[OrderLineIn] = field(default_factory=tuple)
    priced_later: bool | None = None
    consigned: bool = False
    return_by: date | None = None
    note: str = ""
    origin: str = ""


@unit_of_work
def create_purchase_order(*, actor: Actor, operation: OperationKey, request: OrderIn, at: datetime) -> str:
    """Write an order; the number of the draft.

    Raises: NotPermitted, NotFound, SupplierUnknown, Invalid. Locks: the operation, the number series.
    """
    act = operations.begin(operation, kind="purchasing.create_purchase_order", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    number = write_order(actor, request, at=at).number
    act.finish(number=number)
    return number


@joins_unit_of_work
def write_order(actor: Actor, request: OrderIn, *, at: datetime, by_board: bool = False) -> PurchaseOrder:
    """The step of create_purchase_order, for a plan that writes several. Locks: the number series.

    `by_board`: where no trade price is known, the receiving store's own board price counts, and the note says so.
    """
    require(actor, ORDER)
    store = ordering_store(actor, request.store)
    supplier = supplier_row(request.supplier)
    later = terms_of(supplier.pk).priced_later if request.priced_later is None else request.priced_later
    later = later and not request.consigned
    _check(request, on=at.astimezone(ZoneInfo(store.time_zone)).date())
    board = board_per_fine_gram(store.price_group_id, at=at) if by_board else None
    on = at.astimezone(ZoneInfo(store.time_zone)).date()
    lines = priced_lines(request.lines, supplier_id=supplier.pk, on=on, board=board)
    note = BOARD_NOTE if any(line.by_board for line in lines) else request.note
    month = at.astimezone(ZoneInfo(store.time_zone)).strftime("%y%m")
    number = organisation_services.next_number("purchasing.order", scope=month)
    row = PurchaseOrder.objects.create(
        number=f"PO-{month}-{number:04d}", supplier=supplier, store_id=store.id, state=OrderState.DRAFT,
        priced_later=later, consigned=request.consigned, return_by=request.return_by, due_on=request.due_on,
        pieces=sum(line.quantity for line in lines), weight_mg=sum(line.weight_mg for line in lines),
        amount_cents=sum(line.parts.cents for line in lines), origin=request.origin[:24], note=note[:200],
        created_at=at, created_by_key=actor.key, created_by_name=actor.name,
    )  # fmt: skip
    PurchaseOrderLine.objects.bulk_create(_line(row, each, place) for place, each in enumerate(lines, start=1))
    tell(actor, "purchasing.order_created", row, at=at, pieces=row.pieces, amount_cents=row.amount_cents)
    return row


def _line(order: PurchaseOrder, line: PricedLine, line_no: int) -> PurchaseOrderLine:
    return PurchaseOrderLine(
        order=order, line_no=line_no, category_id=line.category_id, style_id=line.style_id, label=line.label,
        metal=line.metal, fineness_e4=line.fineness_e4, quantity=line.quantity, weight_mg=line.weight_mg,
        metal_cents_per_gram=line.price.metal_cents_per_gram, labour_per=str(line.price.labour_per),
        labour_cents=line.price.labour_cents, other_cents=line.price.other_cents, amount_cents=line.parts.cents,
    )  # fmt: skip


@joins_unit_of_work
def ordering_store(actor: Actor, code: str) -> StoreRow:
    """The open store `code` for which the actor may order. Raises: NotFound. Queries: 1."""
    for row in organisation_selectors.stores_of(actor, ORDER):
        if row.code == code.strip().upper():
            return row
    raise NotFound(key=code)


def _check(request: OrderIn, *, on: date) -> None:
    if not request.lines:
        raise Invalid(field="lines", reason=gettext_noop("an order needs at least one line"))
    if len(request.lines) > MOST_LINES:
        raise Invalid(field="lines", reason=gettext_noop("write several orders: 200 lines are the most"))
    if request.due_on < on:
        raise Invalid(field="due_on", reason=gettext_noop("goods cannot come before today"))
    if request.return_by is not None and not request.consigned:
        raise Invalid(field="return_by", reason=gettext_noop("only consigned goods go back by a day"))


@joins_unit_of_work
def locked_order(actor: Actor, number: str, *, permission: str = ORDER) -> PurchaseOrder:
    """The order, locked, if `permission` reaches its store. Raises: NotPermitted, OrderUnknown. Queries: 1."""
    require(actor, permission)
    rows = PurchaseOrder.objects.select_related("supplier", "store").select_for_update(of=("self",))
    row = rows.filter(number=number.strip().upper()).first()
    if row is None or not actor.may(permission, store_id=row.store_id):
        raise OrderUnknown(key=number)
    return row


@joins_unit_of_work
def digest(order: PurchaseOrder) -> str:
    """What a second person's yes to this order is bound to. Queries: 1."""
    lines = order.lines.order_by("line_no").values_list("line_no", "quantity", "weight_mg", "amount_cents")
    return digest_of(number=order.number, supplier=order.supplier.code, lines=[list(line) for line in lines])


@unit_of_work
def request_order_approval(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> int:
    """Ask a second person to allow an order above one's limit; gives the approval's id.

    Raises: NotPermitted, also for programs without a person, OrderUnknown, OrderNotPossible, Invalid.
    Locks: the order.
    """
    act = operations.begin(operation, kind="purchasing.request_order_approval", actor=actor, at=at)
    if act.done:
        return int(act.result["approval_id"])
    order = locked_order(actor, number)
    allow(order.state, Act.APPROVE, number=order.number)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("say in a few words what it is for"))
    wish = Wish(
        subject=f"{order.number} {order.supplier.name}", digest=digest(order), amount=order.amount_cents,
        limit="purchase_cents", wanted=order.amount_cents,
        facts={"number": order.number, "pieces": order.pieces, "due_on": order.due_on.isoformat()},
    )  # fmt: skip
    order.approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=order.store_id, wish=wish, reason=reason, at=at
    )
    order.state = OrderState.WAITING
    order.save(update_fields=["approval", "state"])
    act.finish(approval_id=order.approval_id)
    return int(order.approval_id)


@unit_of_work
def approve_purchase_order(*, actor: Actor, operation: OperationKey, number: str, at: datetime) -> str:
    """Make a draft an order that may be sent: within one's limit, or with the yes that was asked for; its state.

    Raises: NotPermitted, OrderUnknown, OrderNotPossible, ApprovalNeeded and the approval's refusals.
    Locks: the order, the approval.
    """
    act = operations.begin(operation, kind="purchasing.approve_purchase_order", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    order = locked_order(actor, number)
    allow(order.state, Act.APPROVE, number=order.number)
    limit = actor.limit("purchase_cents")
    if order.amount_cents > limit:
        if order.approval_id is None:
            raise ApprovalNeeded(what=gettext_noop("Purchase order"), limit=limit, wanted=order.amount_cents)
        organisation_services.use_approval(
            actor, approval_id=order.approval_id, kind=APPROVAL_KIND, digest=digest(order),
            amount=order.amount_cents, at=at,
        )  # fmt: skip
    order.state, order.approved_at, order.approved_by_name = OrderState.APPROVED, at, actor.name[:60]
    order.save(update_fields=["state", "approved_at", "approved_by_name"])
    tell(actor, "purchasing.order_approved", order, at=at, amount_cents=order.amount_cents)
    act.finish(state=str(order.state))
    return str(order.state)


@unit_of_work
def cancel_purchase_order(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> str:
    """Cancel what has not come: everything, or the rest of an order that was partly received; the state afterwards.

    Raises: NotPermitted, OrderUnknown, OrderNotPossible, Invalid. Locks: the order, its lines.
    """
    act = operations.begin(operation, kind="purchasing.cancel_purchase_order", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    order = locked_order(actor, number)
    allow(order.state, Act.CANCEL, number=order.number)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    lines = list(order.lines.select_for_update().order_by("line_no"))
    rest = 0
    for line in lines:
        left = open_quantity(quantity=line.quantity, received=line.received_quantity, cancelled=line.cancelled_quantity)
        line.cancelled_quantity += left
        rest += left
    PurchaseOrderLine.objects.bulk_update(lines, ["cancelled_quantity"])
    came = any(line.received_quantity for line in lines)
    order.state = OrderState.CLOSED if came else OrderState.CANCELLED
    order.closed_at, order.close_reason, order.link_digest = at, reason[:120], None
    order.save(update_fields=["state", "closed_at", "close_reason", "link_digest"])
    tell(actor, "purchasing.order_cancelled", order, at=at, pieces=rest, reason=reason)
    act.finish(state=str(order.state))
    return str(order.state)


@joins_unit_of_work
def tell(actor: Actor, action: str, order: PurchaseOrder, *, at: datetime, **facts: Any) -> None:
    """One row of the audit and one event about an order. Queries: 2."""
    audit_services.record(
        actor, action, at=at, subject=("purchasing.order", order.pk, order.number),
        store=(order.store_id, order.store.name), supplier=order.supplier.name, **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, order_id=order.pk, number=order.number, store_id=order.store_id)
