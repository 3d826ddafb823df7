"""A member's purchases: every line once, whoever sold it; sums of any days; nobody else's members."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from facet.inventory.tests import factories as inventory
from facet.kernel.errors import Invalid
from facet.kernel.permissions import EVERYWHERE, Reach, house
from facet.kernel.transactions import unit_of_work
from facet.members import services as members_services
from facet.members.errors import MemberUnknown
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.organisation import services as organisation_services
from facet.sales.selectors import purchases
from facet.sales.selectors.purchases import Days, purchases_of
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture
from facet.sales.tests.factories import AT, Shop

pytestmark = pytest.mark.django_db
RING = 1_280_000
DAY = AT.date()


def sell_three(shop: Shop) -> None:  # noqa: F811 -- the fixture is handed on
    """Three tickets of 12,800 each, two days apart, the last of two lines; the clerk sold only the first."""
    colleague = shop.actor(shop.manager)
    for number in range(4):
        inventory.piece(f"P{number}", shop.store, price_basis="fixed", price_item=None, tag_price_cents=RING,
                        labour_value=0)  # fmt: skip
    shop.sell("P0", at=AT - timedelta(days=4))
    assert purchases_of(shop.actor(), member_id=shop.member.pk).spent.net_cents == RING
    shop.sell("P1", at=AT - timedelta(days=2), actor=colleague)
    shop.sell("P2", "P3", at=AT, actor=colleague)


def test_every_line_is_told_once_in_pages_and_costs_what_it_says(
    shop: Shop,  # noqa: F811 -- the fixture
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries,
) -> None:
    sell_three(shop)
    monkeypatch.setattr(purchases, "PAGE", 1)
    viewer, before, seen = shop.actor(), None, []
    for _ in range(4):
        with django_assert_num_queries(6 if before else 5):
            page = purchases_of(viewer, member_id=shop.member.pk, before=before)
        seen += [each.line.code for each in page.lines]
        assert (page.spent.tickets, page.spent.net_cents) == (3, 4 * RING)
        before = page.before
    assert (seen, before) == (["P2", "P3", "P1", "P0"], None)


@pytest.mark.parametrize(
    ("days", "cents", "tickets", "older"),
    [
        (Days(), 3 * RING + RING + 50_000, 4, 50_000),
        (Days(first=DAY), 2 * RING, 1, 0),
        (Days(last=DAY - timedelta(days=1)), 2 * RING + 50_000, 3, 50_000),
        (Days(DAY - timedelta(days=2), DAY - timedelta(days=2)), RING, 1, 0),
        (Days(date(2027, 1, 1)), 0, 0, 0),
    ],
)
def test_the_sums_are_those_of_the_days_with_the_older_system(shop, days, cents, tickets, older):  # noqa: F811 -- the fixture
    sell_three(shop)

    @unit_of_work
    def brought_over() -> None:
        old = date(2024, 5, 20)
        happened = Happening(kind=Happened.OPENING, at=AT, on=old, title="x", amount_cents=50_000, visits=1)
        members_services.record_event(shop.member.pk, happened)

    brought_over()
    spent = purchases_of(shop.actor(), member_id=shop.member.pk, days=days).spent
    assert (spent.net_cents, spent.tickets, spent.older_cents) == (cents, tickets, older)


def test_days_in_the_wrong_order_and_another_clerks_member_are_refused(shop):  # noqa: F811 -- the fixture
    with pytest.raises(Invalid):
        purchases_of(shop.actor(), member_id=shop.member.pk, days=Days(DAY, DAY - timedelta(days=1)))
    mine = Reach(frozenset({shop.store.pk}), own=True)
    stranger = shop.actor(shop.manager, grants={"members.view_members": mine, "sales.view_sales": EVERYWHERE})
    with pytest.raises(MemberUnknown):
        purchases_of(stranger, member_id=shop.member.pk)


def test_the_page_and_the_api_tell_the_same(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    sell_three(shop)
    token = organisation_services.issue_token(
        actor=house("test"), username=shop.clerk.username, label="test", days=30, at=datetime.now(tz=UTC)
    )
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    days = {"first": str(DAY - timedelta(days=2)), "last": str(DAY - timedelta(days=1))}
    told = client.get(f"/api/v1/members/{shop.member.pk}/purchases", days, headers=headers).json()
    assert ([line["code"] for line in told["lines"]], told["net_cents"]) == (["P1"], RING)
    url = reverse("sales:purchases", args=[shop.member.pk])
    page = client.get(url, days).content.decode()
    assert "P1" in page
    assert "12,800.00" in page
    assert ">P0<" not in page  # not the bare letters: a form key may hold them
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert ">P0<" in part
    assert "<html" not in part
    wrong = client.get(url, {"first": "2026-02-02", "last": "2026-02-01"})
    assert wrong.status_code == 200
    assert "fc-error" in wrong.content.decode()
