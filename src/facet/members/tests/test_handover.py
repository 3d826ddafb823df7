"""Members change hands: a leaving clerk's, nobody's, and one claimed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import EVERYWHERE, Reach
from facet.members import selectors, services
from facet.members.errors import ClaimedEnough, MemberUnknown, NotPublic
from facet.members.flows import jobs
from facet.members.models import Member, MemberEvent, Standing
from facet.members.permissions import MembersPermission as P
from facet.members.rules.handover import dealt, months_before
from facet.members.selectors import handover as handover_selectors
from facet.members.tests import factories as make
from facet.organisation.models import Task

ON = date(2026, 11, 21)


@given(some.lists(some.integers(), max_size=40, unique=True), some.integers(1, 6))
def test_dealing_is_even_and_loses_nobody(members, hands):
    given_ = dealt(members, range(hands))

    sizes = [len(each) for each in given_.values()]
    assert max(sizes) - min(sizes) <= 1
    assert sorted(sum(given_.values(), [])) == sorted(members)


def test_months_before_knows_short_months():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


pytestmark = pytest.mark.django_db


def give(from_, *to, actor=make.HOUSE, operation=None):
    return services.hand_over_members(
        actor=actor, operation=operation or make.key(), from_code=from_.code, to_codes=[each.code for each in to],
        at=make.AT,
    )  # fmt: skip


def three_members(of):
    return [make.member(name, f"1390000000{n}", clerk=of) for n, name in enumerate(("陈一", "陈二", "陈三"))]


def test_all_members_go_evenly_to_several_colleagues():
    leaving, one, two = (make.staff(f"clerk{n}") for n in (1, 2, 3))
    members = three_members(leaving)

    assert give(leaving, one, two) == {one.code: 2, two.code: 1}
    assert not Member.objects.filter(clerk=leaving).exists()
    assert MemberEvent.objects.filter(title__startswith="Handed over").count() == len(members)
    assert Task.objects.filter(kind="members.handed_over").count() == 2
    assert Event.objects.filter(action="members.members_handed_over").count() == 1


def test_the_same_hand_over_again_changes_nothing():
    leaving, one = make.staff("clerk1"), make.staff("clerk2")
    three_members(leaving)
    key = make.key()

    assert give(leaving, one, operation=key) == give(leaving, one, operation=key)
    assert Event.objects.filter(action="members.members_handed_over").count() == 1


def test_a_manager_hands_over_within_the_store_only():
    leaving, far = make.staff("clerk1"), make.staff("clerk9", make.store("S02"))
    three_members(leaving)
    manager = make.actor_for(make.staff("manager1"), {P.HAND_OVER: Reach(frozenset({leaving.store_id}))})

    with pytest.raises(NotPermitted):
        give(leaving, far, actor=manager)
    with pytest.raises(NotPermitted):
        give(leaving, make.staff("clerk2"), actor=make.clerk("clerk2"))
    with pytest.raises(Invalid):
        give(leaving, leaving)
    with pytest.raises(NotFound):
        services.hand_over_members(
            actor=make.HOUSE, operation=make.key(), from_code=leaving.code, to_codes=["NOBODY"], at=make.AT
        )
    assert Member.objects.filter(clerk=leaving).count() == 3


def test_who_leaves_leaves_a_to_do_once():
    leaving = make.staff("clerk1")
    three_members(leaving)

    for _ in range(2):
        services.ask_to_hand_over(actor=make.HOUSE, staff_id=leaving.pk, store_id=leaving.store_id, at=make.AT)

    assert Task.objects.filter(kind="members.hand_over", done_at=None).count() == 1
    give(leaving, make.staff("clerk2"))
    assert not Task.objects.filter(kind="members.hand_over", done_at=None).exists()


def silent(member, last=date(2024, 1, 1)):
    Standing.objects.filter(pk=member.pk).update(last_visit_on=last)


def open_up(monkeypatch, months=12):
    monkeypatch.setattr(handover_selectors, "public_after_months", lambda on: months)
    return jobs.open_to_all(actor=make.HOUSE, on=ON, at=make.AT)


def test_silent_members_become_public_once(monkeypatch):
    members = three_members(make.staff("clerk1"))
    silent(members[0])

    assert open_up(monkeypatch) == 1
    assert open_up(monkeypatch) == 0
    public = Member.objects.get(pk=members[0].pk)
    assert (public.clerk_id, public.public_since) == (None, ON)


def test_zero_months_mean_never(monkeypatch):
    silent(three_members(make.staff("clerk1"))[0])

    assert open_up(monkeypatch, months=0) == 0


def claimer(name="clerk2"):
    person = make.staff(name)
    return make.actor_for(person, {P.CLAIM_MEMBERS: Reach(frozenset({person.store_id})), P.VIEW_LIMITED: EVERYWHERE})


def claim(member, actor):
    services.claim_member(actor=actor, operation=make.key(), member_id=member.pk, at=make.AT)


def test_a_public_member_is_claimed_by_one(monkeypatch):
    member = three_members(make.staff("clerk1"))[0]
    silent(member)
    open_up(monkeypatch)
    claim(member, claimer())

    assert Member.objects.get(pk=member.pk).clerk.username == "clerk2"
    with pytest.raises(NotPublic):
        claim(member, claimer("clerk3"))


def test_nobody_claims_more_than_the_days_limit(monkeypatch):
    members = three_members(make.staff("clerk1"))
    for each in members:
        silent(each)
    open_up(monkeypatch)
    monkeypatch.setattr("facet.members.services.handover.claims_per_day", lambda on, store: 2)
    claim(members[0], claimer())
    claim(members[1], claimer())

    with pytest.raises(ClaimedEnough):
        claim(members[2], claimer())
    assert Member.objects.get(pk=members[2].pk).clerk_id is None


def test_another_stores_public_members_are_not_claimed(monkeypatch):
    member = three_members(make.staff("clerk1"))[0]
    silent(member)
    open_up(monkeypatch)
    far = make.staff("clerk9", make.store("S02"))
    stranger = make.actor_for(far, {P.CLAIM_MEMBERS: Reach(frozenset({far.store_id})), P.VIEW_LIMITED: EVERYWHERE})

    with pytest.raises(NotPermitted):
        claim(member, stranger)
    with pytest.raises(MemberUnknown):
        claim(Member(pk=987_654), stranger)
    assert list(selectors.public_members(stranger)) == []


@pytest.mark.parametrize("clerks", [1, 3])
def test_the_list_of_cares_costs_one_query(clerks, django_assert_num_queries):
    for number in range(clerks):
        make.member("陈一", f"1390000001{number}", clerk=make.staff(f"clerk{number}"))
    viewer = make.actor_for(make.staff("boss"), {P.HAND_OVER: EVERYWHERE})

    with django_assert_num_queries(1):
        assert len(selectors.care_rows(viewer)) == clerks
