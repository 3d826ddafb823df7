"""Deposits at the till: onto the ticket, paid, found, used, settled, printed."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.models import BasketLine, Deposit, Sale
from facet.sales.tests import factories
from facet.sales.tests.factories import Shop

pytestmark = pytest.mark.django_db(transaction=True)
TAKEN = {
    "kind": "",
    "amount": "5000",
    "price": "28000",
    "subject": "足金手镯",
    "lock_item": "AU999",
    "lock_grams": "20",
}


def now() -> datetime:
    return datetime.now(tz=UTC)


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop()
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=now())
    for staff, code in ((shop.clerk, "clerk"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


@pytest.fixture
def till(client: Client, shop: Shop) -> Client:
    client.force_login(shop.manager)
    return client


def pays(till: Client, **amounts: Any) -> None:
    """Open the till as a browser does and send its own sheet, with these amounts."""
    screen = till.get(reverse("sales:till"))
    form, view = screen.context["payment"], screen.context["view"]
    facts = {name: form[name].value() for name in ("amount_deposit",) if form[name].value()}
    facts |= {"operation_id": str(uuid.uuid4()), "expected_total_cents": view.quoted.totals.due_cents}
    facts |= {"deposits": form["deposits"].value() or "[]"}
    answer = till.post(reverse("sales:pay", args=[view.basket.pk]), facts | amounts)
    assert answer.status_code == 302, (answer.context.get("message"), answer.context["payment"].errors)


def taken(till: Client, shop: Shop, **facts: Any) -> Deposit:
    answer = till.post(reverse("sales:deposit_new"), TAKEN | {"member": shop.member.pk} | facts)
    assert answer.status_code == 302, answer.context["form"].errors
    pays(till, amount_cash=facts.get("amount", "5000"))
    return Deposit.objects.order_by("-pk").first()


def test_from_the_form_over_the_till_to_the_slip_and_back_as_money(till: Client, shop: Shop) -> None:
    row = taken(till, shop)
    assert (row.kind, row.balance_cents, row.lock_mg) == ("earnest", 500_000, 20_000)
    for name in ("deposit", "deposit_slip"):
        page = till.get(reverse(f"sales:{name}", args=[row.number]))
        assert (page.status_code, row.number in page.content.decode()) == (200, True)
    assert till.get(reverse("sales:deposit_slip", args=[row.number]), {"paper": "a5"}).status_code == 200
    assert row.number in till.get(reverse("sales:deposits")).content.decode()

    assert till.post(reverse("sales:deposit_use"), {"number": row.number.lower()}).status_code == 302
    till.post(reverse("sales:scan"), {"code": "G1"})
    screen = till.get(reverse("sales:till"))
    assert [other.words for other in screen.context["others"]] == [row.number]
    assert screen.context["payment"]["amount_deposit"].value() == "5000.00"
    pays(till, amount_wechat="23870.48")
    row.refresh_from_db()
    assert (row.balance_cents, row.state) == (0, "closed")


def test_a_layaway_keeps_its_piece_and_its_page_lists_what_is_due(till: Client, shop: Shop) -> None:
    row = taken(till, shop, kind="layaway", price="", amount="2560", piece="D1", instalments="5", lock_item="")
    page = till.get(reverse("sales:deposit", args=[row.number]))
    assert [due.cents for due in page.context["page"].dues] == [204_800] * 5
    assert (
        till.post(reverse("sales:deposit_act", args=[row.number]), {"do": "pay", "amount": "2048"}).status_code == 302
    )
    pays(till, amount_cash="2048")
    page = till.get(reverse("sales:deposit", args=[row.number]))
    assert page.context["page"].covered == {1}
    assert till.post(reverse("sales:deposit_use"), {"number": row.number}).status_code == 302
    assert BasketLine.objects.filter(basket__state="open", tag="D1").exists()


def test_settling_goes_over_the_till_and_pays_back(till: Client, shop: Shop) -> None:
    row = taken(till, shop, kind="prepayment")
    answer = till.post(reverse("sales:deposit_act", args=[row.number]), {"do": "settle", "reason": "withdrawn"})
    assert answer.status_code == 302
    pays(till, amount_cash="5000")
    assert Sale.objects.order_by("-completed_at").first().due_cents == -500_000
    row.refresh_from_db()
    assert row.state == "closed"


@pytest.mark.parametrize(
    "wrong", [{"amount": ""}, {"amount": "28001"}, {"price": ""}, {"kind": "earnest", "amount": "6000"},
              {"lock_grams": "0"}, {"piece": "NONE"}, {"kind": "layaway"}]
)  # fmt: skip
def test_mistakes_are_named_and_nothing_is_put_on_the_ticket(till: Client, shop: Shop, wrong: dict[str, str]) -> None:
    answer = till.post(reverse("sales:deposit_new"), TAKEN | {"member": shop.member.pk} | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not BasketLine.objects.exists()


def test_a_deposit_without_a_member_and_an_unknown_number_are_refused_in_words(till: Client, shop: Shop) -> None:
    assert till.post(reverse("sales:deposit_new"), TAKEN).status_code == 422
    page = till.post(reverse("sales:deposit_use"), {"number": "S01-D09999"})
    assert (page.status_code, bool(page.context["message"])) == (422, True)
    assert till.get(reverse("sales:deposit", args=["S01-D09999"])).status_code == 404
    for name in ("deposit_new", "deposit_use"):
        assert till.get(reverse(f"sales:{name}")).status_code == 200
