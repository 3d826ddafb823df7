"""Tickets through the API: the names programs rely on."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.models import Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db

GOLD = 2_887_048


@pytest.fixture
def shop():
    shop = factories.shop()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for staff, code in ((shop.clerk, "clerk"), (shop.clerk, "cashier"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


@pytest.fixture
def headers(shop):
    def of(staff, key=None):
        token = organisation_services.issue_token(
            actor=house("test"), username=staff.username, label="test", days=30, at=datetime.now(tz=UTC)
        )
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(key or uuid4())}

    return of


def body(shop, *tags, **more):
    return {"store": "S01", "till": "T1", "member": shop.member.pk, "lines": [{"tag": tag} for tag in tags], **more}


def post(client, path, data, headers):
    return client.post(f"/api/v1{path}", data, content_type="application/json", headers=headers)


def test_quote_then_sell_then_read(client, shop, headers):
    mine = headers(shop.clerk)
    quote = post(client, "/sales/quote", body(shop, "G1"), mine)
    assert quote.status_code == 200, quote.content
    assert (quote.json()["due_cents"], quote.json()["points"]) == (GOLD, 28_870)

    tenders = [{"method": "wechat", "amount_cents": GOLD}]
    sale = post(
        client, "/sales", body(shop, "G1", tenders=tenders, quote=quote.json()["id"], expected_total_cents=GOLD), mine
    )

    assert sale.status_code == 201, sale.content
    answer = sale.json()
    assert (answer["due_cents"], answer["points_earned"], answer["salespeople"]) == (
        GOLD, 28_870, [{"staff": "CS01", "share_bp": 10_000, "net_cents": GOLD}],
    )  # fmt: skip
    read = client.get(f"/api/v1/sales/{answer['id']}", headers=mine)
    assert (read.status_code, read.json()) == (200, answer)
    again = post(
        client, "/sales", body(shop, "G1", tenders=tenders, quote=quote.json()["id"], expected_total_cents=GOLD), mine
    )
    assert (again.status_code, again.json()) == (201, answer)


def test_the_same_key_with_another_body_is_a_conflict(client, shop, headers):
    mine = headers(shop.clerk)
    tenders = [{"method": "cash", "amount_cents": 3_000_000}]
    assert post(client, "/sales", body(shop, "G1", tenders=tenders), mine).status_code == 201

    other = post(client, "/sales", body(shop, "D1", tenders=tenders), mine)

    assert (other.status_code, other.json()["code"], Sale.objects.count()) == (409, "operation_conflict", 1)


MALFORMED = [
    ({"lines": []}, "lines"),
    ({"lines": [{"tag": "G1", "quantity": "1"}]}, "quantity"),
    ({"lines": [{"tag": "G1", "price": 1}]}, "price"),
    ({"tenders": [{"method": "cash", "amount_cents": 10**20}]}, "amount_cents"),
    ({"tenders": [{"method": "cash", "amount_cents": 0.5}]}, "amount_cents"),
    ({"tenders": [{"method": "gold", "amount_cents": 1}]}, "method"),
    ({"grade": "diamond"}, "grade"),
    ({"member": -1}, "member"),
]


@pytest.mark.parametrize(("wrong", "field"), MALFORMED)
def test_malformed_bodies_are_named_and_write_nothing(client, shop, headers, wrong, field):
    tenders = [{"method": "cash", "amount_cents": GOLD}]

    answer = post(client, "/sales", body(shop, "G1", **{"tenders": tenders, **wrong}), headers(shop.clerk))

    assert answer.status_code == 422
    assert field in answer.json()["detail"]
    assert Sale.objects.count() == 0


def test_a_discount_above_the_limit_asks_for_a_second_person_and_works_once(client, shop, headers):
    tenders = [{"method": "cash", "amount_cents": 1_300_000}]
    line = {"tag": "D1", "discount": {"fixed_bp": 1_200}}

    refused = post(client, "/sales", body(shop, lines=[line], tenders=tenders), headers(shop.clerk))

    assert (refused.status_code, refused.json()["code"]) == (409, "approval_needed")
    assert Sale.objects.count() == 0


def test_without_a_token_nothing_is_told(client, shop):
    assert post(client, "/sales", body(shop, "G1", tenders=[]), {}).status_code == 401


def test_another_store_cannot_sell_read_or_tell_that_it_exists(client, shop, headers):
    other = factories.shop(code="S02", with_member=False)
    RoleAssignment.objects.create(staff=other.clerk, role=Role.objects.get(code="clerk"))
    RoleAssignment.objects.create(staff=other.clerk, role=Role.objects.get(code="cashier"))
    tenders = [{"method": "cash", "amount_cents": GOLD}]
    sale = post(client, "/sales", body(shop, "G1", tenders=tenders), headers(shop.clerk)).json()
    stranger = headers(other.clerk)

    read = client.get(f"/api/v1/sales/{sale['id']}", headers=stranger)
    unknown = client.get(f"/api/v1/sales/{uuid4()}", headers=stranger)
    sell = post(client, "/sales", body(shop, "D1", tenders=tenders), stranger)

    assert (read.status_code, unknown.status_code, sell.status_code) == (404, 404, 403)
    assert read.json()["code"] == unknown.json()["code"]
    assert Sale.objects.count() == 1


def test_a_shift_is_opened_and_closed_blind(client, shop, headers):
    opened = post(client, "/shifts", {"store": "S01", "till": "T1", "float_cents": 50_000}, headers(shop.clerk))
    assert opened.status_code == 201, opened.content
    assert opened.json()["counts"] == []
    tenders = [{"method": "cash", "amount_cents": 3_000_000}]
    post(client, "/sales", body(shop, "G1", tenders=tenders), headers(shop.clerk))

    counted = {"cash": 50_000 + GOLD - 100}
    closed = post(client, "/shifts/close", {"store": "S01", "till": "T1", "counted": counted}, headers(shop.clerk))

    assert closed.status_code == 200, closed.content
    assert closed.json()["counts"] == [
        {
            "method": "cash",
            "expected_cents": 50_000 + GOLD,
            "counted_cents": 50_000 + GOLD - 100,
            "difference_cents": -100,
        }
    ]
