"""Do the tickets add up? What `./facet check-books` asks of sales."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Check
from facet.sales.models import Sale, SaleLine, StaffShare, StoreDay, Tender
from facet.sales.rules.kinds import REVENUE

_SHOWN = 20  # enough to start looking


def tickets_that_do_not_add_up() -> Sequence[str]:
    """Tickets whose lines or tenders differ from their totals. Queries: 2."""
    lines = SaleLine.objects.filter(sale=OuterRef("pk")).order_by().values("sale").annotate(n=Sum("net_cents"))
    tenders = Tender.objects.filter(sale=OuterRef("pk")).order_by().values("sale").annotate(n=Sum("amount_cents"))
    sales = Sale.objects.annotate(
        of_lines=Coalesce(Subquery(lines.values("n")), 0), of_tenders=Coalesce(Subquery(tenders.values("n")), 0)
    )
    wrong_lines = (
        sales.exclude(of_lines=F("net_cents") + F("other_cents"))
        .order_by("number")
        .values_list("number", flat=True)[:_SHOWN]
    )
    wrong_tenders = (
        sales.exclude(of_tenders=F("due_cents")).order_by("number").values_list("number", flat=True)[:_SHOWN]
    )
    return [f"{number}: lines differ from the ticket" for number in wrong_lines] + [
        f"{number}: tenders differ from what was due" for number in wrong_tenders
    ]


def shares_that_do_not_add_up() -> Sequence[str]:
    """Lines of revenue whose people's parts differ from the line. Queries: 1."""
    parts = StaffShare.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(n=Sum("net_cents"))
    revenue = SaleLine.objects.filter(kind__in=[kind.value for kind in REVENUE])
    lines = revenue.annotate(of_people=Coalesce(Subquery(parts.values("n")), 0)).exclude(of_people=F("net_cents"))
    rows = lines.order_by("pk").values_list("sale__number", "line_no")[:_SHOWN]
    return [f"{number} line {line_no}: the people's parts differ from the line" for number, line_no in rows]


def numbers_with_gaps() -> Sequence[str]:
    """Store days whose last number is not the count of their tickets. Queries: 1."""
    counted = (
        Sale.objects.filter(store=OuterRef("store"), business_date=OuterRef("business_date"))
        .order_by()
        .values("store")
        .annotate(n=Sum(1))
    )
    days = StoreDay.objects.annotate(tickets=Coalesce(Subquery(counted.values("n")), 0)).exclude(
        tickets=F("last_number")
    )
    rows = days.order_by("pk").values_list("store__code", "business_date", "last_number", "tickets")[:_SHOWN]
    return [f"{code} {day}: {last} numbers, {tickets} tickets" for code, day, last, tickets in rows]


CHECKS = (
    Check("sales.totals", gettext_noop("Tickets add up"), tickets_that_do_not_add_up, order=500),
    Check("sales.shares", gettext_noop("Staff shares add up"), shares_that_do_not_add_up, order=501),
    Check("sales.numbers", gettext_noop("Receipt numbers have no gaps"), numbers_with_gaps, order=502),
)
