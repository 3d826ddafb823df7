"""Giving members the grade that their figures carry under the rules in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import GradeChange, GradeWatch
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade
from facet.loyalty.rules.grade import Held
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.rules.programme import Programme
from facet.loyalty.selectors.measures import figures_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.grading import Regraded, record_grade
from facet.members import services as members_services


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the members' reviews look at."""

    figures: Mapping[int, int]
    reached: Mapping[int, date]
    watched: Mapping[int, date]

    def held(self, member_id: int, code: str) -> Held:
        return Held(code, self.reached.get(member_id), self.watched.get(member_id))


@unit_of_work
def regrade_members(*, actor: Actor, member_ids: Sequence[int], at: datetime, on: date) -> int:
    """Review each member: up at once, down only where the rules let grades fall; again it changes nothing.

    Gives how many changed. Raises: NotPermitted, ProgrammeMissing, BasisMissing.
    Locks: the members' standings by id. Source: docs/algorithms/grades.md §4, §5.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    standings = members_services.lock_standings(list(member_ids))
    programme = programme_on(on)
    facts = _facts(list(standings), programme, on)
    changed = 0
    for member_id, standing in sorted(standings.items()):
        held = facts.held(member_id, standing.grade_code)
        found = grade.review(
            held, value=facts.figures[member_id], ladder=programme.ladder, basis=programme.basis, on=on
        )
        _watch(member_id, held, found.below_since)
        if found.grade == held.grade:
            continue
        change = _change(member_id, held.grade, found.grade, facts.figures[member_id], programme)
        record_grade(Regraded(**change, at=at, on=on), actor=actor, programme=programme)
        members_services.apply_standing(standing, grade_code=found.grade)
        changed += 1
    return changed


def _facts(member_ids: Sequence[int], programme: Programme, on: date) -> _Facts:
    figures = figures_of(member_ids, basis=programme.basis, on=on)
    watched = dict(GradeWatch.objects.filter(member_id__in=member_ids).values_list("member_id", "below_since"))
    if not programme.basis.downgrade:
        return _Facts(figures, {}, watched)
    changes = GradeChange.objects.filter(member_id__in=member_ids).values_list("member_id").order_by()
    return _Facts(figures, dict(changes.annotate(reached=Max("on"))), watched)


def _watch(member_id: int, held: Held, below_since: date | None) -> None:
    if below_since is None and held.below_since is not None:
        GradeWatch.objects.filter(member_id=member_id).delete()
    elif below_since is not None and held.below_since is None:
        GradeWatch.objects.create(member_id=member_id, below_since=below_since)


def _change(member_id: int, before: str, after: str, figure: int, programme: Programme) -> dict[str, Any]:
    thresholds = {step.code: step.threshold for step in programme.ladder}
    fell = before in thresholds and thresholds[after] < thresholds[before]
    return {
        "member_id": member_id, "before": before, "after": after, "lifetime": figure,
        "cause": GradeCause.LOWERED if fell else GradeCause.REGRADED,
    }  # fmt: skip
