"""Points that wait for credit, when two files of one person are joined before it is repaid. Source: P10, §4.2."""

import pytest

from facet.loyalty.models import OwedSale
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.loyalty.tests.test_merging import merge, undo
from facet.loyalty.tests.test_owed_sales import bring_back, buy, owing, repay, settle
from facet.members.selectors.credit import credit_agrees

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """A file that owes 10 000.00 for gold, whose points wait, and the file it is joined into."""
    giver = owing()
    buy(giver)
    return giver, make.member()


def points(member):
    """(to spend, pending, for life)"""
    account = make.account(member)
    return account.available, account.pending, account.lifetime


def test_the_survivor_repays_and_has_the_points(two):
    giver, taker = two
    merge(taker, giver)
    repay(taker, 400_000)
    assert settle(taker) == 4_000
    assert settle(giver) == 0  # asked by the old file, it is the same book
    repay(taker, 600_000)
    assert settle(taker) == 6_000

    assert points(taker) == (10_000, 0, 10_000)
    assert points(giver) == (0, 0, 0)
    assert (points_books(), credit_agrees()) == ([], [])


def test_goods_that_come_back_to_the_survivor_take_their_waiting_points(two):
    giver, taker = two
    merge(taker, giver)
    bring_back(taker, 1, 4)
    repay(taker, 750_000)
    settle(taker)

    assert points(taker) == (7_500, 0, 7_500)
    assert OwedSale.objects.get().taken_back == 2_500
    assert (points_books(), credit_agrees()) == ([], [])


def test_parted_again_the_points_that_came_stay_and_the_rest_waits_for_her(two):
    giver, taker = two
    joined = merge(taker, giver)
    repay(taker, 400_000)
    settle(taker)
    undo(joined)

    assert (points(giver)[1], points(taker)[0]) == (6_000, 4_000)
    assert (points_books(), credit_agrees()) == ([], [])
