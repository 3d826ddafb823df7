"""How busy a jeweller is: by weekday, by festival of either calendar, by hour. Pure.

Source: docs/algorithms/demo.md §2.
"""

from datetime import date
from functools import lru_cache
from random import Random

from facet.members.rules.lunar import lunar_month_day

WEEKDAY = (86, 82, 84, 88, 104, 150, 142)  # Monday first; 100 is a plain day
SOLAR = (  # first month-day, last, percent
    ("01-01", "01-02", 150),
    ("02-10", "02-14", 165),
    ("03-06", "03-08", 130),
    ("05-01", "05-05", 170),
    ("05-14", "05-20", 190),
    ("09-26", "09-30", 125),
    ("10-01", "10-07", 215),
    ("11-09", "11-12", 120),
    ("12-19", "12-25", 145),
    ("12-30", "12-31", 150),
)
LUNAR = (
    ("12-08", "12-23", 150),
    ("12-24", "12-30", 240),
    ("01-01", "01-03", 70),
    ("01-04", "01-15", 140),
    ("07-01", "07-07", 185),
    ("08-11", "08-15", 130),
)
MONTH = (100, 96, 92, 96, 104, 92, 90, 96, 108, 108, 104, 106)  # weddings in autumn
HOURS = (
    (9, 2),
    (10, 6),
    (11, 9),
    (12, 7),
    (13, 7),
    (14, 11),
    (15, 13),
    (16, 12),
    (17, 9),
    (18, 9),
    (19, 10),
    (20, 8),
    (21, 3),
)


@lru_cache(maxsize=4_000)
def day_weight(day: date) -> int:
    """How much is sold on `day`, 10 000 being a plain day."""
    weight = WEEKDAY[day.weekday()] * MONTH[day.month - 1]
    return weight * _festival(day) // 100


def _festival(day: date) -> int:
    solar, lunar = f"{day:%m-%d}", lunar_month_day(day)
    factors = [percent for first, last, percent in SOLAR if first <= solar <= last]
    factors += [percent for first, last, percent in LUNAR if first <= lunar <= last]
    return max(factors, default=100)


def minute_of_sale(rng: Random, *, opens: int, closes: int) -> int:
    """A minute of the day between opening and closing, as customers come."""
    open_hours = [(hour, weight) for hour, weight in HOURS if opens <= hour < closes]
    hour = rng.choices([hour for hour, _ in open_hours], [weight for _, weight in open_hours])[0]
    return hour * 60 + rng.randrange(60)
