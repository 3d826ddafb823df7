"""Charges at a terminal, for programs: asked once, claimed by one ticket, settled by hand where unclear."""

from uuid import uuid4

import pytest

from facet.loyalty.tests.spending import setting
from facet.sales.models import Payment, Sale
from facet.sales.tests.ticket.test_api import body, headers, post, shop  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
RING = 1_280_000
CHARGE = {"store": "S01", "till": "T1", "amount_cents": RING}


def terminal(mode):
    setting("sales.terminal", value=f"simulated:{mode}")


def test_one_charge_pays_one_ticket_however_often_it_is_sent(client, shop, headers):  # noqa: F811 -- the fixtures
    terminal("ok")
    key = uuid4()
    paid, again = (post(client, "/sales/payments", CHARGE, headers(shop.clerk, key)).json() for _ in range(2))
    assert (paid["id"], paid["state"], Payment.objects.count()) == (again["id"], "approved", 1)

    tender = {"method": "terminal", "amount_cents": RING, "payment": paid["id"]}
    sold = post(client, "/sales", body(shop, "D1", tenders=[tender]), headers(shop.clerk))

    assert sold.status_code == 201, sold.content
    assert Payment.objects.get().state == "claimed"
    assert client.get("/api/v1/sales/payments/open", headers=headers(shop.manager)).json() == []


def test_an_unclear_charge_waits_by_name_and_is_settled_once(client, shop, headers):  # noqa: F811 -- the fixtures
    terminal("timeout")
    unclear = post(client, "/sales/payments", CHARGE, headers(shop.clerk))
    assert (unclear.status_code, unclear.json()["code"]) == (409, "sales.payment_unclear")

    (row,) = client.get("/api/v1/sales/payments/open", headers=headers(shop.manager)).json()
    assert (row["amount_cents"], row["method"]) == (RING, "terminal")
    path, wish = f"/sales/payments/{row['id']}/decision", {"decision": "not_charged", "note": "对账单上没有"}
    assert post(client, path, wish, headers(shop.clerk)).status_code == 403
    assert post(client, path, {"decision": "perhaps"}, headers(shop.manager)).status_code == 422
    settled = post(client, path, wish, headers(shop.manager))

    assert (settled.status_code, settled.json()["id"]) == (200, row["id"]), settled.content
    assert post(client, path, wish | {"decision": "charged"}, headers(shop.manager)).status_code == 409
    assert client.get("/api/v1/sales/payments/open", headers=headers(shop.manager)).json() == []


def test_a_store_that_charges_by_hand_and_another_store_are_refused_in_words(client, shop, headers):  # noqa: F811 -- the fixtures
    by_hand = post(client, "/sales/payments", CHARGE, headers(shop.clerk))
    assert (by_hand.status_code, by_hand.json()["facts"]["field"]) == (422, "store")
    terminal("ok")
    assert post(client, "/sales/payments", CHARGE | {"store": "S99"}, headers(shop.clerk)).status_code == 404
    assert post(client, "/sales/payments", CHARGE | {"amount_cents": 0}, headers(shop.clerk)).status_code == 422
    decision = f"/sales/payments/{uuid4()}/decision"
    assert post(client, decision, {"decision": "charged"}, headers(shop.manager)).status_code == 404
    assert (Payment.objects.count(), Sale.objects.count()) == (0, 0)
