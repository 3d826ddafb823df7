"""Groups of members. R347."""

from datetime import timedelta

import pytest

from facet.audit.models import Event
from facet.kernel import registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house
from facet.kernel.transactions import unit_of_work
from facet.members import selectors, services
from facet.members.errors import CodeTaken, GroupIsComputed, MemberUnknown
from facet.members.flows import group as flow
from facet.members.models import GroupMember, MemberGroup
from facet.members.rules.group import GroupIn, GroupParam, GroupRule
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.tests import factories
from facet.members.tests.factories import AT, headquarters, key, manager, member

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def save(code="vip", actor=None, *, is_new=True, **facts):
    request = GroupIn(code=code, **{"name": "贵宾", **facts})
    return services.save_group(actor=actor or headquarters(), operation=key(), request=request, is_new=is_new, at=AT)


def add(numbers, code="vip", actor=None):
    return services.add_to_group(actor=actor or headquarters(), operation=key(), code=code, numbers=numbers, at=AT)


def test_a_member_is_in_the_groups_she_was_put_into(django_assert_num_queries):
    ming, mei = member(), member("李梅", "13900001111")
    save()
    save("press", name="媒体")
    assert add([ming.number, mei.number]) == 2
    add([ming.number], "press")
    with django_assert_num_queries(1):
        assert selectors.groups_of(ming.pk) == {"vip", "press"}
    assert selectors.groups_of(mei.pk) == {"vip"}
    assert selectors.groups_of_many([ming.pk, mei.pk])[mei.pk] == {"vip"}
    assert selectors.members_of_group("vip") == [ming.pk, mei.pk]


def test_adding_twice_adds_once_and_leaving_is_remembered():
    ming = member()
    save()
    assert (add([ming.number]), add([ming.number])) == (1, 0)
    services.remove_from_group(actor=headquarters(), operation=key(), code="vip", member_id=ming.pk, at=AT)
    assert selectors.groups_of(ming.pk) == frozenset()
    assert Event.objects.get(action="members.group_left").facts == {"number": ming.number}


def test_a_group_out_of_use_counts_for_nobody():
    ming = member()
    save()
    add([ming.number])
    save(is_new=False, is_active=False)
    assert selectors.groups_of(ming.pk) == frozenset()
    assert selectors.group_codes() == []
    assert selectors.group_names() == {"vip": ("贵宾", "")}


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"code": "V I P"}, "code"), ({"name": " "}, "name"), ({"rule": "nobody.offers"}, "rule")],
)
def test_a_wrong_group_names_its_field_and_leaves_nothing(facts, field):
    with pytest.raises(Invalid) as refusal:
        save(**facts)
    assert refusal.value.facts["field"] == field
    assert not MemberGroup.objects.exists()


def test_codes_are_given_once_and_unknown_ones_are_refused():
    save()
    with pytest.raises(CodeTaken):
        save()
    with pytest.raises(NotFound):
        save("none", is_new=False)


def test_without_the_right_nothing_is_kept():
    with pytest.raises(NotPermitted):
        save(actor=manager())
    save()
    with pytest.raises(NotPermitted):
        add([member().number], actor=manager())
    assert not GroupMember.objects.exists()


def test_one_unknown_number_refuses_all():
    ming = member()
    save()
    with pytest.raises(MemberUnknown):
        add([ming.number, "M99999999"])
    assert not GroupMember.objects.exists()


@pytest.fixture
def odd_rule():
    chosen: set[int] = set()
    asks = (GroupParam(key="months", label="months", default=12, least=1, most=24),)
    rule = GroupRule("test.odd", "Odd", asks, lambda params, on: frozenset(chosen))
    registry.offer("member.group", rule.key, rule)
    yield chosen
    registry._slots["member.group"].pop(rule.key)


def test_the_night_writes_a_computed_group_and_twice_changes_nothing(odd_rule):
    ming, mei = member(), member("李梅", "13900001111")
    save(rule="test.odd")
    odd_rule.add(ming.pk)
    assert flow.compute_groups(actor=house("test"), on=TODAY, at=AT) == 1
    assert flow.compute_groups(actor=house("test"), on=TODAY, at=AT) == 0
    odd_rule.symmetric_difference_update({ming.pk, mei.pk})
    assert flow.compute_groups(actor=house("test"), on=TODAY, at=AT) == 2
    assert selectors.members_of_group("vip") == [mei.pk]


def test_nobody_is_put_into_a_computed_group_by_hand(odd_rule):
    save(rule="test.odd")
    with pytest.raises(GroupIsComputed):
        add([member().number])


def test_numbers_of_a_rule_are_bounded_and_default(odd_rule):
    save(rule="test.odd")
    assert MemberGroup.objects.get().params == {"months": 12}
    with pytest.raises(Invalid, match="months"):
        save(is_new=False, rule="test.odd", params={"months": 25})
    with pytest.raises(Invalid, match="years"):
        save(is_new=False, rule="test.odd", params={"years": 2})


def test_regulars_are_those_who_came_and_spent_lately():
    ming, mei = member(), member("李梅", "13900001111")
    for days, who in ((1, ming), (30, ming), (1, mei), (800, mei)):
        _bought(who, days)
    save(rule="members.regulars", params={"months": 12, "visits": 2, "spend_cents": 150_00})
    flow.compute_groups(actor=house("test"), on=TODAY, at=AT)
    assert selectors.members_of_group("vip") == [ming.pk]


def _bought(who, days):
    happening = Happening(
        kind=Happened.SALE, at=AT, on=TODAY - timedelta(days=days), title="Bought", amount_cents=100_00, visits=1
    )
    unit_of_work(lambda: services.record_event(who.pk, happening))()


def test_the_list_of_groups_costs_one_query(django_assert_num_queries):
    viewer = headquarters()
    for code in ("one", "two", "three"):
        save(code, viewer)
    with django_assert_num_queries(1):
        assert [row.code for row in selectors.list_groups(viewer)] == ["one", "two", "three"]
    with pytest.raises(NotPermitted):
        selectors.list_groups(factories.stranger())
