"""Nobody is recognised in figures; the sums stay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.members.rules import next_step
from facet.members.rules.contact_analysis import FEWEST, Line, gathered

LINES = st.lists(
    st.builds(Line, st.text(min_size=1, max_size=3), st.integers(1, 99), st.integers(1, 12), st.integers(0, 9)),
    max_size=12,
)


@given(LINES)
def test_gathering_keeps_the_sums_and_shows_nobody_alone(lines):
    shown = gathered(lines)

    assert sum(each.contacts for each in shown) == sum(each.contacts for each in lines)
    assert sum(each.reached for each in shown) == sum(each.reached for each in lines)
    assert all(each.people >= FEWEST for each in shown if each.key is not None)
    if sum(each.people for each in lines) >= FEWEST:
        assert all(each.people >= FEWEST for each in shown)


def test_a_small_rest_takes_the_smallest_line_with_it():
    shown = gathered([Line("a", 9, 9), Line("b", 6, 6), Line("c", 2, 2)])
    assert [(each.key, each.contacts) for each in shown] == [("a", 9), (None, 8)]


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("step", "weight"), [
    (next_step.follow_up_step("x", TODAY, today=TODAY, url=""), 92),
    (next_step.follow_up_step("x", TODAY - timedelta(days=1), today=TODAY, url=""), 95),
    (next_step.occasion_step("x", TODAY, today=TODAY, lead_days=14, url=""), 89),
    (next_step.occasion_step("x", TODAY + timedelta(days=15), today=TODAY, lead_days=14, url=""), None),
    (next_step.senior_silence_step(119, 120, url=""), None),
    (next_step.senior_silence_step(120, 120, url=""), 70),
    (next_step.points_step(499, TODAY, today=TODAY, url=""), None),
    (next_step.points_step(500, TODAY, today=TODAY, url=""), 66),
    (next_step.points_step(500, TODAY + timedelta(days=61), today=TODAY, url=""), None),
])  # fmt: skip
def test_a_promise_outweighs_a_day_a_day_silence_silence_points(step, weight):
    assert (step.weight if step else None) == weight
