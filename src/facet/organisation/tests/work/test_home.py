"""What the house says on the home page and counts in the ribbon, each with its price in queries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import translation

from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import Scope
from facet.organisation import selectors
from facet.organisation.flows import guard
from facet.organisation.models import Task, Till
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as house
from facet.organisation.web import panels_home

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 14, 6, 32, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def admin():
    cache.clear()
    staff = house.staff("boss", home=house.store(), name="王")
    rights = (P.MANAGE_STAFF, P.MANAGE_STORES, P.MANAGE_DEVICES)
    house.give(staff, house.role("boss", dict.fromkeys(rights, Scope.CHAIN)))
    return selectors.actor_of(staff.pk, via="web")


def test_people_who_signed_in_today_and_their_price(admin, django_assert_num_queries):
    house.staff("one", signed_in_at=AT - timedelta(hours=1))
    house.staff("two", signed_in_at=AT - timedelta(days=1))
    with django_assert_num_queries(panels_home.FIGURES[0].queries):
        facts = panels_home.people(admin, None, AT)
    assert (facts["value"], facts["compare"]) == ("1 person", "of 3 who work here")


def test_devices_in_use_by_kind(admin, django_assert_num_queries):
    shop = house.store("S02")
    Till.objects.create(store=shop, code="T1", name="1")
    Till.objects.create(store=shop, code="P1", name="2", kind=Till.Kind.TABLET)
    Till.objects.create(store=shop, code="T9", name="9", is_active=False)
    with django_assert_num_queries(panels_home.FIGURES[1].queries):
        facts = panels_home.devices(admin, None, AT)
    assert facts["goods"] == [("1", "till"), ("1", "counter tablet")]


def test_an_account_tried_too_often_is_an_alert_until_it_signs_in(admin):
    for _ in range(5):
        guard.count(username="boss", address="10.0.0.1", at=AT)
    assert panels_home.hammered(admin, None, AT)["rows"][0]["title"].startswith("1 account has")
    assert panels_home.hammered(admin, None, AT + timedelta(hours=2)) == {}
    guard.forgive(username="boss", address="10.0.0.1", at=AT)
    assert panels_home.hammered(admin, None, AT) == {}


@pytest.mark.parametrize(
    "ask", [selectors.usernames, selectors.doors, lambda actor: selectors.people_today(actor, at=AT)]
)
def test_nobody_else_is_told(ask):
    with pytest.raises(NotPermitted):
        ask(selectors.actor_of(house.staff("clerk").pk, via="web"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ribbon_counts_what_waits(admin, rows, django_assert_num_queries):
    for number in range(rows):
        Task.objects.create(
            key=f"t{number}", kind="test", title="Do it", facts={}, assignee_id=admin.staff_id, opened_at=AT
        )
    with django_assert_num_queries(panels_home.WAITING.queries):
        counts = panels_home.waiting(admin, None, AT)
    assert counts == {"home.todo": {"count": rows}, "home.approvals": {"count": 0}}
