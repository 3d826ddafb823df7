"""The birthday gift: once a year, some days around the birthday. Pure. Source: R326, docs/algorithms/coupons.md §4."""

from datetime import date, timedelta

from facet.members.rules.lunar import LeapMonth, keeps_birthday, lunar_year

MOST_DAYS = 31


def birthday_near(
    born: date | None, *, is_lunar: bool, on: date, days: int, leap: LeapMonth = LeapMonth.FIRST
) -> date | None:
    """The birthday that is kept within `days` before or after `on`, the nearest; None where there is none.

    `leap` says which of two lunar months of one number keeps it.
    """
    if born is None:
        return None
    for away in range(min(days, MOST_DAYS) + 1):
        for day in (on + timedelta(days=away), on - timedelta(days=away)):
            if keeps_birthday(born, is_lunar=is_lunar, day=day, leap=leap):
                return day
    return None


def year_of(birthday: date, *, is_lunar: bool) -> int:
    """Whose year's birthday it is, by her own calendar: one solar year may hold two lunar birthdays, or none."""
    return lunar_year(birthday) if is_lunar else birthday.year
