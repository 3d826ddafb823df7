"""One's own results: today and this month, beside the same days of last month. Own shares only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from facet.catalog import selectors as catalog_selectors
from facet.kernel.clock import business_date
from facet.kernel.errors import NotPermitted
from facet.kernel.money import BASIS
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import StaffShare
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.targets import Goal, Progress
from facet.sales.selectors.commission import own_commission
from facet.sales.selectors.targets import own_goals

NEWEST = 20  # tickets shown; the sales list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTrade:
    """What one person's shares come to. Units: cents, pieces in ten-thousandths, mg."""

    net_cents: int
    returned_cents: int  # of it, what came back; zero or below
    pieces_bp: int
    weight_mg: int
    tickets: int
    customers: int  # members, each once

    @property
    def as_goal(self) -> Goal:
        """What was sold, in the measures of targets."""
        return Goal(self.net_cents, self.pieces_bp // BASIS, self.weight_mg)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCategory:
    """One category's part of it this month. Units: cents, pieces in ten-thousandths, mg."""

    name: str
    net_cents: int
    pieces_bp: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTicket:
    """One ticket with the person's part of it. Units: cents, pieces in ten-thousandths, mg."""

    sale_id: str
    number: str
    completed_at: datetime
    net_cents: int
    pieces_bp: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything on the page. `then` are last month's first days, as many as this month has had."""

    day: date
    first: date
    then_first: date
    then_last: date
    today: OwnTrade
    month: OwnTrade
    then: OwnTrade
    categories: Sequence[OwnCategory]
    tickets: Sequence[OwnTicket]
    goal_today: Goal
    goal_month: Goal
    commission_today_cents: int
    commission_month_cents: int

    @property
    def progress_today(self) -> Progress:
        return Progress(self.goal_today, self.today.as_goal)

    @property
    def progress_month(self) -> Progress:
        return Progress(self.goal_month, self.month.as_goal)

    @property
    def change_bp(self) -> int | None:
        """How much more or less than last month's same days, in basis points; None without a basis."""
        before = self.then.net_cents
        return (self.month.net_cents - before) * 10_000 // before if before > 0 else None


def own_results(viewer: Actor, *, at: datetime) -> Results:
    """The viewer's own shares, whatever store they were made in. Queries: 9. Raises: NotPermitted."""
    if viewer.staff_id is None or not _may(viewer):
        raise NotPermitted(permission=str(SalesPermission.VIEW_RESULTS))
    day = business_date(at, _zone(viewer))
    first, (then_first, then_last) = day.replace(day=1), same_days_before(day)
    mine = StaffShare.objects.filter(staff_id=viewer.staff_id)
    this_month = mine.filter(business_date__gte=first, business_date__lte=day)
    goal_month, goal_today = own_goals(viewer, day=day)
    paid_today, paid_month = own_commission(viewer, first=first, day=day)
    return Results(
        goal_today=goal_today, goal_month=goal_month, commission_today_cents=paid_today,
        commission_month_cents=paid_month, day=day, first=first, then_first=then_first, then_last=then_last,
        today=_trade(mine.filter(business_date=day)),
        month=_trade(this_month),
        then=_trade(mine.filter(business_date__gte=then_first, business_date__lte=then_last)),
        categories=_categories(this_month),
        tickets=_tickets(this_month),
    )  # fmt: skip


def same_days_before(day: date) -> tuple[date, date]:
    """Last month's days from the first up to the same day, or to its end where it is shorter."""
    first = day.replace(day=1)
    last = first - timedelta(days=1)
    return last.replace(day=1), min(last, last.replace(day=1) + (day - first))


def _may(viewer: Actor) -> bool:
    return viewer.may(SalesPermission.VIEW_RESULTS) or viewer.may(SalesPermission.VIEW_SALES)


def _zone(viewer: Actor) -> str:
    if viewer.store_id is None:
        return organisation_selectors.chain_facts().time_zone
    return organisation_selectors.store_by_id(viewer.store_id).time_zone


_BACK = Coalesce(Sum("net_cents", filter=Q(line__kind=LineKind.RETURN)), 0)


def _trade(shares: QuerySet[StaffShare]) -> OwnTrade:
    row = shares.aggregate(
        net=Sum("net_cents"), back=_BACK, pieces=Sum("pieces_bp"), weight=Sum("weight_mg"),
        n=Count("line__sale", distinct=True), people=Count("line__sale__member", distinct=True),
    )  # fmt: skip
    return OwnTrade(
        net_cents=row["net"] or 0, returned_cents=row["back"], pieces_bp=row["pieces"] or 0,
        weight_mg=row["weight"] or 0, tickets=row["n"], customers=row["people"],
    )  # fmt: skip


def _categories(shares: QuerySet[StaffShare]) -> list[OwnCategory]:
    kinds = catalog_selectors.category_facts()
    english = (get_language() or "").startswith("en")
    rows = (
        shares.values_list("line__category_id")
        .annotate(net=Sum("net_cents"), pieces=Sum("pieces_bp"), weight=Sum("weight_mg"))
        .order_by("-net", "line__category_id")
    )
    return [
        OwnCategory(
            name=_name(kinds.get(category_id), english=english), net_cents=net, pieces_bp=pieces, weight_mg=weight
        )
        for category_id, net, pieces, weight in rows
    ]


def _name(kind: object, *, english: bool) -> str:
    if kind is None:
        return "—"
    return str(getattr(kind, "name_en", "") if english else "") or str(getattr(kind, "name", ""))


def _tickets(shares: QuerySet[StaffShare]) -> list[OwnTicket]:
    rows = (
        shares.values_list("line__sale_id", "line__sale__number", "line__sale__completed_at")
        .annotate(net=Sum("net_cents"), pieces=Sum("pieces_bp"), weight=Sum("weight_mg"))
        .order_by("-line__sale__completed_at", "-line__sale_id")[:NEWEST]
    )
    return [
        OwnTicket(
            sale_id=str(row[0]), number=row[1], completed_at=row[2], net_cents=row[3], pieces_bp=row[4],
            weight_mg=row[5],
        )
        for row in rows
    ]  # fmt: skip
