"""The browser fixtures themselves: they see a page, and they see what is wrong with one."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import watch

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_page_asks_to_sign_in_without_a_complaint(page):
    page.goto("/")

    expect(page).to_have_url(re.compile("sign-in"))
    expect(page.locator("form input[type=password]")).to_be_visible()


def test_a_complaint_is_heard(context_of):
    heard = []
    page = context_of().new_page()
    watch(page, heard)
    page.set_content("<script>nothing.at.all()</script>")

    assert heard
    assert heard[0].startswith("script: nothing is not defined")


def test_the_first_page_is_accessible(page, accessible):
    page.goto("/")

    assert accessible(page) == []
