"""The worked tables of docs/algorithms/weights.md, and the laws behind them."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from facet.catalog.errors import WeightImpossible
from facet.catalog.rules.ring_sizes import RingSize, circumference_um_of_us, local_number, ring_size
from facet.catalog.rules.weights import Metal, fine_weight_mg, net_metal_weight_mg, tag_tolerance_ok
from facet.kernel.errors import Invalid


def test_net_weight_takes_the_stones_off():
    """F1: 5.680 g, main stone 0.50 ct, sides 0.36 ct."""
    assert net_metal_weight_mg(gross_mg=5_680, stones_mct=[500, 360]) == 5_508
    assert net_metal_weight_mg(gross_mg=5_680, stones_mct=[500, 360], other_parts_mg=8) == 5_500


def test_fine_weight_of_eighteen_karat():
    """F2: 5.508 g at 750 ‰."""
    assert fine_weight_mg(net_mg=5_508, fineness_e4=7_500) == 4_131


@pytest.mark.parametrize(
    ("metal", "tag_mg", "weighed_mg", "may_be_sold"),
    [
        (Metal.GOLD, 10_250, 10_250, True),
        (Metal.GOLD, 10_250, 10_240, True),  # F4
        (Metal.GOLD, 10_250, 10_239, False),
        (Metal.GOLD, 10_250, 10_235, False),  # decisions §3.9: milligrams are compared
        (Metal.GOLD, 10_250, 10_230, False),  # F4
        (Metal.GOLD, 10_250, 10_400, True),
        (Metal.PLATINUM, 4_000, 3_990, True),
        (Metal.PLATINUM, 4_000, 3_989, False),
        (Metal.SILVER, 30_000, 29_900, True),
        (Metal.SILVER, 30_000, 29_899, False),
    ],
)
def test_tag_tolerance(metal, tag_mg, weighed_mg, may_be_sold):
    assert tag_tolerance_ok(metal, tag_mg=tag_mg, weighed_mg=weighed_mg) is may_be_sold


@pytest.mark.parametrize(("gross_mg", "stones"), [(100, [505]), (0, []), (-5, [])])
def test_a_piece_cannot_weigh_less_than_its_stones(gross_mg, stones):
    with pytest.raises(WeightImpossible):
        net_metal_weight_mg(gross_mg=gross_mg, stones_mct=stones)


@given(gross=integers(1, 10**6), stones=lists(integers(0, 10_000), max_size=9), fineness=integers(0, 10_000))
def test_metal_is_never_more_than_the_piece_and_fine_never_more_than_metal(gross, stones, fineness):
    try:
        net = net_metal_weight_mg(gross_mg=gross, stones_mct=stones)
    except WeightImpossible:
        assert sum(stones) > 5 * gross - 5
        return
    assert abs(5 * (gross - net) - sum(stones)) <= 2  # rounded once, half a milligram at most
    assert 0 <= fine_weight_mg(net_mg=net, fineness_e4=fineness) <= net


def test_ring_of_us_size_six():
    """F24: US 6 is 51.86 mm around, ISO 52, EU 12, Japan 11.5."""
    size = ring_size(circumference_um=circumference_um_of_us(24))

    assert size == RingSize(
        circumference_tenths=519, diameter_hundredths=1_651, iso=52, eu=12, us_quarters=24, japan_halves=23
    )


@pytest.mark.parametrize("circumference_um", [40_499, 76_500])
def test_ring_outside_the_scale_is_refused(circumference_um):
    with pytest.raises(Invalid):
        ring_size(circumference_um=circumference_um)


@given(quarters=integers(12, 52))
def test_us_sizes_survive_the_way_there_and_back(quarters):
    assert ring_size(circumference_um=circumference_um_of_us(quarters)).us_quarters == quarters


@pytest.mark.parametrize(("tenths", "number"), [(519, "12"), (524, "12"), (526, "13"), (999, "13")])
def test_local_number_is_the_nearest_row(tenths, number):
    assert local_number(tenths, [("13", 530), ("12", 520)]) == number
    assert local_number(tenths, []) == ""
