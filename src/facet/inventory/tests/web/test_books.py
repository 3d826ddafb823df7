"""The books of stock open, answer, and refuse: pages and API of metal, months, measures."""

from datetime import timedelta

import pytest
from django.test import Client

from facet.inventory.flows.metal import close_open_days
from facet.inventory.models import MetalAccount, MonthLock
from facet.inventory.tests.factories import bearer, person, piece, store
from facet.kernel.clock import now
from facet.kernel.permissions import house
from facet.organisation.models import Partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db):
    shop = store()
    piece("B-1", shop, received_at=now() - timedelta(days=70))
    close_open_days(actor=house("test"), at=now())
    return shop


PAGES = ["metal/", "metal/closing/", "metal/transfer/", "months/", "months/?store=S01&measure=cost",
         "months/?store=S01&file=xlsx", "months/?file=pdf", "costing/", "measures/?store=S01", "ageing/?days=600",
         "losses/?days=30"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_pages_open(client: Client, here, path):
    client.force_login(person(switches=("cost",)))
    assert client.get(f"/inventory/{path}").status_code == 200


def test_the_way_from_a_number_to_its_paper(client: Client, here):
    client.force_login(person(switches=("cost",)))
    account = MetalAccount.objects.get(owner="stock")
    assert "R-1" in client.get(f"/inventory/metal/accounts/{account.pk}/").content.decode()
    month = f"{now() - timedelta(days=70):%Y-%m}"
    category = here and MetalAccount.objects.count() and piece("B-2", here).category_id
    page = client.get(f"/inventory/months/papers/?month={month}&store=S01&category={category}&column=received")
    assert "B-1" in page.content.decode()


def test_a_month_is_locked_and_opened_on_its_page_by_two(client: Client, here):
    month = f"{now() - timedelta(days=70):%Y-%m}"
    client.force_login(person())
    client.post("/inventory/months/lock/", {"month": month, "store": "S01"})
    lock = MonthLock.objects.get()
    path = f"/inventory/months/locks/{lock.pk}/reopen/"
    client.post(path, {"month": month, "store": "S01", "reason": "发票晚到"})
    client.post(path, {"month": month, "store": "S01", "open": "1"})
    assert MonthLock.objects.get().reopened_at is None  # who asked does not open
    client.force_login(person())
    client.post(path, {"month": month, "store": "S01", "open": "1"})
    assert MonthLock.objects.get().reopened_by_name


def test_metal_is_handed_to_a_goldsmith_once(client: Client, here):
    Partner.objects.create(code="GS1", name="金匠", kind="supplier")
    body = {"metal": "gold", "giver": {"owner": "bullion"}, "taker": {"owner": "goldsmith", "party": "partner:GS1"},
            "net_mg": 50_000, "fineness_e4": 9_999, "reason": "打样"}  # fmt: skip
    headers = bearer()
    for _ in range(2):
        answer = client.post("/api/v1/metal/transfers", body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()) == (201, {"fine_mg": 49_995})
    assert MetalAccount.objects.get(owner="goldsmith").fine_mg == 49_995
    exposure = client.get("/api/v1/metal/exposure", headers=headers).json()
    assert (exposure[0]["owned_mg"], exposure[0]["due_back_mg"]) == (28_332 - 49_995, 49_995)
    body["giver"] = {"owner": "stock", "party": ""}
    refused = client.post("/api/v1/metal/transfers", body, content_type="application/json", headers=bearer())
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "metal/accounts",
        "metal/exposure",
        "metal/closings",
        "metal/leaks",
        "month-book?month=2026-10",
        "costing/parts",
        "costing/measures",
        "costing/aged",
        "costing/losses",
    ],
)
def test_programs_read_the_books_with_the_right_only(client: Client, here, path):
    assert client.get(f"/api/v1/{path}", headers=bearer(switches=("cost",))).status_code == 200
    assert client.get(f"/api/v1/{path}", headers=bearer("inventory.view_pieces")).status_code == 403
