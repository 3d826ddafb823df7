"""A year of a programme, day by day: which days earn more, and why. Pure. Source: R059, R325, ux.md §2.9."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facet.loyalty.rules.programme import NO_FACTOR, MemberDay, Programme, Window

Rule = Window | MemberDay


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. `rules` are open on it, the one with the highest factor first; empty on a plain day."""

    on: date
    rules: tuple[Rule, ...] = ()

    @property
    def factor_bp(self) -> int:
        """The highest factor that anything earns on this day."""
        return self.rules[0].factor_bp if self.rules else NO_FACTOR

    @property
    def is_raised(self) -> bool:
        return self.factor_bp > NO_FACTOR


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with the same rules."""

    first: date
    last: date
    rules: tuple[Rule, ...]

    @property
    def factor_bp(self) -> int:
        return self.rules[0].factor_bp


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday (None outside it), and its days with a rule, gathered."""

    first: date
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    spans: tuple[Span, ...]


def year_of(programme: Programme, year: int) -> tuple[Month, ...]:
    """The twelve months of `year` under `programme`, whatever day it came into force."""
    return tuple(_month(programme, date(year, month, 1)) for month in range(1, 13))


def days_raised(months: Sequence[Month]) -> int:
    """On how many days of them something earns more."""
    return sum(day.is_raised for month in months for week in month.weeks for day in week if day)


def _month(programme: Programme, first: date) -> Month:
    weeks = tuple(
        tuple(_day(programme, on) if on.month == first.month else None for on in week)
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(first, weeks, _spans([day for week in weeks for day in week if day]))


def _day(programme: Programme, on: date) -> CalendarDay:
    every: list[Rule] = [*programme.windows, *programme.member_days]
    rules = [rule for rule in every if rule.open_on(on)]
    return CalendarDay(on, tuple(sorted(rules, key=lambda rule: -rule.factor_bp)))


def _spans(days: Sequence[CalendarDay]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day in days:
        if not day.rules:
            continue
        if spans and spans[-1].rules == day.rules and (day.on - spans[-1].last).days == 1:
            spans[-1] = Span(spans[-1].first, day.on, day.rules)
        else:
            spans.append(Span(day.on, day.on, day.rules))
    return tuple(spans)
