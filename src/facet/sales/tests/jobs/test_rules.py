"""F22–F24 as the tables of docs/algorithms/services.md print them, and the stages. Source: domain.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid
from facet.sales.errors import JobMoved, WeightDiffers
from facet.sales.rules.jobs import (
    STATE_WORDS,
    STEPS,
    next_state,
    refuse_difference,
    resizing_metal,
    ring_size,
    ring_table,
    weight_check,
)


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ((4_820, 150, 30, 4_932), (4_940, -8, True)),
        ((4_820, 150, 30, 4_960), (4_940, 20, True)),
        ((4_820, 150, 30, 4_961), (4_940, 21, False)),
        ((4_820, 150, 30, 4_919), (4_940, -21, False)),
        ((4_820, 0, 0, 4_820), (4_820, 0, True)),
    ],
)
def test_f22(weights, found):
    in_mg, added, removed, out = weights
    check = weight_check(in_mg, added_mg=added, removed_mg=removed, out_mg=out, tolerance_mg=20)
    assert (check.expected_mg, check.difference_mg, check.fits) == found


def test_a_difference_needs_the_right_and_a_reason():
    check = weight_check(4_820, added_mg=0, removed_mg=0, out_mg=4_700, tolerance_mg=20)
    for may, note in ((False, "抛光损耗"), (True, "  ")):
        with pytest.raises(WeightDiffers):
            refuse_difference(check, may_accept=may, note=note)
    refuse_difference(check, may_accept=True, note="抛光损耗")


@pytest.mark.parametrize(
    ("change", "width", "thickness", "density", "mg"),
    [(20, 20, 15, 155, 93), (-20, 20, 15, 155, -93), (10, 30, 20, 193, 116), (0, 20, 15, 155, 0)],
)
def test_f23(change, width, thickness, density, mg):
    """+2.0 mm × 2.0 mm × 1.5 mm × 15.5 g/cm³ = 0.093 g."""
    found = resizing_metal(change_tenths=change, width_tenths=width, thickness_tenths=thickness, density_tenths=density)
    assert found == mg


def test_f24():
    six = ring_size(24)
    assert (six.us, six.diameter, six.circumference) == ("6", 1_651, 5_186)
    assert (six.iso, six.eu_old, six.japan_tenths) == (52, 12, 115)
    assert ring_size(26).us == "6½"
    assert [size.us for size in ring_table()][::2] == [str(number) for number in range(3, 14)]


@given(st.integers(12, 51))
def test_a_larger_size_is_larger_in_every_measure(quarter):
    small, large = ring_size(quarter), ring_size(quarter + 1)
    assert small.circumference < large.circumference
    assert small.iso <= large.iso
    assert small.japan_tenths <= large.japan_tenths


def test_every_open_stage_leads_on_and_both_ends_are_ends():
    assert set(STEPS) == set(STATE_WORDS)
    assert [state for state, following in STEPS.items() if not following] == ["handed_back", "refused"]
    with pytest.raises(JobMoved):
        next_state("ready", "refused", number="V1")
    with pytest.raises(Invalid):
        next_state("ready", "nowhere", number="V1")
