import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.organisation.rules.backoff import LONGEST_WAIT, Tries, still_to_wait, wait_after

# docs: README "Sign-in": wrong tries → seconds to wait
TABLE = [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (12, 128), (13, 256), (14, 300), (1_000_000, 300)]


@pytest.mark.parametrize(("wrong_tries", "seconds"), TABLE)
def test_wait_after_so_many_wrong_tries(wrong_tries, seconds):
    assert wait_after(wrong_tries) == seconds


def test_an_address_has_more_free_tries_than_an_account():
    assert [wait_after(10, free=free) for free in (5, 10)] == [32, 1]


def test_an_hour_without_a_wrong_try_forgets_the_earlier_ones():
    assert Tries(9, 1_000).one_more(1_000 + 3_600) == Tries(10, 4_600)
    assert Tries(9, 1_000).one_more(1_000 + 3_601) == Tries(1, 4_601)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_wait_grows_and_never_exceeds_five_minutes(fewer, more):
    fewer, more = sorted((fewer, more))
    assert wait_after(fewer) <= wait_after(more) <= LONGEST_WAIT


@given(st.integers(0, 100), st.integers(0, 10**9), st.integers(0, 10**4))
def test_waiting_long_enough_always_ends(count, last, later):
    assert still_to_wait(Tries(count, last), now=last + LONGEST_WAIT + later) == 0
