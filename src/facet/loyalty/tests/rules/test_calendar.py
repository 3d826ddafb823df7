"""The year of a programme: each day once, the highest factor first, days in a row gathered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.rules.calendar import days_raised, year_of
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.tests.rules.test_earning import points, programme

WINDOW = {"name": "开业", "begins": "2026-12-20", "until": "2027-01-03", "factor_bp": 15_000}
EIGHT = {"name": "会员日", "every": "digit", "day": 8, "factor_bp": 20_000, "grades": ["gold"]}


def test_december_of_the_seed_and_a_window_over_new_year():
    seed = programme().windows[0]
    rules = programme(windows=[WINDOW, {"name": seed.name, "begins": "2026-12-24", "until": "2026-12-26",
                                        "factor_bp": 20_000, "yearly": True}])  # fmt: skip

    months = year_of(rules, 2026)

    told = [(span.first.day, span.last.day, [rule.name for rule in span.rules]) for span in months[11].spans]
    assert told == [(20, 23, ["开业"]), (24, 25, ["圣诞", "开业"]), (26, 31, ["开业"])]
    assert months[10].spans == ()
    assert days_raised(months) == 12
    assert days_raised(year_of(rules, 2027)) == 2 + 2


@pytest.mark.parametrize(("year", "days"), [(2026, 365), (2028, 366)])
def test_every_day_stands_once_under_its_weekday(year, days):
    months = year_of(programme(member_days=[EIGHT]), year)

    cells = [(place, day) for month in months for week in month.weeks for place, day in enumerate(week) if day]
    assert [day.on for _, day in cells] == [date(year, 1, 1) + timedelta(days=n) for n in range(days)]
    assert all(place == day.on.weekday() for place, day in cells)
    assert sum(bool(day.rules) and day.on.day % 10 == 8 for _, day in cells) == 36


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_day_says_what_the_till_counts(on):
    rules = programme(windows=[WINDOW], member_days=[EIGHT], steps=[])
    day = next(
        day for week in year_of(rules, 2026)[on.month - 1].weeks for day in week if day is not None and day.on == on
    )

    assert points(EarningLine(1, "gold", 10_000), grade="gold", on=on, rules=rules) == 150 * day.factor_bp // 10_000
