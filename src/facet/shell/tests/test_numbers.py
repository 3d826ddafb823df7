"""Numbers as screens show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.shell.rules import numbers

MONEY = [(0, "0.00"), (5, "0.05"), (1234500, "12,345.00"), (-1103882, "−11,038.82"), (864200000, "8,642,000.00")]
WEIGHTS = [(3980, "3.98"), (28360, "28.36"), (11479, "11.479"), (5, "0.005"), (10, "0.01"), (9842600, "9,842.60")]
SHARES = [(1670, "16.7%"), (8000, "80%"), (1234, "12.34%"), (-120, "−1.2%"), (0, "0%")]
FACTORS = [(10000, "1"), (15000, "1.5"), (12000, "1.2"), (20000, "2"), (12345, "1.2345")]


@pytest.mark.parametrize(("cents", "text"), MONEY)
def test_yuan_has_two_decimals_and_thousands(cents, text):
    assert numbers.yuan(cents) == text


@pytest.mark.parametrize(("milligrams", "text"), WEIGHTS)
def test_weights_have_two_decimals_and_a_third_where_there_is_one(milligrams, text):
    assert numbers.thousandths(milligrams) == text


@pytest.mark.parametrize(("points", "text"), SHARES)
def test_percent_drops_what_says_nothing(points, text):
    assert numbers.percent(points) == text


@pytest.mark.parametrize(("points", "text"), FACTORS)
def test_times_reads_as_a_factor(points, text):
    assert numbers.times(points) == text


def test_gains_carry_a_plus_and_losses_a_true_minus():
    assert numbers.yuan(600, plus=True) == "+6.00"
    assert numbers.whole(-200, plus=True) == "−200"
    assert numbers.whole(0, plus=True) == "0"
    assert numbers.money(-500) == "−¥5.00"
    assert numbers.money(1280000) == "¥12,800.00"


def test_phones_are_grouped_three_four_four():
    assert numbers.phone("13812345678") == "138 1234 5678"
    assert numbers.phone("0571-8888") == "0571-8888"


@given(st.integers(-(10**12), 10**12))
def test_no_cent_is_lost_by_showing_it(cents):
    text = numbers.yuan(cents).replace(",", "").replace("−", "-")

    assert round(float(text) * 100) == cents if abs(cents) < 10**11 else int(text.replace(".", "")) == cents
