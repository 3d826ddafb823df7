"""F20, F21 and what money left before the goods is called. Tables of docs/algorithms/deposits.md."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid
from facet.sales.errors import EarnestTooMuch
from facet.sales.rules.deposits import (
    Due,
    PriceLock,
    Split,
    down_payment,
    kind_of,
    locked_metal,
    months_on,
    schedule,
    settled,
    unpaid,
)

FROM = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("weight", "day", "is_lower", "metal"),
    [
        (20_360, 89_500, False, 1_740_000 + 32_220),  # F20: 17,400.00 + 322.20
        (20_360, 89_500, True, 1_740_000 + 32_220),
        (20_360, 86_000, False, 1_740_000 + 30_960),  # the board fell: the locked price still counts
        (20_360, 86_000, True, 1_720_000 + 30_960),  # "lower of"
        (19_500, 89_500, False, 1_696_500),  # a lighter piece costs its own weight at the locked price
        (20_000, 89_500, False, 1_740_000),
        (0, 89_500, False, 0),
    ],
)
def test_locked_grams_cost_the_locked_price_and_the_excess_the_days(weight, day, is_lower, metal):
    lock = PriceLock(item_id=1, left_mg=20_000, cents_per_gram=87_000, is_lower=is_lower)
    assert locked_metal(weight, day_cents=day, lock=lock).cents == metal


@given(st.integers(0, 500_000), st.integers(10_000, 200_000), st.integers(10_000, 200_000), st.integers(0, 500_000))
def test_a_lower_of_lock_never_costs_more_than_the_board_or_the_lock(weight, day, price, left):
    def cost(**more):
        return locked_metal(
            weight, day_cents=day, lock=PriceLock(item_id=1, left_mg=left, cents_per_gram=price, **more)
        ).cents

    assert cost(is_lower=True) <= cost() + 1
    assert cost(is_lower=True) <= (weight * day + 500) // 1_000 + 1


@pytest.mark.parametrize(
    ("asked", "amount", "kind"),
    [
        ("", 252_000, "earnest"),
        ("", 252_001, "prepayment"),
        ("earnest", 252_000, "earnest"),
        ("prepayment", 1, "prepayment"),
        ("prepayment", 1_260_000, "prepayment"),
    ],
)
def test_a_fifth_is_earnest_money_and_more_a_prepayment(asked, amount, kind):
    assert kind_of(asked, amount_cents=amount, price_cents=1_260_000, most_bp=2_000) == kind


@pytest.mark.parametrize(
    ("asked", "amount", "refusal"),
    [("earnest", 252_001, EarnestTooMuch), ("", 0, Invalid), ("", 1_260_001, Invalid), ("gift", 1, Invalid)],
)
def test_more_than_the_law_or_the_price_is_refused(asked, amount, refusal):
    with pytest.raises(refusal):
        kind_of(asked, amount_cents=amount, price_cents=1_260_000, most_bp=2_000)


def test_a_layaway_of_12600_is_2520_down_and_five_times_2016():
    down = down_payment(1_260_000, down_bp=2_000)
    dues = schedule(1_260_000, down_cents=down, instalments=5, opened_on=FROM)
    assert (down, [due.cents for due in dues]) == (252_000, [201_600] * 5)
    assert [due.on for due in dues] == [
        date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)
    ]  # fmt: skip


@given(st.integers(1_000, 10**9), st.integers(1, 36), st.integers(0, 9_000))
def test_instalments_add_up_and_the_last_takes_the_remainder(price, number, down_bp):
    down = down_payment(price, down_bp=down_bp)
    dues = schedule(price, down_cents=down, instalments=number, opened_on=FROM)
    assert down + sum(due.cents for due in dues) == price
    assert len({due.cents for due in dues[:-1]}) <= 1
    assert 0 <= dues[-1].cents - dues[0].cents < number
    assert all(unpaid(dues, price_cents=price, paid_cents=down)[place] == due for place, due in enumerate(dues))
    assert unpaid(dues, price_cents=price, paid_cents=price) == []


def test_payments_cover_the_oldest_instalment_first():
    dues = [Due(1, FROM, 100), Due(2, FROM, 100)]
    assert unpaid(dues, price_cents=250, paid_cents=120) == [Due(1, FROM, 30), Due(2, FROM, 100)]
    assert unpaid(dues, price_cents=250, paid_cents=150) == [Due(2, FROM, 100)]


@pytest.mark.parametrize(
    ("kind", "reason", "balance", "split"),
    [
        ("layaway", "withdrawn", 655_200, Split(592_200, 63_000)),  # F21: refund 5,922.00
        ("layaway", "withdrawn", 50_000, Split(0, 50_000)),  # the fee takes at most what is there
        ("layaway", "house", 655_200, Split(655_200, 0)),
        ("earnest", "withdrawn", 200_000, Split(0, 200_000)),
        ("earnest", "house", 200_000, Split(200_000, 0)),
        ("prepayment", "withdrawn", 200_000, Split(200_000, 0)),
        ("earnest", "agreed", 200_000, Split(200_000, 0)),
    ],
)
def test_what_the_terms_give_back(kind, reason, balance, split):
    assert settled(kind, reason=reason, balance_cents=balance, price_cents=1_260_000, fee_bp=500) == split


def test_a_leap_year_keeps_its_last_day():
    assert months_on(date(2027, 11, 30), 3) == date(2028, 2, 29)
