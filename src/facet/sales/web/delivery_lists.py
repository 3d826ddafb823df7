"""The list of deliveries to customers."""

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.sales.models import Delivery
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deliveries import KIND_WORDS, STATE_WORDS
from facet.sales.selectors.deliveries import visible_deliveries
from facet.sales.web.list_parts import one_of


def _page_of(row: Delivery) -> str:
    return reverse("sales:delivery", args=[row.number])


def _found(rows: QuerySet[Delivery], text: str) -> QuerySet[Delivery]:
    wanted = text.strip().upper()
    return rows.filter(
        Q(number__startswith=wanted) | Q(member__number=wanted) | Q(sale__number=wanted) | Q(tracking=wanted)
    )


DELIVERY_LIST = ListDefinition(
    key="sales.deliveries",
    title=gettext_noop("Deliveries to customers"),
    purpose=gettext_noop("Sold goods that the customer does not have yet: what, by when, by whom, to whom."),
    permission=SalesPermission.VIEW_DELIVERIES,
    queryset=lambda actor: visible_deliveries(actor)
    .select_related("store", "to_store", "member", "clerk", "sale")
    .prefetch_related("lines__line"),
    columns=[
        Column("number", gettext_noop("Delivery number"), value="number", link=_page_of),
        Column("due_on", gettext_noop("Promised for"), value="due_on", sort="due_on", kind="date"),
        Column("state", gettext_noop("Stage"), value=lambda row: gettext(row.state_words)),
        Column("kind", gettext_noop("How"), value=lambda row: gettext(row.kind_words)),
        Column(
            "goods", gettext_noop("Goods"), value=lambda row: "、".join(each.line.name for each in row.lines.all())
        ),
        Column("clerk", gettext_noop("Salesperson"), value=lambda row: row.clerk.name if row.clerk else ""),
        Column("member", gettext_noop("Member"), value=lambda row: row.member.number if row.member else ""),
        Column("store", gettext_noop("Sold in"), value="store.name"),
        Column("to_store", gettext_noop("Fetched in"), value=lambda row: row.to_store.name if row.to_store else ""),
        Column("sale", gettext_noop("Ticket sold on"), value="sale.number"),
        Column("carrier", gettext_noop("Carrier"), value="carrier"),
        Column("tracking", gettext_noop("Carrier's number"), value="tracking"),
        Column("created_at", gettext_noop("Time"), value="created_at", sort="created_at", kind="datetime"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Number, ticket, carrier's number or member number"), kind="text",
            apply=_found,
        ),
        one_of("state", gettext_noop("Stage"), STATE_WORDS),
        one_of("kind", gettext_noop("How"), KIND_WORDS),
        Condition(
            "store", gettext_noop("Store code"), kind="text",
            apply=lambda rows, code: rows.filter(
                Q(store__code__iexact=code.strip()) | Q(to_store__code__iexact=code.strip())
            ),
        ),
    ],
    order=("-created_at", "-id"),
    totals=[Total("deliveries", gettext_noop("Deliveries to customers"), Count("id"))],
    empty=gettext_noop("Everything sold was handed over at once."),
    icon="truck-delivery",
)  # fmt: skip
