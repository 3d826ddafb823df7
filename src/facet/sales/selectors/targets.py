"""Targets beside what was sold: of a store's month, of its days, and one's own."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from facet.kernel.errors import NotPermitted
from facet.kernel.money import BASIS
from facet.kernel.permissions import Actor, require
from facet.organisation.selectors import tills as till_selectors
from facet.sales.models import SalesTarget, StaffShare
from facet.sales.permissions import SalesPermission
from facet.sales.rules.targets import Goal, Progress, daily

MONTH, DAY = SalesTarget.Span.MONTH, SalesTarget.Span.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTarget:
    """One person's month in a store; the store's own row has no code."""

    code: str
    name: str
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTarget:
    """One day of the store's month; `is_own` when somebody set it for that day."""

    day: date
    progress: Progress
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTargets:
    """A store's month; its days are those of `days_of`, a person's code, or "" for the whole store."""

    first: date
    days_of: str
    store: Progress
    people: Sequence[PersonTarget]
    days: Sequence[DayTarget]

    @property
    def is_empty(self) -> bool:
        return self.store.goal.is_empty and all(each.progress.goal.is_empty for each in self.people)


def month_targets(viewer: Actor, *, store_id: int, month: date, days_of: str = "") -> MonthTargets:
    """A store's month in yuan, pieces and grams: goals beside what was sold; day by day of the store or a person.

    A person who has no part in this store's month, or is not the viewer's to see, gives the store's days.
    Queries: 4. Raises: NotPermitted.
    """
    require(viewer, SalesPermission.VIEW_RESULTS, store_id=store_id)
    first, last = _ends(month)
    own_only = viewer.scope(SalesPermission.VIEW_RESULTS).own
    held = SalesTarget.objects.filter(store_id=store_id, first_on__gte=first, first_on__lte=last)
    targets = list(held.order_by("pk"))
    shares = StaffShare.objects.filter(store_id=store_id, business_date__gte=first, business_date__lte=last)
    crew = [each for each in till_selectors.colleagues(viewer, store_id=store_id, days=(first, last))
            if not own_only or each.id == viewer.staff_id]  # fmt: skip
    who = next((each for each in crew if each.code == days_of), None)
    who_id = who.id if who else None
    sold = list(_sums(shares, "staff_id"))
    by_person = {row[0]: _goal(row[1:]) for row in sold}
    shown = shares.filter(staff_id=who_id) if who else shares
    by_day = {row[0]: _goal(row[1:]) for row in _sums(shown, "business_date")}
    goals = {row.staff_id: _goal_of(row) for row in targets if row.span == MONTH}
    own = {row.first_on.day: _goal_of(row) for row in targets if row.span == DAY and row.staff_id == who_id}
    days = daily(goals.get(who_id, Goal()), days=last.day, own=own)
    return MonthTargets(
        first=first, days_of=who.code if who else "",
        store=Progress(goals.get(None, Goal()), _goal([sum(row[number] or 0 for row in sold) for number in (1, 2, 3)])),
        people=[
            PersonTarget(
                code=each.code, name=each.name,
                progress=Progress(goals.get(each.id, Goal()), by_person.get(each.id, Goal())),
            )
            for each in crew
        ],
        days=[
            DayTarget(
                day=first.replace(day=number), is_own=number in own,
                progress=Progress(goal, by_day.get(first.replace(day=number), Goal())),
            )
            for number, goal in enumerate(days, start=1)
        ],
    )  # fmt: skip


def own_goals(viewer: Actor, *, day: date) -> tuple[Goal, Goal]:
    """The viewer's own goals of the month and of `day`, in all stores together. Queries: 1. Raises: NotPermitted."""
    if viewer.staff_id is None:
        raise NotPermitted(permission=str(SalesPermission.VIEW_RESULTS))
    first, last = _ends(day)
    rows = SalesTarget.objects.filter(
        Q(first_on=first, span=MONTH) | Q(first_on__gte=first, first_on__lte=last, span=DAY), staff_id=viewer.staff_id
    )
    months: list[Goal] = []
    days: dict[int, Goal] = {}
    for row in rows.order_by("pk"):
        if row.span == MONTH:
            months.append(_goal_of(row))
        else:
            number = row.first_on.day
            days[number] = _added([days.get(number, Goal()), _goal_of(row)])
    month = _added(months)
    return month, daily(month, days=last.day, own=days)[day.day - 1]


def own_month_progress(viewer: Actor, *, day: date) -> Progress:
    """The viewer's own month up to `day`, in all stores together. Queries: 2. Raises: NotPermitted."""
    goal, _ = own_goals(viewer, day=day)
    assert viewer.staff_id is not None  # own_goals refuses anybody else
    mine = StaffShare.objects.filter(staff_id=viewer.staff_id, business_date__gte=day.replace(day=1))
    row = mine.filter(business_date__lte=day).aggregate(
        net=Sum("net_cents"), pieces=Sum("pieces_bp"), weight=Sum("weight_mg")
    )
    return Progress(goal, _goal((row["net"], row["pieces"], row["weight"])))


def store_month(viewer: Actor, *, store_id: int, day: date) -> Progress:
    """A store's month up to `day`, for the home page. Queries: 2. Raises: NotPermitted."""
    require(viewer, SalesPermission.VIEW_RESULTS, store_id=store_id)
    first, _ = _ends(day)
    row = SalesTarget.objects.filter(store_id=store_id, staff=None, span=MONTH, first_on=first).first()
    shares = StaffShare.objects.filter(store_id=store_id, business_date__gte=first, business_date__lte=day)
    sold = shares.aggregate(net=Sum("net_cents"), pieces=Sum("pieces_bp"), weight=Sum("weight_mg"))
    return Progress(_goal_of(row) if row else Goal(), _goal((sold["net"], sold["pieces"], sold["weight"])))


def _ends(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _sums(shares: QuerySet[StaffShare], by: str) -> QuerySet[Any, Any]:
    return shares.values_list(by).annotate(Sum("net_cents"), Sum("pieces_bp"), Sum("weight_mg")).order_by(by)


def _goal(sums: Sequence[int | None]) -> Goal:
    net, pieces_bp, weight = (each or 0 for each in sums)
    return Goal(net, pieces_bp // BASIS, weight)


def _goal_of(row: SalesTarget) -> Goal:
    return Goal(row.net_cents, row.pieces, row.weight_mg)


def _added(goals: object) -> Goal:
    found = list(goals)  # type: ignore[call-overload]
    return Goal(*(sum(getattr(each, name) for each in found) for name in Goal.__slots__))
