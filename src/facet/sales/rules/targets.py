"""Targets in yuan, pieces and grams: a month shared over its days, and how much is reached. Pure.

Days with a target of their own keep it; what is left of the month is shared over the others evenly,
to the fen, the piece and the milligram. Units: cents, pieces, mg. Source: R314, R329; docs/algorithms/targets.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, split_by_largest_remainder

MOST = 10**12


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be sold, or what was."""

    net_cents: int = 0
    pieces: int = 0
    weight_mg: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.net_cents or self.pieces or self.weight_mg)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was reached of a goal."""

    goal: Goal
    done: Goal

    @property
    def net_bp(self) -> int | None:
        return reached_bp(self.done.net_cents, self.goal.net_cents)

    @property
    def pieces_bp(self) -> int | None:
        return reached_bp(self.done.pieces, self.goal.pieces)

    @property
    def weight_bp(self) -> int | None:
        return reached_bp(self.done.weight_mg, self.goal.weight_mg)

    @property
    def left_cents(self) -> int:
        return max(0, self.goal.net_cents - self.done.net_cents)


def reached_bp(done: int, goal: int) -> int | None:
    """How much of a goal is reached, in basis points, cut so that 100 % is never told too early; None without one."""
    return max(0, done) * BASIS // goal if goal > 0 else None


def daily(month: Goal, *, days: int, own: Mapping[int, Goal]) -> list[Goal]:
    """The goals of the `days` of a month; `own` are the targets that days (1, 2, …) have themselves.

    They add up to the month, unless the days' own targets are more than it.
    """
    columns = []
    for name in Goal.__slots__:
        kept = {day: getattr(goal, name) for day, goal in own.items()}
        open_days = [day for day in range(1, days + 1) if day not in kept]
        rest = max(0, getattr(month, name) - sum(kept.values()))
        shared = split_by_largest_remainder(rest, [1] * len(open_days)) if open_days else []
        parts = kept | dict(zip(open_days, shared, strict=True))
        columns.append([parts[day] for day in range(1, days + 1)])
    return [Goal(*values) for values in zip(*columns, strict=True)]


def check_goal(goal: Goal) -> None:
    """Raises: Invalid."""
    if any(not 0 <= getattr(goal, name) <= MOST for name in Goal.__slots__):
        raise Invalid(field="net_cents", reason=gettext_noop("A target is nothing or more."))
