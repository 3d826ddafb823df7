"""Purchase orders as their stores and the supplier see them: how far, how late, what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Greatest

from facet.kernel.permissions import Actor, require
from facet.purchasing.errors import LinkOver, OrderUnknown
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.orders import OPEN, Act, days_late, may, open_quantity, will_be_late
from facet.purchasing.rules.receiving import Difference, LineStand, differences
from facet.purchasing.rules.words import ORDER_WORDS, OrderState

VIEW = PurchasingPermission.VIEW_ORDERS
OPEN_STATES = [state.value for state in OPEN]
TAGS_AT_ONCE = 100  # a web server takes about four thousand letters of address
TO_COME = F("quantity") - F("received_quantity") - F("cancelled_quantity")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineRow:
    """One line of an order with what has come of it. Units: mg, cents; prices None without the right to see cost."""

    id: int
    line_no: int
    category: str
    category_name: str
    category_name_en: str
    style: str
    style_name: str
    style_name_en: str
    label: str
    metal: str
    fineness_e4: int
    quantity: int
    weight_mg: int
    metal_cents_per_gram: int | None
    labour_per: str
    labour_cents: int | None
    other_cents: int | None
    amount_cents: int | None
    confirmed_quantity: int | None
    received_quantity: int
    received_weight_mg: int
    rejected_quantity: int
    cancelled_quantity: int

    @property
    def to_come(self) -> int:
        return open_quantity(quantity=self.quantity, received=self.received_quantity, cancelled=self.cancelled_quantity)

    @property
    def over(self) -> int:
        return max(0, self.received_quantity + self.cancelled_quantity - self.quantity)

    @property
    def weight_differs(self) -> str:
        """ "light" or "heavy" where the grams that came are outside the band around their share of the order's."""
        stand = LineStand(
            quantity=self.quantity, weight_mg=self.weight_mg, received=self.received_quantity,
            received_mg=self.received_weight_mg, rejected=self.rejected_quantity, cancelled=self.cancelled_quantity,
        )  # fmt: skip
        found = [each for each in differences(stand) if each in {Difference.LIGHT, Difference.HEAVY}]
        return str(found[0]) if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRow:
    """One letter. `reason` is English, for a letter that was not sent."""

    attempt: int
    state: str
    reason: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One delivery against an order: the tags that were taken in, bulk goods by lot, what was refused. Units: mg."""

    number: str
    received_at: datetime
    by_name: str
    delivery_note: str
    pieces: int
    weight_mg: int
    tags: tuple[str, ...]
    bulk: tuple[tuple[str, int, int], ...]  # lot, pieces, mg
    refused: tuple[tuple[str, str], ...]  # tag, reason

    @property
    def sheets(self) -> list[str]:
        """The tags as they go to the printing of tags, at most a hundred in one address."""
        return ["\n".join(self.tags[first : first + TAGS_AT_ONCE]) for first in range(0, len(self.tags), TAGS_AT_ONCE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """One order with its lines, and what the viewer may do with it now. Units: days, cents, mg."""

    number: str
    state: str
    state_word: str
    supplier_code: str
    supplier_name: str
    supplier_name_en: str
    store_id: int
    store_code: str
    store_name: str
    store_name_en: str
    priced_later: bool
    consigned: bool
    return_by: date | None
    due_on: date
    promised_on: date | None
    days_late: int
    will_be_late: bool
    pieces: int
    weight_mg: int
    amount_cents: int | None
    origin: str
    note: str
    approval_id: int | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    approved_by: str
    sent_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    first_received_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    lines: tuple[OrderLineRow, ...]
    sendings: tuple[SendingRow, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()
    may_approve: bool = False
    may_send: bool = False
    may_confirm: bool = False
    may_receive: bool = False
    may_cancel: bool = False

    @property
    def to_come(self) -> int:
        return sum(line.to_come for line in self.lines)

    @property
    def received(self) -> int:
        return sum(line.received_quantity for line in self.lines)


def orders_queryset(viewer: Actor) -> QuerySet[PurchaseOrder]:
    """The orders for the viewer's stores, with pieces that came and that are still to come. Queries: 0."""
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    rows = PurchaseOrder.objects.select_related("supplier", "store")
    rows = rows if stores is None else rows.filter(store__in=stores)
    return rows.annotate(
        received=Sum("lines__received_quantity", default=0), cancelled=Sum("lines__cancelled_quantity", default=0)
    )


def orders_to_receive(viewer: Actor) -> QuerySet[PurchaseOrder]:
    """Orders whose goods may stand in the door of the viewer's stores, to be weighed and taken in. Queries: 0."""
    require(viewer, PurchasingPermission.RECEIVE_ORDERS)
    stores = viewer.scope(PurchasingPermission.RECEIVE_ORDERS).store_ids
    rows = PurchaseOrder.objects.filter(state__in=OPEN_STATES).select_related("supplier", "store")
    rows = rows if stores is None else rows.filter(store__in=stores)
    return rows.annotate(
        received=Sum("lines__received_quantity", default=0), rejected=Sum("lines__rejected_quantity", default=0),
        to_come=Sum(
            Greatest(F("lines__quantity") - F("lines__received_quantity") - F("lines__cancelled_quantity"), 0),
            default=0,
        ),
    )  # fmt: skip


def orders_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Orders by a part of the number, or of the supplier's name or code. Queries: 0."""
    wanted = text.strip()
    return rows.filter(
        Q(number__contains=wanted.upper()) | Q(supplier__code__iexact=wanted) | Q(supplier__name__contains=wanted)
    )


def late_orders(rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
    """Open orders whose day has passed, or whose supplier promises a later one. Queries: 0."""
    open_ = rows.filter(state__in=OPEN_STATES)
    return open_.filter(Q(due_on__lt=on) | Q(promised_on__gt=F("due_on")))


def count_late(viewer: Actor, *, on: date) -> int:
    """How many open orders of the viewer's stores are past their day. Queries: 1."""
    stores = viewer.scope(VIEW).store_ids
    rows = PurchaseOrder.objects.filter(state__in=OPEN_STATES, due_on__lt=on)
    return (rows if stores is None else rows.filter(store__in=stores)).count()


def order_page(viewer: Actor, number: str, *, at: datetime) -> OrderPage:
    """One order with its lines, letters and deliveries. Raises: NotPermitted, OrderUnknown. Queries: 4 to 6."""
    row = orders_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise OrderUnknown(key=number)
    lines = row.lines.select_related("category", "style").order_by("line_no")
    sendings = tuple(
        SendingRow(attempt=each.attempt, state=each.state, reason=each.reason, at=each.at, by_name=each.by_name)
        for each in row.sendings.order_by("-attempt")
    )
    return _page(
        row, lines, shows_cost=viewer.sees("cost"), at=at, sendings=sendings, receipts=_receipts(row),
        **_acts(viewer, row),
    )  # fmt: skip


def _receipts(order: PurchaseOrder) -> tuple[ReceiptRow, ...]:
    """The deliveries of an order, the newest first. Queries: 1 to 3."""
    rows = order.receipts.order_by("-received_at", "-pk").prefetch_related("items__piece")
    return tuple(_receipt(row) for row in rows)


def _receipt(row: Any) -> ReceiptRow:
    items = sorted(row.items.all(), key=lambda item: item.item_no)
    return ReceiptRow(
        number=row.number, received_at=row.received_at, by_name=row.received_by_name,
        delivery_note=row.delivery_note, pieces=row.pieces, weight_mg=row.weight_mg,
        tags=tuple(item.piece.tag for item in items if item.piece_id is not None),  # tags may be changed later
        bulk=tuple((item.tag, item.quantity, item.net_mg) for item in items if item.accepted and item.lot_id),
        refused=tuple((item.tag, item.reason) for item in items if not item.accepted),
    )  # fmt: skip


def order_by_link(digest: str, *, at: datetime) -> OrderPage:
    """The order that a supplier's link opens; he sees the prices that he agreed to. Raises: LinkOver. Queries: 2."""
    rows = PurchaseOrder.objects.select_related("supplier", "store")
    row = rows.filter(link_digest=digest, link_until__gt=at).first()
    if row is None:
        raise LinkOver(key="")
    lines = row.lines.select_related("category", "style").order_by("line_no")
    return _page(row, lines, shows_cost=True, at=at, may_confirm=may(row.state, Act.CONFIRM))


def _page(row: PurchaseOrder, lines: Any, *, shows_cost: bool, at: datetime, **extra: Any) -> OrderPage:
    on = at.astimezone(ZoneInfo(row.store.time_zone)).date()
    times: dict[str, Any] = {"due_on": row.due_on, "promised_on": row.promised_on, "on": on}
    return OrderPage(
        **{name: getattr(row, name) for name in _SAME},
        state_word=ORDER_WORDS[OrderState(row.state)],
        supplier_code=row.supplier.code, supplier_name=row.supplier.name, supplier_name_en=row.supplier.name_en,
        store_code=row.store.code, store_name=row.store.name, store_name_en=row.store.name_en,
        days_late=days_late(row.state, **times), will_be_late=will_be_late(row.state, **times),
        amount_cents=row.amount_cents if shows_cost else None,
        created_by=row.created_by_name, approved_by=row.approved_by_name,
        lines=tuple(_line(each, shows_cost=shows_cost) for each in lines),
        **extra,
    )  # fmt: skip


_SAME = (
    "number", "state", "store_id", "priced_later", "consigned", "return_by", "due_on", "promised_on", "pieces",
    "weight_mg", "origin", "note", "approval_id", "created_at", "approved_at", "sent_at", "confirmed_at",
    "confirmed_by", "first_received_at", "closed_at", "close_reason",
)  # fmt: skip


def _acts(viewer: Actor, row: PurchaseOrder) -> dict[str, bool]:
    """Which buttons the page shows. Queries: 0."""
    orders = viewer.may(PurchasingPermission.ORDER_GOODS, store_id=row.store_id)
    receives = viewer.may(PurchasingPermission.RECEIVE_ORDERS, store_id=row.store_id)
    return {
        "may_approve": orders and may(row.state, Act.APPROVE),
        "may_send": orders and may(row.state, Act.SEND),
        "may_confirm": orders and may(row.state, Act.CONFIRM),
        "may_receive": receives and may(row.state, Act.RECEIVE),
        "may_cancel": orders and may(row.state, Act.CANCEL),
    }


def _line(row: PurchaseOrderLine, *, shows_cost: bool) -> OrderLineRow:
    style = row.style
    prices = ("metal_cents_per_gram", "labour_cents", "other_cents", "amount_cents")
    facts: dict[str, Any] = {name: getattr(row, name) for name in _LINE}
    facts |= {name: getattr(row, name) if shows_cost else None for name in prices}
    return OrderLineRow(
        id=row.pk,
        category=row.category.code, category_name=row.category.name, category_name_en=row.category.name_en,
        style=style.code if style else "", style_name=style.name if style else "",
        style_name_en=style.name_en if style else "",
        **facts,
    )  # fmt: skip


_LINE = (
    "line_no", "label", "metal", "fineness_e4", "quantity", "weight_mg", "labour_per", "confirmed_quantity",
    "received_quantity", "received_weight_mg", "rejected_quantity", "cancelled_quantity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnOrder:
    """What is to come of a kind for a store. Units: pieces, mg as far as the orders say."""

    store_id: int
    category_id: int
    style_id: int | None
    quantity: int
    weight_mg: int


def on_order(store_ids: Sequence[int] | None = None) -> list[OnOrder]:
    """What open orders still bring, drafts that wait for approval included; by store, category and style. Queries: 1.

    What a plan leaves out of its need (P20: an order in the making is not proposed a second time).
    """
    states = [*OPEN_STATES, OrderState.DRAFT.value, OrderState.WAITING.value]
    rows = PurchaseOrderLine.objects.filter(order__state__in=states)
    if store_ids is not None:
        rows = rows.filter(order__store__in=store_ids)
    sums = (
        rows.filter(quantity__gt=F("received_quantity") + F("cancelled_quantity"))
        .values_list("order__store_id", "category_id", "style_id")
        .annotate(to_come=Sum(TO_COME), grams=Sum(F("weight_mg") * TO_COME / F("quantity")))
        .order_by("order__store_id", "category_id", "style_id")
    )
    return [OnOrder(store, category, style, to_come, grams or 0) for store, category, style, to_come, grams in sums]
