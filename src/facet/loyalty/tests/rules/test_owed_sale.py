"""What a purchase on credit has earned by now: tables and laws. Source: decisions.md §4.2, points.md §11."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.rules.owed_sale import Repaid, Standing, standing_of, waiting_part


@pytest.mark.parametrize(
    ("points", "owed", "whole", "waits"),
    [
        (12_800, 0, 1_280_000, 0),
        (12_800, 1_280_000, 1_280_000, 12_800),
        (12_800, 500_000, 1_280_000, 5_000),
        (101, 1, 2, 51),  # a half goes to what waits
        (100, 9, 8, 100),  # never more than there is
        (100, 5, 0, 0),
    ],
)
def test_the_part_that_waits(points, owed, whole, waits):
    assert waiting_part(points, owed_cents=owed, of_cents=whole) == waits


@pytest.mark.parametrize(
    ("taken_back", "charged", "paid", "closed", "standing"),
    [
        (0, 500_000, 0, False, Standing(0, 0)),
        (0, 500_000, 200_000, False, Standing(2_000, 0)),
        (0, 500_000, 500_000, True, Standing(5_000, 0)),
        (2_500, 250_000, 100_000, False, Standing(1_000, 0)),  # half came back
        (0, 500_000, 300_000, True, Standing(3_000, 2_000)),  # the rest was written off
        (1_000, 0, 0, True, Standing(4_000, 0)),  # nothing is owed for what she kept
    ],
)
def test_five_thousand_points_on_credit(taken_back, charged, paid, closed, standing):
    assert standing_of(5_000, taken_back=taken_back, repaid=Repaid(charged, paid, closed)) == standing


@given(points=st.integers(1, 10**7), parts=st.lists(st.integers(1, 10**6), min_size=1, max_size=12), data=st.data())
def test_all_repaid_is_all_given_and_less_never_more(points, parts, data):
    taken_back = data.draw(st.integers(0, points))
    charged, paid, given_so_far = sum(parts), 0, 0
    for part in parts:
        paid += part
        now = standing_of(points, taken_back=taken_back, repaid=Repaid(charged, paid, paid == charged))
        assert given_so_far <= now.released <= points - taken_back
        given_so_far = now.released
    assert (given_so_far, now.lapsed) == (points - taken_back, 0)
