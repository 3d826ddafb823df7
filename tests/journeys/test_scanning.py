"""The scanner is faster than the server: nothing is lost, nothing counts twice, the order stays."""

import time

import pytest
from playwright.sync_api import expect

from facet.inventory import services as inventory_services
from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import house
from facet.sales.models import BasketLine
from facet.sales.tests import factories
from facet.sales.web import till as till_web
from tests.journeys.test_first_sale import scan, shop, sign_in  # noqa: F401 -- shop is a fixture

pytestmark = pytest.mark.django_db(transaction=True)

TAGS = [f"YX-000{number}" for number in range(1, 6)]
SLOW = 1.2  # seconds the server takes for the first scan
KEY_GAP = 20  # ms between the scanner's keys


@pytest.fixture
def counter(shop, monkeypatch):  # noqa: F811 -- the fixture
    """The shop with five more pieces and a server whose first answer to a scan is slow; notes what it was asked."""
    for tag in TAGS:
        shop.pieces[tag] = inventory.piece(tag, shop.store)
    shop.asked, real = [], till_web.scan

    def slow(**facts):
        shop.asked.append(facts["text"])
        if len(shop.asked) == 1:
            time.sleep(SLOW)
        return real(**facts)

    monkeypatch.setattr(till_web, "scan", slow)
    return shop


def wedge(page, code: str) -> None:
    """One scan as the scanner types it, without waiting for any answer."""
    page.keyboard.type(code, delay=KEY_GAP)
    page.keyboard.press("Enter")


def test_five_scans_before_the_first_answer_become_five_lines_in_order(page, counter):
    sign_in(page, counter.clerk)
    page.goto("/sales/till")

    began = time.monotonic()
    for code in TAGS:
        wedge(page, code)
    typed_in = time.monotonic() - began
    expect(page.locator(".till-lines [data-line]")).to_have_count(5)

    assert typed_in < SLOW + 1, "the keys were meant to be faster than the server"
    assert counter.asked == TAGS
    assert list(BasketLine.objects.order_by("line_no").values_list("tag", flat=True)) == TAGS
    expect(page.locator("#scan")).to_have_value("")
    expect(page.locator("[data-queue]")).to_be_hidden()


def test_scans_while_the_focus_is_on_a_button_are_taken_too(page, counter):
    sign_in(page, counter.clerk)
    page.goto("/sales/till")
    page.locator(".fc-keys [data-key=F3]").evaluate("each => each.closest('nav').querySelector('a').focus()")

    for code in TAGS[:3]:
        wedge(page, code)

    expect(page.locator(".till-lines [data-line]")).to_have_count(3)
    assert list(BasketLine.objects.order_by("line_no").values_list("tag", flat=True)) == TAGS[:3]


def test_what_a_person_types_while_the_answer_arrives_stays_in_the_field(page, counter):
    sign_in(page, counter.clerk)
    page.goto("/sales/till")

    wedge(page, TAGS[0])
    page.keyboard.type("5678901", delay=250)  # longer than the answer takes

    expect(page.locator("#scan")).to_have_value("5678901")
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)


def test_payment_waits_for_the_scans_before_it(page, counter):
    sign_in(page, counter.clerk)
    page.goto("/sales/till")
    wedge(page, TAGS[0])
    wedge(page, TAGS[1])

    page.keyboard.press("F9")

    expect(page.locator("#sheet-pay")).to_be_visible()
    expect(page.locator(".till-lines [data-line]")).to_have_count(2)


def test_a_scan_without_an_answer_is_sent_again_and_counts_once(page, counter, complaints):
    sign_in(page, counter.clerk)
    page.goto("/sales/till")
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())  # the server did it, its answer never came
        return route.abort()

    page.route("**/till/scan", lose_the_answer)
    wedge(page, TAGS[0])
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)

    assert counter.asked == [TAGS[0], TAGS[0]]
    assert BasketLine.objects.count() == 1
    complaints.clear()  # the lost answer itself


def test_sell_this_piece_to_this_member_adds_both_once_also_when_loaded_again(page, counter):
    sign_in(page, counter.clerk)

    page.goto(f"/sales/till?tag={TAGS[0]}&member={counter.member.pk}")
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)
    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    page.locator("button[data-remove]").click()
    expect(page.locator(".till-lines [data-line]")).to_have_count(0)
    page.reload()

    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    assert "tag=" not in page.url
    assert BasketLine.objects.count() == 0


def test_plus_and_minus_change_the_quantity_of_bulk_goods(page, counter):
    lot = inventory.lot("BEAD-01")
    wanted = inventory_services.BulkIn(sku=lot.sku, store=counter.store.code, place="", quantity=10, weight_mg=12_000)
    inventory_services.receive_bulk(actor=house("test"), operation=factories.key(), request=wanted, at=factories.AT)
    sign_in(page, counter.clerk)
    page.goto("/sales/till")
    wedge(page, "BEAD-01")
    quantity = page.locator(".till-bulk [name=quantity]")
    expect(quantity).to_have_value("1")

    page.keyboard.press("+")
    expect(quantity).to_have_value("2")
    page.keyboard.press("+")
    expect(quantity).to_have_value("3")
    page.keyboard.press("-")
    expect(quantity).to_have_value("2")

    quantity.fill("5")
    quantity.press("Enter")
    expect(page.locator(".till-bulk [name=grams]")).to_have_value("6.000")
