"""Figures of the points programme: issued this month, outstanding, and what that will cost."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import local_date, start_of_day
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.programme import Worth, liability_cents
from facet.loyalty.selectors.programme import programme_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability:
    """Outstanding points of the whole chain and their expected cost. Source: F32."""

    points: int
    members: int
    worth: Worth
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """What moved since the month began, and what is outstanding. Points taken away are negative."""

    since: date
    issued: int
    taken_back: int
    expired: int
    liability: Liability


def liability(viewer: Actor, *, on: date) -> Liability:
    """What outstanding points are expected to cost at the worth in force. Raises: NotPermitted. Queries: 2."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    worth = programme_on(on).worth
    rows = PointsAccount.objects.filter(available__gt=0).aggregate(
        points=Coalesce(Sum("available"), 0), members=Count("id")
    )
    return Liability(**rows, worth=worth, cents=liability_cents(rows["points"], worth))


def month_figures(viewer: Actor, *, at: datetime) -> MonthFigures:
    """The month's figures of the whole chain. Raises: NotPermitted, ProgrammeMissing. Queries: 3."""
    on = local_date(at, settings.TIME_ZONE)
    since = on.replace(day=1)
    owed = liability(viewer, on=on)
    moved = PointsEntry.objects.filter(recorded_at__gte=start_of_day(since, settings.TIME_ZONE), recorded_at__lte=at)
    sums = moved.aggregate(
        **{
            name: Coalesce(Sum("points", filter=Q(kind=kind)), 0) - Coalesce(Sum("owed_delta", filter=Q(kind=kind)), 0)
            for name, kind in (
                ("issued", EntryKind.EARNED),
                ("taken_back", EntryKind.CLAWED_BACK),
                ("expired", EntryKind.EXPIRED),
            )
        }
    )
    return MonthFigures(since=since, **sums, liability=owed)
