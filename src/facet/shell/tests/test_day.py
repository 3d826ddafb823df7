"""What is special about a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facet.kernel.testing.counts import tries
from facet.shell.rules.day import day_facts, festivals_on

KNOWN = [
    (date(2026, 2, 14), "Valentine's Day"),
    (date(2026, 2, 16), "Chinese New Year's Eve"),
    (date(2026, 2, 17), "Spring Festival"),
    (date(2026, 3, 3), "Lantern Festival"),
    (date(2026, 6, 19), "Dragon Boat Festival"),
    (date(2026, 8, 19), "Qixi"),
    (date(2026, 9, 25), "Mid-Autumn Festival"),
    (date(2026, 5, 10), "Mother's Day"),
    (date(2026, 6, 21), "Father's Day"),
    (date(2026, 12, 25), "Christmas"),
]


@pytest.mark.parametrize(("day", "name"), KNOWN)
def test_festivals_fall_on_their_days(day, name):
    assert name in festivals_on(day)


def test_valentines_day_2026_counts_the_days_to_new_years_eve():
    facts = day_facts(date(2026, 2, 14))

    assert (facts.lunar, facts.festivals) == ("腊月廿七", ("Valentine's Day",))
    assert (facts.next_festival, facts.days_to_next) == ("Chinese New Year's Eve", 2)


def test_a_plain_day_far_from_all_festivals_says_only_its_lunar_date():
    facts = day_facts(date(2026, 11, 10))

    assert (facts.festivals, facts.next_festival, facts.lunar) == ((), "", "十月初二")


@settings(max_examples=tries(20, proof=1_000))
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_the_next_festival_really_is_one_and_none_lies_between(day):
    facts = day_facts(day)

    if facts.next_festival:
        assert facts.next_festival in festivals_on(day + timedelta(days=facts.days_to_next))
        assert not any(festivals_on(day + timedelta(days=ahead)) for ahead in range(1, facts.days_to_next))
