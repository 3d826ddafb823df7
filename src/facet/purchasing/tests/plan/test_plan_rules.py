"""The table of docs/algorithms/purchase_plan.md (F46), caps, budgets and what was lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.purchasing.rules.forecast import E6
from facet.purchasing.rules.lost_sales import lost_e6, out_share_bp
from facet.purchasing.rules.lost_sales_kinds import kinds_asked
from facet.purchasing.rules.plan import Cut, Position, Terms, propose, safety_pieces
from facet.purchasing.rules.plan_budget import Budget, Claim, within_budget
from facet.purchasing.rules.plan_build import Kind

TERMS = Terms(lead_days=14, review_days=7)
F46 = Position(on_hand=7, on_order=3, in_transit=1, reserved=2)


@pytest.mark.parametrize(
    ("parts", "position", "said"),
    [
        ((12_600_000, 0, 4), F46, (8, 8, Cut.NONE)),  # 0.6 × 21 + 4 = 16.6; 7 + 3 + 1 − 2 = 9
        ((12_600_000, 1_500_000, 4), F46, (10, 10, Cut.NONE)),
        ((12_000_000, 0, 4), Position(on_hand=16), (0, 0, Cut.NONE)),
        ((12_000_001, 0, 4), Position(on_hand=16), (1, 1, Cut.NONE)),
        ((12_600_000, 0, 4), Position(reserved=2), (19, 19, Cut.NONE)),
        ((60_000, 0, 1), Position(), (2, 0, Cut.AGE)),  # one in a year: it would lie longer than 180 days
        ((240_000, 0, 3), Position(), (4, 2, Cut.AGE)),
        ((12_600_000, 0, 4), Position(on_hand=7, aged=4), (6, 6, Cut.NONE)),  # no safety upon what lies too long
        ((0, 0, 0), Position(), (0, 0, Cut.NONE)),
    ],
)
def test_a_need_is_what_is_expected_less_what_is_there(parts, position, said):
    demand, lost, safety = parts
    found = propose(demand_e6=demand, lost_e6=lost, safety=safety, position=position, terms=TERMS)
    assert (found.need, found.buy, found.cut) == said


PIECES = st.integers(0, 500)


@given(st.integers(0, 10**9), st.integers(0, 10**8), PIECES, st.builds(Position, on_hand=PIECES, on_order=PIECES,
       in_transit=PIECES, reserved=PIECES, aged=PIECES))  # fmt: skip
def test_what_is_on_order_is_never_bought_again(demand, lost, safety, position):
    given_ = {"lost_e6": lost, "safety": safety, "terms": TERMS}
    first = propose(demand_e6=demand, position=position, **given_)
    after = Position(
        on_hand=position.on_hand, on_order=position.on_order + first.buy, in_transit=position.in_transit,
        reserved=position.reserved, aged=position.aged,
    )  # fmt: skip
    assert propose(demand_e6=demand, position=after, **given_).buy == 0
    assert 0 <= first.buy <= first.need


def test_safety_is_the_error_of_the_periods_that_must_be_lasted():
    # error 2 pieces a week, 4 weeks: 2 × 2 × 1.2816 = 5.13
    assert safety_pieces(squared_e12=4 * 10**12, days=28, period_days_e4=70_000, service_bp=9_000) == 5
    assert safety_pieces(squared_e12=4 * 10**12, days=28, period_days_e4=70_000, service_bp=9_800) == 8
    assert safety_pieces(squared_e12=0, days=28, period_days_e4=70_000, service_bp=9_000) == 0


@pytest.mark.parametrize(
    ("demand", "asked", "out_bp", "lost"),
    [(12 * E6, 0, 0, 0), (12 * E6, 9, 0, 2_100_000), (12 * E6, 0, 2_000, 3 * E6), (12 * E6, 9, 2_000, 3 * E6),
     (12 * E6, 0, 9_900, 6 * E6), (0, 9, 10_000, 2_100_000)],
)  # fmt: skip
def test_what_was_lost_is_the_larger_of_asked_in_vain_and_sold_out(demand, asked, out_bp, lost):
    assert lost_e6(demand_e6=demand, days=21, asked=asked, out_bp=out_bp) == lost
    assert out_share_bp(days_out=45, stores=5) == 1_000
    assert out_share_bp(days_out=45, stores=0) == 0


RING, BANGLE = Kind("", 1, "2_to_5", "1000_to_3000"), Kind("", 2, "20_to_50", "")


@pytest.mark.parametrize(
    ("weight", "price", "found"),
    [(None, None, {RING: 3, BANGLE: 1}), ((20_000, 50_000), None, {BANGLE: 4}),
     (None, (0, 200_000), {RING: 3, BANGLE: 1}),
     ((3_000, 5_000), (500_000, None), {Kind("", 1, "2_to_5", "5000_to_10000"): 4}),
     ((50_000, None), None, {Kind("", 1, "from_50", ""): 4})],
)  # fmt: skip
def test_what_was_asked_for_goes_to_the_kinds_it_may_be(weight, price, found):
    sold = {RING: [3, 3], BANGLE: [2], Kind("S01", 1, "2_to_5", ""): [90]}
    assert kinds_asked(4, group="", categories={1, 2}, spans=(weight, price), sold=sold) == found


CLAIMS = [Claim(8, 100, 10, available=9, demand_e6=12 * E6), Claim(5, 300, 0, available=0, demand_e6=4 * E6),
          Claim(4, 100, 50, available=0, demand_e6=9 * E6)]  # fmt: skip


@pytest.mark.parametrize(
    ("budget", "granted"),
    [(Budget(), [8, 5, 4]), (Budget(cents=700), [0, 1, 4]), (Budget(cents=800), [1, 1, 4]),
     (Budget(mg=220), [2, 5, 4]), (Budget(cents=0, mg=0), [0, 0, 0])],
)  # fmt: skip
def test_a_budget_serves_first_what_runs_out_first(budget, granted):
    assert within_budget(CLAIMS, budget) == granted


@given(st.lists(st.builds(Claim, PIECES, PIECES, PIECES, PIECES, st.integers(0, 10**8)), max_size=12), PIECES, PIECES)
def test_a_budget_is_never_overdrawn(claims, cents, mg):
    granted = within_budget(claims, Budget(cents * 100, mg * 100))
    assert all(0 <= part <= claim.buy for part, claim in zip(granted, claims, strict=True))
    assert sum(part * claim.cents for part, claim in zip(granted, claims, strict=True)) <= cents * 100
    assert sum(part * claim.mg for part, claim in zip(granted, claims, strict=True)) <= mg * 100
