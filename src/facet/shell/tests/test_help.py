"""Every screen explains itself in five lines, in both languages."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from facet.shell import ribbon
from facet.shell.help import ANSWERS, help_for, screens

METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}


def _methods(view: Any) -> set[str] | None:
    """The methods that `require_http_methods` allows for a view, None where it is not decorated."""
    while view is not None:
        for cell in inspect.getclosurevars(view).nonlocals.values() if inspect.isfunction(view) else ():
            if isinstance(cell, list) and cell and set(cell) <= METHODS:
                return set(cell)
        view = getattr(view, "__wrapped__", None)
    return None


def _named(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from _named(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}:{pattern.name}", pattern.callback


def shown() -> list[str]:
    """The url name of every page that a browser can open."""
    named = dict(_named(get_resolver().url_patterns))
    return sorted(name for name, view in named.items() if "GET" in (_methods(view) or {"GET"}) and name not in ANSWERS)


@pytest.mark.parametrize("screen", shown())
def test_every_screen_has_help(screen):
    assert help_for(screen) is not None, f"write five lines for {screen} in shell/help, or name it in ANSWERS"


@pytest.mark.parametrize("screen", sorted(screens()))
def test_help_has_at_most_five_lines_that_say_the_same_in_both_languages(screen):
    written = screens()[screen]

    assert 3 <= len(written.zh) <= 5
    assert len(written.zh) == len(written.en)
    assert all(line.endswith("。") and len(line) <= 60 for line in written.zh), written.zh
    assert all(line.endswith((".", "?")) and len(line) <= 130 for line in written.en), written.en
    assert all(key and zh and en for key, zh, en in written.keys)
    commands = {command.url for command in ribbon.commands()}
    assert set(written.related) <= commands | {"shell:home"}, written.related


@pytest.mark.parametrize(
    ("language", "line"), [("zh-hans", "找功能、会员、货品"), ("en", "Find commands, members, pieces")]
)
def test_the_drawer_gets_a_fragment_in_the_readers_language(browser, slots, language, line):
    client = browser(language=language)

    answer = client.get("/help", {"screen": "shell:home"}, headers={"HX-Request": "true"})

    html = answer.content.decode()
    assert "<html" not in html
    assert line in html
    assert html.count("<li>") == 5


def test_traditional_chinese_is_made_from_simplified(browser, slots):
    html = browser(language="zh-hant").get("/help", {"screen": "shell:home"}).content.decode()

    assert "左邊是等你辦的事" in html


def test_an_unknown_screen_still_shows_the_keys(browser, slots):
    html = browser(language="en").get("/help", {"screen": "no:such<script>"}).content.decode()

    assert "Keys everywhere" in html
    assert "<script>" not in html
