"""Too little, enough, too much: what a store has against what it should have. Pure.

Source: R111, R125, R126, R128, R129; docs/algorithms/transfer.md, whose table is this file's test.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from facet.kernel.errors import gettext_noop


class Level(StrEnum):
    """How what is there compares with what should be."""

    OUT = "out"
    LOW = "low"
    FINE = "fine"
    OVER = "over"


LEVEL_WORDS = {
    Level.OUT: gettext_noop("out of stock"),
    Level.LOW: gettext_noop("below the minimum"),
    Level.FINE: gettext_noop("enough"),
    Level.OVER: gettext_noop("too much"),
}


def level(pieces: int, *, least: int, most: int | None) -> Level:
    """The level of `pieces`: nothing at all, below the minimum, above the maximum, or fine."""
    if pieces <= 0 and least > 0:
        return Level.OUT
    if pieces < least:
        return Level.LOW
    return Level.OVER if most is not None and pieces > most else Level.FINE


def wanted(pieces: int, *, least: int, most: int | None) -> int:
    """How many pieces should come: up to the middle of least and most, up to the minimum where no most is set."""
    if pieces >= least:
        return 0
    target = least if most is None else (least + most + 1) // 2
    return max(0, target - pieces)


def is_due(warn_on: date | None, on: date) -> bool:
    """Whether the warning date has come."""
    return warn_on is not None and warn_on <= on


def days_short(spans: Sequence[tuple[datetime, datetime | None]], *, since: datetime, at: datetime) -> int:
    """Full days that the spans cover between `since` and `at`; an open span lasts until `at`."""
    total = timedelta()
    for begin, end in spans:
        total += max(timedelta(), min(end or at, at) - max(begin, since))
    return total // timedelta(days=1)
