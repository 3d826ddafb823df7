"""The laws of rounding and sharing. Source: decisions.md D4, D6; the worked numbers are F10, F28 and §3.9."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from facet.kernel.money import (
    basis_points_of,
    cut_to_centigram,
    divide_half_away,
    partial_reversal,
    share,
    split_by_largest_remainder,
)

CENTS = integers(-(10**12), 10**12)
WEIGHTS = lists(integers(0, 10**6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (-5, 10, -1), (4, 10, 0), (-4, 10, 0), (15, 10, 2), (25, 10, 3), (-25, 10, -3), (0, 7, 0), (7, 7, 1)],
)
def test_halves_go_away_from_zero(numerator, denominator, rounded):
    assert divide_half_away(numerator, denominator) == rounded


@given(numerator=CENTS, denominator=integers(1, 10**9))
def test_division_is_symmetric_and_nearest(numerator, denominator):
    rounded = divide_half_away(numerator, denominator)

    assert divide_half_away(-numerator, denominator) == -rounded
    assert abs(Fraction(numerator, denominator) - rounded) <= Fraction(1, 2)


@pytest.mark.parametrize("denominator", [0, -1])
def test_a_denominator_must_be_positive(denominator):
    with pytest.raises(ValueError, match="positive"):
        divide_half_away(1, denominator)


@given(total=CENTS, points=integers(0, 10_000))
def test_basis_points_are_a_share_of_ten_thousand(total, points):
    assert basis_points_of(total, points) == share(total, points, 10_000)
    assert basis_points_of(total, 10_000) == total


@given(total=CENTS, weights=WEIGHTS)
def test_a_split_loses_no_cent_and_is_never_a_cent_unfair(total, weights):
    parts = split_by_largest_remainder(total, weights)

    assert sum(parts) == total
    assert [-part for part in split_by_largest_remainder(-total, weights)] == parts
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)
        assert weight or not part


def test_the_earlier_part_wins_a_tie():
    assert split_by_largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    assert split_by_largest_remainder(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split_by_largest_remainder(2, [1, 1, 1]) == [1, 1, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_must_make_sense(weights):
    with pytest.raises(ValueError, match="weights"):
        split_by_largest_remainder(100, weights)


@given(total=CENTS, parts=lists(integers(1, 100), min_size=1, max_size=12))
def test_reversals_in_any_parts_add_up_to_the_whole(total, parts):
    whole, returned, already = sum(parts), 0, 0
    for part in parts:
        returned += part
        taken = partial_reversal(total, returned=returned, whole=whole, already=already)
        already += taken
        assert abs(already * whole - total * returned) * 2 <= whole

    assert already == total


def test_the_worked_example_of_three_equal_parts():
    parts, already = [], 0
    for returned in (1, 2, 3):
        parts.append(partial_reversal(100, returned=returned, whole=3, already=already))
        already += parts[-1]

    assert parts == [33, 34, 33]


@pytest.mark.parametrize("returned", [-1, 4])
def test_no_more_is_returned_than_was_sold(returned):
    with pytest.raises(ValueError, match="more"):
        partial_reversal(100, returned=returned, whole=3, already=0)


@given(weight=integers(0, 10**9))
def test_the_priced_weight_is_cut_never_raised(weight):
    assert 0 <= weight - cut_to_centigram(weight) < 10
    assert cut_to_centigram(weight) % 10 == 0


def test_the_worked_example_of_the_priced_weight():
    assert cut_to_centigram(10_255) == 10_250
