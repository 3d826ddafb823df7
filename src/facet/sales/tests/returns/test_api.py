"""Returns for programs: a receipt looked up by number or tag, taken back, refused; nobody's name is told."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment, Staff
from facet.sales.models import Sale
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop()
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=AT)
    for staff, code in ((shop.clerk, "clerk"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


def bearer(staff: Staff) -> dict[str, str]:
    token = organisation_services.issue_token(
        actor=house("test"), username=staff.username, label="test", days=30, at=datetime.now(tz=UTC)
    )
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}


def body_of(shop: Shop, sale: Sale, **facts: Any) -> dict[str, Any]:
    line = {"sale": str(sale.pk), "line_no": 1, "reason": "changed_mind"} | facts
    tenders = [{"method": "wechat", "amount_cents": 1_280_000}]
    return {"store": shop.store.code, "till": shop.till.code, "returns": [line], "tenders": tenders}


def post(client: Client, body: dict[str, Any], staff: Staff) -> Any:
    return client.post("/api/v1/sales/returns", body, content_type="application/json", headers=bearer(staff))


def sold_now(shop: Shop) -> Sale:
    return shop.sell("D1", at=datetime.now(tz=UTC)).sale


def test_a_receipt_is_found_by_number_or_tag_and_its_goods_come_back(client: Client, shop: Shop) -> None:
    sale = sold_now(shop)
    for code in (sale.number, sale.number.lower(), "d1"):
        found = client.get("/api/v1/receipts", {"code": code}, headers=bearer(shop.clerk)).json()
        assert (found["number"], found["lines"][0]["net_left_cents"]) == (sale.number, 1_280_000)
        assert found["paid"] == [{"method": "wechat", "left_cents": 1_280_000}]
    answer = post(client, body_of(shop, sale), shop.manager)
    assert answer.status_code == 201, answer.json()
    given = answer.json()
    assert (given["due_cents"], given["returned_cents"], given["lines"][0]["kind"]) == (
        -1_280_000,
        -1_280_000,
        "return",
    )
    assert (
        client.get("/api/v1/receipts", {"code": "D1"}, headers=bearer(shop.clerk)).json()["lines"][0]["quantity_left"]
        == 0
    )


def test_a_clerk_is_told_to_ask_a_second_person(client: Client, shop: Shop) -> None:
    answer = post(client, body_of(shop, sold_now(shop)), shop.clerk)
    assert (answer.status_code, answer.json()["code"]) == (409, "approval_needed")
    assert Sale.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"reason": "because"}, 422), ({"condition": "shiny"}, 422), ({"line_no": 9}, 404), ({"quantity": 2}, 409)],
)
def test_mistakes_are_named_and_write_nothing(client: Client, shop: Shop, wrong: dict[str, Any], status: int) -> None:
    answer = post(client, body_of(shop, sold_now(shop), **wrong), shop.manager)
    assert answer.status_code == status, answer.json()
    assert Sale.objects.count() == 1


def test_a_receipt_nobody_knows_is_not_found(client: Client, shop: Shop) -> None:
    assert client.get("/api/v1/receipts", {"code": "NONE"}, headers=bearer(shop.clerk)).status_code == 404
