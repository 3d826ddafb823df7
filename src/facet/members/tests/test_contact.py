"""The log of contacts: what is kept, who sees it, until when it may be corrected."""

from datetime import timedelta

import pytest
from django.db import connection

from facet.catalog.services.install import install_catalog
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house
from facet.members import selectors, services
from facet.members.errors import ContactClosed, MemberUnknown, NeedClosed, WishKnown
from facet.members.models import Contact, ContactEdit, MemberEvent, Need, Silence
from facet.members.rules.contact_log import ContactChannel, ContactIn, CorrectionIn, Outcome
from facet.members.rules.need import NeedIn, NeedState, WishIn, WishState
from facet.members.rules.words import RelationKind
from facet.members.tests import factories
from facet.organisation import services as organisation_services
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db
AT = factories.AT


@pytest.fixture(autouse=True)
def catalogue(db):
    install_catalog(actor=house("test"), at=AT)


@pytest.fixture
def chen():
    return factories.member()


def call(**facts):
    return ContactIn(**{"channel": ContactChannel.CALL, "topic": "new-goods", **facts})


def record(member, contact=None, need=None, *, actor=None, at=AT, operation=None):
    return services.record_contact(
        actor=actor or factories.clerk(), operation=operation or factories.key(), member_id=member.pk,
        contact=contact or call(), need=need, at=at,
    )  # fmt: skip


def test_a_contact_stands_in_the_log_and_on_the_timeline_sealed(chen):
    contact_id = record(chen, call(text="喜欢和田玉手镯"))

    entry = selectors.contact_entry(factories.clerk(), contact_id, at=AT)
    assert (entry.text, entry.topic_code, entry.may_correct) == ("喜欢和田玉手镯", "new-goods", True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM members_contact WHERE id = %s", [contact_id])
        assert "和田玉".encode() not in bytes(cursor.fetchone()[0])
    event = MemberEvent.objects.filter(member=chen, kind="contact").get()
    assert event.url == f"/members/contacts/{contact_id}"
    assert "和田玉" not in str(event.facts)


def test_the_same_act_twice_is_one_contact(chen):
    key = factories.key()
    assert record(chen, operation=key) == record(chen, operation=key)
    assert Contact.objects.count() == 1


def test_a_contact_with_family_stands_on_both_timelines(chen):
    husband = factories.member("王建国", "13900001111")
    relation_id = services.add_relation(
        actor=factories.clerk(), operation=factories.key(), member_id=chen.pk,
        relation=services.RelationIn(kind=RelationKind.SPOUSE, number=husband.number), at=AT,
    )  # fmt: skip
    contact_id = record(chen, call(relation_id=relation_id))

    assert MemberEvent.objects.filter(member=husband, kind="contact").count() == 1
    assert MemberEvent.objects.filter(member=chen, kind="contact").count() == 1
    assert [each.id for each in selectors.contacts_of(factories.clerk(), husband.pk, at=AT)] == [contact_id]


def test_a_stranger_s_relation_is_refused_and_leaves_nothing(chen):
    with pytest.raises(NotFound):
        record(chen, call(relation_id=987_654))
    assert (Contact.objects.count(), MemberEvent.objects.filter(kind="contact").count()) == (0, 0)


@pytest.mark.parametrize("wrong", [{"topic": "no-such"}, {"topic": "gold"}, {"follow_up_on": AT.date() - timedelta(1)},
                                   {"happened_at": AT + timedelta(hours=1)}, {"text": "x" * 2001}])  # fmt: skip
def test_what_cannot_be_is_refused_by_its_field_and_leaves_nothing(chen, wrong):
    with pytest.raises(Invalid) as refusal:
        record(chen, call(**wrong), NeedIn(text="戒指"))
    assert refusal.value.facts["field"] == next(iter(wrong))
    assert (Contact.objects.count(), Need.objects.count(), Task.objects.count()) == (0, 0, 0)


def test_another_clerk_neither_writes_nor_reads(chen):
    other = factories.clerk("clerk2")
    contact_id = record(chen)

    with pytest.raises(NotPermitted):
        record(chen, actor=other)
    with pytest.raises(NotFound):
        selectors.contact_entry(other, contact_id, at=AT)
    with pytest.raises(MemberUnknown):
        selectors.contacts_of(other, chen.pk, at=AT)
    with pytest.raises(MemberUnknown):
        selectors.needs_of(other, chen.pk)
    assert not selectors.contacts_queryset(other).exists()
    assert selectors.contacts_queryset(factories.manager()).count() == 1
    abroad = factories.manager("manager2", factories.store("S02"))
    assert not selectors.contacts_queryset(abroad).exists()


def test_a_follow_up_opens_a_to_do_and_the_next_contact_closes_it(chen):
    first = record(chen, call(follow_up_on=AT.date() + timedelta(days=3)))
    task = Task.objects.get()
    assert (task.kind, task.assignee_id, task.due_on) == (
        "members.follow_up", factories.staff().pk, AT.date() + timedelta(days=3))  # fmt: skip
    assert chen.name not in str(task.facts)

    record(chen, at=AT + timedelta(days=1))  # too early: the promise still stands
    assert Contact.objects.get(pk=first).followed_at is None
    record(chen, at=AT + timedelta(days=3))
    task.refresh_from_db()
    assert (task.done_at is not None, Contact.objects.get(pk=first).followed_at is not None) == (True, True)


def correct(contact_id, *, actor=None, at=AT, text="又想了想"):
    return services.correct_contact(
        actor=actor or factories.clerk(), operation=factories.key(), contact_id=contact_id,
        correction=CorrectionIn(topic="repair", outcome=Outcome.WILL_COME, text=text), at=at,
    )  # fmt: skip


def test_the_author_corrects_within_a_day_and_the_text_before_is_kept(chen):
    contact_id = record(chen, call(text="先写的"))
    assert correct(contact_id, at=AT + timedelta(hours=23)) == 2

    entry = selectors.contact_entry(factories.clerk(), contact_id, at=AT)
    assert (entry.text, entry.topic_code, entry.outcome) == ("又想了想", "repair", "will_come")
    assert [(each.text, each.outcome) for each in entry.corrections] == [("先写的", "reached")]


def test_nobody_else_corrects_and_nobody_after_a_day(chen):
    contact_id = record(chen)
    with pytest.raises(NotPermitted):
        correct(contact_id, actor=factories.manager())
    with pytest.raises(ContactClosed):
        correct(contact_id, at=AT + timedelta(days=1))
    with pytest.raises(NotFound):
        correct(987_654)
    assert ContactEdit.objects.count() == 0


def test_a_need_goes_with_the_contact_waits_and_is_served_once(chen):
    record(chen, need=NeedIn(text="给妈妈的素圈手镯", category="gold-plain", budget_to_cents=3_000_000))
    need = selectors.needs_of(factories.clerk(), chen.pk, open_only=True)[0]
    assert (need.text, need.category[0] != "", need.budget_to_cents) == ("给妈妈的素圈手镯", True, 3_000_000)

    close = {"actor": factories.clerk(), "need_id": need.id, "state": NeedState.SERVED, "at": AT}
    services.close_need(operation=factories.key(), **close)
    with pytest.raises(NeedClosed):
        services.close_need(operation=factories.key(), **close)
    assert selectors.needs_of(factories.clerk(), chen.pk, open_only=True) == []


@pytest.mark.parametrize(("need", "field"), [
    (NeedIn(), "text"),
    (NeedIn(text="x", budget_from_cents=5, budget_to_cents=4), "budget_to"),
    (NeedIn(text="x", occasion_on=AT.date() - timedelta(days=1)), "occasion_on"),
    (NeedIn(text="x", taste="no-such"), "taste"),
])  # fmt: skip
def test_a_need_that_says_nothing_or_contradicts_itself_is_refused(chen, need, field):
    with pytest.raises(Invalid) as refusal:
        services.open_need(actor=factories.clerk(), operation=factories.key(), member_id=chen.pk, need=need, at=AT)
    assert (refusal.value.facts["field"], Need.objects.count()) == (field, 0)


def test_wishes_are_once_on_the_list_and_secret_ones_hide_from_the_family(chen):
    husband = factories.member("王建国", "13900001111")

    def add(tag, *, is_secret=False):
        return services.add_wish(
            actor=factories.clerk(), operation=factories.key(), member_id=chen.pk,
            wish=WishIn(style_id=None, tag=tag, name="足金手镯", is_secret=is_secret), at=AT,
        )  # fmt: skip

    add("T1")
    secret = add("T2", is_secret=True)
    with pytest.raises(WishKnown):
        add("T1")
    seen = selectors.wishes_of(factories.clerk(), chen.pk, shown_to=husband.pk)
    assert [each.tag for each in seen] == ["T1"]
    services.end_wish(
        actor=factories.clerk(), operation=factories.key(), wish_id=secret, state=WishState.GRANTED, at=AT
    )
    assert [each.tag for each in selectors.wishes_of(factories.clerk(), chen.pk)] == ["T1"]


def test_selectors_cost_what_they_say(chen, django_assert_num_queries):
    for times in (1, 3):
        for _ in range(times):
            record(chen, call(text="a"), NeedIn(text="b"))
        viewer = factories.clerk()
        with django_assert_num_queries(3):
            selectors.contacts_of(viewer, chen.pk, at=AT)
        with django_assert_num_queries(2):
            selectors.needs_of(viewer, chen.pk)


def test_silence_is_told_once_and_ends_with_the_next_contact(chen):
    from facet.members.flows.silence import find_silence

    chen.standing.grade_code, chen.standing.last_visit_on = "gold", AT.date() - timedelta(days=200)
    chen.standing.save()
    type(chen).objects.filter(pk=chen.pk).update(opened_on=AT.date() - timedelta(days=400))
    run = {"actor": house("members.find_silence"), "on": AT.date(), "at": AT}

    assert (find_silence(**run), find_silence(**run)) == (1, 0)
    assert [row.pk for row in selectors.silent_queryset(factories.clerk(), on=AT.date())] == [chen.pk]
    assert not selectors.silent_queryset(factories.clerk("clerk2"), on=AT.date()).exists()
    record(chen)
    assert (Task.objects.get().done_at, Silence.objects.get().closed_at) == (AT, AT)
    assert find_silence(**run) == 0
    assert not selectors.silent_queryset(factories.clerk(), on=AT.date()).exists()


def test_ticking_the_to_do_off_keeps_the_promise(chen):
    first = record(chen, call(follow_up_on=AT.date()))
    task = Task.objects.get()
    organisation_services.finish_task(actor=factories.clerk(), task_id=task.pk, at=AT)
    house = factories.HOUSE

    assert services.keep_promise(actor=house, task_key=task.key, at=AT)
    assert not services.keep_promise(actor=house, task_key=task.key, at=AT)
    assert not services.keep_promise(actor=house, task_key="members.reminder:7", at=AT)
    assert Contact.objects.get(pk=first).followed_at == AT
    with pytest.raises(NotPermitted):
        services.keep_promise(actor=factories.clerk(), task_key=task.key, at=AT)
