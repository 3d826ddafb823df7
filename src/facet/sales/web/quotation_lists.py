"""The list of quotes."""

from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from facet.kernel.clock import now
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, Dates, ListDefinition, Total
from facet.kernel.wording import named
from facet.sales.models import Quotation
from facet.sales.permissions import SalesPermission
from facet.sales.rules.quotations import EXPIRED, STATE_WORDS, QuotationState, last_day, state_at
from facet.sales.selectors.quotations import in_state, visible_quotations

BADGES = {
    QuotationState.OPEN.value: ("ok", "check"),
    EXPIRED: ("warn", "clock"),
    QuotationState.USED.value: ("plain", "receipt"),
    QuotationState.WITHDRAWN.value: ("plain", "x"),
}


def quotation_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English words of a quote's state."""
    return (*BADGES[state], STATE_WORDS[state])


def _state(row: Quotation) -> tuple[str, str, str]:
    return quotation_badge(state_at(row.state, valid_until=row.valid_until, at=now()))


def _last_day(row: Quotation) -> date:
    """The last day on which it holds, 24:00, by the store's clock."""
    return last_day(row.valid_until, zone=row.store.time_zone)


def _page_of(row: Quotation) -> str:
    return reverse("sales:quotation", args=[row.number])


def _found(rows: QuerySet[Quotation], text: str) -> QuerySet[Quotation]:
    wanted = text.strip().upper()
    return rows.filter(Q(number__startswith=wanted) | Q(lines__code=wanted) | Q(member__number=wanted)).distinct()


def _between(rows: QuerySet[Quotation], days: Dates) -> QuerySet[Quotation]:
    rows = rows.filter(quoted_on__gte=days.first) if days.first else rows
    return rows.filter(quoted_on__lte=days.last) if days.last else rows


QUOTATIONS = ListDefinition(
    key="sales.quotations",
    title=gettext_noop("Quotes"),
    purpose=gettext_noop("Prices that were promised, to whom, until when, and what became of them. No piece is kept."),
    permission=SalesPermission.VIEW_QUOTES,
    queryset=lambda actor: visible_quotations(actor).select_related("store", "member", "clerk"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_page_of),
        Column("quoted_at", gettext_noop("Time"), value="quoted_at", sort="quoted_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store)),
        Column("state", gettext_noop("State"), value=_state, kind="badge", sort="state"),
        Column("valid_until", gettext_noop("Quoted through"), value=_last_day, sort="valid_until", kind="date"),
        Column("member", gettext_noop("Member"), value=lambda row: row.member.number if row.member else ""),
        Column("pieces", gettext_noop("Pieces"), value="pieces", sort="pieces", kind="int"),
        Column("weight_mg", gettext_noop("Grams"), value="weight_mg", sort="weight_mg", kind="grams"),
        Column("list_cents", gettext_noop("List price"), value="list_cents", kind="yuan"),
        Column("due_cents", gettext_noop("Quoted total"), value="due_cents", sort="due_cents", kind="yuan"),
        Column("clerk", gettext_noop("Quoted by"), value=lambda row: row.clerk.name if row.clerk else ""),
        Column("note", gettext_noop("Remark"), value="note"),
    ],
    conditions=[
        Condition("search", gettext_noop("Number, tag or member number"), kind="text", apply=_found),
        Condition(
            "state", gettext_noop("State"), kind="choice", choices=[(str(k), word) for k, word in STATE_WORDS.items()],
            apply=lambda rows, state: in_state(rows, state, at=now()),
        ),
        Condition("day", gettext_noop("Day of the quote"), kind="dates", apply=_between),
        Condition(
            "store", gettext_noop("Store code"), kind="text",
            apply=lambda rows, code: rows.filter(store__code__iexact=code.strip()),
        ),
    ],
    order=("-quoted_at", "-id"),
    totals=[
        Total("quotes", gettext_noop("Quotes"), Count("id", distinct=True)),
        Total("due", gettext_noop("Quoted total"), Sum("due_cents"), kind="yuan"),
        Total("pieces", gettext_noop("Pieces"), Sum("pieces")),
        Total("weight", gettext_noop("Grams"), Sum("weight_mg"), kind="grams"),
    ],
    actions=[(gettext_noop("Quote at the till"), "sales:till", SalesPermission.QUOTE)],
    empty=gettext_noop("Nothing was quoted yet. Scan pieces at the till and save the ticket as a quote."),
    icon="file-text",
)  # fmt: skip
