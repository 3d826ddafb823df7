"""The figures of the home page: today beside the same day of last week, in yuan, pieces and grams."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from facet.kernel.clock import business_date
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import Sale, StaffShare
from facet.sales.selectors.sale import visible_sales

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What was sold in one stretch of time. Units: cents, pieces, mg."""

    due_cents: int
    tickets: int
    pieces: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A stretch of time and the one it is compared with."""

    day: date
    now: Trade
    then: Trade

    @property
    def change_bp(self) -> int | None:
        """How much more or less, in basis points; None without a basis."""
        if not self.then.due_cents:
            return None
        return (self.now.due_cents - self.then.due_cents) * 10_000 // self.then.due_cents


def today_and_last_week(viewer: Actor, *, at: datetime) -> Comparison:
    """The sales in reach today, and those of the same weekday a week ago up to the same hour. Queries: 2."""
    zone = _zone(viewer)
    day = business_date(at, zone)
    now = visible_sales(viewer).filter(business_date=day)
    then = visible_sales(viewer).filter(business_date=day - WEEK, completed_at__lte=at - WEEK)
    return Comparison(day=day, now=_trade(now), then=_trade(then))


def month_and_last_month(viewer: Actor, *, at: datetime) -> Comparison:
    """This month's sales in reach, and last month's up to the same day. Queries: 2."""
    day = business_date(at, _zone(viewer))
    first = day.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    same_day = min(before + (day - first), first - timedelta(days=1))
    now = visible_sales(viewer).filter(business_date__gte=first, business_date__lte=day)
    then = visible_sales(viewer).filter(business_date__gte=before, business_date__lte=same_day)
    return Comparison(day=day, now=_trade(now), then=_trade(then))


def own_month(viewer: Actor, *, at: datetime) -> Trade:
    """What the viewer sold herself this month, by her shares. Queries: 1."""
    first = business_date(at, _zone(viewer)).replace(day=1)
    row = StaffShare.objects.filter(staff_id=viewer.staff_id or 0, business_date__gte=first).aggregate(
        net=Sum("net_cents"), n=Count("line__sale", distinct=True), pieces=Sum("pieces_bp"), weight=Sum("weight_mg")
    )
    return Trade(
        due_cents=row["net"] or 0, tickets=row["n"], pieces=(row["pieces"] or 0) // 10_000, weight_mg=row["weight"] or 0
    )


def member_share(viewer: Actor, *, at: datetime) -> tuple[int, int]:
    """(tickets with a member, all tickets) in reach this month. Queries: 1."""
    first = business_date(at, _zone(viewer)).replace(day=1)
    row = (
        visible_sales(viewer)
        .filter(business_date__gte=first)
        .aggregate(n=Count("id"), known=Count("id", filter=Q(member__isnull=False)))
    )
    return row["known"], row["n"]


def _trade(sales: QuerySet[Sale]) -> Trade:
    row = sales.aggregate(due=Sum("due_cents"), n=Count("id"), pieces=Sum("pieces"), weight=Sum("weight_mg"))
    return Trade(due_cents=row["due"] or 0, tickets=row["n"], pieces=row["pieces"] or 0, weight_mg=row["weight"] or 0)


def _zone(viewer: Actor) -> str:
    """The time zone whose business date counts: the home store's, else Shanghai's. Queries: 0 or 1."""
    if viewer.store_id is None:
        return "Asia/Shanghai"
    return organisation_selectors.store_by_id(viewer.store_id).time_zone
