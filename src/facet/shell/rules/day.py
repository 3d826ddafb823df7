"""What is special about a day: its lunar date, its festivals, and the next great one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import Solar

from facet.kernel.errors import gettext_noop

# The festivals on which jewellery is given: by the sun's calendar (month, day) …
SOLAR = {
    (1, 1): gettext_noop("New Year's Day"),
    (2, 14): gettext_noop("Valentine's Day"),
    (3, 8): gettext_noop("Women's Day"),
    (5, 1): gettext_noop("Labour Day"),
    (5, 20): gettext_noop("520"),
    (6, 1): gettext_noop("Children's Day"),
    (10, 1): gettext_noop("National Day"),
    (12, 24): gettext_noop("Christmas Eve"),
    (12, 25): gettext_noop("Christmas"),
}
# … and by the moon's.
LUNAR = {
    (1, 1): gettext_noop("Spring Festival"),
    (1, 15): gettext_noop("Lantern Festival"),
    (5, 5): gettext_noop("Dragon Boat Festival"),
    (7, 7): gettext_noop("Qixi"),
    (8, 15): gettext_noop("Mid-Autumn Festival"),
    (9, 9): gettext_noop("Double Ninth"),
}
MOTHERS_DAY = gettext_noop("Mother's Day")
FATHERS_DAY = gettext_noop("Father's Day")
NEW_YEARS_EVE = gettext_noop("Chinese New Year's Eve")
LOOK_AHEAD = 30  # days


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day: lunar date in Chinese ("腊月廿七"), festivals today, and the next one within 30 days."""

    lunar: str
    festivals: tuple[str, ...]
    next_festival: str = ""
    days_to_next: int = 0


def festivals_on(day: date) -> tuple[str, ...]:
    """The festivals of `day` as English msgids, the lunar ones first."""
    return tuple(_festivals(day))


def day_facts(day: date) -> DayFacts:
    """What a greeting can say about `day`. Source: look.md, home ("the day's one fact")."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    text = f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"
    for ahead in range(1, LOOK_AHEAD + 1):
        if coming := festivals_on(day + timedelta(days=ahead)):
            return DayFacts(text, festivals_on(day), coming[0], ahead)
    return DayFacts(text, festivals_on(day))


def _festivals(day: date) -> Iterator[str]:
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    if name := LUNAR.get((lunar.getMonth(), lunar.getDay())):
        yield name
    tomorrow = day + timedelta(days=1)
    following = Solar.fromYmd(tomorrow.year, tomorrow.month, tomorrow.day).getLunar()
    if (following.getMonth(), following.getDay()) == (1, 1):
        yield NEW_YEARS_EVE
    if name := SOLAR.get((day.month, day.day)):
        yield name
    if day.weekday() == 6 and day.month == 5 and 8 <= day.day <= 14:
        yield MOTHERS_DAY
    if day.weekday() == 6 and day.month == 6 and 15 <= day.day <= 21:
        yield FATHERS_DAY
