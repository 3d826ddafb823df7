"""The table of docs/algorithms/purchasing.md §4, and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.purchasing.errors import TooManyGrams
from facet.purchasing.rules.orders import metal_value
from facet.purchasing.rules.pricing import Owed, Part, fix


def test_the_oldest_grams_first():
    debts = [Owed(1, 20_480, 0, 1_642_496), Owed(2, 30_000, 0, 2_430_000)]
    assert fix(debts, fine_mg=35_480, cents_per_gram=82_000) == [
        Part(1, 20_480, 1_679_360, 1_642_496), Part(2, 15_000, 1_230_000, 1_215_000),
    ]  # fmt: skip


def test_more_than_is_owed_is_refused():
    with pytest.raises(TooManyGrams):
        fix([Owed(1, 20_480, 20_000, 1_642_496)], fine_mg=481, cents_per_gram=82_000)


@given(
    st.lists(st.tuples(st.integers(1, 500_000), st.integers(0, 10**8)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(1, 400_000), st.integers(1, 200_000)), min_size=1, max_size=6),
)
def test_fixings_sum_to_their_values_and_leave_no_provisional_cost_behind(owed, prices):
    debts = {place: Owed(place, fine, 0, cents) for place, (fine, cents) in enumerate(owed)}
    left = sum(debt.open_mg for debt in debts.values())
    wanted = [(grams, price) for grams, price in prices]
    wanted.append((left, 90_000))  # and finally all that is still open
    for most, price in wanted:
        grams = min(most, sum(debt.open_mg for debt in debts.values()))
        if not grams:
            continue
        parts = fix(list(debts.values()), fine_mg=grams, cents_per_gram=price)
        assert sum(part.fine_mg for part in parts) == grams
        assert sum(part.cents for part in parts) == metal_value(grams, price)
        for part in parts:
            old = debts[part.debt_id]
            debts[part.debt_id] = Owed(
                old.id, old.fine_mg, old.settled_mg + part.fine_mg, old.provisional_cents,
                old.provisional_taken + part.provisional_cents,
            )  # fmt: skip
    assert all(debt.open_mg == 0 and debt.provisional_taken == debt.provisional_cents for debt in debts.values())
