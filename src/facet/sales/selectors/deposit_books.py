"""Do the deposits add up? What `./facet check-books` asks of them."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Check
from facet.sales.models import Deposit, DepositEntry, Sale, SaleLine, Tender
from facet.sales.rules.deposits import EntryKind
from facet.sales.rules.kinds import LineKind, Method

_SHOWN = 20  # enough to start looking


def balances_that_differ() -> Sequence[str]:
    """Deposits whose balance or payments are not the sum of their entries, or whose last entry differs. Queries: 1."""
    entries = DepositEntry.objects.filter(deposit=OuterRef("pk")).order_by().values("deposit")
    paid = entries.filter(kind=EntryKind.PAID.value).annotate(n=Sum("amount_cents"))
    last = DepositEntry.objects.filter(deposit=OuterRef("pk")).order_by("-number")
    rows = Deposit.objects.annotate(
        entered=Coalesce(Subquery(entries.annotate(n=Sum("amount_cents")).values("n")), 0),
        came_in=Coalesce(Subquery(paid.values("n")), 0),
        after=Subquery(last.values("balance_cents")[:1]),
    ).exclude(entered=F("balance_cents"), came_in=F("paid_cents"), after=F("balance_cents"))
    return [f"{number}: balance differs from its entries" for number in _numbers(rows)]


def tickets_that_differ() -> Sequence[str]:
    """Tickets whose deposit lines or tenders are not what their deposits' entries say. Queries: 2."""
    ins = (EntryKind.PAID.value, EntryKind.REFUNDED.value)
    outs = (EntryKind.USED.value, EntryKind.GIVEN_BACK.value)
    lines = SaleLine.objects.filter(sale=OuterRef("pk"), kind=LineKind.DEPOSIT_TAKEN.value)
    tenders = Tender.objects.filter(sale=OuterRef("pk"), method=Method.DEPOSIT.value)
    wrong = []
    for rows, column, kinds, sign in ((lines, "net_cents", ins, 1), (tenders, "amount_cents", outs, -1)):
        entries = DepositEntry.objects.filter(sale=OuterRef("pk"), kind__in=kinds).order_by().values("sale")
        mine = Sale.objects.annotate(
            on_ticket=Coalesce(Subquery(rows.order_by().values("sale").annotate(n=Sum(column)).values("n")), 0),
            in_books=Coalesce(Subquery(entries.annotate(n=Sum("amount_cents")).values("n")), 0),
        )
        wrong += _numbers(mine.exclude(Q(on_ticket=F("in_books") * sign)))
    return [f"{number}: its deposits differ from the ticket" for number in wrong]


def _numbers(rows: object) -> list[str]:
    return list(rows.order_by("pk").values_list("number", flat=True)[:_SHOWN])  # type: ignore[attr-defined]


DEPOSIT_CHECKS = (
    Check("sales.deposits", gettext_noop("Deposits are the sum of their entries"), balances_that_differ, order=505),
    Check("sales.deposit_tickets", gettext_noop("Deposits agree with their tickets"), tickets_that_differ, order=506),
)
