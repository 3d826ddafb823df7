"""The table of F33 and the laws of referral: who is in a chain, and what is shared. Source: F33, §4.5, R069, R335."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.money import partial_reversal
from facet.loyalty.rules.award import split_taking
from facet.loyalty.rules.referral import Upline, base_points, chain, share_of, uplines

PEOPLE = st.integers(1, 12)


@pytest.mark.parametrize(
    ("yuan_cents", "rate", "base", "first", "second"),
    [
        (200_000, 10_000, 2_000, 200, 60),  # F33
        (200_099, 10_000, 2_000, 200, 60),  # cut to whole points
        (200_000, 20_000, 4_000, 400, 120),
        (123_456, 15_000, 1_851, 185, 55),
        (999, 10_000, 9, 0, 0),
        (0, 20_000, 0, 0, 0),
        (-5_000, 10_000, 0, 0, 0),
    ],
)
def test_the_shares_of_a_line(yuan_cents, rate, base, first, second):
    assert base_points(yuan_cents, rate) == base
    assert (share_of(base, 1_000), share_of(base, 300)) == (first, second)


@pytest.mark.parametrize(("share", "backs"), [(200, [100, 100]), (60, [30, 30]), (5, [3, 2]), (1, [1, 0]), (0, [0, 0])])
def test_half_returned_and_then_the_rest(share, backs):
    already = 0
    for returned, expected in enumerate(backs, start=1):
        back = partial_reversal(share, returned=returned, whole=2, already=already)
        already += back
        assert back == expected
    assert already == share


@given(referrers=st.dictionaries(PEOPLE, PEOPLE), recruit=PEOPLE, levels=st.integers(0, 5))
def test_nobody_is_paid_twice_in_a_chain_and_never_the_buyer(referrers, recruit, levels):
    found = chain(recruit, referrer_of=referrers.get, levels=levels)
    assert len(found) == len(set(found)) <= levels
    assert recruit not in found
    assert all(referrers[below] == above for below, above in zip([recruit, *found], found, strict=False))


@given(members=st.lists(PEOPLE, unique=True), excluded=st.sets(PEOPLE))
def test_an_excluded_referrer_keeps_the_place(members, excluded):
    found = uplines(members, excluded=excluded)
    assert [(each.member_id, each.level) for each in found] == [(each, n) for n, each in enumerate(members, 1)]
    assert {each.member_id for each in found if each.is_excluded} == excluded & set(members)


def test_levels_are_counted_from_the_buyer():
    assert uplines([7, 3], excluded={7}) == (Upline(7, 1, is_excluded=True), Upline(3, 2))


@given(cents=st.integers(0, 10**9), rate=st.integers(0, 100_000), percent=st.integers(0, 10_000))
def test_a_share_is_never_more_than_the_base_and_grows_with_the_amount(cents, rate, percent):
    base = base_points(cents, rate)
    assert 0 <= share_of(base, percent) <= base <= cents * rate // 1_000_000
    assert share_of(base_points(cents + 100, rate), percent) >= share_of(base, percent)


@given(waiting=st.integers(0, 10**6), points=st.integers(0, 10**6))
def test_what_waits_goes_first_and_nothing_is_lost(waiting, points):
    from_waiting, from_ledger = split_taking(waiting, points)
    assert from_waiting + from_ledger == points
    assert 0 <= from_waiting <= waiting
    assert not from_ledger or from_waiting == waiting
