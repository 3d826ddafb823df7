"""Points that an open ticket holds: no other till plans them, and every end gives them back. Source: P7."""

from datetime import timedelta

import pytest
from django.urls import reverse

from facet.kernel import operations
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services as loyalty_services
from facet.loyalty.errors import CashTooMuch, PointsShort, PointsTooFew
from facet.loyalty.models import PointsAccount, PointsReservation
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.errors import MemberNeeded
from facet.sales.models import Basket
from facet.sales.selectors.till import request_of
from facet.sales.services.planned_points import plan_points
from facet.sales.tests import factories
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture
from facet.sales.tests.factories import AT, key, paid
from facet.sales.tests.tenders.wallet import books_agree, wallet

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(shop):  # noqa: F811 -- the fixture
    """An open ticket with the ring and its member, who has 90 000 points."""
    wallet(shop)
    return ticket(shop, "D1")


def ticket(shop, *tags, member=True):  # noqa: F811 -- the fixture's value
    basket = services.open_basket(actor=shop.actor(), store=shop.store.code, till=shop.till.code, at=AT)
    for tag in tags:
        services.add_line(actor=shop.actor(), basket_id=basket.pk, code=tag, at=AT)
    if member:
        services.set_people(actor=shop.actor(), basket_id=basket.pk, member_id=shop.member.pk, at=AT)
    return basket


def plan(shop, basket, cents, at=AT):  # noqa: F811 -- the fixture's value
    return plan_points(actor=shop.actor(), till=place(shop), basket_id=basket.pk, cents=cents, at=at)


def place(shop):  # noqa: F811 -- the fixture's value
    return organisation_selectors.till_facts(store_code=shop.store.code, till_code=shop.till.code)


def account(shop):  # noqa: F811 -- the fixture's value
    return PointsAccount.objects.get(member=shop.member)


def test_two_tills_cannot_plan_the_same_points(shop, opened):  # noqa: F811 -- the fixture
    held = plan(shop, opened, 60_000)
    assert (held.points, account(shop).reserved, account(shop).available) == (60_000, 60_000, 90_000)

    factories.inventory.piece("D2", shop.store)
    other = ticket(shop, "D2")
    with pytest.raises((CashTooMuch, PointsTooFew)):
        plan(shop, other, 60_000)
    plan(shop, other, 30_000)
    assert account(shop).reserved == 90_000

    plan(shop, other, 0)
    assert account(shop).reserved == 60_000


@pytest.mark.parametrize("end", ["abandon", "take the member off"])
def test_a_ticket_that_is_given_up_gives_them_back(shop, opened, end):  # noqa: F811 -- the fixture
    plan(shop, opened, 60_000)
    if end == "abandon":
        services.abandon_basket(actor=shop.actor(), basket_id=opened.pk, at=AT)
    else:
        services.set_people(actor=shop.actor(), basket_id=opened.pk, member_id=0, at=AT)

    assert account(shop).reserved == 0
    assert PointsReservation.objects.get().state == "released"
    books_agree()


def test_a_held_ticket_keeps_them_as_long_as_its_pieces(shop, opened):  # noqa: F811 -- the fixture
    plan(shop, opened, 60_000)
    services.hold_basket(actor=shop.actor(), basket_id=opened.pk, at=AT)

    assert PointsReservation.objects.get().expires_at == AT + timedelta(hours=12)


@pytest.mark.parametrize(("cents", "state"), [(60_000, "used"), (0, "released")])
def test_a_sale_uses_them_or_lets_them_go(shop, opened, cents, state):  # noqa: F811 -- the fixture
    plan(shop, opened, 60_000)
    basket = Basket.objects.get(pk=opened.pk)
    tenders = ((paid("points", cents),) if cents else ()) + (paid("wechat", 1_280_000 - cents),)
    request = request_of(basket, list(basket.lines.all()), till=place(shop), tenders=tenders)

    services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    assert (account(shop).reserved, PointsReservation.objects.get().state) == (0, state)
    books_agree()


def test_nobody_s_ticket_holds_no_points(shop):  # noqa: F811 -- the fixture
    wallet(shop)
    with pytest.raises(MemberNeeded):
        plan(shop, ticket(shop, "D1", member=False), 100)
    assert not PointsReservation.objects.exists()


def test_points_that_a_ticket_holds_buy_nothing_else(shop, opened):  # noqa: F811 -- the fixture
    plan(shop, opened, 60_000)
    with pytest.raises(PointsShort):
        spend(shop, 30_001)
    spend(shop, 30_000)
    assert (account(shop).available, account(shop).reserved) == (60_000, 60_000)


@unit_of_work
def spend(shop, points):  # noqa: F811 -- the fixture's value
    """Points for goods from stock, on another ticket."""
    act = operations.begin(key(), kind="tests.goods", actor=shop.actor(), at=AT)
    standing = members_services.lock_standing(shop.member.pk)
    spent = loyalty_services.spend_points(
        points=points, proof_id=None, act_id=act.id, member_id=shop.member.pk, document=f"tests.goods:{act.id}",
        at=AT, on=AT.date(), store_id=shop.store.pk,
    )  # fmt: skip
    members_services.apply_standing(standing, **spent.standing_changes)


def test_the_sheet_holds_them_and_says_so(client, shop, opened):  # noqa: F811 -- the fixture
    body = {"operation_id": str(key().id), "expected_total_cents": 1_280_000, "amount_points": "600", "set_aside": "1"}
    page = client.post(reverse("sales:pay", args=[opened.pk]), body).content.decode()

    assert account(shop).reserved == 60_000
    assert "60,000" in page
    assert 'value="600.00"' in client.get(reverse("sales:till")).content.decode()


def test_a_program_holds_them_and_gives_them_back(client, monkeypatch, shop, opened):  # noqa: F811 -- the fixture
    monkeypatch.setattr("facet.organisation.api.tokens.BearerToken.authenticate", lambda *_: shop.actor())
    monkeypatch.setattr("facet.sales.api.held_points.now", lambda: AT)

    def put(cents):
        body = {"store": shop.store.code, "till": shop.till.code, "cents": cents}
        path = f"/api/v1/sales/open/{opened.pk}/points"
        return client.put(path, body, "application/json", headers={"Authorization": "Bearer x"})

    assert (put(60_000).json()["points"], account(shop).reserved) == (60_000, 60_000)
    assert put(10**9).json()["code"] == "loyalty.cash_too_much"
    assert (put(0).json(), account(shop).reserved) == ({"points": 0, "cents": 0, "expires_at": None}, 0)
