"""Ctrl+K as a screen: commands of the role, members by permission, pieces by tag; the text never in the address."""

import pytest
from django.urls import reverse

from facet.members import selectors as members_selectors

FIND = "/find"


def test_a_command_is_found_by_pinyin_and_leads_to_its_page(browser, slots):
    html = browser("members.view_members", language="en").post(FIND, {"text": "hylb"}).content.decode()

    assert f'href="{reverse("members:list")}"' in html.split('id="find-found"')[1]


def test_traditional_characters_find_simplified_words(browser, slots):
    client = browser("members.view_members", language="zh-hant")

    html = client.post(FIND, {"text": "會員列表"}, headers={"HX-Request": "true"}).content.decode()

    assert f'href="{reverse("members:list")}"' in html


def test_a_command_the_role_cannot_use_is_not_found(browser, slots):
    html = browser(language="en").post(FIND, {"text": "roles"}, headers={"HX-Request": "true"}).content.decode()

    assert reverse("organisation:roles") not in html


def test_htmx_gets_only_the_list(browser, slots):
    client = browser(language="en")

    html = client.post(FIND, {"text": "todo", "as": "options"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in html
    assert 'role="option"' in html


def test_nothing_typed_shows_what_is_often_used(browser, slots):
    html = browser(language="en").post(FIND, {"text": ""}, headers={"HX-Request": "true"}).content.decode()

    assert reverse("organisation:todo") in html


def test_a_tag_leads_to_the_piece(browser, slots):
    client = browser("inventory.view_pieces", language="en")

    html = client.post(FIND, {"text": "G2601-04417"}, headers={"HX-Request": "true"}).content.decode()

    assert f"{reverse('inventory:where')}?tag=G2601-04417" in html


@pytest.mark.parametrize(("permissions", "asked"), [(("members.view_limited",), ["1380"]), ((), [])])
def test_members_are_asked_only_for_those_who_may(browser, slots, monkeypatch, permissions, asked):
    heard: list[str] = []
    monkeypatch.setattr(members_selectors, "find_members", lambda viewer, text: heard.append(text) or [])

    browser(*permissions).post(FIND, {"text": "1380"}, headers={"HX-Request": "true"})

    assert heard == asked


def test_the_text_is_never_taken_from_the_address(browser, slots):
    html = browser(language="en").get(FIND, {"text": "13812345678"}).content.decode()

    assert 'value="13812345678"' not in html
