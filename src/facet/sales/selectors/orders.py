"""Customers' orders as lists, pages and home cards read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from facet.kernel.clock import local_date
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import CustomerOrder, Deposit, OrderDrawing, OrderStep
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposits import DepositState
from facet.sales.rules.orders import OPEN_STATES, STATE_WORDS, STEPS, OrderState, is_late
from facet.sales.selectors.deposits import visible_deposits
from facet.sales.selectors.sale import visible_sales


def visible_orders(viewer: Actor) -> QuerySet[CustomerOrder]:
    """The orders within the viewer's reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_ORDERS)
    rows = CustomerOrder.objects.all()
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def order_to_work(viewer: Actor, row: CustomerOrder, *, handing_over: bool) -> None:
    """Refuse work on an order beyond reach, or without the right. Raises: NotFound, NotPermitted. Queries: 0."""
    needed = SalesPermission.HAND_OVER_ORDERS if handing_over else SalesPermission.WORK_ORDERS
    if not any(viewer.may(each, store_id=row.store_id) for each in (SalesPermission.VIEW_ORDERS, needed)):
        raise NotFound(key=row.number)
    require(viewer, needed, store_id=row.store_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """One order with its stages, drawings and deposits."""

    order: CustomerOrder
    store: StoreRow
    finished_in: StoreRow | None
    member: MemberForSale
    member_name: str
    steps: Sequence[OrderStep]
    drawings: Sequence[OrderDrawing]
    deposits: Sequence[Deposit]
    next_states: Sequence[tuple[str, str]]  # state, words
    is_late: bool
    may_open_ticket: bool
    may_work: bool
    may_take: bool

    @property
    def is_open(self) -> bool:
        return bool(self.order.state in OPEN_STATES)

    @property
    def size(self) -> str:
        """The circumference in millimetres."""
        return f"{self.order.size_tenths / 10:g}"

    @property
    def paid_cents(self) -> int:
        """What lies on its deposits."""
        return sum(row.balance_cents for row in self.deposits)


def order_page(viewer: Actor, *, number: str, at: datetime) -> OrderPage:
    """One order by its number. Raises: NotFound, for foreign ones too. Queries: 9 at most."""
    rows = visible_orders(viewer).select_related("style", "clerk", "piece", "sale")
    row = rows.filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    store, member = organisation_selectors.store_by_id(row.store_id), members_selectors.member_for_sale(row.member_id)
    may_work = viewer.may(SalesPermission.WORK_ORDERS, store_id=row.store_id)
    may_hand = viewer.may(SalesPermission.HAND_OVER_ORDERS, store_id=row.store_id)
    return OrderPage(
        order=row,
        store=store,
        finished_in=organisation_selectors.store_by_id(row.finished_in_id) if row.finished_in_id else None,
        member=member,
        member_name=member.name_for(viewer),
        steps=list(row.steps.select_related("by", "store").order_by("number")),
        drawings=list(row.drawings.select_related("approved_by", "added_by").order_by("number")),
        deposits=list(visible_deposits(viewer).filter(order=row).order_by("pk")),
        next_states=[
            (state, STATE_WORDS[state])
            for state in STEPS[row.state]
            if (may_hand if state == OrderState.HANDED_OVER else may_work)
        ],
        is_late=is_late(row.state, row.promised_on, on=local_date(at, store.time_zone)),
        may_open_ticket=bool(row.sale_id) and visible_sales(viewer).filter(pk__in=[row.sale_id]).exists(),
        may_work=may_work and row.state in OPEN_STATES,
        may_take=row.state in OPEN_STATES and viewer.may(SalesPermission.TAKE_DEPOSIT, store_id=row.store_id),
    )


def drawing_sum(viewer: Actor, *, number: str, drawing: int) -> str:
    """Under which sum a drawing of an order in reach is stored. Raises: NotFound. Queries: 1."""
    found = OrderDrawing.objects.filter(
        order__in=visible_orders(viewer).filter(number=number.strip().upper()), number=drawing
    ).first()
    if found is None:
        raise NotFound(key=f"{number} {drawing}")
    return found.sha256


def orders_of_member(viewer: Actor, *, member_id: int) -> list[CustomerOrder]:
    """A member's orders in reach, open ones first, at most 50. Queries: 1."""
    rows = visible_orders(viewer).filter(member=member_id).select_related("store").order_by("-taken_at")[:50]
    return sorted(rows, key=lambda row: row.state not in OPEN_STATES)


def late_orders(viewer: Actor, *, store_id: int, on: date) -> list[CustomerOrder]:
    """Orders of a store that are not there by the promised day, the longest waiting first, at most 10. Queries: 1."""
    rows = visible_orders(viewer).filter(store=store_id, state__in=OPEN_STATES[:3], promised_on__lt=on)
    return list(rows.order_by("promised_on", "pk")[:10])


def arrived_orders(viewer: Actor, *, store_id: int) -> list[CustomerOrder]:
    """Orders that lie in a store and whose customer was not told, at most 10. Queries: 1."""
    rows = visible_orders(viewer).filter(store=store_id, state=OrderState.ARRIVED.value)
    return list(rows.order_by("promised_on", "pk")[:10])


def layaways_of_store(viewer: Actor, *, store_id: int) -> list[Deposit]:
    """The open layaways of a store with their instalments, at most 200. Queries: 2."""
    rows = visible_deposits(viewer).filter(store=store_id, kind="layaway", state=DepositState.OPEN.value)
    return list(rows.prefetch_related("instalments").order_by("pk")[:200])


def open_matters(member_id: int) -> Sequence[tuple[str, str, int]]:
    """(what, number, cents) of the deposits and orders that are open with a member. Queries: 2."""
    deposits = Deposit.objects.filter(member=member_id, state=DepositState.OPEN.value).order_by("pk")
    orders = CustomerOrder.objects.filter(member=member_id, state__in=OPEN_STATES).order_by("pk")
    return [
        *(("deposit", row.number, row.balance_cents) for row in deposits),
        *(("order", row.number, 0) for row in orders),
    ]


def open_orders_of(member_id: int) -> list[CustomerOrder]:
    """A member's open orders, whatever store took them. Queries: 1."""
    return list(CustomerOrder.objects.filter(member=member_id, state__in=OPEN_STATES).order_by("pk"))
