"""The list of customers' orders."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.sales.models import CustomerOrder
from facet.sales.permissions import SalesPermission
from facet.sales.rules.orders import KIND_WORDS, STATE_WORDS
from facet.sales.selectors.orders import visible_orders
from facet.sales.web.list_parts import STORE_CODE, one_of


def _page_of(row: CustomerOrder) -> str:
    return reverse("sales:order", args=[row.number])


def _found(rows: QuerySet[CustomerOrder], text: str) -> QuerySet[CustomerOrder]:
    wanted = text.strip().upper()
    return rows.filter(Q(number__startswith=wanted) | Q(member__number=wanted) | Q(style__code=wanted))


ORDER_LIST = ListDefinition(
    key="sales.orders",
    title=gettext_noop("Customers' orders"),
    purpose=gettext_noop("What customers ordered: known styles otherwise, and pieces made for them, with their stage."),
    permission=SalesPermission.VIEW_ORDERS,
    queryset=lambda actor: visible_orders(actor).select_related("store", "member", "clerk", "style"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_page_of),
        Column("taken_at", gettext_noop("Time"), value="taken_at", sort="taken_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: gettext(row.kind_words)),
        Column("state", gettext_noop("Stage"), value=lambda row: gettext(row.state_words)),
        Column("promised_on", gettext_noop("Promised for"), value="promised_on", sort="promised_on", kind="date"),
        Column("member", gettext_noop("Member"), value="member.number"),
        Column("design", gettext_noop("What is wanted"), value="design"),
        Column("style", gettext_noop("Style"), value=lambda row: row.style.code if row.style else ""),
        Column("from", gettext_noop("Estimate from"), value="estimate_from_cents", kind="yuan"),
        Column("to", gettext_noop("Estimate to"), value="estimate_to_cents", sort="estimate_to_cents", kind="yuan"),
        Column("metal", gettext_noop("Customer's fine metal"), value="metal_fine_mg", kind="grams"),
        Column("clerk", gettext_noop("Order taken by"), value=lambda row: row.clerk.name if row.clerk else ""),
    ],
    conditions=[
        Condition("search", gettext_noop("Number, style or member number"), kind="text", apply=_found),
        one_of("state", gettext_noop("Stage"), STATE_WORDS),
        one_of("kind", gettext_noop("Kind"), KIND_WORDS),
        STORE_CODE,
    ],
    order=("-taken_at", "-id"),
    totals=[
        Total("orders", gettext_noop("Orders taken"), Count("id")),
        Total("from", gettext_noop("Estimate from"), Sum("estimate_from_cents"), kind="yuan"),
        Total("to", gettext_noop("Estimate to"), Sum("estimate_to_cents"), kind="yuan"),
    ],
    actions=[(gettext_noop("Take an order"), "sales:order_new", SalesPermission.TAKE_ORDER)],
    empty=gettext_noop("Nobody ordered anything yet."),
    icon="pencil-star",
)  # fmt: skip
