"""The tables of docs/algorithms/forecast.md, and what every method keeps to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.purchasing.rules import forecast as ways
from facet.purchasing.rules.forecast import E6, GRAINS, Method, forecast
from facet.purchasing.rules.forecast_shape import Horizon, demand_e6, week_shape, year_shape

MONTH = GRAINS["month"]
FLAT = (10_000,) * 7
LUMPY = [0, 0, 3, 0, 0, 0, 2, 0]
SERIES = st.lists(st.integers(0, 60), min_size=0, max_size=30)
SPOKEN = [
    ways.naive, ways.sba, ways.tsb, lambda series: ways.seasonal(series, season=12),
    lambda series: ways.mean(series, window=3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "table"),
    [
        (ways.naive(LUMPY), [0, 0, 0, 3, 0, 0, 0, 2, 0]),
        (ways.seasonal(LUMPY, season=4), [0, 0, 0, 3, 0, 0, 3, 0, 0]),
        (ways.mean(LUMPY, window=3), [0, 0, 0, 1, 1, 1, 0, 0.666667, 0.666667]),
        (ways.sba(LUMPY), [0, 0, 0, 0.95, 0.95, 0.95, 0.95, 0.88871, 0.88871]),
        (ways.tsb(LUMPY), [0, 0, 0, 0.999999, 0.9, 0.81, 0.729, 0.89236, 0.803124]),
        (ways.shaped([4, 8, 4], window=2, first=0, shape=(5_000, 15_000)), [0, 12, 3.333333, 10.666667]),
    ],
)
def test_what_each_method_says_before_each_period_and_of_the_next(said, table):
    assert [value / E6 for value in said] == pytest.approx(table, abs=2e-6)


def test_each_method_is_tested_beside_naive_on_periods_held_back():
    # 6, 4 by turns: the mean is off by 1 (two of three) or by 2/3, naive always by 2.
    series = [6, 4] * 5
    chosen = forecast(series, MONTH)
    naive = chosen.of(Method.NAIVE)

    assert (chosen.held, naive.mase_bp, naive.said) == (3, 10_000, (6 * E6, 4 * E6, 6 * E6))
    assert all(each.squared_e12 >= chosen.squared_e12 * chosen.held for each in chosen.tested)
    assert chosen.method != Method.NAIVE
    assert chosen.of(chosen.method).absolute_e6 < naive.absolute_e6


def test_a_year_that_repeats_is_said_as_a_year_ago():
    chosen = forecast([2, 9, 1, 1, 7, 2, 3, 1, 8, 2, 12, 20] * 2, MONTH)
    assert (chosen.method, chosen.next_e6, chosen.squared_e12) == (Method.SEASONAL, 2 * E6, 0)


@pytest.mark.parametrize(
    ("series", "method", "said"),
    [([], Method.THUMB, 0), ([0] * 24, Method.THUMB, 0), ([0] * 20 + [3, 0, 1], Method.THUMB, 666_667),
     ([0] * 9 + [9, 3], Method.THUMB, 6 * E6), ([5] * 12, Method.NAIVE, 5 * E6)],
)  # fmt: skip
def test_too_short_a_past_is_a_rule_of_thumb_and_an_even_one_stays(series, method, said):
    chosen = forecast(series, MONTH)
    assert (chosen.method, chosen.next_e6) == (method, said)


@given(SERIES)
def test_no_method_says_less_than_nothing_and_nothing_of_nothing(series):
    for say in SPOKEN:
        assert len(say(series)) == len(series) + 1
        assert min(say(series)) >= 0
        assert not any(say([0] * len(series)))


@given(SERIES, st.integers(2, 50))
def test_ten_times_the_sales_are_ten_times_the_forecast(series, times):
    one, many = forecast(series, MONTH), forecast([value * times for value in series], MONTH)
    for say in SPOKEN:
        plain, scaled = say(series)[-1], say([value * times for value in series])[-1]
        assert abs(scaled - plain * times) <= times * (len(series) + 3)  # each step rounds a millionth
    for before, after in zip(one.tested, many.tested, strict=True):
        assert before.mase_bp is None or abs(before.mase_bp - after.mase_bp) <= 1


@given(SERIES, st.integers(0, 60))
def test_the_back_test_does_not_see_the_future(series, last):
    for say in SPOKEN:
        assert say([*series, last])[:-1] == say(series)


def test_the_shape_of_a_year_is_flat_without_one_and_halfway_after_one():
    assert year_shape([5] * 11, first=0, season=12) is None
    one = year_shape([10] * 11 + [130], first=3, season=12)  # the place of the last is 2
    two = year_shape(([10] * 11 + [130]) * 2, first=3, season=12)
    assert (one[2], one[3]) == (37_500, 7_500)
    assert two[3] == 6_667
    assert week_shape([1] * 7) == FLAT
    assert week_shape([10, 10, 10, 10, 10, 30, 20]) == (7_000, 7_000, 7_000, 7_000, 7_000, 21_000, 14_000)


def test_a_month_of_nought_point_six_a_day_is_twelve_point_six_in_three_weeks():
    weeks = Horizon(date(2026, 11, 22), 21, "week")
    assert demand_e6(4_200_000, weeks, weight=weeks.weight(None, FLAT)) == 12_600_000
    double = Horizon(date(2026, 12, 1), 10, "month")
    year = (10_000,) * 11 + (20_000,)
    assert demand_e6(30_437_500, double, weight=double.weight(year, FLAT)) == 20_000_000
