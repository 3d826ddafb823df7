"""Old gold for programs: trial, trade-in, buy-back, seller; refused, forbidden, another store's."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from facet.sales.models import MaterialPiece, Sale
from facet.sales.tests import factories
from facet.sales.tests.factories import Shop
from facet.sales.tests.old_gold.factories import bought_back
from facet.sales.tests.returns.test_api import bearer, shop  # noqa: F401 -- shop is the fixture

pytestmark = pytest.mark.django_db(transaction=True)
GOLD = {"item": "AU999", "gross_mg": 12_000, "non_metal_mg": 300, "tested_e4": 9_900}
PLACE = {"store": "S01", "till": "T1"}


def post(client: Client, path: str, body: dict[str, Any], staff: Any) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=bearer(staff))


def test_a_trial_then_the_trade_in_it_showed(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    lines = [{"tag": "G1"}]
    trial = post(client, "trade-ins/trial", PLACE | {"gold": GOLD, "lines": lines}, shop.clerk).json()
    offer = next(each for each in trial["offers"] if each["way"] == "grams")
    assert not Sale.objects.exists()
    taken = GOLD | {"way": "grams", "melt_consent": True}
    tenders = [{"method": "cash", "amount_cents": offer["due_cents"]}]
    answer = post(client, "trade-ins", PLACE | {"lines": lines, "old_gold": [taken], "tenders": tenders}, shop.clerk)
    assert (answer.status_code, answer.json()["due_cents"]) == (201, offer["due_cents"]), answer.json()


def test_a_buy_back_with_its_seller(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    who = {"store": "S01", "document": "id_card", "name": "欧阳秋实", "number": "110101199003078888"}
    seller = post(client, "sellers", who, shop.clerk).json()["id"]
    taken = GOLD | {"way": "buy_back", "melt_consent": True, "seller": seller}
    tenders = [{"method": "cash", "amount_cents": 1_055_643}]
    answer = post(client, "buy-backs", PLACE | {"old_gold": [taken], "tenders": tenders}, shop.clerk)
    assert (answer.status_code, answer.json()["due_cents"]) == (201, -1_055_643), answer.json()


def test_without_its_seller_a_buy_back_is_refused(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    taken = GOLD | {"way": "buy_back", "melt_consent": True}
    body = PLACE | {"old_gold": [taken], "tenders": [{"method": "cash", "amount_cents": 1_055_643}]}
    assert post(client, "buy-backs", body, shop.clerk).status_code == 422
    assert not MaterialPiece.objects.exists()


def test_a_clerk_opens_no_lot_and_sees_no_other_store(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    bought_back(factories.shop(code="S02", with_member=False))
    lot = post(client, "refining-lots", {"refiner": "P1", "metal": "gold"}, shop.clerk)
    assert lot.status_code == 403
    seen = client.get("/api/v1/materials", headers=bearer(shop.clerk)).json()
    assert seen == []
    assert client.get("/api/v1/materials/S02-G00001", headers=bearer(shop.clerk)).status_code == 404


def test_a_manager_melts_what_is_off_its_hold(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    bought_back(shop)
    body = {"before_mg": 11_700, "after_mg": 11_640}
    MaterialPiece.objects.update(hold_until=date(2999, 1, 1))
    refused = post(client, "materials/S01-G00001/melt", body, shop.manager)
    assert (refused.status_code, refused.json()["code"]) == (409, "sales.not_melted"), refused.json()
    MaterialPiece.objects.update(hold_until=date(2020, 1, 1))
    melted = post(client, "materials/S01-G00001/melt", body, shop.manager).json()
    assert (melted["state"], melted["melt_before_mg"], melted["melt_after_mg"]) == ("melted", 11_700, 11_640)
    assert post(client, "materials/S02-G00001/melt", body, shop.manager).status_code == 404
