"""What outstanding points are expected to cost, month by month, and who owes points. Source: F32."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import start_of_day
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.programme import Worth, liability_cents
from facet.loyalty.selectors.programme import programme_on

MONTHS = 12
MOST_OWING = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What moved in one month, and what was outstanding at its end at the worth in force now. Units: points, fen."""

    first: date
    added: int
    taken: int
    outstanding: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsLiability:
    """The months, the newest first, and what stands now."""

    points: int
    pending: int
    owed: int
    members: int
    worth: Worth
    cents: int
    months: tuple[Month, ...]
    owing: tuple[dict[str, Any], ...]


def points_liability(viewer: Actor, *, on: date, months: int = MONTHS) -> PointsLiability:
    """The report of the whole chain. Raises: NotPermitted, ProgrammeMissing. Queries: 3, and 2 for each month."""
    require(viewer, LoyaltyPermission.VIEW_LIABILITY)
    worth = programme_on(on).worth
    sums = PointsAccount.objects.aggregate(
        points=Coalesce(Sum("available"), 0), pending=Coalesce(Sum("pending"), 0), owed=Coalesce(Sum("owed"), 0)
    )
    return PointsLiability(
        **sums, members=PointsAccount.objects.filter(available__gt=0).count(), worth=worth,
        cents=liability_cents(sums["points"], worth), months=_months(on, sums["points"], worth, months),
        owing=_owing(),
    )  # fmt: skip


def _months(on: date, now: int, worth: Worth, count: int) -> tuple[Month, ...]:
    """Backwards from what stands now: less what moved since."""
    found, outstanding, first, end = [], now, on.replace(day=1), None
    for _ in range(count):
        start = start_of_day(first, settings.TIME_ZONE)
        rows = PointsEntry.objects.filter(recorded_at__gte=start)
        rows = rows.filter(recorded_at__lt=end) if end else rows
        added = rows.filter(points__gt=0).aggregate(sum=Coalesce(Sum("points"), 0))["sum"]
        taken = rows.filter(points__lt=0).aggregate(sum=Coalesce(Sum("points"), 0))["sum"]
        cents = liability_cents(outstanding, worth)
        found.append(Month(first=first, added=added, taken=taken, outstanding=outstanding, cents=cents))
        outstanding -= added + taken
        first, end = _month_before(first), start
    return tuple(found)


def _month_before(first: date) -> date:
    return date(first.year - 1, 12, 1) if first.month == 1 else first.replace(month=first.month - 1)


def _owing() -> tuple[dict[str, Any], ...]:
    rows = PointsAccount.objects.filter(owed__gt=0).order_by("-owed", "pk")
    named = {"number": F("member__number"), "store": F("member__home_store__name")}
    return tuple(dict(row) for row in rows.values("member_id", "owed", **named)[:MOST_OWING])
