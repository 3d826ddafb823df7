"""The birthday gift: once a year, some days around the birthday. Pure. Source: R326, docs/algorithms/coupons.md §4."""

from datetime import date, timedelta

from facet.members.rules.lunar import keeps_birthday

MOST_DAYS = 31


def birthday_near(born: date | None, *, is_lunar: bool, on: date, days: int) -> date | None:
    """The birthday that is kept within `days` before or after `on`, the nearest; None where there is none."""
    if born is None:
        return None
    for away in range(min(days, MOST_DAYS) + 1):
        for day in (on + timedelta(days=away), on - timedelta(days=away)):
            if keeps_birthday(born, is_lunar=is_lunar, day=day):
                return day
    return None
