"""Services and deliveries for programs: the same services, refused alike. Source: R319, R228."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from facet.sales.models import ServiceJob
from facet.sales.tests.factories import DRAWN
from facet.sales.tests.ticket.test_api import headers, post, shop  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


def test_a_service_is_paid_by_a_ticket_and_goods_are_delivered(client, shop, headers):  # noqa: F811 -- the fixtures
    at = datetime.now(tz=UTC)
    day = (at + timedelta(days=3)).date().isoformat()

    def send(path: str, body: dict[str, Any]) -> Any:
        return post(client, path, body, headers(shop.manager))

    body = {"store": "S01", "kind": "cleaning", "category": shop.pieces["G1"].category.code, "description": "项链",
            "weight_in_mg": 4_820, "due_on": day, "estimate_cents": 5_000}  # fmt: skip
    made = send("/services", body)
    assert (made.status_code, made.json()["number"]) == (201, "S01-V00001"), made.content
    assert "claim_code" not in made.json()
    moved = send("/services/S01-V00001/steps", {"state": "ready", "weight_out_mg": 4_815})
    assert (moved.status_code, moved.json()["charge_cents"], moved.json()["is_paid"]) == (200, 5_000, False)
    claim = ServiceJob.objects.get().claim_code
    assert send("/services/S01-V00001/steps", {"state": "handed_back", "claim": claim}).status_code in {409, 422}
    ticket = {"store": "S01", "till": "T1", "payables": ["S01-V00001"],
              "tenders": [{"method": "cash", "amount_cents": 5_000}]}  # fmt: skip
    sold = send("/sales", ticket)
    assert sold.status_code == 201, sold.content
    done = send("/services/S01-V00001/steps", {"state": "handed_back", "claim": claim})
    assert (done.json()["state"], done.json()["is_paid"]) == ("handed_back", True)

    sale = shop.sell("D1", at=at).sale
    wanted = {"sale": str(sale.pk), "lines": {"1": 1}, "kind": "later", "due_on": day}
    made = send("/deliveries", wanted)
    assert (made.status_code, made.json()["goods"][0]["code"]) == (201, "D1"), made.content
    assert send("/deliveries", wanted).status_code in {409, 422}
    assert send("/deliveries/S01-H00001/steps", {"state": "packed"}).json()["state"] == "packed"
    drawn = {"number": "S01-H00001", "act": "received", "strokes": DRAWN}
    assert send("/signatures", drawn | {"strokes": "1,2"}).status_code == 422
    assert [send("/signatures", drawn).status_code for _ in range(2)] == [201, 201]
    late = {"state": "delivered", "receiver": "本人", "carrier": "顺丰"}
    assert send("/deliveries/S01-H00001/steps", late).status_code == 422
    assert send("/deliveries/S01-H00001/steps", late | {"carrier": ""}).json()["state"] == "delivered"
