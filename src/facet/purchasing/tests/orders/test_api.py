"""Buying for programs: the whole way from the order to the bill, refusals in one shape, strangers find nothing."""

from uuid import uuid4

import pytest

from facet.inventory.models import Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import bearer
from facet.purchasing.models import PurchaseOrder
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.tests import factories as make

pytestmark = pytest.mark.django_db
RIGHTS = (*PurchasingPermission, *InventoryPermission, "organisation.view_stores")


@pytest.fixture
def shop():
    here = make.store()
    make.goods.catalogue()
    make.goods.category()
    make.supplier()
    return here


@pytest.fixture
def post(client, shop):
    who = bearer(*RIGHTS, switches=("cost",))

    def call(path, body=None, headers=None):
        who["Idempotency-Key"] = str(uuid4())
        return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers or who)

    return call


LINE = {
    "category": "gold-bangle",
    "quantity": 2,
    "weight_mg": 20_500,
    "metal_cents_per_gram": 80_200,
    "labour_cents": 1_200,
}
ORDER = {"supplier": "SP01", "store": "S01", "due_on": "2099-12-05", "lines": [LINE]}


def test_from_the_order_to_the_bill(client, post):
    made = post("/purchase-orders", ORDER | {"priced_later": True})
    assert (made.status_code, made.json()["state"], made.json()["amount_cents"]) == (201, "draft", 1_667_096)
    number = made.json()["number"]
    above = post(f"/purchase-orders/{number}/approval")
    assert (above.status_code, above.json()["code"]) == (409, "approval_needed")
    unsent = post(f"/purchase-orders/{number}/letters")
    assert (unsent.status_code, unsent.json()["code"]) == (409, "purchasing.order_not_possible")
    PurchaseOrder.objects.update(state="sent")
    items = [{"line_no": 1, "tag": "G1", "gross_mg": 10_250}, {"line_no": 1, "tag": "G2", "gross_mg": 10_250}]
    came = post(f"/purchase-orders/{number}/deliveries", {"items": items})
    assert (came.status_code, came.json()["tags"], came.json()["state"]) == (201, ["G1", "G2"], "closed")
    fixed = post("/price-fixings", {"supplier": "SP01", "metal": "gold", "fine_mg": 20_480, "cents_per_gram": 82_000})
    assert fixed.status_code == 201
    more = post("/price-fixings", {"supplier": "SP01", "metal": "gold", "fine_mg": 1, "cents_per_gram": 82_000})
    assert (more.status_code, more.json()["facts"]["owed_mg"]) == (409, 0)
    line = {"order": number, "line_no": 1, "quantity": 2, "weight_mg": 20_500, "net_cents": 1_703_960}
    bill = post(
        "/supplier-bills", {"supplier": "SP01", "bill_number": "N1", "billed_on": "2026-11-20", "lines": [line]}
    )
    assert (bill.status_code, bill.json()["state"], bill.json()["lines"][0]["mismatch"]) == (201, "matched", "")


def test_a_delivery_brings_stones_papers_and_sizes(post, shop):
    make.goods.catalogue()
    number = post("/purchase-orders", ORDER).json()["number"]
    PurchaseOrder.objects.update(state="sent")
    stones = [{"kind": "diamond", "carat_mct": 500, "is_main": True}]
    ring = {"line_no": 1, "tag": "G1", "gross_mg": 10_250, "circumference_tenths": 525, "stones": stones,
            "certificates": [{"lab": "GIA", "number": "2204 1234"}]}  # fmt: skip
    wrong = post(f"/purchase-orders/{number}/deliveries", {"items": [ring | {"stone": 1}]})
    assert (wrong.status_code, Piece.objects.count()) == (422, 0)
    lot = {"line_no": 1, "tag": "NO-LOT", "gross_mg": 5_000, "bulk": True, "quantity": 9}
    refused = post(f"/purchase-orders/{number}/deliveries", {"items": [ring, lot]})
    assert (refused.status_code, refused.json()["facts"]["field"], Piece.objects.count()) == (422, "tag", 0)
    assert post(f"/purchase-orders/{number}/deliveries", {"items": [ring]}).status_code == 201
    piece = Piece.objects.get()
    assert (piece.circumference_tenths, piece.net_weight_mg) == (525, 10_150)
    assert piece.certificates.get().number == "22041234"


def test_without_right_or_of_another_store(client, post, shop):
    number = post("/purchase-orders", ORDER).json()["number"]
    assert client.get("/api/v1/purchase-orders", headers=bearer("catalog.view_catalog")).status_code == 403
    stranger = bearer(*RIGHTS, home=make.store("S03", "武林店"), scope="store")
    assert client.get(f"/api/v1/purchase-orders/{number}", headers=stranger).status_code == 404
    assert client.get("/api/v1/purchase-orders", headers=stranger).json() == []
    blind = bearer("purchasing.view_orders")
    assert client.get(f"/api/v1/purchase-orders/{number}", headers=blind).json()["amount_cents"] is None


def test_suppliers_without_their_address(client, shop):
    who = bearer(*RIGHTS)
    answer = client.get("/api/v1/suppliers/SP01", headers=who)
    assert (answer.status_code, answer.json()["has_email"]) == (200, True)
    assert "orders@" not in answer.content.decode()
    assert [row["code"] for row in client.get("/api/v1/suppliers", headers=who).json()] == ["SP01"]
