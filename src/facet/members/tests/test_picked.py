"""What is done with picked members: to all of them or to none, within reach."""

import uuid

import pytest
from django.urls import reverse

from facet.kernel.errors import NotFound, NotPermitted
from facet.members import selectors, services
from facet.members.errors import MemberUnknown
from facet.members.models import GroupMember, Member
from facet.members.rules.group import GroupIn
from facet.members.tests import factories
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
RIGHTS = dict.fromkeys(
    ("members.view_members", "members.edit_members", "members.hand_over", "members.manage_groups"), "store"
)


@pytest.fixture
def boss(client):
    person = factories.staff("boss1")
    organisation.give(person, organisation.role("boss", RIGHTS))
    client.force_login(person)
    return client


@pytest.fixture
def picked():
    return [factories.member(f"王{n}小", f"1380013500{n}").pk for n in "12"]


def give(numbers, to="CLERK2", actor=None, operation=None):
    return services.give_members(
        actor=actor or factories.headquarters(), operation=operation or factories.key(), numbers=numbers, to_code=to,
        at=factories.AT,
    )  # fmt: skip


def test_picked_members_get_another_clerk_and_a_group(boss, picked):
    other = factories.staff("clerk2")
    services.save_group(
        actor=factories.headquarters(), operation=factories.key(), is_new=True, at=factories.AT,
        request=GroupIn(code="vip", name="贵宾"),
    )  # fmt: skip
    rows = {"row": picked}

    asked = boss.post(reverse("members:give_picked"), rows).content.decode()
    given = boss.post(reverse("members:give_picked"), rows | {"clerk": "CLERK2", "operation_id": str(uuid.uuid4())})
    grouped = boss.post(reverse("members:group_picked"), rows | {"group": "vip", "operation_id": str(uuid.uuid4())})

    assert all(f'name="row" value="{each}"' in asked for each in picked)
    assert (given.status_code, grouped.status_code) == (302, 302)
    assert set(Member.objects.values_list("clerk", flat=True)) == {other.pk}
    assert GroupMember.objects.count() == 2


def test_one_beyond_reach_and_nobody_moves(picked):
    factories.staff("clerk2")
    far = factories.member("李小明", "13800135679", home=factories.store("S02"), clerk=factories.staff(
        "clerk9", factories.store("S02")))  # fmt: skip
    numbers = [each.number for each in Member.objects.all()]
    boss = factories.actor_for(factories.staff("boss1"), {
        "members.hand_over": factories.manager().grants["members.archive_members"],
    })  # fmt: skip

    with pytest.raises(MemberUnknown):
        give(numbers, actor=boss)
    with pytest.raises(NotPermitted):
        give(numbers[:1], to="CLERK9", actor=boss)
    with pytest.raises(NotFound):
        give(numbers, to="NOBODY")
    with pytest.raises(NotPermitted):
        give(numbers, actor=factories.stranger())
    assert Member.objects.filter(clerk__code="CLERK2").count() == 0
    assert far.clerk_id


def test_giving_twice_under_one_key_gives_once(picked):
    factories.staff("clerk2")
    numbers, operation = list(Member.objects.values_list("number", flat=True)), factories.key()

    assert [give(numbers, operation=operation), give(numbers, operation=operation), give(numbers)] == [2, 2, 0]
    assert Member.objects.filter(version=2).count() == 2


def test_an_erased_person_is_called_so_wherever_a_name_shows(picked, settings):
    settings.LANGUAGE_CODE = "en"
    erased = Member.objects.get(pk=picked[0])
    erased.name = ""
    erased.save()
    viewer = factories.headquarters()

    file = selectors.member_file(viewer, picked[0], at=factories.AT)
    card = selectors.member_file(factories.clerk("clerk7"), picked[0], at=factories.AT)
    sale = selectors.member_for_sale(picked[0])

    assert {file.person.name, card.name, sale.display_name, sale.masked_name} == {"Erased person"}
