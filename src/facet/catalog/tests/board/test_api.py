"""Gold prices for programs."""

from datetime import timedelta
from uuid import uuid4

import pytest

from facet.catalog.models import BoardConfirmation, BoardPublication
from facet.catalog.tests import factories
from facet.kernel import clock
from facet.organisation import services as organisation_services

pytestmark = pytest.mark.django_db

URL = "/api/v1/board-prices"


@pytest.fixture
def shop(db):
    """A group whose gold costs 974.00 since an hour ago, with one store."""
    group = factories.price_group("G1")
    item = factories.price_item("AU999")
    factories.board(group, (item, 97_400, 97_400, 92_200), at=clock.now() - timedelta(hours=1))
    return factories.store(group=group)


def body(retail=98_000, **fields):
    price = {"item": "AU999", "retail_cents_per_gram": retail, "buy_back_cents_per_gram": 92_800}
    return {"price_group": "G1", "prices": [price]} | fields


def post(client, headers, payload, url=URL):
    return client.post(url, payload, content_type="application/json", headers=headers)


def test_set_board_price_then_list_it(client, shop):
    headers = factories.bearer("catalog.set_board_price", "catalog.view_catalog")

    answer = post(client, headers, body(note="随行就市"))
    again = post(client, headers, body(note="随行就市"))
    listed = client.get(f"{URL}?price_group=G1", headers=headers)

    assert (answer.status_code, again.status_code) == (201, 201)
    assert answer.json() == again.json()
    assert (answer.json()["largest_change_bp"], answer.json()["note"]) == (65, "随行就市")
    [price] = listed.json()
    assert (price["code"], price["retail_cents_per_gram"], price["exchange_cents_per_gram"]) == ("AU999", 98_000, None)


@pytest.mark.parametrize(
    ("status", "code", "payload"),
    [
        (409, "approval_needed", body(110_000)),
        (422, "catalog.price_not_reasonable", body(92_700)),
        (404, "not_found", body(price_group="G9")),
        (422, "invalid", body(0)),
        (422, "invalid", body(colour="red")),
        (422, "invalid", body(valid_from="0001-01-01T00:00:00+00:00")),
        (422, "catalog.price_in_the_past", body(valid_from="2020-01-01T00:00:00+08:00")),
    ],
)
def test_set_board_price_refused(client, shop, status, code, payload):
    answer = post(client, factories.bearer("catalog.set_board_price"), payload)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert BoardPublication.objects.count() == 1


def test_set_board_price_needs_a_key_and_the_right(client, shop):
    headers = factories.bearer("catalog.set_board_price")
    without_key = {"Authorization": headers["Authorization"]}

    assert post(client, without_key, body()).status_code == 422
    assert post(client, factories.bearer("catalog.view_catalog"), body()).status_code == 403
    assert post(client, {}, body()).status_code == 401
    assert BoardPublication.objects.count() == 1


def test_large_change_asked_for_and_published(client, shop):
    headers = factories.bearer("catalog.set_board_price")
    boss = factories.person("catalog.approve_board_price")

    asked = post(client, headers, body(110_000, reason="国际金价大涨"), url=f"{URL}/approvals")
    approval_id = asked.json()["approval_id"]
    organisation_services.decide_approval(actor=boss, approval_id=approval_id, approve=True, note="", at=clock.now())
    headers["Idempotency-Key"] = str(uuid4())
    answer = post(client, headers, body(110_000, approval_id=approval_id))

    assert (asked.status_code, answer.status_code) == (201, 201)
    assert answer.json()["approval_id"] == approval_id


def test_price_series_day_by_day(client, shop):
    headers = factories.bearer("catalog.view_catalog")
    today = clock.local_date(clock.now(), "Asia/Shanghai")
    span = f"price_group=G1&item=AU999&first={today - timedelta(days=2)}&last={today}"

    series = client.get(f"{URL}/history?{span}", headers=headers).json()

    assert [day["on"] for day in series] == [str(today - timedelta(days=n)) for n in (2, 1, 0)]
    assert (series[0]["retail_cents"], series[-1]["retail_cents"]) == (None, 97_400)
    for wrong in (span.replace("G1", "G9"), span.replace("AU999", "XX")):
        assert client.get(f"{URL}/history?{wrong}", headers=headers).status_code == 404
    backwards = f"price_group=G1&item=AU999&first={today}&last={today - timedelta(days=1)}"
    assert client.get(f"{URL}/history?{backwards}", headers=headers).status_code == 422
    stranger = factories.bearer()
    assert client.get(f"{URL}/history?{span}", headers=stranger).status_code == 403


def test_confirm_board_price_and_who_has(client, shop):
    other = factories.store(group=shop.price_group)
    headers = factories.bearer("catalog.confirm_board_price", "catalog.view_catalog", at_store=shop, scope="store")
    publication = BoardPublication.objects.get()

    answer = post(client, headers, {"store": shop.code}, url="/api/v1/board-confirmations")
    foreign = post(client, headers, {"store": other.code}, url="/api/v1/board-confirmations")
    listed = client.get("/api/v1/board-confirmations?price_group=G1", headers=headers)

    assert (answer.status_code, answer.json()) == (201, {"publication_id": publication.pk})
    assert foreign.status_code == 404
    assert [(row["code"], row["confirmed_by"]) for row in listed.json()] == [(shop.code, "林嘉慧")]
    assert BoardConfirmation.objects.count() == 1


def test_prices_of_another_group_look_like_none(client, shop):
    factories.price_group("G2")
    headers = factories.bearer("catalog.view_catalog", at_store=shop, scope="store")

    assert client.get(f"{URL}?price_group=G2", headers=headers).status_code == 404
    assert client.get(f"{URL}?price_group=G1", headers=headers).status_code == 200
    assert client.get(f"{URL}?price_group=G1", headers=factories.bearer()).status_code == 403
