"""The till's screen, as its templates get it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.rules.approvals import Wish
from facet.sales import services
from facet.sales.models import Basket, BasketLine, Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(client):
    """A shop whose clerk is signed in."""
    shop = factories.shop()
    at = datetime.now(tz=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for code in ("clerk", "cashier"):
        RoleAssignment.objects.create(staff=shop.clerk, role=Role.objects.get(code=code))
    client.force_login(shop.clerk)
    return shop


def scan(client, code):
    return client.post(reverse("sales:scan"), {"code": code})


def test_a_scan_puts_a_piece_on_the_ticket_once(client, shop):
    scan(client, "G1")
    scan(client, "g1")

    assert list(BasketLine.objects.values_list("tag", flat=True)) == ["G1"]
    assert "28,870.48" in client.get(reverse("sales:till")).content.decode()


def test_an_unknown_code_says_so_and_opens_nothing(client, shop):
    answer = scan(client, "X-99")

    assert "X-99" in answer.content.decode()
    assert Basket.objects.count() == 0


def test_a_colleagues_request_for_approval_shows_as_waiting(client, shop):
    scan(client, "D1")
    line, at = BasketLine.objects.get(), datetime.now(tz=UTC)
    approval = organisation_services.request_approval(
        actor=shop.actor(shop.manager), operation=factories.key(), kind="sales.discount", store_id=shop.store.pk,
        wish=Wish(subject="D1", digest="0" * 64, amount=1), reason="老顾客", at=at,
    )  # fmt: skip
    BasketLine.objects.filter(pk=line.pk).update(discount={"fixed_bp": 5_000}, approval=approval)

    page = client.get(reverse("sales:till")).content.decode()

    assert "等待批准" in page
    assert 'data-pay="wechat" disabled' in page


def test_paying_through_the_page_sells_and_shows_the_change(client, shop):
    scan(client, "G1")
    page = client.get(reverse("sales:till"))
    form = page.context["payment"]
    facts = {"operation_id": form["operation_id"].value(), "expected_total_cents": 2_887_048, "amount_cash": "30,000"}

    answer = client.post(reverse("sales:pay", args=[Basket.objects.get().pk]), facts, follow=True)

    assert Sale.objects.get().change_cents == 112_952
    assert "1,129.52" in answer.content.decode()


def test_a_short_payment_stays_on_the_sheet_with_the_typed_amounts(client, shop):
    scan(client, "G1")
    form = client.get(reverse("sales:till")).context["payment"]
    facts = {"operation_id": form["operation_id"].value(), "expected_total_cents": 2_887_048, "amount_cash": "100"}

    answer = client.post(reverse("sales:pay", args=[Basket.objects.get().pk]), facts)

    assert answer.status_code == 422
    assert 'value="100"' in answer.content.decode()
    assert Sale.objects.count() == 0


def test_a_link_from_a_members_page_offers_her_and_changes_nothing(client, shop):
    page = client.get(reverse("sales:till"), {"member": shop.member.pk}).content.decode()

    assert "陈雅琴" in page
    assert Basket.objects.count() == 0


def test_a_held_ticket_comes_back_with_its_lines(client, shop):
    scan(client, "G1")
    basket = Basket.objects.get()
    services.hold_basket(actor=shop.actor(), basket_id=basket.pk, at=datetime.now(tz=UTC))
    assert basket.number in client.get(reverse("sales:held")).content.decode()

    client.post(reverse("sales:act", args=[basket.pk]), {"do": "recall"})

    assert Basket.objects.get().state == "open"
    assert "28,870.48" in client.get(reverse("sales:till")).content.decode()


@pytest.mark.parametrize("facts", [{"do": "member", "member": "987654"}, {"do": "member", "member": "9" * 30}])
def test_an_unknown_member_is_refused_and_the_ticket_stays(client, shop, facts):
    scan(client, "G1")

    answer = client.post(reverse("sales:act", args=[Basket.objects.get().pk]), facts)

    assert answer.status_code == 422
    assert Basket.objects.get().member_id is None
