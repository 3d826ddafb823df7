"""Each tab costs what it says, whatever the member has."""

from datetime import timedelta

import pytest

from facet.kernel.permissions import EVERYWHERE
from facet.kernel.transactions import unit_of_work
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.timeline import Happening
from facet.members.rules.words import ConsentChannel, Happened, RelationKind
from facet.members.services import RelationIn
from facet.members.tests import factories
from facet.members.web import panels

pytestmark = pytest.mark.django_db


def more_of_everything(member, n):
    act = {"actor": factories.HOUSE, "member_id": member.pk, "at": factories.AT}
    other = factories.member("李明", f"1390000{n:04}")
    relation = RelationIn(kind=RelationKind.FRIEND, number=other.number)
    services.add_relation(operation=factories.key(), relation=relation, **act)
    agreed = services.ConsentAnswer(channel=ConsentChannel.EMAIL, is_granted=True)
    services.set_consent(operation=factories.key(), answer=agreed, **act)

    @unit_of_work
    def happen():
        day = factories.AT - timedelta(days=n)
        services.record_event(member.pk, Happening(kind=Happened.SALE, at=day, on=day.date(), title="x", visits=1))

    happen()


@pytest.mark.parametrize("panel", panels.TABS, ids=lambda panel: panel.key)
def test_each_tab_costs_what_it_says(panel, django_assert_max_num_queries):
    member = factories.member(birth_date=factories.BORN)
    grants = dict.fromkeys((*MembersPermission, "audit.view_history"), EVERYWHERE)
    viewer = factories.actor_for(factories.staff("clerk1"), grants, switches=("phone", "birth_date"))
    for n in (1, 2, 3):
        more_of_everything(member, n)
        with django_assert_max_num_queries(panel.queries):
            assert panel.context(viewer, member.pk, factories.AT)["facts"]


def test_the_birthday_card_costs_one_query_and_is_for_people_only(django_assert_num_queries):
    for n in range(3):
        factories.member("近", f"1390000111{n}", birth_date=factories.AT.date().replace(year=1990))
    viewer = factories.clerk()
    with django_assert_num_queries(1):
        rows = panels.birthdays_to_do(viewer, None, factories.AT)["rows"]
    assert [row["tone"] for row in rows] == ["gold"] * 3
    assert panels.birthdays_to_do(factories.HOUSE, None, factories.AT) == {}


def test_small_selectors_cost_one_query(django_assert_num_queries):
    member = factories.member()
    viewer = factories.clerk()
    with django_assert_num_queries(1):
        assert selectors.preference_ids(viewer, member.pk) == []
    with django_assert_num_queries(1):
        assert selectors.grade_codes() == ["ordinary"]
