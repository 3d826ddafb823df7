"""Changing a file, and showing what is masked."""

from datetime import timedelta

import pytest

from facet.audit.models import Event
from facet.catalog.models import DictionaryEntry
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.members import selectors, services
from facet.members.errors import (
    AlreadySo,
    ChangedMeanwhile,
    MemberArchived,
    MemberUnknown,
    NothingOnFile,
    ReasonNeeded,
    ReferrerNotPossible,
)
from facet.members.models import Member, Relation
from facet.members.rules.words import RelationKind
from facet.members.services import FileEdit, RelationIn
from facet.members.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen():
    row = factories.member(birth_date=factories.BORN, id_number="11010519491231002X", email="chen@example.com")
    Event.objects.all()._raw_delete("default")  # only what the test does is of interest
    return row


def edit(member, actor=None, *, operation=None, version=None, preferences=None, **changes):
    return services.edit_member(
        actor=actor or factories.clerk(), operation=operation or factories.key(), member_id=member.pk,
        edit=FileEdit(changes=changes, version=version, preferences=preferences), at=factories.AT,
    )  # fmt: skip


def act(service, member, actor=None, **arguments):
    return service(
        actor=actor or factories.manager(), operation=factories.key(), member_id=member.pk, at=factories.AT, **arguments
    )


def reveal(member, field, actor=None, reason=""):
    return services.reveal_contact(
        actor=actor or factories.manager(), member_id=member.pk, field=field, reason=reason, at=factories.AT
    )


def test_edit_member_keeps_before_and_after_masked(chen):
    assert edit(chen, phone="13900001111", admin_code="330106", ring_tenths=520) == 2

    event = Event.objects.get()
    assert (event.action, event.subject_label) == ("members.member_edited", chen.number)
    assert event.facts["changes"] == {
        "phone": {"before": "138****5678", "after": "139****1111"},
        "area": {"before": "", "after": "浙江省杭州市西湖区"},
        "ring_tenths": {"before": "", "after": "520"},
    }


def test_edit_member_moves_the_search_along(chen):
    edit(chen, name="陈月", phone="13900001111")
    viewer = factories.clerk()

    assert selectors.find_members(viewer, "13800135678") == selectors.find_members(viewer, "雅琴") == []
    assert [row.name for row in selectors.find_members(viewer, "13900001111")] == ["陈月"]
    assert [row.name for row in selectors.find_members(viewer, "chenyue")] == ["陈月"]


def test_edit_member_with_nothing_new_records_nothing(chen):
    assert edit(chen, name="陈雅琴") == 1
    assert not Event.objects.exists()


def test_edit_member_again_with_the_same_key_changes_nothing_more(chen):
    actor, operation = factories.clerk(), factories.key()
    assert [edit(chen, actor, operation=operation, name=name) for name in ("陈月", "陈月")] == [2, 2]
    assert Event.objects.count() == 1


def test_edit_member_that_somebody_changed_meanwhile_is_refused(chen):
    edit(chen, note="first")
    with pytest.raises(ChangedMeanwhile):
        edit(chen, note="second", version=1)
    assert Member.objects.get(pk=chen.pk).note == "first"


@pytest.mark.parametrize(("changes", "field"), [({"phone": "1"}, "phone"), ({"number": "M9"}, "number")])
def test_edit_member_with_a_wrong_value_changes_nothing(chen, changes, field):
    with pytest.raises(Invalid) as refusal:
        edit(chen, **changes)
    assert refusal.value.facts["field"] == field
    assert (Member.objects.get(pk=chen.pk).version, Event.objects.count()) == (1, 0)


def test_edit_member_of_another_clerk_is_refused_by_name_and_of_nobody_as_unknown(chen):
    with pytest.raises(NotPermitted):
        edit(chen, factories.clerk("clerk2"), note="x")
    with pytest.raises(NotPermitted):
        edit(chen, factories.stranger(), note="x")
    chen.pk = 999
    with pytest.raises(MemberUnknown):
        edit(chen, note="x")
    assert not Event.objects.exists()


def test_edit_member_with_unknown_preferences_is_refused(chen):
    with pytest.raises(NotFound):
        edit(chen, preferences=(999,))


def test_archive_and_restore_are_recorded_with_their_reasons(chen):
    act(services.archive_member, chen, reason="moved away")
    with pytest.raises(MemberArchived):
        edit(chen, note="x")
    with pytest.raises(AlreadySo):
        act(services.archive_member, chen, reason="again")
    act(services.restore_member, chen, reason="is back")

    assert [(event.action, event.facts["reason"]) for event in Event.objects.order_by("pk")] == [
        ("members.member_archived", "moved away"),
        ("members.member_restored", "is back"),
    ]
    assert Member.objects.get(pk=chen.pk).is_active


def test_archive_by_a_clerk_is_refused(chen):
    with pytest.raises(NotPermitted):
        act(services.archive_member, chen, factories.clerk(), reason="x")
    assert Member.objects.get(pk=chen.pk).is_active


def test_change_clerk_moves_the_file_to_the_clerks_store(chen):
    colleague = factories.staff("clerk5", factories.store("S02"))
    act(services.change_clerk, chen, clerk_code=colleague.code)

    row = Member.objects.get(pk=chen.pk)
    assert (row.clerk_id, row.home_store.code) == (colleague.pk, "S02")
    assert (Event.objects.get().facts["before"], Event.objects.get().facts["after"]) == ("CLERK1", "CLERK5")
    with pytest.raises(NotPermitted):  # it is out of the manager's hands now
        act(services.change_clerk, chen, clerk_code="CLERK1")


def test_change_clerk_to_nobody_is_refused(chen):
    with pytest.raises(NotFound):
        act(services.change_clerk, chen, clerk_code="NOBODY")


def test_set_referrer_refuses_herself_and_circles(chen):
    daughter = factories.member("陈小", "13900000001", referrer_number=chen.number)
    grandchild = factories.member("陈孙", "13900000002", referrer_number=daughter.number)
    for number in (chen.number, daughter.number, grandchild.number):
        with pytest.raises(ReferrerNotPossible):
            act(services.set_referrer, chen, number=number)
    act(services.set_referrer, grandchild, number="")
    act(services.set_referrer, chen, number=grandchild.number)
    assert Member.objects.get(pk=chen.pk).referrer_id == grandchild.pk


def test_reveal_contact_gives_the_value_once_and_leaves_a_record(chen):
    assert reveal(chen, "phone", factories.clerk()) == "138 0013 5678"

    event = Event.objects.get()
    assert (event.action, event.facts["field"]) == ("members.contact_revealed", "phone")
    assert "5678" not in str(event.facts)


@pytest.mark.parametrize(
    ("field", "viewer", "refusal"),
    [
        ("phone", factories.stranger, NotPermitted),
        ("phone", lambda: factories.clerk("clerk2"), NotPermitted),
        ("birth_date", factories.clerk, NotPermitted),  # the switch is missing
        ("id_number", factories.manager, NotPermitted),
        ("id_number", factories.headquarters, ReasonNeeded),
        ("wechat", factories.manager, NothingOnFile),
        ("name", factories.manager, Invalid),
    ],
)
def test_reveal_contact_refused_leaves_no_record(chen, field, viewer, refusal):
    with pytest.raises(refusal):
        reveal(chen, field, viewer())
    assert not Event.objects.exists()


def test_reveal_contact_of_an_id_number_keeps_the_reason(chen):
    assert reveal(chen, "id_number", factories.headquarters(), "police request 7/12") == "11010519491231002X"
    assert Event.objects.get().facts["reason"] == "police request 7/12"


def test_add_and_remove_relation_are_recorded(chen):
    child = act(services.add_relation, chen, relation=RelationIn(kind=RelationKind.CHILD, name="小陈"))
    act(services.remove_relation, chen, relation_id=child)

    assert [event.action for event in Event.objects.order_by("pk")] == [
        "members.relation_added",
        "members.relation_removed",
    ]
    assert "小陈" not in str(list(Event.objects.values()))
    assert not Relation.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("relation", "refusal"),
    [
        (RelationIn(kind=RelationKind.CHILD), Invalid),
        (RelationIn(kind=RelationKind.CHILD, number="M00000001"), Invalid),
        (RelationIn(kind=RelationKind.CHILD, number="M00000099"), MemberUnknown),
    ],
)
def test_add_relation_to_nobody_is_refused(chen, relation, refusal):
    with pytest.raises(refusal):
        act(services.add_relation, chen, relation=relation)
    assert not Relation.objects.filter(ended_at=None).exists()


def test_add_relation_twice_from_either_side_is_refused(chen):
    other = factories.member("李明", "13900001111")
    act(services.add_relation, chen, relation=RelationIn(kind=RelationKind.SPOUSE, number=other.number))
    with pytest.raises(AlreadySo):
        act(services.add_relation, other, relation=RelationIn(kind=RelationKind.SPOUSE, number=chen.number))
    with pytest.raises(NotFound):
        act(services.remove_relation, chen, relation_id=999)


def test_a_card_of_twelve_months_ends_the_day_before():
    services_day = factories.AT.date()
    from facet.members.rules.cards import last_day

    assert last_day(services_day, 12) == services_day.replace(year=2027) - timedelta(days=1)
    assert last_day(services_day, None) is None


def test_an_occupation_is_a_word_of_the_house_and_a_retired_one_may_stay(chen):
    word = DictionaryEntry.objects.create(kind="occupation", code="jeweller", name="珠宝匠", name_en="Jeweller")

    with pytest.raises(Invalid):
        edit(chen, occupation_kind="smith")
    edit(chen, occupation_kind="jeweller")
    word.is_active = False
    word.save(update_fields=["is_active"])
    edit(chen, note="likes plain bands", occupation_kind="jeweller")
    assert Member.objects.get(pk=chen.pk).occupation_kind == "jeweller"
    edit(chen, occupation_kind="")
    with pytest.raises(Invalid):
        edit(chen, occupation_kind="jeweller")
    assert Member.objects.get(pk=chen.pk).occupation_kind == ""
