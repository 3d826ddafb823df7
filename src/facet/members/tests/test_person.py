"""The whole person: sizes, tags, days, households, families, own fields, consents; what is refused leaves nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.catalog.models import DictionaryEntry
from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.permissions import house
from facet.members import selectors, services
from facet.members.errors import (
    AlreadySo,
    FieldNotKept,
    HouseholdTaken,
    MemberUnknown,
    OpenMatters,
    RelationNotPossible,
)
from facet.members.flows import group as flow
from facet.members.models import FieldValue, Occasion, Relation, Size, Standing
from facet.members.rules.field import FieldChoice, FieldIn, FieldKind
from facet.members.rules.lunar import LeapMonth, lunar_month_day, next_lunar, next_solar
from facet.members.rules.occasion import OccasionIn, OccasionKind
from facet.members.rules.size import SizeKind
from facet.members.rules.tag import TagIn
from facet.members.rules.words import ConsentChannel, ConsentPurpose, RelationKind
from facet.members.services import ConsentAnswer, FileEdit, RelationIn
from facet.members.tests.factories import AT, clerk, headquarters, key, manager, member, store

ANYBODY = pytest.mark.django_db
TODAY = AT.date()
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("month", "day", "on", "leap", "kept"),
    [
        (8, 15, date(2026, 1, 1), LeapMonth.FIRST, date(2026, 9, 25)),  # F26
        (8, 15, date(2026, 9, 26), LeapMonth.FIRST, date(2027, 9, 15)),
        (6, 10, date(2025, 7, 1), LeapMonth.FIRST, date(2025, 7, 4)),  # 2025 has two sixth months
        (6, 10, date(2025, 7, 1), LeapMonth.SECOND, date(2025, 8, 3)),
        (6, 10, date(2025, 7, 5), LeapMonth.BOTH, date(2025, 8, 3)),
        (12, 30, date(2026, 1, 1), LeapMonth.FIRST, date(2026, 2, 16)),  # a twelfth month of 29 days
    ],
)
def test_lunar_days_are_kept_when_the_table_says(month, day, on, leap, kept):
    assert next_lunar(month, day, on=on, leap=leap) == kept


def test_a_day_on_29_february_is_kept_on_the_28th_in_common_years():
    assert next_solar(2, 29, on=date(2025, 1, 1)) == date(2025, 2, 28)
    assert next_solar(2, 29, on=date(2028, 1, 1)) == date(2028, 2, 29)


@given(on=DAYS, month=st.integers(1, 12), day=st.integers(1, 29), leap=st.sampled_from(LeapMonth))
def test_a_lunar_day_comes_within_a_leap_year_and_is_that_day(on, month, day, leap):
    kept = next_lunar(month, day, on=on, leap=leap)
    assert on <= kept <= on + timedelta(days=420)
    assert lunar_month_day(kept) == f"{month:02}-{day:02}"


@given(on=DAYS, born=st.dates(date(1904, 1, 1), date(2024, 12, 31)))
def test_a_solar_day_comes_within_a_year(on, born):
    kept = next_solar(born.month, born.day, on=on)
    assert on <= kept <= on + timedelta(days=366)
    assert (kept.month, kept.day) in {(born.month, born.day), (2, 28)}


def set_sizes(who, actor=None, **sizes):
    wanted = {SizeKind(name): tenths for name, tenths in sizes.items()}
    services.set_sizes(actor=actor or headquarters(), operation=key(), member_id=who.pk, sizes=wanted, at=AT)


@ANYBODY
def test_sizes_are_kept_by_finger_and_the_ring_finger_becomes_the_usual_ring():
    ming = member()
    set_sizes(ming, left_ring=520, right_thumb=640, necklace=4_500)
    set_sizes(ming, right_thumb=None)
    known = {row.kind: row.tenths for row in selectors.sizes_of(headquarters(), ming.pk)}
    assert known == {SizeKind.LEFT_RING: 520, SizeKind.NECKLACE: 4_500}
    ming.refresh_from_db()
    assert ming.ring_tenths == 520


@ANYBODY
def test_a_size_that_nobody_has_is_named_and_nothing_is_kept():
    ming = member()
    with pytest.raises(Invalid, match="bracelet"):
        set_sizes(ming, left_ring=520, bracelet=500)
    assert not Size.objects.exists()


def add_occasion(who, actor=None, **facts):
    occasion = OccasionIn(**{"kind": OccasionKind.WEDDING, "month": 12, "day": 1, **facts})
    return services.add_occasion(actor=actor or headquarters(), operation=key(), member_id=who.pk,
                                 occasion=occasion, at=AT)  # fmt: skip


def relate(one, other, kind=RelationKind.SPOUSE, *, is_private=False):
    relation = RelationIn(kind=kind, number=other.number, is_private=is_private)
    return services.add_relation(actor=headquarters(), operation=key(), member_id=one.pk, relation=relation, at=AT)


def couple():
    return member(), member("李明", "13900001111")


@ANYBODY
def test_an_occasion_stands_on_both_pages_unless_it_is_hidden_or_the_relative_must_not_know():
    wife, husband = couple()
    tie = relate(wife, husband)
    shared = add_occasion(wife)
    add_occasion(wife, month=3, hidden_from=husband.number)
    add_occasion(wife, month=4, is_shared=False)
    viewer = headquarters()
    assert [row.id for row in selectors.occasions_of(viewer, husband.pk)] == [shared]
    assert len(selectors.occasions_of(viewer, wife.pk)) == 3
    services.set_relation_privacy(
        actor=viewer, operation=key(), member_id=wife.pk, relation_id=tie, is_private=True, at=AT
    )
    assert selectors.occasions_of(viewer, husband.pk) == []
    assert (selectors.may_tell(wife.pk, husband.pk), selectors.may_tell(husband.pk, wife.pk)) == (False, True)


@ANYBODY
def test_occasions_move_on_and_ended_ones_do_not():
    ming = member()
    moved, ended = add_occasion(ming), add_occasion(ming, month=8, day=15, is_lunar=True)
    services.end_occasion(actor=headquarters(), operation=key(), member_id=ming.pk, occasion_id=ended, at=AT)
    assert flow.move_occasions(actor=house("test"), on=date(2027, 1, 1)) == 1
    assert flow.move_occasions(actor=house("test"), on=date(2027, 1, 1)) == 0
    assert Occasion.objects.get(pk=moved).next_on == date(2027, 12, 1)


@ANYBODY
@pytest.mark.parametrize(
    ("facts", "field"),
    [({"month": 2, "day": 30}, "day"), ({"year": 2030}, "year"), ({"kind": OccasionKind.OTHER}, "label")],
)
def test_a_day_that_does_not_exist_is_named_and_not_kept(facts, field):
    with pytest.raises(Invalid) as refusal:
        add_occasion(member(), **facts)
    assert refusal.value.facts["field"] == field
    assert not Occasion.objects.exists()


@ANYBODY
def test_nobody_becomes_her_own_grandmother():
    child, mother, grandmother = member(), member("陈梅", "13900001111"), member("陈兰", "13900002222")
    relate(child, mother, RelationKind.PARENT)
    relate(grandmother, mother, RelationKind.CHILD)
    with pytest.raises(RelationNotPossible):
        relate(grandmother, child, RelationKind.PARENT)
    with pytest.raises(AlreadySo):
        relate(mother, child, RelationKind.CHILD)
    assert Relation.objects.count() == 2


@ANYBODY
def test_untying_keeps_the_row_and_lets_them_be_tied_again():
    wife, husband = couple()
    tie = relate(wife, husband)
    services.remove_relation(actor=headquarters(), operation=key(), member_id=wife.pk, relation_id=tie, at=AT)
    assert selectors.family_of(headquarters(), husband.pk) == []
    relate(husband, wife)
    assert Relation.objects.count() == 2


def live_together(head, other, actor=None):
    return services.join_household(
        actor=actor or headquarters(), operation=key(), member_id=head.pk, number=other.number, at=AT
    )


@ANYBODY
def test_a_household_adds_up_what_the_viewer_may_know():
    wife = member()
    husband = member("李明", "13900001111", home=store("S02"))
    Standing.objects.update(spend_cents=500_00, visits=2)
    home = live_together(wife, husband)
    everybody = selectors.household_of(headquarters(), wife.pk)
    assert (everybody.id, everybody.spend_cents, everybody.visits, everybody.unseen) == (home, 1_000_00, 4, 0)
    here = selectors.household(manager(), home)
    assert (here.spend_cents, here.unseen, here.people[1].name, here.people[1].spend_cents) == (500_00, 1, "李**", None)
    with pytest.raises(MemberUnknown):
        selectors.household(manager("manager3", store("S03")), home)


@ANYBODY
def test_nobody_lives_in_two_households_and_one_alone_is_none():
    wife, husband = couple()
    other = member("王芳", "13900003333")
    live_together(wife, husband)
    with pytest.raises(HouseholdTaken):
        live_together(other, husband)
    leave = {"member_id": husband.pk, "leaver_id": wife.pk}
    services.leave_household(actor=headquarters(), operation=key(), at=AT, **leave)
    assert selectors.household_of(headquarters(), husband.pk) is None
    assert list(selectors.households_queryset(headquarters())) == []
    live_together(other, husband)


@ANYBODY
def test_tags_are_borne_exactly_and_many_members_get_one_at_once():
    wife, husband = couple()
    save = {"actor": headquarters(), "at": AT}
    bride = services.save_tag(operation=key(), request=TagIn(name="新娘", name_en="Bride"), **save)
    press = services.save_tag(operation=key(), request=TagIn(name="媒体"), **save)
    tagged = services.tag_members(operation=key(), tag_id=bride, numbers=[wife.number, husband.number], **save)
    services.set_tags(operation=key(), member_id=wife.pk, tag_ids=[press], **save)
    assert tagged == 2
    assert [row.name for row in selectors.tags_of(headquarters(), wife.pk)] == ["媒体"]
    assert {row.name: row.members for row in selectors.list_tags(headquarters())} == {"新娘": 1, "媒体": 1}
    with pytest.raises(NotPermitted):
        services.save_tag(actor=manager(), operation=key(), request=TagIn(name="店长"), at=AT)


COLOURS = (FieldChoice("rose", "玫瑰金", "Rose"), FieldChoice("white", "白", "White"))


def save_field(code="colour", *, is_new=True, actor=None, **facts):
    request = FieldIn(code=code, **{"name": code, **facts})
    return services.save_field(actor=actor or headquarters(), operation=key(), request=request, is_new=is_new, at=AT)


def say(who, **values):
    services.set_fields(actor=headquarters(), operation=key(), member_id=who.pk, values=values, at=AT)


@ANYBODY
def test_own_fields_are_kept_masked_and_found():
    ming = member()
    save_field(kind=FieldKind.MULTI, choices=COLOURS, is_searchable=True)
    save_field("secret", is_personal=True, is_searchable=True)
    say(ming, colour=["white", "Rose"], secret="Blue Danube")
    rows = {row.field.code: row.value for row in selectors.field_values(headquarters(), ming.pk)}
    assert rows == {"colour": "rose,white", "secret": "***"}
    assert selectors.having("secret", "bluedanube") == [ming.pk]
    assert selectors.having("secret", "Blue") == []
    stored = FieldValue.objects.get(field__code="secret")
    assert (stored.plain, stored.sealed) == ("", "Blue Danube")
    assert services.reveal_field(actor=headquarters(), member_id=ming.pk, code="secret", at=AT) == "Blue Danube"
    say(ming, secret="")
    assert FieldValue.objects.count() == 1


@ANYBODY
@pytest.mark.parametrize(
    ("kind", "value"),
    [(FieldKind.NUMBER, "twelve"), (FieldKind.DATE, "2026-02-30"), (FieldKind.CHOICE, "green"),
     (FieldKind.YES_NO, "perhaps"), (FieldKind.TEXT, "x" * 201)],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_field_and_leaves_the_others_alone(kind, value):
    ming = member()
    save_field(kind=kind, choices=COLOURS if kind is FieldKind.CHOICE else ())
    save_field("first")
    with pytest.raises(Invalid, match="field_colour"):
        say(ming, first="kept?", colour=value)
    assert not FieldValue.objects.exists()


@ANYBODY
def test_a_field_keeps_its_kind_its_class_and_its_used_choices():
    ming = member()
    save_field(kind=FieldKind.CHOICE, choices=COLOURS)
    say(ming, colour="rose")
    with pytest.raises(Invalid, match="kind"):
        save_field(is_new=False, kind=FieldKind.TEXT)
    with pytest.raises(Invalid, match="choices"):
        save_field(is_new=False, kind=FieldKind.CHOICE, choices=COLOURS[1:])
    with pytest.raises(NotPermitted):
        save_field("mine", actor=manager())
    save_field(is_new=False, kind=FieldKind.CHOICE, choices=COLOURS, is_active=False)
    with pytest.raises(FieldNotKept):
        say(ming, colour="white")


def answer(who, *, is_granted, purpose=ConsentPurpose.MARKETING):
    given = ConsentAnswer(channel=ConsentChannel.SMS, purpose=purpose, is_granted=is_granted)
    services.set_consent(actor=headquarters(), operation=key(), member_id=who.pk, answer=given, at=AT)


@ANYBODY
def test_a_withdrawn_consent_counts_at_once_and_for_its_purpose_only():
    wife, husband = couple()
    both = [wife.pk, husband.pk]
    assert selectors.may_contact(both, channel=ConsentChannel.SMS) == frozenset()
    for who in (wife, husband):
        answer(who, is_granted=True)
    answer(wife, is_granted=True, purpose=ConsentPurpose.SERVICE)
    answer(wife, is_granted=False)
    assert selectors.may_contact(both, channel=ConsentChannel.SMS) == {husband.pk}
    assert selectors.may_contact(both, channel=ConsentChannel.SMS, purpose=ConsentPurpose.SERVICE) == {wife.pk}


@ANYBODY
def test_an_answer_keeps_the_version_of_its_text():
    ming = member()
    text = {
        "actor": headquarters(),
        "purpose": ConsentPurpose.MARKETING,
        "text": "我们可以给你发新品消息吗？",
        "at": AT,
    }
    assert services.save_consent_text(operation=key(), **text) == 1
    assert services.save_consent_text(operation=key(), **text) == 2
    answer(ming, is_granted=True)
    assert [row.text_version for row in selectors.consent_answers(headquarters(), ming.pk)] == ["2"]
    with pytest.raises(NotPermitted):
        services.save_consent_text(operation=key(), **{**text, "actor": manager()})


@ANYBODY
def test_no_profiling_counts_at_once():
    ming = member()
    assert selectors.may_profile([ming.pk]) == {ming.pk}
    services.set_profiling(actor=headquarters(), operation=key(), member_id=ming.pk, is_allowed=False, at=AT)
    assert selectors.may_profile([ming.pk]) == frozenset()


@ANYBODY
def test_a_file_with_something_open_is_not_archived():
    ming = member()
    archive = {"actor": manager(), "member_id": ming.pk, "reason": "moved away", "at": AT}
    Standing.objects.update(points_owed=30, credit_open_cents=12_345)
    with pytest.raises(OpenMatters) as refusal:
        services.archive_member(operation=key(), **archive)
    assert "30" in refusal.value.facts["matters"]
    assert "123.45" in refusal.value.facts["matters"]
    ming.refresh_from_db()
    assert ming.is_active
    Standing.objects.update(points_owed=0, credit_open_cents=0)
    services.archive_member(operation=key(), **archive)


@ANYBODY
def test_beyond_reach_nothing_is_read_or_written():
    ming = member(home=store("S02"))
    other = clerk("clerk9")
    for read in (selectors.occasions_of, selectors.field_values, selectors.consent_answers):
        with pytest.raises(MemberUnknown):
            read(other, ming.pk)
    with pytest.raises(NotPermitted):
        set_sizes(ming, other, left_ring=520)
    with pytest.raises(NotPermitted):
        add_occasion(ming, other)
    assert selectors.tags_of(other, ming.pk) == []
    assert not Size.objects.exists()


@ANYBODY
def test_likes_keep_their_order():
    ming = member()
    ids = tuple(
        DictionaryEntry.objects.create(kind="material", code=code, name=code, name_en=code).pk
        for code in ("a", "b", "c")
    )
    for wanted in (ids[::-1], (ids[1], ids[0])):
        edit = FileEdit(preferences=wanted)
        services.edit_member(actor=headquarters(), operation=key(), member_id=ming.pk, edit=edit, at=AT)
        assert tuple(selectors.preference_ids(headquarters(), ming.pk)) == wanted
