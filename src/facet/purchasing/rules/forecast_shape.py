"""The shape of the year and of the week, and what a stretch of days weighs in them. Pure.

Basis points of an ordinary month, week or day. Source: docs/algorithms/forecast.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facet.kernel.money import BASIS, divide_half_away, split_by_largest_remainder

WEEK = 7
LEAST_BP, MOST_BP = 2_500, 40_000  # a month is never less than a quarter, nor more than four times an ordinary one


def year_shape(totals: Sequence[int], *, first: int, season: int) -> tuple[int, ...] | None:
    """How each place of the year compares with an ordinary period; None with less than a year.

    `totals` are the pieces of a whole branch by period, the oldest first, `first` the place of the first one in
    the year. One year's evidence counts half, two years' two thirds: shapes of little evidence are flat.
    """
    if len(totals) < season or not sum(totals):
        return None
    sums, counts = [0] * season, [0] * season
    for at, value in enumerate(totals):
        sums[(first + at) % season] += max(0, value)
        counts[(first + at) % season] += 1
    means = [divide_half_away(total * BASIS, count) for total, count in zip(sums, counts, strict=True)]
    whole, years = sum(means), len(totals) // season
    if not whole:
        return None
    raw = [divide_half_away(each * season * BASIS, whole) for each in means]
    return tuple(min(MOST_BP, max(LEAST_BP, divide_half_away(BASIS + each * years, 1 + years))) for each in raw)


def week_shape(sold: Sequence[int]) -> tuple[int, ...]:
    """The weekdays, Monday first, that sum to seven ordinary days; flat while hardly anything was sold."""
    if sum(sold) < 10 * WEEK:
        return (BASIS,) * WEEK
    return tuple(split_by_largest_remainder(WEEK * BASIS, [max(0, each) for each in sold]))


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days a purchase must last: `days` from `first` on, in periods of `grain`."""

    first: date
    days: int
    grain: str

    def weight(self, year: Sequence[int] | None, week: Sequence[int]) -> int:
        """The days added up, each by its place in year and week. Units: hundred-millionths of an ordinary day."""
        total = 0
        for step in range(self.days):
            day = self.first + timedelta(days=step)
            total += week[day.weekday()] * (year[self.place(day)] if year else BASIS)
        return total

    def place(self, day: date) -> int:
        """Where a day stands in the year: its month, or its week."""
        return day.month - 1 if self.grain == "month" else min(day.isocalendar().week, 52) - 1

    @property
    def period_days_e4(self) -> int:
        """How long a period is on average. Units: ten-thousandths of a day."""
        return 304_375 if self.grain == "month" else 70_000


def demand_e6(ordinary_e6: int, horizon: Horizon, *, weight: int) -> int:
    """Pieces over the horizon, from an ordinary period's pieces. Units: millionths of a piece."""
    return divide_half_away(ordinary_e6 * weight, BASIS * horizon.period_days_e4)
