"""The lists of commission, visits and what was asked for in vain."""

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import NullIf
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, Dates, ListDefinition, Total
from facet.sales.permissions import SalesPermission
from facet.sales.rules.commission import PAYS_LABELS
from facet.sales.rules.reception import OUTCOME_LABELS, PRICE_BANDS, WEIGHT_BANDS, Outcome
from facet.sales.selectors.commission import visible_commission
from facet.sales.selectors.reception import visible_asked_for, visible_receptions


def _between(rows: QuerySet, days: Dates) -> QuerySet:
    if days.first:
        rows = rows.filter(business_date__gte=days.first)
    return rows.filter(business_date__lte=days.last) if days.last else rows


def _day() -> Condition:
    return Condition("day", gettext_noop("Business date"), kind="dates", apply=_between)


def _store() -> Condition:
    return Condition(
        "store", gettext_noop("Store"), kind="text", apply=lambda rows, code: rows.filter(store__code=code.strip())
    )


def _person() -> Condition:
    return Condition(
        "staff", gettext_noop("Staff number"), kind="text",
        apply=lambda rows, code: rows.filter(staff__code__iexact=code.strip()),
    )  # fmt: skip


_TONES = {Outcome.SOLD.value: ("ok", "circle-check"), Outcome.LEFT.value: ("plain", "door-exit"),
          Outcome.ASKED.value: ("warn", "basket-question")}  # fmt: skip


COMMISSION = ListDefinition(
    key="sales.commission",
    title=gettext_noop("Commission by line"),
    purpose=gettext_noop("What each sold line paid, and what returns took back; open the ticket to see why."),
    permission=SalesPermission.VIEW_RESULTS,
    queryset=lambda actor: visible_commission(actor).select_related("line__sale", "staff", "store", "rule"),
    columns=[
        Column("number", gettext_noop("Number"), value="line.sale.number",
               link=lambda row: reverse("sales:sale", args=[row.line.sale_id])),
        Column("business_date", gettext_noop("Business date"), value="business_date", sort="business_date",
               kind="date"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("staff", gettext_noop("Salesperson"), value="staff.name"),
        Column("code", gettext_noop("Code"), value="line.code"),
        Column("goods", gettext_noop("Goods"), value="line.name"),
        Column("pays", gettext_noop("Paid for"), kind="badge",
               value=lambda row: ("plain", "coins", PAYS_LABELS[row.rule.pays])),
        Column("net_cents", gettext_noop("Takings of the line"), value="line.net_cents", kind="yuan"),
        Column("weight_mg", gettext_noop("Grams"), value="line.weight_mg", kind="grams"),
        Column("amount_cents", gettext_noop("Commission"), value="amount_cents", sort="amount_cents", kind="yuan"),
    ],
    conditions=[_day(), _store(), _person()],
    order=("-business_date", "-id"),
    totals=[
        Total("lines", gettext_noop("Lines"), Count("id")),
        Total("commission", gettext_noop("Commission"), Sum("amount_cents"), kind="yuan"),
    ],
    empty=gettext_noop("No line has paid commission yet."),
)  # fmt: skip

RECEPTIONS = ListDefinition(
    key="sales.receptions",
    title=gettext_noop("Visits to the store"),
    purpose=gettext_noop("Who came in, who served them, how it ended; the foot of the list tells how many bought."),
    permission=SalesPermission.VIEW_RECEPTIONS,
    queryset=lambda actor: visible_receptions(actor).select_related("store", "staff", "member"),
    columns=[
        Column("came_at", gettext_noop("Time"), value="came_at", sort="came_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("party", gettext_noop("People"), value="party", sort="party", kind="int"),
        Column("staff", gettext_noop("Served by"), value="staff.name"),
        Column("member", gettext_noop("Member"), value="member.number"),
        Column("outcome", gettext_noop("How it ended"), kind="badge",
               value=lambda row: (*_TONES[row.outcome], OUTCOME_LABELS[row.outcome])),
        Column("note", gettext_noop("Remark"), value="note"),
    ],
    conditions=[
        _day(), _store(), _person(),
        Condition("outcome", gettext_noop("How it ended"), kind="choice", choices=list(OUTCOME_LABELS.items()),
                  apply=lambda rows, outcome: rows.filter(outcome=outcome)),
    ],
    order=("-came_at", "-id"),
    totals=[
        Total("visits", gettext_noop("Visits in all"), Count("id")),
        Total("people", gettext_noop("People"), Sum("party")),
        Total("sold", gettext_noop("Bought something"), Count("id", filter=Q(outcome=Outcome.SOLD.value))),
        Total("conversion", gettext_noop("Bought, of all visits"),
              Count("id", filter=Q(outcome=Outcome.SOLD.value)) * 10_000 / NullIf(Count("id"), 0), kind="percent"),
    ],
    empty=gettext_noop("Nobody was written down yet."),
)  # fmt: skip

ASKED_FOR = ListDefinition(
    key="sales.asked_for",
    title=gettext_noop("Asked for and missing"),
    purpose=gettext_noop("What customers wanted and the store did not have; the purchase plan reads it as lost sales."),
    permission=SalesPermission.VIEW_RECEPTIONS,
    queryset=lambda actor: visible_asked_for(actor).select_related("store", "staff", "member", "category"),
    columns=[
        Column("asked_at", gettext_noop("Time"), value="asked_at", sort="asked_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("category", gettext_noop("Category"), value="category.name", sort="category__path"),
        Column("style", gettext_noop("Style"), value="style_code"),
        Column("size", gettext_noop("Size, mm"),
               value=lambda row: f"{row.size_tenths / 10:g}" if row.size_tenths else ""),
        Column("weight", gettext_noop("Weight, g"), value="weight_band"),
        Column("price", gettext_noop("Price, yuan"), value="price_band"),
        Column("quantity", gettext_noop("Pieces"), value="quantity", sort="quantity", kind="int"),
        Column("member", gettext_noop("Member"), value="member.number"),
        Column("staff", gettext_noop("Told to"), value="staff.name"),
        Column("note", gettext_noop("Remark"), value="note"),
    ],
    conditions=[
        _day(), _store(),
        Condition("category", gettext_noop("Category"), kind="text",
                  apply=lambda rows, text: rows.filter(Q(category__name__icontains=text) | Q(category__code=text))),
        Condition("weight", gettext_noop("Weight, g"), kind="choice", choices=[(each, each) for each in WEIGHT_BANDS],
                  apply=lambda rows, band: rows.filter(weight_band=band)),
        Condition("price", gettext_noop("Price, yuan"), kind="choice", choices=[(each, each) for each in PRICE_BANDS],
                  apply=lambda rows, band: rows.filter(price_band=band)),
    ],
    order=("-asked_at", "-id"),
    totals=[
        Total("times", gettext_noop("Times"), Count("id")),
        Total("pieces", gettext_noop("Pieces"), Sum("quantity")),
        Total("members", gettext_noop("Members"), Count("member", distinct=True)),
    ],
    empty=gettext_noop("Nothing was asked for in vain."),
)  # fmt: skip

PEOPLE_LISTS = (COMMISSION, RECEPTIONS, ASKED_FOR)
