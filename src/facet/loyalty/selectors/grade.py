"""One member's grade: why she has it, what the next one needs, and how she came here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import GradeChange, GradeWatch
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade as grades
from facet.loyalty.rules.grade import Held, Progress
from facet.loyalty.rules.kinds import CAUSE_LABELS, GradeCause
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.sections import GradeBasis
from facet.loyalty.selectors.measures import figures_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within

HISTORY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeStep:
    """One change of her grade. `figure` decided, `cause` is English for gettext."""

    on: date
    before: str
    after: str
    cause: str
    figure: int
    rules_number: int
    entry_id: int | None = None  # the movement that decided; None where figures or a ladder did
    moved: int = 0  # its points, before any of them was owed


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGrade:
    """Her grade with its reason: `figure` against the thresholds of `basis`, in their units."""

    member_id: int
    member_number: str
    progress: Progress
    basis: GradeBasis
    figure: int
    safe_until: date | None  # the first day on which the grade may fall again
    below_since: date | None
    falls_on: date | None  # the first day on which it is lost, while nothing changes
    ladder: Sequence[GradeFacts]
    history: Sequence[GradeStep]


def member_grade(viewer: Actor, *, member_id: int, on: date) -> MemberGrade:
    """Why this member has her grade, at most fifty changes back.

    Raises: NotPermitted, MemberUnknown, ProgrammeMissing, BasisMissing. Queries: 5.
    """
    require(viewer, LoyaltyPermission.VIEW_POINTS)
    member = member_within(viewer, LoyaltyPermission.VIEW_POINTS, member_id)
    programme = programme_on(on)
    figure = figures_of([member_id], basis=programme.basis, on=on)[member_id]
    history = _history(member_id)
    below = GradeWatch.objects.filter(member_id=member_id).values_list("below_since", flat=True).first()
    held = Held(member.grade_code, history[0].on if history else None, below)
    return MemberGrade(
        member_id=member.id,
        member_number=member.number,
        progress=grades.progress(member.grade_code, lifetime=figure, ladder=programme.ladder),
        basis=programme.basis,
        figure=figure,
        safe_until=grades.safe_until(held, basis=programme.basis),
        below_since=below,
        falls_on=grades.falls_on(held, basis=programme.basis) if below and programme.basis.downgrade else None,
        ladder=programme.ladder,
        history=history,
    )


def _history(member_id: int) -> list[GradeStep]:
    changes = GradeChange.objects.filter(member_id=member_id).select_related("rule_version", "entry")
    return [
        GradeStep(
            on=row.on, before=row.before, after=row.after, cause=CAUSE_LABELS[GradeCause(row.cause)],
            figure=row.lifetime, rules_number=row.rule_version.number, entry_id=row.entry_id,
            moved=row.entry.points - row.entry.owed_delta if row.entry else 0,
        )
        for row in changes.order_by("-id")[:HISTORY]
    ]  # fmt: skip
