"""The file and the limited card, the timeline, the family, the lists: who sees what, and at what cost."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from facet.kernel.errors import Invalid
from facet.kernel.transactions import unit_of_work
from facet.kernel.wording import both
from facet.members import selectors, services
from facet.members.errors import MemberUnknown
from facet.members.rules.timeline import Happening
from facet.members.rules.words import ConsentChannel, Happened, RelationKind
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.services import RelationIn
from facet.members.tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def chen():
    return factories.member(
        gender="f", birth_date=factories.BORN, allergies=("nickel",), ring_tenths=520, street="文三路 1 号",
        consents=((ConsentChannel.SMS, True), (ConsentChannel.PHONE, False)),
    )  # fmt: skip


@unit_of_work
def happen(member, *, days_ago=0, kind=Happened.SALE, cents=0, pieces=0, grams=0, visits=0):
    services.record_event(
        member.pk,
        Happening(kind=kind, at=factories.AT - timedelta(days=days_ago), on=TODAY - timedelta(days=days_ago),
                  title="Bought",
                  amount_cents=cents, pieces=pieces, weight_mg=grams * 1000, visits=visits),
    )  # fmt: skip


def test_member_file_within_reach_tells_everything(chen, django_assert_num_queries):
    happen(chen, days_ago=400, cents=100_00, pieces=2, grams=5, visits=1)
    happen(chen, days_ago=200, cents=50_00, pieces=1, grams=3, visits=1)
    happen(chen, days_ago=100, cents=-20_00, pieces=-1, grams=-1, kind=Happened.RETURN)
    happen(chen, days_ago=0, cents=10_00, pieces=1, grams=1, visits=1)
    viewer = factories.clerk()
    with django_assert_num_queries(4):
        file = selectors.member_file(viewer, chen.pk, at=factories.AT)

    assert isinstance(file, MemberFile)
    assert (file.person.name, file.initial, file.masked_phone) == ("陈雅琴", "陈", "138****5678")
    assert (file.last_year.cents, file.last_year.pieces, file.last_year.weight_mg) == (40_00, 1, 3_000)
    assert (file.all_time.cents, file.all_time.pieces, file.all_time.weight_mg) == (140_00, 3, 8_000)
    assert file.usual_gap_days == 200
    assert file.consents == {ConsentChannel.SMS: True, ConsentChannel.PHONE: False}
    assert (file.clerk_code, file.home_store, file.card_type) == ("CLERK1", "门店 S01", "会员卡")


def test_member_file_of_another_clerk_is_the_limited_card(chen, django_assert_num_queries):
    viewer = factories.clerk("clerk2")
    with django_assert_num_queries(1):
        card = selectors.member_file(viewer, chen.pk, at=factories.AT)

    assert card == LimitedCard(
        id=chen.pk, number=chen.number, name="陈**", initial="陈", gender="f", masked_phone="138****5678",
        grade_code="ordinary", points_available=0, ring_tenths=520, allergies=("nickel",), birth_month=5,
        home_store="门店 S01", clerk_name="员工 clerk1", is_active=True,
    )  # fmt: skip


def test_member_file_of_nobody_and_of_somebody_hidden_look_the_same(chen):
    for viewer, member_id in [(factories.clerk(), 999), (factories.stranger(), chen.pk)]:
        with pytest.raises(MemberUnknown) as refusal:
            selectors.member_file(viewer, member_id, at=factories.AT)
        assert refusal.value.facts == {"key": member_id}


def test_member_file_costs_the_same_with_one_and_three_of_everything(chen, django_assert_num_queries):
    viewer = factories.clerk()
    for _ in range(3):
        happen(chen, cents=1, visits=1)
        answer = services.ConsentAnswer(channel=ConsentChannel.SMS, is_granted=False)
        services.set_consent(
            actor=viewer, operation=factories.key(), member_id=chen.pk, answer=answer, at=factories.AT
        )  # fmt: skip
    with django_assert_num_queries(4):
        file = selectors.member_file(viewer, chen.pk, at=factories.AT)
    assert file.consents[ConsentChannel.SMS] is False


def test_timeline_gives_fifty_lines_and_goes_on_without_gap_or_repeat(chen, django_assert_num_queries):
    for n in range(95):
        happen(chen, days_ago=n // 3, cents=1)
    viewer = factories.clerk()
    with django_assert_num_queries(3):
        page = selectors.timeline(viewer, chen.pk)
    seen = [line.id for line in page.lines]
    assert (len(seen), page.older) == (50, 46)
    while page.before:
        page = selectors.timeline(viewer, chen.pk, before=page.before)
        seen += [line.id for line in page.lines]
    assert len(seen) == len(set(seen)) == 96


def test_timeline_is_filtered_and_a_wrong_filter_refused(chen, django_assert_num_queries):
    happen(chen, kind=Happened.SERVICE)
    happen(chen, cents=1)
    viewer = factories.clerk()
    with django_assert_num_queries(2):
        assert [line.kind for line in selectors.timeline(viewer, chen.pk, chosen="service").lines] == ["service"]
    assert [line.is_golden for line in selectors.timeline(viewer, chen.pk, chosen="purchases").lines] == [True]
    with pytest.raises(Invalid):
        selectors.timeline(viewer, chen.pk, chosen="secrets")


def test_timeline_beyond_reach_is_refused_even_where_the_card_is_shown(chen):
    with pytest.raises(MemberUnknown):
        selectors.timeline(factories.clerk("clerk2"), chen.pk)


def test_family_is_seen_from_both_sides_and_masked_beyond_reach(chen, django_assert_num_queries):
    other = factories.member("李明", "13900001111", clerk=factories.staff("clerk2"))
    relate = {"actor": factories.HOUSE, "member_id": chen.pk, "at": factories.AT}
    services.add_relation(
        operation=factories.key(), relation=RelationIn(kind=RelationKind.CHILD, number=other.number), **relate
    )
    services.add_relation(
        operation=factories.key(), relation=RelationIn(kind=RelationKind.SPOUSE, name="王 强"), **relate
    )

    viewer = factories.clerk()
    with django_assert_num_queries(2):
        mine = selectors.family_of(viewer, chen.pk)
    assert [(each.kind, each.name, each.in_reach) for each in mine] == [
        ("child", "李**", False),
        ("spouse", "王强", True),
    ]
    theirs = selectors.family_of(factories.clerk("clerk2"), other.pk)
    assert [(each.kind, each.name, each.number) for each in theirs] == [("parent", "陈**", chen.number)]
    with pytest.raises(MemberUnknown):
        selectors.family_of(factories.clerk("clerk2"), chen.pk)


def test_members_queryset_is_limited_to_the_viewers_reach(chen):
    second = factories.store("S02")
    own = factories.member("李明", "13900001111", clerk=factories.staff("clerk2", second), home=second)

    def seen(viewer):
        return set(selectors.members_queryset(viewer).values_list("number", flat=True))

    assert seen(factories.clerk()) == seen(factories.manager()) == {chen.number}
    assert seen(factories.clerk("clerk2", second)) == seen(factories.manager("manager2", second)) == {own.number}
    assert seen(factories.headquarters()) == {chen.number, own.number}
    assert seen(factories.stranger()) == set()


def test_birthdays_are_kept_by_each_members_own_calendar(django_assert_num_queries):
    first = date(2026, 11, 20)  # 10-12 of the lunar calendar is 2026-11-20
    factories.member("一", "13900000001", birth_date=date(1990, 11, 22))
    factories.member("二", "13900000002", birth_date=date(1984, 11, 4), is_lunar_birthday=True)  # lunar 10-12
    factories.member("三", "13900000003", birth_date=date(1990, 11, 28))
    factories.member("四", "13900000004", birth_date=date(1990, 11, 22), clerk=factories.staff("clerk2"))
    viewer = factories.clerk()
    with django_assert_num_queries(1):
        found = selectors.birthdays(viewer, first=first)
    assert [(day.isoformat(), row.name) for day, row in found] == [("2026-11-20", "二"), ("2026-11-22", "一")]


def test_the_timeline_calls_store_and_goods_as_the_reader_does(chen):
    store = chen.home_store
    store.name_en = "Lakeside"
    store.save(update_fields=["name_en"])

    @unit_of_work
    def happen():
        facts = both("goods", "足金手镯", "Fine gold bangle") | {"more": 1, "store": store.name}
        services.record_event(
            chen.pk,
            Happening(kind=Happened.SALE, at=factories.AT, on=factories.AT.date(), title="{goods} {more} {store}",
                      facts=facts, store_id=store.pk),
        )  # fmt: skip

    happen()
    for language, text in (("en", "Fine gold bangle 1 Lakeside"), ("zh-hans", f"足金手镯 1 {store.name}")):
        with override(language):
            assert selectors.timeline(factories.clerk(), chen.pk).lines[0].text == text
