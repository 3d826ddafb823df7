"""A real browser against a real server: Debian's Chromium and pytest-django's live server.

Without Chromium these tests are skipped, and fail under CI=true. Every page of a journey is
watched: a script error, a blocked script or a failed request fails the test at its end.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"pc": (1440, 900), "tablet": (820, 1180), "phone": (360, 780)}
AXE = Path("axe-core") / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
    # Two workers begin with half the list each: the two longest must not stand in one half.
    longest = [item for item in items if item.path.name == "test_every_screen.py"]
    if len(longest) > 1:
        others = [item for item in items if item not in longest]
        half = len(others) // 2
        items[:] = [longest[0], *others[:half], *longest[1:], *others[half:]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        if IN_CI:
            pytest.fail("chromium is missing: apt-get install --no-install-recommends chromium")
        pytest.skip("chromium is missing: sudo apt-get install --no-install-recommends chromium")
    resolve("/sign-in")  # every screen is imported now, not while the first page of the first journey waits
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context_of(chromium: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser windows: `context_of(size="tablet", language="en")`."""
    opened: list[BrowserContext] = []

    def make(*, size: str = "pc", language: str = "zh-CN", scheme: str = "light", **more: Any) -> BrowserContext:
        width, height = SIZES[size]
        view = {"width": width, "height": height}
        context = chromium.new_context(
            base_url=live_server.url, viewport=view, locale=language, color_scheme=scheme, **more
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about; a journey that expects one takes it out again."""
    return []


@pytest.fixture
def page(context_of: Callable[..., BrowserContext], complaints: list[str]) -> Iterator[Page]:
    """A watched page at the size of a PC, in simplified Chinese."""
    page = context_of().new_page()
    watch(page, complaints)
    yield page
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def watch(page: Page, complaints: list[str]) -> None:
    """Note every script error, console error and failed answer of `page` in `complaints`."""
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("console", lambda said: complaints.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("response", lambda got: complaints.append(f"{got.status} {got.url}") if got.status >= 500 else None)


@pytest.fixture
def accessible(context_of: Callable[..., BrowserContext], live_server: Any) -> Callable[[Page], list[str]]:
    """`accessible(page)`: what axe finds on the page as it stands, one line each.

    The page keeps its strict policy; a second window with the same cookies, which may run axe,
    looks at the same address.
    """

    def look(page: Page) -> list[str]:
        context = context_of(bypass_csp=True, storage_state=page.context.storage_state())
        twin = context.new_page()
        twin.set_viewport_size(page.viewport_size or {"width": 1440, "height": 900})
        twin.goto(page.url)
        twin.add_script_tag(path=Path(settings.NPM_ROOT) / AXE)
        found = twin.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['target']} {violation['help']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return look
