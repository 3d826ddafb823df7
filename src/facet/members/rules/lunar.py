"""Days in the lunar calendar, quickly: one table a year instead of one reckoning a day. Pure."""

import bisect
import functools
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lunar_python import LunarYear, Solar


class LeapMonth(StrEnum):
    """In a year with two months of one number: which of them keeps the day."""

    FIRST = "first"  # the ordinary month, as most families do
    SECOND = "second"  # the leap month
    BOTH = "both"


@dataclass(frozen=True, slots=True, order=True)
class LunarMonth:
    """One month: its first day, its number (a leap month bears the number before it) and its length."""

    first: date
    number: int
    days: int
    is_leap: bool = False


@functools.lru_cache(maxsize=256)
def _months(year: int) -> tuple[LunarMonth, ...]:
    """The months that touch the solar year `year`."""
    months = []
    for month in LunarYear.fromYear(year).getMonths():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        months.append(
            LunarMonth(
                date(first.getYear(), first.getMonth(), first.getDay()),
                abs(month.getMonth()),
                month.getDayCount(),
                month.getMonth() < 0,
            )
        )
    return tuple(sorted(months))


def lunar_month_day(day: date) -> str:
    """`day` as month and day of the lunar calendar: 04-09. A leap month counts like the month before it."""
    months = _months(day.year)
    place = bisect.bisect_right([month.first for month in months], day) - 1
    month = months[place]
    return f"{month.number:02}-{(day - month.first).days + 1:02}"


def lunar_year(day: date) -> int:
    """The lunar year of `day`, by the solar year it begins in: 3 January 2022 lies in the year 2021."""
    begins = next(month.first for month in _months(day.year) if month.number == 1 and month.first.year == day.year)
    return day.year if day >= begins else day.year - 1


def lunar_birthdays_on(day: date) -> tuple[str, ...]:
    """The lunar birthdays kept on `day`: on the 29th of a short month also those of the 30th."""
    today = lunar_month_day(day)
    tomorrow = lunar_month_day(day + timedelta(days=1))
    if today.endswith("-29") and tomorrow.endswith("-01"):
        return (today, f"{today[:3]}30")
    return (today,)


def solar_birthdays_on(day: date) -> tuple[str, ...]:
    """The solar birthdays kept on `day`: on 28 February of a common year also those of the 29th."""
    today = f"{day.month:02}-{day.day:02}"
    return (today, "02-29") if today == "02-28" and (day + timedelta(days=1)).month == 3 else (today,)


def keeps_birthday(born: date, *, is_lunar: bool, day: date, leap: LeapMonth = LeapMonth.BOTH) -> bool:
    """Whether somebody born on `born` keeps her birthday on `day`.

    Who was born in a leap month keeps it in the ordinary one where the year has no leap; where it has, `leap` says.
    """
    if is_lunar:
        return lunar_month_day(born) in lunar_birthdays_on(day) and is_kept_month(day, leap)
    return f"{born.month:02}-{born.day:02}" in solar_birthdays_on(day)


def days_to_birthday(born: date, *, is_lunar: bool, today: date, most: int) -> int | None:
    """How many days until the birthday, 0 today; None when it is more than `most` days away."""
    for ahead in range(most + 1):
        if keeps_birthday(born, is_lunar=is_lunar, day=today + timedelta(days=ahead)):
            return ahead
    return None


def is_kept_month(day: date, leap: LeapMonth) -> bool:
    """Whether the lunar month of `day` keeps birthdays under the policy: one of two of one number may not."""
    months = _months(day.year)
    month = months[bisect.bisect_right([each.first for each in months], day) - 1]
    return leap is LeapMonth.BOTH or month in _kept_months(day.year, month.number, leap)


def next_solar(month: int, day: int, *, on: date) -> date:
    """The next `month`-`day` from `on` on; 29 February is kept on the 28th in common years. Source: F25."""
    return next(each for each in (_solar(year, month, day) for year in (on.year, on.year + 1)) if each >= on)


def _solar(year: int, month: int, day: int) -> date:
    return date(year, 2, 28) if (month, day) == (2, 29) and not _has_29_february(year) else date(year, month, day)


def _has_29_february(year: int) -> bool:
    return (date(year, 2, 28) + timedelta(days=1)).month == 2


def next_lunar(month: int, day: int, *, on: date, leap: LeapMonth = LeapMonth.FIRST) -> date:
    """The next day from `on` on that is the `day` of the lunar `month`; the 30th of a short month is its 29th.

    Source: F26 (8/15 of 2026 is 25 September 2026).
    """
    kept = (
        each.first + timedelta(days=min(day, each.days) - 1)
        for year in (on.year, on.year + 1, on.year + 2)
        for each in _kept_months(year, month, leap)
    )
    return min(each for each in kept if each >= on)


def _kept_months(year: int, number: int, leap: LeapMonth) -> list[LunarMonth]:
    """The months of `number` that touch the solar `year` and keep the day under the policy `leap`."""
    months = [each for each in _months(year) if each.number == number]
    leaps = {each.first for each in months if each.is_leap}
    if leap is LeapMonth.BOTH or not leaps:
        return months
    if leap is LeapMonth.FIRST:
        return [each for each in months if not each.is_leap]
    return [each for each in months if each.is_leap or not any(_follows(each, first) for first in leaps)]


def _follows(month: LunarMonth, first: date) -> bool:
    """Whether the leap month that begins on `first` comes right after `month`."""
    return month.first + timedelta(days=month.days) == first
