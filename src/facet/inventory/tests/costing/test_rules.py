"""F11, F47, F48 and the moving average: the worked tables of docs/algorithms/costing.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.rules.costing import (
    AgePolicy,
    AgeProposal,
    AgeStep,
    Measures,
    age_proposal,
    holding_cents,
    moving_average,
)

POLICY = AgePolicy(spiff_days=540, spiff_bp=5_000, markdown_days=600, markdown_bp=3_000)


def test_f47_stock_measures():
    year = Measures(average_cents=60_000_000, sold_cents=98_000_000, margin_cents=42_000_000)
    assert (year.gmroi_bp, year.turns_bp, year.days_tenths) == (7_000, 16_333, 2_235)
    assert Measures(average_cents=0, sold_cents=0).turns_bp is None
    assert Measures(average_cents=100, sold_cents=0).days_tenths is None
    assert Measures(average_cents=100, sold_cents=50).gmroi_bp is None  # no margin known: no measure


def test_f48_holding_cost():
    assert holding_cents(60_000_000, 100, 350) == 2_700_000
    assert holding_cents(60_000_000, 80) == 480_000
    assert holding_cents(60_000_000, 100, 350, days=73) == 540_000


@pytest.mark.parametrize(
    ("days", "tag", "cost", "wanted"),
    [
        (545, 680_000, 410_000, AgeProposal(AgeStep.SPIFF, 135_000)),
        (610, 680_000, 410_000, AgeProposal(AgeStep.MARKDOWN, 476_000)),
        (539, 680_000, 410_000, AgeProposal(AgeStep.NONE)),
        (600, 680_000, 410_000, AgeProposal(AgeStep.MARKDOWN, 476_000)),
        (545, 400_000, 410_000, AgeProposal(AgeStep.SPIFF, 0)),
        (545, 400_000, None, AgeProposal(AgeStep.SPIFF, None)),
        (610, None, 410_000, AgeProposal(AgeStep.MOVE)),
    ],
)
def test_f11_ageing(days, tag, cost, wanted):
    assert age_proposal(days=days, tag_cents=tag, cost_cents=cost, policy=POLICY) == wanted


@pytest.mark.parametrize(
    ("held_mg", "average", "come_mg", "come_cents", "wanted"),
    [
        (100_000, 80_000, 50_000, 4_300_000, 82_000),  # 8,000,000 + 4,300,000 over 150 g
        (0, 80_000, 50_000, 4_300_000, 86_000),
        (100_000, None, 50_000, 4_300_000, 86_000),
        (3, 80_000, 1, 85, 81_250),
    ],
)
def test_moving_average(held_mg, average, come_mg, come_cents, wanted):
    assert moving_average(held_mg=held_mg, cents_per_gram=average, come_mg=come_mg, come_cents=come_cents) == wanted


@given(st.integers(1, 10**7), st.integers(0, 10**6), st.integers(1, 10**7), st.integers(0, 10**6))
def test_an_average_lies_between_the_two(held_mg, average, come_mg, per_gram):
    come_cents = come_mg * per_gram // 1_000
    after = moving_average(held_mg=held_mg, cents_per_gram=average, come_mg=come_mg, come_cents=come_cents)
    low, high = sorted((average, come_cents * 1_000 / come_mg))
    assert low - 1 <= after <= high + 1
