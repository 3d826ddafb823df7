"""Finding members: who is found, what is shown of them, and at what cost."""

from datetime import timedelta

import pytest

from facet.kernel.permissions import Reach
from facet.members import selectors, services
from facet.members.models import Member, MemberToken, Standing
from facet.members.permissions import MembersPermission
from facet.members.rules.words import TokenKind
from facet.members.selectors.search import token_of
from facet.members.tests import factories

pytestmark = pytest.mark.django_db


def numbers(viewer, text):
    return [row.number for row in selectors.find_members(viewer, text)]


@pytest.fixture
def chen():
    return factories.member(birth_date=factories.BORN, card_number="600100200300")


@pytest.mark.parametrize(
    "entry", ["13800135678", "5678", "陈雅", "cyq", "chenyaqin", "M1", "600100200300", "05-14", "0013 5678"]
)
def test_find_members_by_phone_tail_name_pinyin_card_and_birthday(chen, entry):
    assert numbers(factories.clerk(), entry) == [chen.number]


def test_find_members_within_reach_shows_name_and_masks_the_phone(chen):
    row = selectors.find_members(factories.clerk(), "cyq")[0]

    assert (row.name, row.masked_phone, row.in_reach) == ("陈雅琴", "138****5678", True)
    assert (row.grade_code, row.clerk_name, row.birth_month, row.last_visit_on) == ("ordinary", "员工 clerk1", 5, None)


def test_find_members_beyond_reach_masks_the_name_as_well(chen):
    row = selectors.find_members(factories.clerk("clerk2"), "cyq")[0]

    assert (row.name, row.masked_phone, row.in_reach) == ("陈**", "138****5678", False)


def test_find_members_without_a_right_finds_nobody(chen):
    assert numbers(factories.stranger(), "cyq") == []


def test_find_members_without_the_limited_card_finds_own_members_only(chen):
    other = factories.clerk("clerk2", factories.store("S02"))
    grants = {MembersPermission.VIEW_MEMBERS: other.grants[MembersPermission.VIEW_MEMBERS]}
    blind = factories.actor_for(factories.staff("clerk2"), grants)
    own = factories.member("陈月", "13900001111", clerk=factories.staff("clerk2"), home=factories.store("S02"))

    assert numbers(blind, "陈") == [own.number]
    assert numbers(blind, "13800135678") == []


def test_find_members_of_a_store_manager_reach_the_store_in_full(chen):
    factories.member(
        "陈月", "13900001111", clerk=factories.staff("clerk9", factories.store("S02")), home=factories.store("S02")
    )
    rows = selectors.find_members(factories.manager(), "陈")

    assert [(row.name, row.in_reach) for row in rows] == [("陈雅琴", True), ("陈**", False)]


def test_find_members_shows_the_own_first_then_the_latest_visitors(chen):
    others = [factories.member(f"陈{n}月", f"1390000000{n}", clerk=factories.staff("clerk2")) for n in range(3)]
    Standing.objects.filter(pk=others[1].pk).update(last_visit_on=factories.AT.date())
    Standing.objects.filter(pk=others[0].pk).update(last_visit_on=factories.AT.date() - timedelta(days=9))

    assert numbers(factories.clerk(), "chen") == [each.number for each in (chen, others[1], others[0], others[2])]


def test_find_members_finds_the_own_one_however_common_the_name(chen):
    filler = factories.member("陈某", "13900009999", clerk=factories.staff("clerk2"))
    Member.objects.bulk_create(
        Member(number=f"M{n:08}", name="陈某", opened_on=filler.opened_on, opened_store=filler.opened_store,
               home_store=filler.home_store, clerk=filler.clerk, created_at=factories.AT)
        for n in range(100, 2200)
    )  # fmt: skip
    rows = Member.objects.filter(number__gte="M00000100")
    Standing.objects.bulk_create(Standing(member=row) for row in rows)
    token = token_of((TokenKind.PINYIN, "chen"))
    MemberToken.objects.bulk_create(MemberToken(member=row, kind="y", token=token) for row in rows)
    found = numbers(factories.clerk(), "chen")
    assert (found[0], len(found)) == (chen.number, 8)


def test_find_members_leaves_archived_files_out(chen):
    services.archive_member(
        actor=factories.HOUSE, operation=factories.key(), member_id=chen.pk, reason="moved", at=factories.AT
    )
    assert numbers(factories.clerk(), "cyq") == []


def test_find_members_by_the_end_of_a_phone_checks_the_whole_entry(chen):
    factories.member("王芳", "13911115678")
    assert numbers(factories.clerk(), "00135678") == [chen.number]
    assert len(numbers(factories.clerk(), "5678")) == 2


@pytest.mark.parametrize("entry", ["13800135678", "5678", "陈", "cyq", "M1", "05-14", "600100200300"])
@pytest.mark.parametrize("viewer", [factories.clerk, factories.manager, factories.headquarters])
def test_find_members_asks_three_queries_at_most(django_assert_max_num_queries, chen, entry, viewer):
    actor = viewer()
    with django_assert_max_num_queries(3):
        assert len(selectors.find_members(actor, entry)) == 1
    for n in range(2):
        factories.member(f"陈雅{n}琴", f"1390000567{n}", birth_date=factories.BORN)
    with django_assert_max_num_queries(3):
        selectors.find_members(actor, entry)


def test_find_members_with_a_short_entry_asks_nothing(django_assert_num_queries, chen):
    with django_assert_num_queries(0):
        assert selectors.find_members(factories.HOUSE, "1") == []


def test_possible_duplicates_by_phone_and_by_name_with_birthday(chen, django_assert_num_queries):
    viewer = factories.clerk("clerk2")
    with django_assert_num_queries(1):
        same = selectors.possible_duplicates(viewer, name="陳雅琴", phone="+8613800135678", birth_date=factories.BORN)
    assert [(each.member.name, each.reason) for each in same] == [("陈**", "Same phone")]
    by_birthday = selectors.possible_duplicates(viewer, name="陳雅琴", birth_date=factories.BORN)
    assert [each.reason for each in by_birthday] == ["Same name and birthday"]
    assert selectors.possible_duplicates(viewer, name="陈雅琴") == []
    assert selectors.possible_duplicates(viewer, phone="+8613800135679") == []
    assert selectors.possible_duplicates(viewer, phone="+8613800135678", but_not=chen.pk) == []


def test_a_right_over_no_store_reaches_nobody(chen):
    nowhere = factories.actor_for(factories.staff("clerk1"), {MembersPermission.VIEW_MEMBERS: Reach()})
    assert numbers(nowhere, "cyq") == []
