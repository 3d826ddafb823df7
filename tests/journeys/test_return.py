"""A return and a split payment in a real browser: taps counted against ux.md 2.4–2.6."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from facet.loyalty.tests import factories as loyalty
from facet.loyalty.tests import spending
from facet.sales.models import Sale, Tender
from tests.journeys.test_first_sale import Taps, scan, shop, sign_in

__all__ = ["shop"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_piece_comes_back_with_one_scan_and_at_most_four_taps(page: Page, shop) -> None:
    sold = shop.sell("D1", at=datetime.now(tz=UTC)).sale
    sign_in(page, shop.manager)
    page.goto("/sales/returns")
    page.keyboard.type("D1")
    page.keyboard.press("Enter")
    taps = Taps(page)

    taps.click("button[name=reason][value=size]")
    page.wait_for_url("**/till")
    taps.click(".fc-keybtn--pay")
    taps.click("[data-finish]")
    page.wait_for_url("**/done/*")

    assert taps.count <= 4
    back = Sale.objects.exclude(pk=sold.pk).get()
    assert (back.due_cents, back.tenders.get().method) == (-1_280_000, "wechat")
    expect(page.locator(".till-change")).to_contain_text("12,800.00")


def test_points_and_a_card_pay_one_ticket_in_at_most_five_taps(page: Page, shop) -> None:
    spending.no_proof()
    loyalty.adjust(shop.member, 90_000)
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    scan(page, "D1")
    scan(page, shop.member.number)
    taps = Taps(page)

    taps.click(".fc-keybtn--pay")
    taps.click("[data-fill=amount_points]")
    page.keyboard.type("600")
    taps.click("[data-fill=amount_terminal]")
    taps.click("[data-finish]")
    page.wait_for_url("**/done/*")

    assert taps.count <= 5
    assert dict(Tender.objects.values_list("method", "amount_cents")) == {"points": 60_000, "terminal": 1_220_000}
