"""Points of two files of one person: 100 + 200 are 300, and 100 and 200 again. Source: P10."""

import pytest

from facet.loyalty.models import PointsEntry, PointsLot
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make
from facet.members import services as members_services
from facet.members.models import Member
from facet.members.services import MergeIn

pytestmark = pytest.mark.django_db


def merge(survivor, merged):
    request = MergeIn(survivor_id=survivor.pk, merged_id=merged.pk)
    return members_services.merge_members(actor=make.HOUSE, operation=make.key(), request=request, at=make.AT)


def undo(merge_id):
    members_services.unmerge_members(
        actor=make.HOUSE, operation=make.key(), merge_id=merge_id, reason="two sisters", at=make.AT
    )


def figures(member):
    account = make.account(member)
    return account.available, account.owed, account.lifetime


@pytest.fixture
def two():
    make.programme("demo")
    one, other = make.member(), make.member()
    make.earn(one, EarningLine(1, "gold", 10_000), document="a")
    make.earn(other, EarningLine(1, "gold", 20_000), document="b")
    return one, other


def test_p10_a_hundred_and_two_hundred(two):
    one, other = two
    done = merge(one, other)
    assert (figures(one), figures(other)) == ((300, 0, 300), (0, 0, 0))
    assert make.standing(one).points_available == 300
    assert points_books() == []

    undo(done)

    assert (figures(one), figures(other)) == ((100, 0, 100), (200, 0, 200))
    assert make.standing(other).points_available == 200
    assert points_books() == []


def test_lots_keep_their_last_days_and_both_histories_stay(two):
    one, other = two
    days = set(PointsLot.objects.values_list("expires_on", flat=True))
    lines = PointsEntry.objects.count()
    merge(one, other)

    assert set(PointsLot.objects.filter(remaining__gt=0).values_list("expires_on", flat=True)) == days
    assert PointsEntry.objects.count() == lines + 2


def test_what_one_owes_is_made_good_from_the_other(two):
    one, other = two
    make.adjust(other, -150)
    make.give_back(other, ReturnedLine(document="b", line_no=1, returned=1, whole=1))
    assert figures(other) == (0, 150, 0)

    merge(one, other)

    assert figures(one) == (0, 50, 100)
    assert points_books() == []


def test_points_spent_since_stay_spent(two):
    one, other = two
    done = merge(one, other)
    make.adjust(one, -250)

    undo(done)

    assert sum(figures(each)[0] for each in two) == 50
    assert points_books() == []


def test_a_return_of_the_joined_files_purchase_takes_from_the_survivor(two):
    one, other = two
    merge(one, other)

    taken = make.give_back(one, ReturnedLine(document="b", line_no=1, returned=1, whole=1))

    assert (taken.points, figures(one)) == (200, (100, 0, 100))
    assert points_books() == []


def test_points_that_only_count_for_grades_go_along():
    make.programme("demo")
    one, other = make.member(), make.member()
    make.earn(other, EarningLine(1, "gold", 20_000))
    make.adjust(other, -200)

    undo_id = merge(one, other)

    assert (figures(one), figures(other)) == ((0, 0, 200), (0, 0, 0))
    undo(undo_id)
    assert (figures(one), figures(other)) == ((0, 0, 0), (0, 0, 200))
    assert points_books() == []


def test_the_higher_grade_counts_and_returns(two):
    one, other = two
    Member.objects.get(pk=other.pk)
    type(make.standing(other)).objects.filter(pk=other.pk).update(grade_code="gold")

    done = merge(one, other)

    assert make.standing(one).grade_code == "gold"
    undo(done)
    assert make.standing(one).grade_code == "ordinary"
