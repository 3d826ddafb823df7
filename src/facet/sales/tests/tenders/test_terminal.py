"""Reserve, ask, claim: a terminal that approves, declines, keeps silent, or answers twice. Source: P9."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.selectors import till_facts
from facet.sales.errors import PaymentDecided, PaymentDeclined, PaymentUnclear
from facet.sales.flows.terminal import Simulated, charge_terminal
from facet.sales.models import Basket, Payment, Sale
from facet.sales.rules.request import TenderRequest
from facet.sales.services.payments import ChargeIn, reconcile_payment
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key

pytestmark = pytest.mark.django_db(transaction=True)
RING = 1_280_000


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def charge(shop: Shop, mode: str, basket: Any = None, **facts: Any) -> Payment:
    request = ChargeIn(method="terminal", amount_cents=RING, basket=basket)
    facts = {"actor": shop.actor(), "operation": key(), "terminal": Simulated(mode)} | facts
    till = till_facts(store_code=shop.store.code, till_code=shop.till.code)
    return charge_terminal(till=till, request=request, at=AT, **facts)


def sell(shop: Shop, payment: Payment, tag: str = "D1") -> Any:
    return shop.sell(tag, tenders=(TenderRequest(method="terminal", amount_cents=RING, payment=payment.pk),))


@pytest.mark.parametrize(("mode", "answers"), [("ok", 1), ("twice", 2)])
def test_one_charge_pays_one_ticket(shop: Shop, mode: str, answers: int) -> None:
    paid = charge(shop, mode)
    sold = sell(shop, paid).sale
    row = Payment.objects.get()
    assert (row.state, row.sale, row.answers) == ("claimed", sold.pk, answers)
    factories.inventory.piece("D2", shop.store, category=shop.pieces["D1"].category, price_item=None,
                              price_basis="fixed", tag_price_cents=RING, labour_value=0)  # fmt: skip
    with pytest.raises(PaymentUnclear):
        sell(shop, paid, "D2")
    assert Sale.objects.count() == 1


def test_declined_charges_nothing(shop: Shop) -> None:
    with pytest.raises(PaymentDeclined):
        charge(shop, "decline")
    with pytest.raises(PaymentUnclear):
        sell(shop, Payment.objects.get())


def test_silence_blocks_a_second_charge_until_somebody_looked(shop: Shop) -> None:
    basket = uuid4()
    with pytest.raises(PaymentUnclear):
        charge(shop, "timeout", basket)
    with pytest.raises(PaymentUnclear):
        charge(shop, "ok", basket)
    row = Payment.objects.get()
    assert row.state == "unknown"

    again = key()
    for _ in range(2):
        reconcile_payment(
            actor=shop.actor(), operation=again, payment_id=row.pk, decision="charged", note="", at=AT
        )  # fmt: skip
    same = charge(shop, "decline", basket)
    assert (same.pk, Payment.objects.count()) == (row.pk, 1)
    sell(shop, same)
    with pytest.raises(PaymentDecided):
        reconcile_payment(
            actor=shop.actor(), operation=key(), payment_id=row.pk, decision="reversed", note="", at=AT
        )  # fmt: skip


def test_the_same_charge_sent_twice_asks_once(shop: Shop) -> None:
    once = key()
    assert charge(shop, "ok", operation=once).pk == charge(shop, "decline", operation=once).pk
    assert Payment.objects.get().answers == 1


def test_the_sheet_says_not_to_charge_again_and_the_page_settles_it(client: Any, shop: Shop) -> None:
    from facet.loyalty.tests import spending

    organisation_services.install_roles(actor=house("t"), roles=organisation_selectors.starting_roles(), at=AT)
    RoleAssignment.objects.create(staff=shop.manager, role=Role.objects.get(code="store_manager"))
    client.force_login(shop.manager)
    spending.setting("sales.terminal", value="simulated:timeout")
    client.post(reverse("sales:scan"), {"code": "D1"})
    form = client.get(reverse("sales:till")).context["payment"]
    body = {name: form[name].value() or "" for name in form.fields} | {"amount_terminal": "12800", "proofs": "{}"}
    pay = reverse("sales:pay", args=[Basket.objects.get().pk])
    answer = client.post(pay, body)
    assert answer.status_code == 422
    assert not Sale.objects.exists()
    row = Payment.objects.get()

    page = client.get(reverse("sales:reconcile"))
    decision = page.context["rows"][0][1]["operation_id"].value()
    client.post(reverse("sales:decide_payment", args=[row.pk]), {"operation_id": decision, "decision": "charged"})
    client.post(pay, body)

    assert Sale.objects.get().due_cents == RING
    assert Payment.objects.get().state == "claimed"
