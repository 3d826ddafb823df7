"""A clerk steps away: the screen locks at one command, shows nothing, and opens where it was."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_first_sale import PASSWORD, scan, shop, sign_in  # noqa: F401 -- shop is a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_locked_screen_shows_nothing_and_gives_the_open_ticket_back(page, shop, accessible, complaints):  # noqa: F811 -- the fixture
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    scan(page, "D1")
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)

    page.evaluate("location.assign('/lock')")  # its page sends itself, and says where it came from
    page.wait_for_url("**/locked")
    assert "D1" not in page.locator("body").inner_text()
    assert accessible(page) == []

    page.goto("/sales/till")  # the address bar is no way round it
    page.wait_for_url("**/locked")
    page.fill("input[name=password]", "not hers")
    page.press("input[name=password]", "Enter")
    expect(page.locator("[role=alert]").first).to_be_visible()
    page.wait_for_url("**/locked")
    assert len(complaints) == 1
    assert "422" in complaints.pop()  # the refusal, as the browser notes it

    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/sales/till**")
    expect(page.locator(".till-lines [data-line]")).to_have_count(1)
