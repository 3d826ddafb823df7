"""The metal rules: tables from docs/algorithms/metal.md, and the law that goods never make metal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.errors import MetalUnbalanced
from facet.inventory.rules.metal import (
    AccountRef,
    ClosingLine,
    Exposure,
    MetalFlow,
    MetalPosting,
    fine_of,
    refuse_unbalanced,
    sides_of,
    unlike,
)

STOCK, SOLD = AccountRef("stock", "gold", 1), AccountRef("customer", "gold", 1)


@pytest.mark.parametrize(
    ("net_mg", "fineness_e4", "fine_mg"),
    [
        (5_508, 7_500, 4_131),
        (11_700, 9_900, 11_583),
        (10_250, 9_990, 10_240),
        (1, 5_000, 1),
        (1_000_000, 9_999, 999_900),
    ],
)
def test_f2_fine_weight(net_mg, fineness_e4, fine_mg):
    assert fine_of(net_mg, fineness_e4) == fine_mg


def test_f19_exposure_and_what_a_move_of_the_board_costs():
    held = Exposure(owned_mg=18_250_000, due_back_mg=2_210_000, promised_mg=3_120_000, customers_mg=940_000)
    assert held.net_mg == 16_400_000
    assert held.moved_by(-1_200) == -19_680_000  # −196,800.00 yuan


def test_f18_the_variance_of_refining_is_what_the_refiner_did_not_give_back():
    refiner, bullion, loss = (AccountRef(owner, "gold", None, 9 if owner == "refiner" else None)
                              for owner in ("refiner", "bullion", "loss"))  # fmt: skip
    sides = [
        MetalPosting(account=refiner, fine_mg=-512_400, kind="refined"),
        MetalPosting(account=bullion, fine_mg=509_870, kind="refined"),
        MetalPosting(account=loss, fine_mg=2_530, kind="variance"),
    ]
    refuse_unbalanced(sides)
    with pytest.raises(MetalUnbalanced) as refused:
        refuse_unbalanced(sides[:2])
    assert refused.value.facts["left_mg"] == -2_530


def test_metals_do_not_pay_for_each_other():
    sides = [
        MetalPosting(account=AccountRef("bullion", "gold"), fine_mg=-100, kind="settled"),
        MetalPosting(account=AccountRef("bullion", "silver"), fine_mg=100, kind="settled"),
    ]
    with pytest.raises(MetalUnbalanced):
        refuse_unbalanced(sides)


FLOWS = st.lists(
    st.builds(
        MetalFlow, on=st.just(date(2026, 11, 1)), store_id=st.integers(1, 3), document=st.sampled_from(["A", "B"]),
        kind=st.sampled_from(["sold", "returned"]), actor_key=st.just("staff:1"), actor_name=st.just("周晓敏"),
        giver=st.sampled_from([STOCK, SOLD]), taker=st.sampled_from([STOCK, SOLD]), fineness_e4=st.just(9_990),
        net_mg=st.integers(1, 100_000), fine_mg=st.integers(1, 100_000),
    )
)  # fmt: skip


@given(FLOWS)
def test_the_sides_of_any_goods_sum_to_zero_and_differ_from_themselves_by_nothing(flows):
    sides, _, _ = sides_of(flows)
    assert sum(weight.fine_mg for weight in sides.values()) == sum(weight.net_mg for weight in sides.values()) == 0
    assert unlike(sides, sides) == {}
    assert {key: weight for key, weight in sides.items() if any(weight)} == unlike(sides, {})


def test_a_closing_line_adds_up():
    line = ClosingLine(opening_mg=100_000, in_mg=28_360, out_mg=10_250, goods_mg=118_060)
    assert (line.closing_mg, line.difference_mg) == (118_110, -50)
    assert not line.within(20)
    assert line.within(50)
