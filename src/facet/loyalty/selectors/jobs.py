"""Who the jobs of loyalty have to look at, in pages by account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, Value, When

from facet.loyalty.models import PointsAccount, PointsLot
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.selectors.programme import programme_on


def members_with_ended_lots(on: date, *, after: int = 0, size: int = 500) -> list[int]:
    """Members, by id, who hold points whose last day is before `on`. Queries: 1."""
    rows = PointsLot.objects.filter(remaining__gt=0, expires_on__lt=on, account__member__gt=after)
    return list(rows.order_by("account__member_id").values_list("account__member_id", flat=True).distinct()[:size])


def members_to_regrade(on: date, *, after: int = 0, size: int = 200) -> list[int]:
    """Members, by id, whose lifetime points carry a higher grade than they have, or whose grade is gone.

    Raises: ProgrammeMissing. Queries: 2.
    """
    rows = _to_regrade(programme_on(on).ladder).filter(member__gt=after).order_by("member_id")
    return list(rows.values_list("member_id", flat=True)[:size])


@dataclass(frozen=True, slots=True)
class Move:
    """How many members regrading would take from one grade to another."""

    before: str
    after: str
    members: int


def regrade_preview(on: date) -> list[Move]:
    """What regrading would change, by grade now and after. Raises: ProgrammeMissing. Queries: 2."""
    ladder = programme_on(on).ladder
    steps = Case(*(When(lifetime__gte=step.threshold, then=Value(step.code)) for step in reversed(ladder)))
    rows = _to_regrade(ladder).annotate(carried=steps).values_list("member__standing__grade_code", "carried")
    return [
        Move(*row) for row in rows.annotate(members=Count("id")).order_by("carried", "member__standing__grade_code")
    ]


def _to_regrade(ladder: Sequence[GradeFacts]) -> QuerySet[PointsAccount]:
    """Accounts on a step below the one their lifetime points reach."""
    wanted = ~Q(member__standing__grade_code__in=[step.code for step in ladder])
    for number, step in enumerate(ladder[1:], start=1):
        below = [lower.code for lower in ladder[:number]]
        wanted |= Q(lifetime__gte=step.threshold, member__standing__grade_code__in=below)
    return PointsAccount.objects.filter(wanted)
