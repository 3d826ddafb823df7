"""Opening a file."""

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted, OperationConflict
from facet.kernel.models import OutboxEvent
from facet.members import services
from facet.members.errors import CardNumberTaken, MemberUnknown, PossibleDuplicate
from facet.members.models import Card, Consent, Member, MemberEvent, MemberToken, Standing
from facet.members.rules.file import MemberIn
from facet.members.rules.words import ConsentChannel
from facet.members.tests import factories

pytestmark = pytest.mark.django_db


def open_file(actor=None, operation=None, **request):
    request.setdefault("person", factories.person())
    return services.create_member(
        actor=actor or factories.clerk(),
        operation=operation or factories.key(),
        request=MemberIn(**request),
        at=factories.AT,
    )


def nothing_written():
    return not any(model.objects.exists() for model in (Member, Card, Standing, MemberToken, MemberEvent, Event))


def test_create_member_with_name_and_phone_gives_file_card_and_standing():
    opened = open_file()

    member = Member.objects.select_related("standing").get(pk=opened.member_id)
    assert (member.number, member.name, member.phone) == ("M00000001", "陈雅琴", "+8613800135678")
    assert (member.clerk.username, member.home_store.code, member.opened_on.isoformat()) == (
        "clerk1",
        "S01",
        "2026-11-21",
    )
    assert (member.standing.grade_code, member.standing.points_available) == ("ordinary", 0)
    assert member.cards.get().number == opened.card_number
    assert member.cards.get().card_type.code == "standard"
    assert member.events.get().facts == {"store": "门店 S01"}


def test_create_member_is_recorded_without_personal_data():
    opened = open_file()

    event = Event.objects.get()
    assert (event.action, event.subject_label) == ("members.member_created", "M00000001")
    assert OutboxEvent.objects.get().facts["member_id"] == opened.member_id
    assert "陈" not in str(event.facts) + str(OutboxEvent.objects.get().facts)


def test_create_member_again_with_the_same_key_opens_one_file():
    actor, operation = factories.clerk(), factories.key()

    assert open_file(actor, operation) == open_file(actor, operation)
    assert Member.objects.count() == 1


def test_create_member_with_a_used_key_and_another_person_is_refused():
    actor, operation = factories.clerk(), factories.key("a")
    open_file(actor, operation)

    other = type(operation)(operation.id, "another digest")
    with pytest.raises(OperationConflict):
        open_file(actor, other)
    assert Member.objects.count() == 1


def test_create_member_without_the_right_writes_nothing():
    with pytest.raises(NotPermitted):
        open_file(factories.stranger())
    assert nothing_written()


def test_create_member_in_another_store_looks_unknown():
    factories.store("S02")
    with pytest.raises(NotFound):
        open_file(factories.clerk(), store_code="S02")
    assert nothing_written()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "12345"}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "12800135678"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"email": "no at sign"}, "email"),
        ({"id_number": "110101199003077890"}, "id_number"),
        ({"birth_date": factories.AT.date().replace(year=2030)}, "birth_date"),
        ({"gender": "x"}, "gender"),
        ({"admin_code": "999999"}, "area"),
        ({"ring_tenths": 5}, "ring_tenths"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_create_member_with_a_wrong_value_names_the_field_and_writes_nothing(facts, field):
    with pytest.raises(Invalid) as refusal:
        open_file(person=factories.person(**facts))
    assert refusal.value.facts["field"] == field
    assert nothing_written()


def test_create_member_with_a_phone_on_file_is_refused_until_confirmed():
    first = open_file()
    with pytest.raises(PossibleDuplicate) as refusal:
        open_file(person=factories.person("陈小明"))
    assert refusal.value.facts["numbers"] == first.number
    assert Member.objects.count() == 1

    second = open_file(person=factories.person("陈小明"), even_if_similar=True)
    assert second.number == "M00000002"


def test_create_member_with_name_and_birthday_on_file_is_refused():
    open_file(person=factories.person(birth_date=factories.BORN))
    with pytest.raises(PossibleDuplicate):
        open_file(person=factories.person("陳雅琴", "13900001111", birth_date=factories.BORN))


def test_create_member_with_everything_keeps_everything():
    factories.member("周敏", "13900002222")
    opened = open_file(
        person=factories.person(
            "Mary Smith", "+852 9123 4567", gender="f", birth_date=factories.BORN, is_lunar_birthday=True,
            email="Mary@Example.COM", wechat="mary_s", street="文三路 1 号", admin_code="330106",
            id_number="11010519491231002X", note="likes plain bands", occupation="teacher",
            allergies=("nickel", "乳胶"), ring_tenths=520,
        ),
        referrer_number="M00000001", card_number="6001", channel="referral",
        consents=((ConsentChannel.SMS, True), (ConsentChannel.PHONE, False)),
    )  # fmt: skip

    member = Member.objects.get(pk=opened.member_id)
    assert (member.phone, member.email, member.area) == ("+85291234567", "Mary@example.com", "浙江省杭州市西湖区")
    assert (member.birth_date, member.birth_decade, member.allergies) == ("1988-05-14", 1980, "nickel,乳胶")
    assert (member.referrer.number, member.cards.get().number) == ("M00000001", "6001")
    assert sorted(Consent.objects.filter(member=member).values_list("channel", "is_granted")) == [
        ("phone", False),
        ("sms", True),
    ]


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        ({"referrer_number": "M00000099"}, MemberUnknown),
        ({"clerk_code": "NOBODY"}, NotFound),
        ({"card_type": "platinum"}, NotFound),
        ({"preferences": (12345,)}, NotFound),
    ],
)
def test_create_member_naming_something_unknown_writes_nothing(request_, refusal):
    with pytest.raises(refusal):
        open_file(**request_)
    assert nothing_written()


def test_create_member_with_a_card_number_in_use_is_refused():
    open_file(card_number="6001")
    with pytest.raises(CardNumberTaken):
        open_file(person=factories.person("王芳", "13900001111"), card_number="6001")
    assert Member.objects.count() == 1
