"""Goods come against an order: weighed, checked, taken in or refused."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import DictionaryKind
from facet.inventory import selectors as inventory_selectors
from facet.inventory import services as inventory_services
from facet.inventory.rules.metal import AccountRef, MetalKind, MetalPosting, Owner
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors import LotFacts
from facet.inventory.services import BulkIn, supplying
from facet.inventory.services.bulk_ledger import BulkAct
from facet.inventory.services.lots import put_bulk
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.purchasing.errors import NothingReceived
from facet.purchasing.models import MetalDebt, OrderReceipt, PurchaseOrder, PurchaseOrderLine, ReceiptItem
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.delivered import DeliveredPiece, check_bulk, piece_in, weighed
from facet.purchasing.rules.orders import Act, Parts, allow, open_quantity, state_after_receipt
from facet.purchasing.rules.words import OrderState
from facet.purchasing.services.orders import locked_order, tell

RECEIVE = PurchasingPermission.RECEIVE_ORDERS
MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryIn:
    """One delivery against one order. `place` "": where the store puts new goods."""

    number: str
    items: Sequence[DeliveredPiece]
    place: str = ""
    delivery_note: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was taken in: the receipt, the new tags to print, what was refused, and the order's state now."""

    receipt: str
    order: str
    tags: tuple[str, ...]
    rejected: tuple[str, ...]
    state: str


@unit_of_work
def receive_purchase_order(*, actor: Actor, operation: OperationKey, request: DeliveryIn, at: datetime) -> Delivery:
    """Take a delivery in: accepted pieces into stock with their cost, refused ones noted; all or nothing.

    More than was ordered is taken in and shown. With a price fixed later, the metal's cost is provisional and its
    fine grams are owed. Raises: NotPermitted, OrderUnknown, OrderNotPossible, NothingReceived, Invalid, and what
    receiving pieces raises. Locks: the order, its lines, the number series, metal accounts.
    """
    act = operations.begin(operation, kind="purchasing.receive_purchase_order", actor=actor, at=at)
    if act.done:
        known = act.result
        return Delivery(
            known["receipt"], known["order"], tuple(known["tags"]), tuple(known["rejected"]), known["state"]
        )
    done = take_delivery(actor, request, operation=act.id, at=at)
    act.finish(
        receipt=done.receipt, order=done.order, tags=list(done.tags), rejected=list(done.rejected), state=done.state
    )
    return done


@joins_unit_of_work
def take_delivery(actor: Actor, request: DeliveryIn, *, operation: UUID, at: datetime) -> Delivery:
    """The step of receive_purchase_order, for a sheet with several orders."""
    order = locked_order(actor, request.number, permission=RECEIVE)
    allow(order.state, Act.RECEIVE, number=order.number)
    lines = {
        line.line_no: line for line in order.lines.select_for_update(of=("self",)).select_related("category", "style")
    }
    lots = inventory_selectors.lots_named(item.tag for item in request.items if item.bulk)
    _check(request, lines, lots, own=not (order.consigned or order.priced_later))
    came = [(item, lines[item.line_no], *weighed(item, lines[item.line_no])) for item in request.items]
    month = at.astimezone(ZoneInfo(order.store.time_zone)).strftime("%y%m")
    number = f"GR-{month}-{organisation_services.next_number('purchasing.receipt', scope=month):04d}"
    kept = [each for each in came if each[0].accepted]
    pieces = _into_stock(actor, order, request, [each for each in kept if not each[0].bulk], number=number, at=at)
    bulk = [each for each in kept if each[0].bulk]
    _bulk_into_stock(actor, order, request, bulk, number=number, operation=operation, at=at)
    receipt = _receipt(actor, order, request, came, number=number, at=at)
    rows = _items(receipt, came, pieces, lots)
    _settle_lines(lines.values(), came)
    if order.priced_later:
        _owe(actor, order, receipt, rows, lines, operation=operation, at=at)
    order.state = state_after_receipt(
        open_quantity(quantity=line.quantity, received=line.received_quantity, cancelled=line.cancelled_quantity)
        for line in lines.values()
    )
    order.first_received_at = order.first_received_at or at
    order.closed_at = at if order.state == OrderState.CLOSED else None
    order.save(update_fields=["state", "first_received_at", "closed_at"])
    refused = tuple(item.tag for item, *_ in came if not item.accepted)
    tell(
        actor, "purchasing.order_received", order, at=at, receipt=number, pieces=receipt.pieces,
        rejected=receipt.rejected, weight_mg=receipt.weight_mg, state=str(order.state),
    )  # fmt: skip
    return Delivery(number, order.number, tuple(pieces), refused, str(order.state))


def _check(request: DeliveryIn, lines: dict[int, PurchaseOrderLine], lots: dict[str, LotFacts], *, own: bool) -> None:
    if not request.items:
        raise NothingReceived
    if len(request.items) > MOST:
        raise Invalid(field="items", reason=gettext_noop("500 pieces at a time are the most"))
    for item in request.items:
        if item.line_no not in lines:
            raise Invalid(field="items", reason=gettext_noop("the order has no such line"))
        if not item.accepted and not item.reason.strip():
            raise Invalid(field="items", reason=gettext_noop("write why a piece is refused"))
        if item.bulk:
            check_bulk(item, lines[item.line_no], lot=lots.get(normal_tag(item.tag)), own=own)


Came = tuple[DeliveredPiece, PurchaseOrderLine, int, Parts]


@joins_unit_of_work
def _into_stock(
    actor: Actor, order: PurchaseOrder, request: DeliveryIn, kept: Sequence[Came], *, number: str, at: datetime
) -> dict[str, int]:
    """The accepted pieces by the tag they now carry. Raises: as inventory's receive_pieces."""
    if not kept:
        return {}
    forms = {word.code for word in catalog_selectors.words(DictionaryKind.FORM)}
    delivery = inventory_services.ReceiveRequest(
        store=order.store.code, place=request.place, supplier=order.supplier.code, batch=order.number,
        document=number, pieces=tuple(
            piece_in(item, line, parts=parts, consigned=order.consigned, forms=forms)
            for item, line, _, parts in kept
        ),
    )  # fmt: skip
    occasion = inventory_services.Occasion(actor=actor, at=at, document=number)
    rows = supplying.take_in(delivery, store=_store(actor, order.store_id), occasion=occasion)
    return {row.tag: row.pk for row in rows}


@joins_unit_of_work
def _bulk_into_stock(
    actor: Actor,
    order: PurchaseOrder,
    request: DeliveryIn,
    kept: Sequence[Came],
    *,
    number: str,
    operation: UUID,
    at: datetime,
) -> None:
    """Goods without tags of their own onto the balances of their lots, each lot once, with what it cost."""
    by_lot: dict[str, list[Came]] = defaultdict(list)
    for each in kept:
        by_lot[normal_tag(each[0].tag)].append(each)
    for sku, parts in sorted(by_lot.items()):
        wanted = BulkIn(
            store=order.store.code, sku=sku, place=request.place, document=number,
            quantity=sum(item.quantity for item, *_ in parts), weight_mg=sum(item.gross_mg for item, *_ in parts),
            cost_cents=sum(cost.cents for *_, cost in parts),
        )  # fmt: skip
        ledger = BulkAct(operation_id=operation, actor=actor, at=at, document=number)
        put_bulk(wanted, store=_store(actor, order.store_id), ledger=ledger)


@joins_unit_of_work
def _store(actor: Actor, store_id: int) -> StoreRow:
    for row in organisation_selectors.stores_of(actor, RECEIVE):
        if row.id == store_id:
            return row
    raise NotFound(key=str(store_id))


@joins_unit_of_work
def _receipt(
    actor: Actor, order: PurchaseOrder, request: DeliveryIn, came: Sequence[Came], *, number: str, at: datetime
) -> OrderReceipt:
    kept = [(item.quantity, net_mg, parts) for item, _, net_mg, parts in came if item.accepted]
    return OrderReceipt.objects.create(
        number=number, order=order, supplier_id=order.supplier_id, store_id=order.store_id,
        delivery_note=request.delivery_note[:40], pieces=sum(quantity for quantity, *_ in kept),
        rejected=sum(item.quantity for item, *_ in came if not item.accepted),
        weight_mg=sum(net_mg for _, net_mg, _ in kept), cents=sum(parts.cents for *_, parts in kept), received_at=at,
        received_by_key=actor.key, received_by_name=actor.name[:60],
    )  # fmt: skip


@joins_unit_of_work
def _items(
    receipt: OrderReceipt, came: Sequence[Came], pieces: dict[str, int], lots: dict[str, LotFacts]
) -> list[ReceiptItem]:
    ids = iter(pieces.items())  # in the order asked
    rows = []
    for place, (item, line, net_mg, parts) in enumerate(came, start=1):
        tag, piece_id = next(ids) if item.accepted and not item.bulk else (normal_tag(item.tag)[:40], None)
        rows.append(
            ReceiptItem(
                receipt=receipt, item_no=place, line=line, tag=tag, piece_id=piece_id, accepted=item.accepted,
                lot_id=lots[normal_tag(item.tag)].id if item.bulk else None, quantity=item.quantity,
                reason="" if item.accepted else item.reason[:120], gross_mg=item.gross_mg, net_mg=net_mg,
                fine_mg=parts.fine_mg, metal_cents=parts.metal_cents, labour_cents=parts.labour_cents,
                other_cents=parts.other_cents,
            )
        )  # fmt: skip
    return ReceiptItem.objects.bulk_create(rows)


@joins_unit_of_work
def _settle_lines(lines: Iterable[PurchaseOrderLine], came: Sequence[Came]) -> None:
    """Write what came onto the order's lines. Queries: 1."""
    for item, line, net_mg, _ in came:
        if item.accepted:
            line.received_quantity += item.quantity
            line.received_weight_mg += net_mg
        else:
            line.rejected_quantity += item.quantity
    PurchaseOrderLine.objects.bulk_update(list(lines), ["received_quantity", "received_weight_mg", "rejected_quantity"])


@joins_unit_of_work
def _owe(
    actor: Actor,
    order: PurchaseOrder,
    receipt: OrderReceipt,
    rows: Sequence[ReceiptItem],
    lines: dict[int, PurchaseOrderLine],
    *,
    operation: UUID,
    at: datetime,
) -> None:
    """Grams of each metal that are owed now, in our rows and in the metal ledger. Queries: 5."""
    fine: dict[str, int] = defaultdict(int)
    cents: dict[str, int] = defaultdict(int)
    metals = {line.pk: line.metal for line in lines.values()}
    for row in rows:
        if row.accepted and row.fine_mg:
            fine[metals[row.line_id]] += row.fine_mg
            cents[metals[row.line_id]] += row.metal_cents
    MetalDebt.objects.bulk_create(
        MetalDebt(
            supplier_id=order.supplier_id, receipt=receipt, metal=metal, fine_mg=fine_mg,
            provisional_cents=cents[metal], owed_since=at,
        )
        for metal, fine_mg in sorted(fine.items())
    )  # fmt: skip
    postings = [
        MetalPosting(account=AccountRef(Owner.SUPPLIER, metal, partner_id=partner), fine_mg=signed, kind=MetalKind.OWED)
        for metal, fine_mg in sorted(fine.items())
        for partner, signed in ((order.supplier_id, -fine_mg), (None, fine_mg))
    ]
    if postings:
        inventory_services.post_metal(
            actor=actor, operation=operation, postings=postings, document=receipt.number, at=at,
            store_id=order.store_id,
        )  # fmt: skip
