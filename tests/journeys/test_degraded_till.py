"""The server goes away and comes back: what the till sold is booked once, the rest waits by name."""

import re

import pytest
from playwright.sync_api import expect

from facet.kernel.clock import now
from facet.sales.models import PendingSale, Sale
from facet.sales.tests import factories
from tests.journeys.test_first_sale import scan, shop, sign_in  # noqa: F401 -- `shop` is a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def till(context_of, shop):  # noqa: F811 -- the fixture above
    """A till that has heard of the server, in a window that may fail: its complaints are the point."""
    for number in ("D2", "D3"):
        factories.inventory.piece(
            number, shop.store, category=shop.pieces["D1"].category, price_item=None, price_basis="fixed",
            tag_price_cents=990_000, labour_value=0, legal_name="18K金钻石戒指",
        )  # fmt: skip
    page = context_of().new_page()
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    expect(page.locator("html[data-shell=kept]")).to_have_count(1)
    page.reload()  # from now on the worker answers for the till
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def sell(page, code, way):
    page.fill("#pnd-code", code)
    page.press("#pnd-code", "Enter")
    expect(page.locator("#pnd-lines li")).to_have_count(1)
    page.click(f"[data-pnd-method={way}]")
    expect(page.locator("#pnd-lines li")).to_have_count(0)


def lose_one_answer(page):
    """The server books the next sale that is sent, and its answer never arrives; gives what was lost."""
    lost = []

    def lose(route):
        route.fetch()
        lost.append(route.request.post_data)
        route.abort()

    page.route(re.compile("/till/pending/sales"), lose, times=1)
    return lost


def settle(page, manager, number):
    """The manager finds the refused sale by its number and settles it, in a window of her own."""
    context = page.context.browser.new_context(base_url=page.url.split("/sales")[0], locale="zh-CN")
    inbox = context.new_page()
    sign_in(inbox, manager)
    inbox.goto("/sales/conflicts")
    expect(inbox.locator(".pnd-conflict h2")).to_have_text(number)
    inbox.fill("[name=note]", "顾客已取回现金")
    inbox.click(".pnd-conflict .fc-btn--primary")
    expect(inbox.locator(".pnd-conflict")).to_have_count(0)
    context.close()


def test_two_sales_without_the_server_are_booked_once_and_a_third_waits_by_name(till, shop):  # noqa: F811
    scan(till, "D1")
    till.context.set_offline(True)
    till.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(till.locator("#pnd-bar")).to_be_visible()
    expect(till.locator(".fc-line-amount")).to_have_text("12,800.00")  # the ticket stays
    till.click("[data-pnd-go]")

    expect(till.locator("#pnd-lines li")).to_have_count(1)  # carried over
    till.click("[data-pnd-method=cash]")
    expect(till.locator("#pnd-queue [data-state=waiting]")).to_have_count(1)
    till.fill("#pnd-code", "D1")
    till.press("#pnd-code", "Enter")
    expect(till.locator("#pnd-message")).to_contain_text("等待同步")  # sold here a moment ago
    sell(till, "D2", "terminal")
    till.reload()
    expect(till.locator("#pnd-queue [data-state=waiting]")).to_have_count(2)
    sell(till, "D3", "cash")
    assert not Sale.objects.exists()

    shop.sell("D3", at=now())  # by a colleague, before this till is back

    lost = lose_one_answer(till)
    till.context.set_offline(False)
    expect(till.locator("#pnd-queue [data-state=booked]")).to_have_count(2, timeout=20_000)
    expect(till.locator("#pnd-queue [data-state=conflict]")).to_have_count(1, timeout=20_000)

    assert len(lost) == 1
    assert Sale.objects.count() == 3  # D1 and D2 once each, and D3 by the colleague
    (refused,) = PendingSale.objects.filter(state="conflict")
    assert (refused.lines[0]["tag"], refused.cash_cents, refused.staff) == ("D3", 990_000, shop.clerk.code)

    settle(till, shop.manager, refused.number)
    assert PendingSale.objects.get(pk=refused.pk).settled_by_id == shop.manager.pk
