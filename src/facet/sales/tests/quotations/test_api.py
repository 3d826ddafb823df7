"""Quotes for programs: the names they rely on."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.models import Quotation, Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db
GOLD, RING = 2_887_048, 1_280_000


@pytest.fixture
def shop() -> factories.Shop:
    shop = factories.shop()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    RoleAssignment.objects.create(staff=shop.clerk, role=Role.objects.get(code="clerk"))
    return shop


@pytest.fixture
def call(client, shop):
    """`call(method, path, body, key=None)` as the clerk; each call is a new act unless `key` names one."""
    token = organisation_services.issue_token(
        actor=house("test"), username=shop.clerk.username, label="test", days=30, at=datetime.now(tz=UTC)
    )

    def send(method: str, path: str, body: Any = None, key: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(key or uuid4())}
        act = getattr(client, method)
        more = {} if method == "get" else {"data": body, "content_type": "application/json"}
        return act(f"/api/v1{path}", headers=headers, **more)

    return send


def body(shop, *tags, **more):
    return {"store": "S01", "till": "T1", "lines": [{"tag": tag} for tag in tags], **more}


def test_quote_then_read_then_sell_at_its_prices(call, shop):
    key = uuid4()
    wanted = body(shop, "G1", "D1", member=shop.member.pk, note="x")
    made = call("post", "/quotes", wanted, key)
    assert made.status_code == 201, made.content
    again = call("post", "/quotes", wanted, key)
    assert (again.json()["number"], Quotation.objects.count()) == (made.json()["number"], 1)
    number = made.json()["number"]
    assert (made.json()["due_cents"], made.json()["state"], made.json()["lines"][0]["now_cents"]) == (
        GOLD + RING, "open", GOLD,
    )  # fmt: skip
    listed = call("get", "/quotes?state=open&store=S01")
    assert listed.status_code == 200, listed.content
    assert [row["number"] for row in listed.json()] == [number]
    assert call("get", f"/quotes/{number}").json()["lines"][1]["code"] == "D1"

    ticket = body(
        shop, "D1", member=shop.member.pk, quotation=number, expected_total_cents=RING,
        tenders=[{"method": "wechat", "amount_cents": RING}],
    )  # fmt: skip
    sold = call("post", "/sales", ticket)
    assert sold.status_code == 201, sold.content
    assert sold.json()["lines"][0]["agreed"] == {"kind": "quotation", "number": number}
    after = call("get", f"/quotes/{number}").json()
    assert (after["state"], after["ticket"]) == ("used", sold.json()["number"])


def test_withdrawing_and_refusals_name_code_and_field(call, shop):
    number = call("post", "/quotes", body(shop, "D1", customer="王女士")).json()["number"]
    assert call("post", f"/quotes/{number}/withdrawal", {"reason": ""}).status_code == 422
    assert call("post", f"/quotes/{number}/withdrawal", {"reason": "不买了"}).json()["state"] == "withdrawn"
    ticket = body(shop, "D1", quotation=number, tenders=[{"method": "wechat", "amount_cents": RING}])
    refused = call("post", "/sales", ticket)
    assert (refused.status_code, refused.json()["code"]) == (409, "sales.quotation_closed")
    both = call("post", "/quotes", body(shop, "G1", member=shop.member.pk, customer="王女士"))
    assert (both.status_code, both.json()["code"]) == (422, "invalid")
    assert call("get", "/quotes/S01-20260101-Q999").status_code == 404
    assert (Sale.objects.count(), Quotation.objects.count()) == (0, 1)


def test_a_switched_basis_is_asked_for_and_sold(call, shop):
    basis = {"price_basis": "fixed", "price_cents": 2_850_000, "why": "customer"}
    line = {"tag": "G1", "basis": basis}
    ticket = body(shop, lines=[line], tenders=[{"method": "wechat", "amount_cents": 2_850_000}])
    refused = call("post", "/sales", ticket)
    assert (refused.status_code, refused.json()["code"], Sale.objects.count()) == (409, "approval_needed", 0)
    asked = call(
        "post", "/approvals",
        {"kind": "sales.price_basis", "store": "S01", "payload": line, "reason": "老客户"},
    )  # fmt: skip
    assert asked.status_code == 201, asked.content
    low = {"tag": "G1", "basis": {**basis, "price_cents": 100}}
    wrong = call("post", "/approvals", {"kind": "sales.price_basis", "store": "S01", "payload": low, "reason": "x"})
    assert wrong.json()["code"] == "sales.below_floor"
