"""No mouse at all: a member is added, and a store counts, with Tab, Enter, the arrows and Ctrl+K (ux.md §4 row 9)."""

import re

import pytest
from playwright.sync_api import Page, expect

from facet.inventory.models import CountScan, Stocktake
from facet.inventory.tests.factories import piece
from facet.members.models import Member
from tests.journeys.test_first_sale import shop, sign_in  # noqa: F401 -- shop is a fixture

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = 120  # more Tabs than any screen has stops


@pytest.fixture
def hands(page):
    """A page whose mouse and touch fail the test."""
    forbidden = (
        "for (const kind of ['pointerdown', 'touchstart']) addEventListener(kind, () => console.error(kind), true)"
    )
    page.add_init_script(forbidden)
    return page


def reach(page: Page, selector: str) -> None:
    """Tab until the focus is on `selector`; it must be there, and it must be seen."""
    for _ in range(STEPS):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert page.locator(selector).first.is_visible()
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never arrives at {selector} on {page.url}")


def call(page: Page, words: str, address: str) -> None:
    """Open a screen by Ctrl+K: type, and Enter on what leads to `address`."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    expect(page.locator(f"#palette-found a[href='{address}']")).to_be_visible()
    for _ in range(20):
        if page.locator(f"#palette-found [aria-selected=true][href='{address}']").count():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_a_member_is_added(hands, shop):  # noqa: F811 -- the fixture
    sign_in(hands, shop.manager)
    call(hands, "新增会员", "/members/add")
    reach(hands, "input[name=name]")
    hands.keyboard.type("周晓梅")
    reach(hands, "input[name=phone]")
    hands.keyboard.type("13900001234")
    reach(hands, "main button[type=submit].fc-btn--primary")
    hands.keyboard.press("Enter")
    hands.wait_for_url(re.compile(r"/members/\d+"))

    assert Member.objects.filter(home_store=shop.store).count() == 2


def test_a_store_counts(hands, shop):  # noqa: F811 -- the fixture
    tags = [piece(f"G26-000{number}", shop.store).tag for number in (1, 2)]
    sign_in(hands, shop.manager)
    call(hands, "盘点", "/inventory/stocktake/")
    reach(hands, "main a[href='/inventory/stocktake/new/']")
    hands.keyboard.press("Enter")
    hands.wait_for_url("**/stocktake/new/")
    reach(hands, "input[name=name]")
    hands.keyboard.press("Control+a")
    hands.keyboard.type("早盘")
    hands.keyboard.press("Enter")
    hands.wait_for_url("**/count/")

    for code in tags:
        hands.keyboard.type(code)
        hands.keyboard.press("Enter")
        expect(hands.locator(".stk-row", has_text=code)).to_have_count(1)
    expect(hands.locator("#stk-online")).to_have_attribute("data-waiting", "0")
    reach(hands, "[data-finish] button")
    hands.keyboard.press("Enter")
    hands.wait_for_url(re.compile(r"/stocktake/\d+/$"))

    assert CountScan.objects.count() == 2
    assert Stocktake.objects.get().state == "closed"
