"""The product's main job in a real browser: scanner keys, taps and what everybody sees afterwards."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from facet.kernel.permissions import house
from facet.members.models import Card
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.models import Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a quiet gold ring"
KEYS_THAT_STAY = ".fc-keys > *, .till-pay > *"


@pytest.fixture
def shop():
    """A shop with a clerk at the till and a manager, who can sign in."""
    shop = factories.shop()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for staff, codes in ((shop.clerk, ("clerk", "cashier")), (shop.manager, ("store_manager",))):
        staff.username = staff.username.lower()
        staff.set_password(PASSWORD)
        staff.save()
        for code in codes:
            RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


def sign_in(page: Page, staff) -> None:
    page.goto("/sign-in")
    page.fill("input[name=username]", staff.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/")


def scan(page: Page, code: str) -> None:
    """As a scanner does: fast keys and Enter, wherever the focus is."""
    page.keyboard.type(code)
    with page.expect_response(re.compile("/till/scan")):
        page.keyboard.press("Enter")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


class Taps:
    """Counts what the clerk presses; scans and digits are counted apart."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, selector: str) -> None:
        self.count += 1
        self.page.locator(selector).first.click()


def test_a_walk_in_sale_takes_one_scan_and_two_taps(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    taps = Taps(page)

    scan(page, "D1")
    expect(page.locator(".fc-line-amount")).to_have_text("12,800.00")
    taps.click("[data-pay=wechat]")
    taps.click("[data-finish]")
    page.wait_for_url("**/till/done/**")

    assert taps.count == 2
    assert Sale.objects.get().due_cents == 1_280_000


def test_a_member_sale_by_last_four_takes_three_taps(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    taps = Taps(page)

    scan(page, "G1")
    scan(page, "5678")
    taps.click("[data-first]")
    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    taps.click("[data-pay=terminal]")
    taps.click("[data-finish]")
    page.wait_for_url("**/till/done/**")

    assert taps.count == 3
    sale = Sale.objects.get()
    assert (sale.member_id, sale.points_earned) == (shop.member.pk, 28_870)


@pytest.mark.parametrize("typed", ["13800135678", "chenyaqin", "cyq", "陈雅琴", "card"])
def test_a_member_is_found_by_phone_pinyin_name_or_card_in_three_taps(page, shop, typed):
    card = Card.objects.get(member=shop.member)
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    taps = Taps(page)

    scan(page, "D1")
    scan(page, card.number if typed == "card" else typed)
    if page.locator("[data-first]").count():
        taps.click("[data-first]")
    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    taps.click("[data-pay=wechat]")
    taps.click("[data-finish]")
    page.wait_for_url("**/till/done/**")

    assert taps.count <= 3
    assert Sale.objects.get().member_id == shop.member.pk


def test_a_whole_sale_by_keyboard_alone(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")

    scan(page, "G1")
    scan(page, "D1")
    scan(page, "13800135678")
    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    page.keyboard.press("F4")
    page.locator("#sheet-discount input[name=price_percent]").fill("92")
    page.keyboard.press("Enter")
    expect(page.locator(".fc-badge--gold", has_text="1,024.00")).to_be_visible()
    page.keyboard.press("F9")
    page.locator("#sheet-pay input[name=amount_cash]").fill("50000")
    page.keyboard.press("F9")
    page.wait_for_url("**/till/done/**")

    expect(page.locator(".till-change b")).to_have_text("¥9,353.52")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sales/till")
    sale = Sale.objects.get()
    assert (sale.due_cents, sale.change_cents, sale.pieces) == (4_064_648, 935_352, 2)


def test_hold_takes_one_tap_and_recall_two(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    scan(page, "G1")
    held, recalled = Taps(page), Taps(page)

    held.click("[data-key=F7]")
    expect(page.locator(".till-lines [data-line]")).to_have_count(0)
    recalled.click("[data-key=F8]")
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)

    assert (held.count, recalled.count <= 2) == (1, True)


def test_finishing_twice_sells_once(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    scan(page, "G1")
    page.click("[data-pay=wechat]")

    page.locator("[data-finish]").dblclick()
    page.wait_for_url("**/till/done/**")

    assert Sale.objects.count() == 1


def test_the_tills_keys_do_not_move_in_twelve_states(page, shop):
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    places = {"empty": _places(page)}
    for code in ("G1", "D1", "nobody", "5678", "13800135678"):
        scan(page, code)
        places[code] = _places(page)
    for sheet, key in (("discount", "F4"), ("people", "Control+b"), ("payment", "F9")):
        page.keyboard.press(key)
        expect(page.locator("dialog.fc-sheet[open]")).to_have_count(1)
        places[sheet] = _places(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog.fc-sheet[open]")).to_have_count(0)
    page.keyboard.press("F4")
    page.locator("#sheet-discount input[name=price_percent]").fill("40")
    page.keyboard.press("Enter")
    expect(page.locator(".till-message, #sheet-approval[open], .fc-badge--warn").first).to_be_visible()
    page.keyboard.press("Escape")
    places["discount that needs a second person"] = _places(page)
    page.reload()
    places["loaded again"] = _places(page)
    page.keyboard.press("F7")
    expect(page.locator(".till-lines [data-line]")).to_have_count(0)
    places["held"] = _places(page)
    assert len(places) >= 12
    assert {name: place for name, place in places.items() if place != places["empty"]} == {}


def _places(page: Page) -> list:
    page.wait_for_timeout(150)
    return [each.bounding_box() for each in page.locator(KEYS_THAT_STAY).all()]


def test_a_sold_piece_is_named_with_store_and_time_never_silence(page, shop, complaints):
    shop.sell("G1", at=datetime.now(tz=UTC))
    sign_in(page, shop.clerk)
    page.goto("/sales/till")

    scan(page, "G1")

    expect(page.locator(".till-message")).to_contain_text(shop.store.name)
    assert Sale.objects.count() == 1
    complaints[:] = [each for each in complaints if "422" not in each]  # the refusal itself


def test_the_manager_sees_the_sale_in_stock_points_staff_result_and_audit(page, shop):
    sold = shop.sell("G1", "D1", at=datetime.now(tz=UTC))
    sign_in(page, shop.manager)

    page.goto(f"/sales/{sold.sale.pk}")
    expect(page.locator("h1")).to_contain_text(sold.sale.number)
    page.goto("/inventory/pieces/G1")
    expect(page.locator("main")).to_contain_text("已售")
    page.goto(f"/members/{shop.member.pk}")
    expect(page.locator("main")).to_contain_text("54,470")
    page.goto("/sales/day")
    expect(page.locator("main")).to_contain_text(shop.clerk.name)
    page.goto(f"/audit/history/sales.sale/{sold.sale.pk}")
    expect(page.locator("main")).to_contain_text(shop.clerk.name)
