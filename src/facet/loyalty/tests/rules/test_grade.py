"""The worked tables of docs/algorithms/grades.md. Source: F29, P5, R043–R045, T13."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.rules import grade
from facet.loyalty.rules.templates import TEMPLATES

LADDER = TEMPLATES["seed"][1]
ORDER = ["ordinary", "silver", "gold", "diamond"]


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (0, "ordinary"), (1, "ordinary"), (999, "ordinary"), (1_000, "silver"), (1_001, "silver"), (2_000, "silver"),
        (2_001, "gold"), (6_000, "gold"), (6_001, "diamond"), (10**9, "diamond"),
    ],
)  # fmt: skip
def test_the_boundaries_of_the_seed(points, code):
    assert grade.tier(points, LADDER).code == code


@pytest.mark.parametrize(
    ("current", "lifetime", "code"),
    [
        ("ordinary", 999, "ordinary"),
        ("ordinary", 1_000, "silver"),
        ("ordinary", 57_100, "diamond"),  # several steps at once
        ("gold", 1_500, "gold"),  # kept from an older ladder: earning never takes a grade away
        ("silver", 2_001, "gold"),
        ("vanished", 1_000, "silver"),  # a grade the ladder no longer knows
        ("vanished", 0, "ordinary"),
    ],
)
def test_earning_moves_up_and_never_down(current, lifetime, code):
    assert grade.after_earning(current, lifetime=lifetime, ladder=LADDER) == code


@pytest.mark.parametrize(
    ("current", "before", "after", "code"),
    [
        ("silver", 1_000, 999, "ordinary"),  # the upgrade is undone
        ("diamond", 6_500, 1_500, "silver"),
        ("silver", 1_800, 1_100, "silver"),
        ("gold", 1_800, 0, "gold"),  # the points did not carry gold before either
        ("ordinary", 500, 0, "ordinary"),
        ("silver", 6_500, 1_200, "silver"),  # a claw-back never promotes
    ],
)
def test_a_claw_back_undoes_what_the_points_carried(current, before, after, code):
    assert grade.after_claw_back(current, lost=before - after, lifetime=after, ladder=LADDER) == code


@pytest.mark.parametrize(
    ("current", "lifetime", "above", "missing", "share"),
    [
        ("ordinary", 0, "silver", 1_000, 0),
        ("ordinary", 250, "silver", 750, 2_500),
        ("gold", 4_001, "diamond", 2_000, 5_000),
        ("gold", 500, "diamond", 5_501, 0),
        ("diamond", 9_999, None, 0, 10_000),
    ],
)
def test_progress_names_the_step_above_and_what_is_missing(current, lifetime, above, missing, share):
    step = grade.progress(current, lifetime=lifetime, ladder=LADDER)

    assert (step.above and step.above.code, step.missing, step.share_bp) == (above, missing, share)


@given(points=st.integers(0, 10_000), more=st.integers(0, 10_000))
def test_more_points_never_carry_a_lower_grade(points, more):
    assert ORDER.index(grade.tier(points, LADDER).code) <= ORDER.index(grade.tier(points + more, LADDER).code)


@given(current=st.sampled_from(ORDER), before=st.integers(0, 9_000), lost=st.integers(0, 9_000))
def test_earning_and_its_claw_back_end_where_they_began(current, before, lost):
    start = max(current, grade.tier(before, LADDER).code, key=ORDER.index)
    risen = grade.after_earning(start, lifetime=before + lost, ladder=LADDER)

    if risen != start:
        assert (
            grade.after_claw_back(risen, lost=lost, lifetime=before, ladder=LADDER) == grade.tier(before, LADDER).code
        )
