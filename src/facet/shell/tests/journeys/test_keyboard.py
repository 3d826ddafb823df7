"""The frame by keyboard alone, in a real browser: key tips, Ctrl+K, help, folding, phones."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_alt_and_two_letters_reach_a_command(page, signed_in, accessible):
    signed_in(page)

    page.keyboard.press("Alt")
    expect(page.locator("html")).to_have_attribute("data-keytips", "tabs")
    page.keyboard.press("m")
    expect(page.locator("html")).to_have_attribute("data-keytips", "commands")
    expect(page.locator("#band-members")).to_be_visible()
    page.keyboard.press("l")

    page.wait_for_url(f"**{reverse('members:list')}")
    assert accessible(page) == []


def test_the_other_key_works_where_the_browser_keeps_alt_and_escape_goes_back_a_step(page, signed_in):
    signed_in(page)
    root = page.locator("html")

    page.keyboard.press("Control+/")
    page.keyboard.press("i")
    expect(root).to_have_attribute("data-keytips", "commands")
    page.keyboard.press("Escape")
    expect(root).to_have_attribute("data-keytips", "tabs")
    page.keyboard.press("Escape")

    expect(root).not_to_have_attribute("data-keytips", "tabs")


def test_ctrl_k_finds_by_initials_and_enter_opens(page, signed_in):
    signed_in(page)

    page.keyboard.press("Control+k")
    expect(page.locator("#palette-found [role=option]").first).to_be_visible()
    page.keyboard.type("hylb")
    first = page.locator("#palette-found [role=option]").first
    expect(first).to_have_attribute("href", reverse("members:list"))
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{reverse('members:list')}")


def test_the_question_mark_opens_help_and_escape_gives_the_focus_back(page, signed_in):
    signed_in(page)
    page.locator("#tab-home").focus()

    page.keyboard.press("?")
    expect(page.locator("#help ol li")).to_have_count(5)
    page.keyboard.press("Escape")

    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#tab-home")).to_be_focused()


def test_a_tab_opens_its_band_without_leaving_the_page_and_arrows_move_along(page, signed_in):
    signed_in(page)
    address = page.url

    page.locator("#tab-home").focus()
    page.keyboard.press("ArrowRight")

    expect(page.locator("#band-home")).to_be_hidden()
    expect(page.locator("[role=tabpanel]:visible")).to_have_count(1)
    assert page.url == address


def test_groups_fold_into_buttons_and_open_as_menus(page, signed_in):
    signed_in(page, text_size="large")

    page.set_viewport_size({"width": 910, "height": 700})
    fold = page.locator("#band-home .rb-group[data-fold] .rb-fold").first
    expect(fold).to_be_visible()
    fold.press("Enter")

    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#band-home .rb-group[data-open] .rb-cmds")).to_be_visible()
    page.keyboard.press("Escape")
    expect(fold).to_be_focused()


def test_the_ribbon_stays_folded_away_on_the_next_page(page, signed_in):
    signed_in(page)

    page.locator(".rb-app").click()
    page.locator("[data-ribbon-toggle]").click()
    page.goto("/functions")

    expect(page.locator("html")).to_have_attribute("data-ribbon", "min")
    expect(page.locator("#band-home")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_dock_leads_to_all_functions_and_nothing_is_wider_than_the_page(page, signed_in, width):
    signed_in(page)

    page.set_viewport_size({"width": width, "height": 780})
    page.locator(".rb-dock a").last.click()

    page.wait_for_url("**/functions")
    expect(page.locator(".rb-band:visible")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("look", [{}, {"theme": "dark"}, {"text_size": "large"}, {"language": "en"}])
def test_home_and_functions_are_accessible_in_every_look(page, signed_in, accessible, look):
    signed_in(page, **look)

    assert accessible(page) == []
    page.goto("/functions")
    assert accessible(page) == []


def test_the_skip_link_is_the_first_stop_and_leads_past_the_ribbon(page, signed_in):
    signed_in(page)

    page.keyboard.press("Tab")
    expect(page.locator(".fc-skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
