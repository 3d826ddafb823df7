"""Days in the lunar calendar, quickly: one table a year instead of one reckoning a day. Pure."""

import bisect
import functools
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import LunarYear, Solar


@dataclass(frozen=True, slots=True, order=True)
class LunarMonth:
    """One month: its first day, its number (a leap month bears the number before it) and its length."""

    first: date
    number: int
    days: int


@functools.lru_cache(maxsize=256)
def _months(year: int) -> tuple[LunarMonth, ...]:
    """The months that touch the solar year `year`."""
    months = []
    for month in LunarYear.fromYear(year).getMonths():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        months.append(
            LunarMonth(
                date(first.getYear(), first.getMonth(), first.getDay()), abs(month.getMonth()), month.getDayCount()
            )
        )
    return tuple(sorted(months))


def lunar_month_day(day: date) -> str:
    """`day` as month and day of the lunar calendar: 04-09. A leap month counts like the month before it."""
    months = _months(day.year)
    place = bisect.bisect_right([month.first for month in months], day) - 1
    month = months[place]
    return f"{month.number:02}-{(day - month.first).days + 1:02}"


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


def keeps_birthday(born: date, *, is_lunar: bool, day: date) -> bool:
    """Whether somebody born on `born` keeps her birthday on `day`."""
    if is_lunar:
        return lunar_month_day(born) in lunar_birthdays_on(day)
    return f"{born.month:02}-{born.day:02}" in solar_birthdays_on(day)


def days_to_birthday(born: date, *, is_lunar: bool, today: date, most: int) -> int | None:
    """How many days until the birthday, 0 today; None when it is more than `most` days away."""
    for ahead in range(most + 1):
        if keeps_birthday(born, is_lunar=is_lunar, day=today + timedelta(days=ahead)):
            return ahead
    return None
