"""Quotes through the screens: from the ticket to the paper and back; prices that an explicit act changes."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from facet.inventory.models import Piece
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.tests import factories as organisation
from facet.sales.models import Basket, BasketLine, Quotation, Sale
from facet.sales.tests import factories
from facet.sales.tests.factories import Shop

pytestmark = pytest.mark.django_db(transaction=True)
GOLD, RING = 2_887_048, 1_280_000


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop(with_member=False)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for staff, code in ((shop.clerk, "clerk"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


@pytest.fixture
def clerk(client: Client, shop: Shop) -> Client:
    client.force_login(shop.clerk)
    return client


def scan(client: Client, *codes: str) -> Basket:
    for code in codes:
        client.post(reverse("sales:scan"), {"code": code})
    return Basket.objects.get(state="open")


def quoted(client: Client, *codes: str, **facts: Any) -> Quotation:
    basket = scan(client, *codes)
    address = reverse("sales:quote_ticket", args=[basket.pk])
    page = client.get(address)
    assert page.status_code == 200
    facts = {"operation_id": str(page.context["form"]["operation_id"].value()), "customer": "", "note": "", **facts}
    answer = client.post(address, facts)
    assert answer.status_code == 302, answer.context["form"].errors
    return Quotation.objects.order_by("-pk").first()


def test_from_the_ticket_to_the_paper_and_back_to_the_till(clerk, shop):
    row = quoted(clerk, "G1", "D1", customer="王女士", note="周六再来")
    assert (row.due_cents, row.customer, Basket.objects.get().state) == (GOLD + RING, "王女士", "abandoned")

    page = clerk.get(reverse("sales:quotation", args=[row.number])).content.decode()
    assert all(word in page for word in (row.number, "王女士", "周六再来", "28,870.48", "41,670.48"))
    assert row.number in clerk.get(reverse("sales:quotations")).content.decode()
    paper = clerk.get(reverse("sales:quotation_paper", args=[row.number])).content.decode()
    assert all(word in paper for word in (row.number, "王女士", "41,670.48"))
    pdf = clerk.get(reverse("sales:quotation_pdf", args=[row.number]), {"paper": "a5_up"})
    assert (pdf.status_code, pdf.content[:4], pdf["Content-Type"]) == (200, b"%PDF", "application/pdf")

    assert clerk.post(reverse("sales:quotation_use", args=[row.number])).status_code == 302
    till = clerk.get(reverse("sales:till"))
    assert till.context["view"].quoted.totals.due_cents == GOLD + RING
    assert row.number in till.content.decode()
    facts = {"operation_id": str(uuid.uuid4()), "expected_total_cents": GOLD + RING, "amount_wechat": "41670.48"}
    answer = clerk.post(reverse("sales:pay", args=[till.context["view"].basket.pk]), facts)
    assert answer.status_code == 302, answer.context.get("message")
    row.refresh_from_db()
    assert (row.state, row.sale) == ("used", Sale.objects.get().pk)
    sale = clerk.get(reverse("sales:sale", args=[row.sale])).content.decode()
    assert row.number in sale


def test_what_is_sold_meanwhile_is_named_and_the_rest_goes_to_the_till(clerk, shop):
    row = quoted(clerk, "G1", "D1")
    shop.sell("D1", at=datetime.now(tz=UTC))
    page = clerk.get(reverse("sales:quotation", args=[row.number]))
    assert [each.line.code for each in page.context["page"].gone] == ["D1"]
    refused = clerk.post(reverse("sales:quotation_use", args=[row.number]))
    assert (refused.status_code, "D1" in refused.context["message"]) == (422, True)
    assert clerk.post(reverse("sales:quotation_use", args=[row.number]), {"without": ["D1"]}).status_code == 302
    assert list(BasketLine.objects.filter(basket__state="open").values_list("tag", flat=True)) == ["G1"]


def test_an_expired_quote_shows_the_difference_before_it_is_sold(clerk, shop):
    row = quoted(clerk, "D1")
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_350_000)
    Quotation.objects.update(valid_until=datetime.now(tz=UTC) - timedelta(minutes=1))
    page = clerk.get(reverse("sales:quotation", args=[row.number])).content.decode()
    assert all(word in page for word in ("12,800.00", "13,500.00", "+700.00"))
    assert row.number in clerk.get(reverse("sales:quotations"), {"state": "expired"}).content.decode()
    assert row.number not in clerk.get(reverse("sales:quotations"), {"state": "open"}).content.decode()
    clerk.post(reverse("sales:quotation_use", args=[row.number]))
    assert clerk.get(reverse("sales:till")).context["view"].quoted.totals.due_cents == 1_350_000


def test_withdrawing_needs_a_reason(clerk, shop):
    row = quoted(clerk, "D1")
    address = reverse("sales:quotation_withdraw", args=[row.number])
    assert clerk.post(address, {"operation_id": str(uuid.uuid4()), "reason": " "}).status_code == 422
    assert Quotation.objects.get().state == "open"
    assert clerk.post(address, {"operation_id": str(uuid.uuid4()), "reason": "不买了"}).status_code == 302
    assert "不买了" in clerk.get(reverse("sales:quotation", args=[row.number])).content.decode()


def test_an_empty_ticket_is_not_quoted_and_a_stranger_sees_nothing(clerk, shop):
    row = quoted(clerk, "D1")
    other = factories.shop(code="S02", with_member=False)
    RoleAssignment.objects.create(staff=other.clerk, role=Role.objects.get(code="clerk"))
    clerk.force_login(other.clerk)
    for name in ("quotation", "quotation_paper", "quotation_pdf"):
        assert clerk.get(reverse(f"sales:{name}", args=[row.number])).status_code == 404
    for name in ("quotation_use", "quotation_withdraw"):
        facts = {"operation_id": str(uuid.uuid4()), "reason": "x"}
        assert clerk.post(reverse(f"sales:{name}", args=[row.number]), facts).status_code == 404
    assert row.number not in clerk.get(reverse("sales:quotations")).content.decode()
    assert clerk.get(reverse("sales:quote_ticket", args=[uuid.uuid4()])).status_code == 302


def test_repricing_shows_both_prices_and_takes_only_what_was_read(clerk, shop):
    basket = scan(clerk, "D1")
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_300_000)
    item = factories.inventory.price_item()
    scan(clerk, "G1")
    factories.board_price(shop.store.price_group, item, retail=100_000, at=datetime.now(tz=UTC))
    address = reverse("sales:reprice", args=[basket.pk])
    page = clerk.get(address)
    assert [(row.code, row.before_cents, row.now_cents) for row, _ in page.context["rows"]] == [
        ("D1", 1_300_000, 1_300_000), ("G1", GOLD, 2_943_768),
    ]  # fmt: skip
    assert "+567.20" in page.content.decode()
    before = Basket.objects.get().prices_at

    wrong = clerk.post(address, {"expected_cents": "1"})
    assert (wrong.status_code, Basket.objects.get().prices_at) == (422, before)
    assert clerk.post(address, {"expected_cents": str(page.context["found"].now_cents)}).status_code == 302
    assert Basket.objects.get().prices_at > before
    assert clerk.get(reverse("sales:till")).context["view"].quoted.totals.due_cents == 4_243_768


def test_repricing_a_quoted_ticket_frees_the_quote(clerk, shop):
    row = quoted(clerk, "D1")
    clerk.post(reverse("sales:quotation_use", args=[row.number]))
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_200_000)
    basket = Basket.objects.get(state="open")
    page = clerk.get(reverse("sales:reprice", args=[basket.pk]))
    [(moved, _)] = page.context["rows"]
    assert (moved.before_cents, moved.now_cents) == (RING, 1_200_000)
    clerk.post(reverse("sales:reprice", args=[basket.pk]), {"expected_cents": "1200000"})
    assert Basket.objects.get(state="open").quotation is None
    assert clerk.get(reverse("sales:till")).context["view"].quoted.totals.due_cents == 1_200_000
    assert clerk.get(reverse("sales:quotation", args=[row.number])).context["page"].may_use


def test_a_switched_basis_waits_for_the_manager_at_the_till_and_is_told_on_the_sale(clerk, shop):
    basket = scan(clerk, "G1")
    address = reverse("sales:basis", args=[basket.pk, 1])
    page = clerk.get(address)
    assert (page.status_code, page.context["own"].floor_cents) == (200, 2_779_280)
    low = clerk.post(address, {"price_cents": "20000", "why": "customer"})
    assert (low.status_code, "27,792.80" in low.content.decode()) == (422, True)
    assert clerk.post(address, {"price_cents": "28500", "why": "customer"}).status_code == 302

    till = clerk.get(reverse("sales:till"))
    assert [each.state for each in till.context["lines"]] == ["needs"]
    assert not till.context["payable"]
    boss = organisation.staff("boss", home=shop.store, password="manager-secret-1")
    RoleAssignment.objects.create(staff=boss, role=Role.objects.get(code="store_manager"))
    facts = {
        "operation_id": str(uuid.uuid4()), "line_no": "1", "reason": "老客户", "username": "boss",
        "password": "manager-secret-1",
    }  # fmt: skip
    answer = clerk.post(reverse("sales:ask_approval", args=[basket.pk]), facts)
    assert answer.status_code == 200, answer.context.get("message")
    assert [each.state for each in clerk.get(reverse("sales:till")).context["lines"]] == ["approved"]
    paid = {"operation_id": str(uuid.uuid4()), "expected_total_cents": 2_850_000, "amount_wechat": "28500"}
    assert clerk.post(reverse("sales:pay", args=[basket.pk]), paid).status_code == 302
    sale = Sale.objects.get()
    line = sale.lines.get()
    assert (line.net_cents, line.agreed["was"], line.approval_id is not None) == (2_850_000, "by_weight", True)
    assert "28,870.48" in clerk.get(reverse("sales:sale", args=[sale.pk])).content.decode()


def test_a_piece_goes_back_to_its_tag_and_a_line_of_another_ticket_is_unknown(clerk, shop):
    basket = scan(clerk, "G1")
    address = reverse("sales:basis", args=[basket.pk, 1])
    clerk.post(address, {"price_cents": "28500", "why": "slow"})
    assert BasketLine.objects.get().facts["basis"]["why"] == "slow"
    assert clerk.post(address, {"do": "back", "price_cents": "", "why": "slow"}).status_code == 302
    assert BasketLine.objects.get().facts == {}
    assert clerk.get(reverse("sales:basis", args=[basket.pk, 9])).status_code == 404
    assert clerk.get(reverse("sales:basis", args=[uuid.uuid4(), 1])).status_code == 404
    assert clerk.get(reverse("sales:reprice", args=[uuid.uuid4()])).status_code == 404
