"""Lifting members to the grade that their points carry on the ladder in force."""

from collections.abc import Sequence
from datetime import date, datetime

from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.grading import Regraded, record_grade
from facet.members import services as members_services


@unit_of_work
def regrade_members(*, actor: Actor, member_ids: Sequence[int], at: datetime, on: date) -> int:
    """Give each member the grade her lifetime points carry, never a lower one; again it changes nothing.

    Gives how many changed. Raises: NotPermitted, ProgrammeMissing.
    Locks: the members' standings by id. Source: docs/algorithms/grades.md §4.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    standings = members_services.lock_standings(list(member_ids))
    programme = programme_on(on)
    lifetimes = dict(PointsAccount.objects.filter(member_id__in=standings).values_list("member_id", "lifetime"))
    changed = 0
    for member_id, standing in sorted(standings.items()):
        before, lifetime = standing.grade_code, lifetimes.get(member_id, 0)
        after = grade.after_earning(before, lifetime=lifetime, ladder=programme.ladder)
        if after == before:
            continue
        record_grade(
            Regraded(
                member_id=member_id, before=before, after=after, lifetime=lifetime,
                cause=GradeCause.REGRADED, at=at, on=on,
            ),
            actor=actor,
            programme=programme,
        )  # fmt: skip
        members_services.apply_standing(standing, grade_code=after)
        changed += 1
    return changed
