"""The browser of tests/journeys, and somebody signed in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from facet.organisation.tests import factories as house
from tests.journeys.conftest import accessible, chromium, complaints, context_of, page

__all__ = ["accessible", "chromium", "complaints", "context_of", "page"]

RIGHTS = (
    "members.view_members members.create_members sales.hold_basket sales.open_shift sales.close_shift"
    " catalog.view_catalog inventory.view_pieces organisation.view_stores organisation.view_roles organisation.approve"
)


@pytest.fixture
def signed_in(transactional_db) -> Callable[..., Page]:
    """`signed_in(page)`: a manager of store S01 is signed in on `page` and stands at home."""

    def enter(window: Page, **fields: str) -> Page:
        person = house.staff("lin", home=house.store(), name="林嘉慧", password=house.PASSWORD, **fields)
        house.give(person, house.role("manager", dict.fromkeys(RIGHTS.split(), "chain")))
        window.goto("/sign-in")
        window.locator("#id_username").fill("lin")
        window.locator("#id_password").fill(house.PASSWORD)
        window.locator("#id_password").press("Enter")
        expect(window.locator("h1")).to_contain_text("林嘉慧")
        window.wait_for_load_state("load")  # the scripts are deferred
        return window

    return enter
