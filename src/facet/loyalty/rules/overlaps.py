"""Which windows and member days meet on one day, so that nobody is surprised. Pure. Source: ux.md §2.9."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from facet.loyalty.rules.programme import MemberDay, Programme, Window

YEAR = 366


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that are open on the same day for the same goods and grades; the higher one counts."""

    winner: Window | MemberDay
    loser: Window | MemberDay
    day: date  # the first of the year to come


def overlaps(programme: Programme, on: date) -> list[Overlap]:
    """Every pair that meets within a year from `on`, with the first day on which it does."""
    rules: Sequence[Window | MemberDay] = (*programme.windows, *programme.member_days)
    days = [on + timedelta(days=number) for number in range(YEAR)]
    open_days = {id(rule): {day for day in days if rule.open_on(day)} for rule in rules}
    found = []
    for one, other in combinations(rules, 2):
        if not (_shared(one.classes, other.classes) and _shared(one.grades, other.grades)):
            continue
        first = min(open_days[id(one)] & open_days[id(other)], default=None)
        if first:
            higher, lower = (one, other) if one.factor_bp >= other.factor_bp else (other, one)
            found.append(Overlap(higher, lower, first))
    return found


def _shared(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)
