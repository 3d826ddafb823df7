"""Sold lines that may come back, and what of them has come back so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import local_date
from facet.kernel.errors import NotFound
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import Sale, SaleLine, Tender
from facet.sales.rules.kinds import LineKind, Method
from facet.sales.rules.refunds import Paid
from facet.sales.rules.return_lines import SoldLine
from facet.sales.rules.returns import Amounts, ReturnRequest, Sold, Terms

RETURNABLE = (
    LineKind.PIECE.value,
    LineKind.BULK.value,
    LineKind.SERVICE.value,
    LineKind.ADD_ON.value,
    LineKind.GIFT.value,
)


RETURN_DAYS = "sales.return_days"
DEFAULT_DAYS = 7


def terms_of(store_id: int, *, on: date) -> Terms:
    """The terms of return in one store on one day. Queries: 1."""
    return Terms(
        days=int(organisation_selectors.policy_value(RETURN_DAYS, store_id=store_id, on=on, default=DEFAULT_DAYS))
    )


def lines_of_requests(requests: Iterable[ReturnRequest]) -> QuerySet[SaleLine]:
    """The sold lines that `requests` name, by id: services lock this query. Queries: 0."""
    wanted = Q(pk__in=[])
    for request in requests:
        wanted |= Q(sale_id=request.sale, line_no=request.line_no)
    return SaleLine.objects.filter(wanted, kind__in=RETURNABLE).order_by("pk")


def sold_lines(rows: Sequence[SaleLine]) -> dict[tuple[UUID, int], SoldLine]:
    """The facts of `rows`, by ticket and line number. Queries: 3."""
    tickets = {
        sale.pk: sale for sale in Sale.objects.select_related("store").filter(pk__in={row.sale_id for row in rows})
    }
    back = _back_by_line([row.pk for row in rows])
    of_ticket = _back_by_ticket(list(tickets))
    return {
        (row.sale_id, row.line_no): _sold_line(row, tickets[row.sale_id], back.get(row.pk, (Amounts(), 0)), of_ticket)
        for row in rows
    }


def returnable_lines(sale_id: UUID) -> list[SoldLine]:
    """Every line of one ticket that could come back. Queries: 4. Raises: NotFound."""
    rows = list(SaleLine.objects.filter(sale=sale_id, kind__in=RETURNABLE).order_by("line_no"))
    if not rows and not Sale.objects.filter(pk=sale_id).exists():
        raise NotFound(key=str(sale_id))
    return list(sold_lines(rows).values())


def payments_left(sale_ids: Iterable[UUID]) -> list[Paid]:
    """What was paid for these tickets and has not gone back, in the order it was paid. Queries: 1."""
    rows = (
        Tender.objects.filter(sale__in=list(sale_ids), amount_cents__gt=0)
        .annotate(back=Coalesce(Sum("refunded_by__amount_cents"), 0))
        .order_by("sale__completed_at", "pk")
    )
    paid = [Paid(row.pk, Method(row.method), row.amount_cents + row.back) for row in rows.select_related("sale")]
    owes = {row.pk: row.sale.member_id for row in rows if row.method == Method.CREDIT}
    return _no_more_than_owed(paid, owes) if owes else paid


def _no_more_than_owed(paid: Sequence[Paid], owes: Mapping[int, int | None]) -> list[Paid]:
    """Credit goes back as far as it is open still; what she repaid meanwhile goes back in money. Queries: 1."""
    left = members_selectors.credit_open([member for member in owes.values() if member])
    held = []
    for each in paid:
        member = owes.get(each.tender_id)
        if member is None:
            held.append(each)
            continue
        part = min(each.left_cents, left.get(member, 0))
        left[member] = left.get(member, 0) - part
        held.append(replace(each, left_cents=part))
    return held


def sold_lines_of(requests: Sequence[ReturnRequest]) -> dict[tuple[UUID, int], SoldLine]:
    """The sold lines that `requests` name, unlocked. Queries: 4. Raises: NotFound."""
    found = sold_lines(list(lines_of_requests(requests)))
    for wanted in requests:
        if (wanted.sale, wanted.line_no) not in found:
            raise NotFound(key=f"{wanted.sale} {wanted.line_no}")
    return found


_FIELDS = tuple(Amounts.__slots__)


def _back_by_line(line_ids: Sequence[int]) -> dict[int, tuple[Amounts, int]]:
    """(amounts, points) that came back of each line."""
    rows = (
        SaleLine.objects.filter(returns__in=line_ids)
        .order_by()
        .values("returns")
        .annotate(points_back=-Sum("points"), **{f"{name}_back": -Sum(name) for name in _FIELDS})
    )
    return {row["returns"]: (Amounts(*(row[f"{name}_back"] for name in _FIELDS)), row["points_back"]) for row in rows}


def _back_by_ticket(sale_ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """(net, rounding) that went back of each ticket."""
    rows = (
        SaleLine.objects.filter(returns__sale__in=sale_ids)
        .order_by()
        .values("returns__sale")
        .annotate(net=-Sum("net_cents"), rounding=Sum("rounding_cents"))
    )
    return {row["returns__sale"]: (row["net"], row["rounding"]) for row in rows}


def _sold_line(
    row: SaleLine, sale: Sale, earlier: tuple[Amounts, int], of_ticket: Mapping[UUID, tuple[int, int]]
) -> SoldLine:
    back, points_back = earlier
    net_back, rounding_back = of_ticket.get(sale.pk, (0, 0))
    by_weight = row.kind == LineKind.BULK and row.price_basis == "by_weight"
    return SoldLine(
        id=row.pk, sale_id=sale.pk, number=sale.number, line_no=row.line_no, kind=row.kind, piece_id=row.piece_id,
        lot_id=row.lot_id, category_id=row.category_id, name=row.name, name_en=row.name_en,
        board_price_id=row.board_price_id, board_cents_per_gram=row.board_cents_per_gram, points=row.points,
        points_back=points_back,
        member_id=sale.member_id, store_id=sale.store_id, sold_on=_day(sale.completed_at, sale.store.time_zone),
        ticket_net_cents=sale.net_cents - sale.returned_cents, ticket_rounding_cents=_own_rounding(sale),
        ticket_back_cents=net_back, ticket_rounding_back_cents=rounding_back,
        sold=Sold(
            code=row.code, price_basis=row.price_basis, by_weight=by_weight,
            amounts=Amounts(*(getattr(row, name) for name in _FIELDS)), back=back,
        ),
    )  # fmt: skip


def _own_rounding(sale: Sale) -> int:
    """What was cut off this ticket itself; what it gave back of others is not part of it."""
    return min(0, sale.rounding_cents)


def _day(moment: datetime, time_zone: str) -> date:
    return local_date(moment, time_zone)
