"""Drawing from bulk places: the worked tables of docs/algorithms/bulk_stock.md, and the laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.errors import LotShort
from facet.inventory.rules.bulk import BULK_WORDS, BulkKind, Holding, drawn, grams

COUNTER, VAULT = Holding(1, 12, 15_840), Holding(2, 40, 52_800)

DRAWN = [
    # pieces, mg → what each account gives
    (1, 1_320, [Holding(1, 1, 1_320)]),
    (12, 15_840, [Holding(1, 12, 15_840)]),
    (20, 26_400, [Holding(2, 20, 26_400)]),
    (45, 59_400, [Holding(1, 12, 15_840), Holding(2, 33, 43_560)]),
    (52, 68_640, [Holding(1, 12, 15_840), Holding(2, 40, 52_800)]),
    (0, 16_000, [Holding(2, 0, 16_000)]),
]


@pytest.mark.parametrize(("quantity", "weight_mg", "parts"), DRAWN)
def test_drawn_from_counter_and_vault(quantity, weight_mg, parts):
    assert drawn([COUNTER, VAULT], sku="BEAD-01", quantity=quantity, weight_mg=weight_mg) == parts


@pytest.mark.parametrize(("quantity", "weight_mg"), [(53, 1_000), (1, 68_641)])
def test_drawn_more_than_there_is_says_what_there_is(quantity, weight_mg):
    with pytest.raises(LotShort) as refusal:
        drawn([COUNTER, VAULT], sku="BEAD-01", quantity=quantity, weight_mg=weight_mg)

    assert refusal.value.facts == {
        "sku": "BEAD-01",
        "quantity": 52,
        "grams": "68.640",
        "wanted": quantity,
        "wanted_grams": grams(weight_mg),
    }


@pytest.mark.parametrize(("quantity", "weight_mg"), [(0, 0), (-1, 5), (1, -5)])
def test_drawn_without_a_positive_amount_is_a_mistake(quantity, weight_mg):
    with pytest.raises(ValueError, match="positive"):
        drawn([COUNTER], sku="BEAD-01", quantity=quantity, weight_mg=weight_mg)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 90_000)), min_size=1, max_size=5),
    st.integers(0, 120),
    st.integers(0, 200_000),
)
def test_drawn_parts_add_up_and_leave_no_account_short(amounts, quantity, weight_mg):
    holdings = [Holding(number, *amount) for number, amount in enumerate(amounts)]
    if quantity == weight_mg == 0:
        return
    try:
        parts = drawn(holdings, sku="X", quantity=quantity, weight_mg=weight_mg)
    except LotShort:
        assert sum(q for q, _ in amounts) < quantity or sum(w for _, w in amounts) < weight_mg
        return
    assert (sum(part.quantity for part in parts), sum(part.weight_mg for part in parts)) == (quantity, weight_mg)
    for part in parts:
        left = holdings[part.account_id].less(part)
        assert left.quantity >= 0
        assert left.weight_mg >= 0


@pytest.mark.parametrize(("weight_mg", "text"), [(0, "0.000"), (28_360, "28.360"), (-5, "-0.005"), (1_000, "1.000")])
def test_grams_shows_three_decimals(weight_mg, text):
    assert grams(weight_mg) == text


def test_every_kind_has_a_word():
    assert set(BULK_WORDS) == set(BulkKind)
