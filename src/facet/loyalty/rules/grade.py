"""Which grade points carry, and when a grade may change. Pure.

Source: F29, decisions.md §3.2, §4.1, P5, docs/algorithms/grades.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facet.loyalty.rules.kinds import BasisKind
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.sections import GradeBasis

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


AT_ONCE = (BasisKind.LIFETIME, BasisKind.PERIOD_POINTS, BasisKind.BALANCE)  # a ticket moves them; others by night
IN_YUAN = (BasisKind.SPEND, BasisKind.MARGIN, BasisKind.CREDIT_LIMIT)  # figures in fen, thresholds in yuan


def in_threshold_units(kind: BasisKind, figure: int) -> int:
    """A figure as thresholds are written: whole yuan (cut) for money, else as it is; never below zero."""
    return max(figure // 100 if kind in IN_YUAN else figure, 0)


def period_begins(basis: GradeBasis, on: date) -> date | None:
    """The first day that counts, `months` before the day after `on`; None: all time."""
    if basis.months is None:
        return None
    whole = on.year * 12 + on.month - 1 - basis.months
    year, month = divmod(whole, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(on.day, last)) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A member's grade, since when she has it (None: always), and since when her figure carries it no longer."""

    grade: str
    reached_on: date | None = None
    below_since: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a review finds: the grade from now on, and since when the figure is below it (None: it is not)."""

    grade: str
    below_since: date | None


def review(held: Held, *, value: int, ladder: Ladder, basis: GradeBasis, on: date) -> Review:
    """The grade that `value` carries, gently: up at once, down only where the basis lets grades fall.

    A grade is safe for `protection_days` after it was reached, and for `grace_days` after the figure
    was first seen below it; the later of both counts. Source: R035–R038, docs/algorithms/grades.md §5.
    """
    after = after_earning(held.grade, lifetime=value, ladder=ladder)
    if after != held.grade:
        return Review(after, None)
    carried = tier(value, ladder)
    if not basis.downgrade or carried.threshold >= _step(held.grade, ladder).threshold:
        return Review(held.grade, None)
    below = held.below_since or on
    if on < falls_on(replace(held, below_since=below), basis=basis):
        return Review(held.grade, below)
    return Review(carried.code, None)


def falls_on(held: Held, *, basis: GradeBasis) -> date:
    """The first day on which a grade whose figure has been below it since `below_since` is lost."""
    if held.below_since is None:
        raise ValueError("the figure carries the grade")
    graced = held.below_since + timedelta(days=basis.grace_days)
    return max(graced, safe_until(held, basis=basis) or graced)


def reached_for(last_day: date, *, basis: GradeBasis) -> date:
    """The day a grade was reached that the ladder protects through `last_day`; the inverse of `safe_until`."""
    return last_day + timedelta(days=1 - basis.protection_days)


def safe_until(held: Held, *, basis: GradeBasis) -> date | None:
    """The first day on which the grade is protected no longer; None where nothing protects it."""
    if held.reached_on is None or not basis.protection_days:
        return None
    return held.reached_on + timedelta(days=basis.protection_days)
