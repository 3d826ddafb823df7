"""Two files of one person become one, and two again, to the last row. Source: P10."""

from datetime import date, timedelta

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.permissions import EVERYWHERE, Reach
from facet.kernel.transactions import unit_of_work
from facet.members import selectors, services
from facet.members.errors import MemberJoined, MemberUnknown, MergeBlocked, MergeNotPossible, MergeNotUndone
from facet.members.models import Card, CreditAccount, Member, MemberMerge, Standing
from facet.members.permissions import MembersPermission as P
from facet.members.rules.columns import columns_of, person_of
from facet.members.rules.merge import digest_of
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened, RelationKind
from facet.members.selectors.books import standing_agrees_with_events
from facet.members.selectors.credit import credit_agrees
from facet.members.services import MergeIn, RelationIn
from facet.members.tests import factories as make
from facet.members.tests.test_credit import charge, grant, repay, together
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

pytestmark = pytest.mark.django_db
WHOLE = {P.MERGE_MEMBERS: EVERYWHERE, P.VIEW_MEMBERS: EVERYWHERE, P.VIEW_LIMITED: EVERYWHERE,
         "organisation.approve": EVERYWHERE}  # fmt: skip


def merge(survivor, merged, *, actor=make.HOUSE, operation=None, **wanted):
    request = MergeIn(survivor_id=survivor.pk, merged_id=merged.pk, reason="same person", **wanted)
    return services.merge_members(actor=actor, operation=operation or make.key(), request=request, at=make.AT)


def undo(merge_id, *, actor=make.HOUSE, operation=None):
    return services.unmerge_members(
        actor=actor, operation=operation or make.key(), merge_id=merge_id, reason="two sisters", at=make.AT
    )


@unit_of_work
def visit(member, cents, on):
    standing = services.lock_standing(member.pk)
    services.record_event(
        member.pk, Happening(kind=Happened.SALE, at=make.AT, on=on, title="Bought", amount_cents=cents, visits=1)
    )
    services.apply_standing(
        standing, spend_cents=standing.spend_cents + cents, visits=standing.visits + 1, last_visit_on=on
    )


def facts(member):
    """Everything of a file that a join may touch."""
    row = Member.objects.get(pk=member.pk)
    return {
        "person": columns_of(person_of(row)), "state": row.state, "merged_into": row.merged_into_id,
        "cards": sorted(Card.objects.filter(member=row).values_list("number", "state", "replaced_by")),
        "standing": Standing.objects.filter(pk=row.pk).values(
            "spend_cents", "visits", "last_visit_on", "credit_open_cents", "points_available", "grade_code"
        ).get(),
        "relations": sorted(row.relations.values_list("other_id", "kind")),
        "referred": sorted(Member.objects.filter(referrer=row).values_list("pk", flat=True)),
        "limit": CreditAccount.objects.filter(member=row).values_list("limit_cents", "open_cents").first(),
    }  # fmt: skip


@pytest.fixture
def two():
    """Two files of one woman, both with a life of their own."""
    one = make.member("陈雅琴", "13800135678", email="ya@example.com")
    other = make.member("陈雅芹", "13900001111", ring_tenths=520)
    sister = make.member("陈小妹", "13700002222", referrer_number=other.number)
    services.add_relation(
        actor=make.HOUSE, operation=make.key(), member_id=other.pk,
        relation=RelationIn(kind=RelationKind.SIBLING, number=sister.number), at=make.AT,
    )  # fmt: skip
    visit(one, 10_000, date(2026, 3, 1))
    visit(other, 25_000, date(2026, 9, 1))
    for each, limit, owed in ((one, 50_000, 10_000), (other, 80_000, 30_000)):
        grant(each, limit)
        charge(each, owed)
    return one, other


def test_the_survivor_has_everything_and_the_books_agree(two):
    one, other = two
    merge(one, other, take=("ring_tenths",))

    now, gone = facts(one), facts(other)
    assert (now["standing"]["spend_cents"], now["standing"]["visits"]) == (35_000, 2)
    assert now["standing"]["last_visit_on"] == date(2026, 9, 1)
    assert (now["limit"], gone["limit"]) == ((80_000, 40_000), (0, 0))
    assert [state for _, state, _ in now["cards"]].count("active") == 1
    assert len(now["cards"]) == 2
    assert (now["person"]["ring_tenths"], now["person"]["name"]) == (520, "陈雅琴")
    assert (gone["state"], gone["merged_into"], gone["cards"]) == ("archived", one.pk, [])
    assert len(now["relations"]) == 1
    assert len(now["referred"]) == 1
    assert standing_agrees_with_events() == []
    assert credit_agrees() == []


def test_undoing_restores_both_files_exactly(two):
    one, other = two
    before = facts(one), facts(other)

    undo(merge(one, other, take=("ring_tenths", "phone")))

    assert (facts(one), facts(other)) == before
    assert standing_agrees_with_events() == []
    assert credit_agrees() == []


def test_what_happened_since_stays_with_the_survivor(two):
    one, other = two
    merged = merge(one, other)
    visit(one, 5_000, date(2026, 11, 1))
    repay(one, 35_000)

    undo(merged)

    assert facts(one)["standing"]["spend_cents"] == 15_000
    assert facts(one)["standing"]["last_visit_on"] == date(2026, 11, 1)
    assert (facts(one)["limit"][1], facts(other)["limit"][1]) == (0, 5_000)
    assert credit_agrees() == []


def test_the_survivor_is_found_by_either_phone_and_shows_both_histories(two):
    one, other = two
    merge(one, other)

    assert [each.id for each in selectors.find_members(make.HOUSE, "13900001111")] == [one.pk]
    told = selectors.timeline(make.HOUSE, one.pk, chosen="purchases")
    assert sorted(line.amount_cents for line in told.lines) == [10_000, 25_000]
    file = selectors.member_file(make.HOUSE, one.pk, at=make.AT)
    assert (file.all_time.cents, selectors.surviving_id(other.pk)) == (35_000, one.pk)


def test_booking_on_a_joined_file_reaches_the_survivor(two):
    one, other = two
    merge(one, other)

    @unit_of_work
    def locked():
        return services.lock_standing(other.pk).pk

    assert locked() == one.pk


def test_the_same_join_again_and_once_undone_not_again(two):
    one, other = two
    key, again = make.key(), make.key()
    done = merge(one, other, operation=key)

    assert merge(one, other, operation=key) == done
    assert undo(done, operation=again) == undo(done, operation=again) == other.pk
    with pytest.raises(MergeNotUndone):
        undo(done)
    assert Event.objects.filter(action="members.members_merged").count() == 2  # one on each file


def test_a_chain_is_undone_from_its_end(two):
    one, other = two
    third = make.member("陈雅勤", "13600003333")
    first = merge(one, other)
    second = merge(third, one)

    assert Member.objects.get(pk=other.pk).merged_into_id == third.pk
    with pytest.raises(MergeNotUndone):
        undo(first)
    undo(second)
    assert Member.objects.get(pk=other.pk).merged_into_id == one.pk


def test_without_a_second_person_nothing_moves(two):
    one, other = two
    actor = make.actor_for(make.staff("area1"), WHOLE)
    boss = make.actor_for(make.staff("area2"), WHOLE)
    with pytest.raises(Invalid):
        merge(one, other, actor=actor)
    wish = Wish(subject="x", digest=digest_of(survivor_id=one.pk, merged_id=other.pk, take=()), amount=1)
    yes = organisation_services.request_approval(
        actor=actor, operation=make.key(), kind="members.merge", store_id=None, wish=wish, reason="x", at=make.AT
    )
    organisation_services.decide_approval(
        actor=boss, approval_id=yes, approve=True, note="", at=make.AT - timedelta(minutes=1)
    )
    with pytest.raises(Exception, match="differ|another"):
        merge(one, other, actor=actor, take=("phone",), approval_id=yes)
    assert not MemberMerge.objects.exists()

    merge(one, other, actor=actor, approval_id=yes)

    assert MemberMerge.objects.get().merged_id == other.pk


def test_what_cannot_be_joined_is_refused_in_words(two):
    one, other = two
    with pytest.raises(MergeNotPossible):
        merge(one, one)
    with pytest.raises(Invalid):
        merge(one, other, take=("password",))
    gone = make.member("王芳", "13500004444")
    services.archive_member(actor=make.HOUSE, operation=make.key(), member_id=gone.pk, reason="gone away", at=make.AT)
    with pytest.raises(MergeNotPossible):
        merge(one, gone)


def test_a_joined_file_is_not_restored_by_hand(two):
    one, other = two
    merge(one, other)

    with pytest.raises(MemberJoined):
        services.restore_member(
            actor=make.HOUSE, operation=make.key(), member_id=other.pk, reason="by mistake", at=make.AT
        )


def test_two_companies_do_not_share_members(two, monkeypatch):
    one, _ = two
    far = make.store("S02")
    from facet.organisation.models import LegalEntity

    far.entity = LegalEntity.objects.create(code="E9", name="加盟商")
    far.save()
    theirs = make.member("陈雅琴", "13800135678", home=far, clerk=make.staff("clerk9", far))

    with pytest.raises(MergeNotPossible, match="compan"):
        merge(one, theirs)


def test_an_open_matter_stands_in_the_way(two, monkeypatch):
    monkeypatch.setattr("facet.members.services.merging.open_reasons", lambda *ids: ["ticket T1 is open."])

    with pytest.raises(MergeBlocked, match="T1"):
        merge(*two)


def test_only_who_reaches_both_files_joins_them(two):
    one, _ = two
    far = make.store("S02")
    theirs = make.member("陈雅琴", "13800135678", home=far, clerk=make.staff("clerk9", far))
    manager = make.actor_for(make.staff("manager1"), {P.MERGE_MEMBERS: Reach(frozenset({one.home_store_id}))})

    with pytest.raises((NotPermitted, MemberUnknown)):
        merge(one, theirs, actor=manager)
    with pytest.raises(NotPermitted):
        merge(*two, actor=make.clerk())
    assert not MemberMerge.objects.exists()


@pytest.mark.parametrize("pairs", [1, 3])
def test_candidates_share_a_phone_and_cost_two_queries(pairs, django_assert_num_queries):
    for number in range(pairs):
        for name in ("王芳", "王方"):
            make.member(name, f"1390000000{number}")
    viewer = make.actor_for(make.staff("area1"), WHOLE)

    with django_assert_num_queries(2):
        assert len(selectors.merge_candidates(viewer)) == pairs


@pytest.mark.django_db(transaction=True)
def test_two_files_joined_both_ways_at_once_are_joined_once():
    one, other = make.member(), make.member("王芳", "13900001111")

    answers = together(lambda number: merge(*((one, other) if number % 2 else (other, one))), times=4)

    done = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(done) == 1 == MemberMerge.objects.count()
    assert Member.objects.filter(merged_into__isnull=False).count() == 1
