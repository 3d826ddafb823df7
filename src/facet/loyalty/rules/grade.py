"""Which grade points carry, and when a grade may change. Pure.

Source: F29, decisions.md §3.2, §4.1, P5, docs/algorithms/grades.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.loyalty.rules.programme import GradeFacts

Ladder = Sequence[GradeFacts]  # by threshold, the first at 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a member stands on the ladder. `above` is None on the highest step."""

    grade: GradeFacts
    above: GradeFacts | None
    missing: int  # points to the step above
    share_bp: int  # of the way from this step to the one above, in basis points


def tier(points: int, ladder: Ladder) -> GradeFacts:
    """The grade with the highest threshold that `points` reach."""
    return max(
        (grade for grade in ladder if grade.threshold <= points), key=lambda grade: grade.threshold, default=ladder[0]
    )


def after_earning(current: str, *, lifetime: int, ladder: Ladder) -> str:
    """The grade once `lifetime` has grown: up where points carry it, never down."""
    carried = tier(lifetime, ladder)
    if not any(grade.code == current for grade in ladder):
        return carried.code
    return carried.code if carried.threshold > _step(current, ladder).threshold else current


def after_claw_back(current: str, *, lost: int, lifetime: int, ladder: Ladder) -> str:
    """The grade once `lost` points were taken back and `lifetime` remain.

    It falls to what the remaining points carry, unless the lost points did not carry it
    either: a grade kept from an older ladder or given for another reason stays.
    """
    step = _step(current, ladder)
    if tier(lifetime + lost, ladder).threshold < step.threshold:
        return current
    carried = tier(lifetime, ladder)
    return carried.code if carried.threshold < step.threshold else current


def progress(current: str, *, lifetime: int, ladder: Ladder) -> Progress:
    """How far the next step is."""
    grade = _step(current, ladder)
    above = next((step for step in ladder if step.threshold > grade.threshold), None)
    if above is None:
        return Progress(grade, None, 0, 10_000)
    climbed = min(max(lifetime - grade.threshold, 0), above.threshold - grade.threshold)
    return Progress(
        grade, above, max(above.threshold - lifetime, 0), climbed * 10_000 // (above.threshold - grade.threshold)
    )


def _step(code: str, ladder: Ladder) -> GradeFacts:
    return next((grade for grade in ladder if grade.code == code), ladder[0])
