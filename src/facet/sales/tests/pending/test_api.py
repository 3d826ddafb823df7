"""Sales made without the server, for programs: known prices, booked once, kept as a conflict, settled by a manager."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from facet.sales.models import PendingSale, Sale
from facet.sales.tests.ticket.test_api import body, headers, post, shop  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
RING = 1_280_000


def waited(client, shop, mine, tag="D1", cents=RING, **facts):  # noqa: F811 -- the fixture
    """A sale of a ring that was made two minutes after its price was read."""
    known = client.get("/api/v1/sales/pending/prices", {"store": "S01", "till": "T1"}, headers=mine).json()
    sold_at = datetime.fromisoformat(known["made_at"]) + timedelta(seconds=1)
    pending = {"token": known["token"], "number": f"P-{tag}", "sold_at": sold_at.isoformat()}
    ticket = body(shop, tag, member=None, expected_total_cents=cents, pending=pending | facts)
    return ticket | {"tenders": [{"method": "cash", "amount_cents": cents}]}


def test_a_till_reads_its_prices_and_books_a_sale_once(client, shop, headers):  # noqa: F811 -- the fixtures
    key = uuid4()
    known = client.get(
        "/api/v1/sales/pending/prices", {"store": "S01", "till": "T1"}, headers=headers(shop.clerk)
    ).json()
    assert {piece["tag"]: piece["cents"] for piece in known["pieces"]}["D1"] == RING

    ticket = waited(client, shop, headers(shop.clerk))
    answers = [post(client, "/sales", ticket, headers(shop.clerk, key)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201], answers[0].content
    assert answers[0].json() == answers[1].json()
    assert Sale.objects.count() == 1


def test_what_is_refused_waits_by_name_and_is_settled_once(client, shop, headers):  # noqa: F811 -- the fixtures
    ticket = waited(client, shop, headers(shop.clerk), cents=RING - 1)
    refused = post(client, "/sales", ticket, headers(shop.clerk))
    assert (refused.status_code, refused.json()["code"]) == (409, "sales.pending_refused")
    boss = headers(shop.manager)

    (row,) = client.get("/api/v1/sales/conflicts", headers=boss).json()
    assert (row["number"], row["cash_cents"], row["refusal_code"]) == ("P-D1", RING - 1, "sales.price_changed")
    path = f"/sales/conflicts/{row['id']}/settlement"
    assert post(client, path, {"way": "money_back", "note": ""}, headers(shop.manager)).status_code == 422
    settled = post(client, path, {"way": "money_back", "note": "退还现金"}, headers(shop.manager))

    assert settled.json() == {"number": "P-D1", "state": "settled", "way": "money_back"}
    again = post(client, path, {"way": "money_back", "note": "退还现金"}, headers(shop.manager))
    assert (again.status_code, again.json()["code"]) == (409, "sales.conflict_settled")
    assert client.get("/api/v1/sales/conflicts", headers=boss).json() == []
    assert len(client.get("/api/v1/sales/conflicts", {"settled": True}, headers=boss).json()) == 1
    assert not Sale.objects.exists()


def test_a_clerk_settles_nothing_and_another_stores_is_unknown(client, shop, headers):  # noqa: F811 -- the fixtures
    post(client, "/sales", waited(client, shop, headers(shop.clerk), cents=RING - 1), headers(shop.clerk))
    row = PendingSale.objects.get()
    way = {"way": "money_back", "note": "退还现金"}

    assert client.get("/api/v1/sales/conflicts", headers=headers(shop.clerk)).status_code == 403
    assert post(client, f"/sales/conflicts/{row.pk}/settlement", way, headers(shop.clerk)).status_code == 403
    assert post(client, f"/sales/conflicts/{uuid4()}/settlement", way, headers(shop.manager)).status_code == 404
    row.refresh_from_db()
    assert row.state == "conflict"


@pytest.mark.parametrize("facts", [{"token": "made-up"}, {"sold_at": "2026-01-01T00:00:00"}])
def test_prices_nobody_signed_are_refused_and_nothing_is_kept(client, shop, headers, facts):  # noqa: F811 -- the fixtures
    answer = post(client, "/sales", waited(client, shop, headers(shop.clerk), **facts), headers(shop.clerk))

    assert answer.status_code == 422, answer.content
    assert (Sale.objects.count(), PendingSale.objects.count()) == (0, 0)
