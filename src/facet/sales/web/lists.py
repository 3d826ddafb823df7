"""The lists of sales."""

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, Dates, ListDefinition, Total
from facet.kernel.wording import named
from facet.sales.models import Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.selectors.sale import visible_sales


def _number_or_goods(sales: QuerySet[Sale], text: str) -> QuerySet[Sale]:
    return sales.filter(Q(number__istartswith=text) | Q(pk__in=_with_code(text)))


def _with_code(text: str) -> QuerySet:
    return SaleLine.objects.filter(code=text.upper()).values("sale_id")


def _between(sales: QuerySet[Sale], days: Dates) -> QuerySet[Sale]:
    if days.first:
        sales = sales.filter(business_date__gte=days.first)
    return sales.filter(business_date__lte=days.last) if days.last else sales


_RETURNS = {
    "any": gettext_noop("With goods that came back"),
    "only": gettext_noop("Returns only"),
    "exchange": gettext_noop("Exchanges"),
    "none": gettext_noop("Without"),
}


def _with_returns(sales: QuerySet[Sale], which: str) -> QuerySet[Sale]:
    if which == "none":
        return sales.filter(returned_cents=0)
    back = sales.filter(returned_cents__lt=0)
    if which == "any":
        return back
    only = F("returned_cents")
    return back.filter(net_cents=only) if which == "only" else back.exclude(net_cents=only)


def _page_of(sale: Sale) -> str:
    return reverse("sales:sale", args=[sale.pk])


SALES = ListDefinition(
    key="sales.sales",
    title=gettext_noop("Sales"),
    purpose=gettext_noop("Every completed ticket in your reach, newest first; open one to see how amounts came about."),
    permission=SalesPermission.VIEW_SALES,
    queryset=lambda actor: visible_sales(actor).select_related("store", "cashier", "member"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_page_of),
        Column("completed_at", gettext_noop("Time"), value="completed_at", sort="completed_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store)),
        Column("member", gettext_noop("Member"), value="member.number"),
        Column("pieces", gettext_noop("Pieces"), value="pieces", sort="pieces", kind="int"),
        Column("weight_mg", gettext_noop("Grams"), value="weight_mg", sort="weight_mg", kind="grams"),
        Column("gross_cents", gettext_noop("List price"), value="gross_cents", kind="yuan"),
        Column("returned_cents", gettext_noop("Came back"), value="returned_cents", sort="returned_cents", kind="yuan"),
        Column("due_cents", gettext_noop("Paid"), value="due_cents", sort="due_cents", kind="yuan"),
        Column("points", gettext_noop("Points"), value="points_earned", sort="points_earned", kind="points"),
        Column("cashier", gettext_noop("Cashier"), value="cashier.name"),
    ],
    conditions=[
        Condition("search", gettext_noop("Number or tag"), kind="text", apply=_number_or_goods),
        Condition(
            "member", gettext_noop("Member number"), kind="text",
            apply=lambda sales, number: sales.filter(member__number__iexact=number.strip()),
        ),
        Condition(
            "day", gettext_noop("Business date"), kind="dates",
            apply=_between,
        ),
        Condition(
            "returns", gettext_noop("Goods that came back"), kind="choice", choices=list(_RETURNS.items()),
            apply=_with_returns,
        ),
        Condition(
            "method", gettext_noop("Paid by"), kind="choice",
            choices=[(str(method), label) for method, label in METHOD_LABELS.items()],
            apply=lambda sales, method: sales.filter(tenders__method=method).distinct(),
        ),
    ],
    order=("-completed_at", "-id"),
    totals=[
        Total("tickets", gettext_noop("Tickets"), Count("id")),
        Total("due", gettext_noop("Paid"), Sum("due_cents"), kind="yuan"),
        Total("returned", gettext_noop("Came back"), Sum("returned_cents"), kind="yuan"),
        Total("pieces", gettext_noop("Pieces"), Sum("pieces")),
        Total("weight", gettext_noop("Grams"), Sum("weight_mg"), kind="grams"),
    ],
    empty=gettext_noop("Nothing has been sold yet."),
)  # fmt: skip
