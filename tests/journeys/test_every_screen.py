"""Every screen in two languages and three sizes: it opens, axe finds nothing, nothing is cut off sideways.

Nobody keeps a list: the walk begins at every address of the URL list that needs no id and follows the
product's own links from there, one address for each kind of screen, as a person would.
"""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse
from playwright.sync_api import BrowserContext, Page

from facet.kernel.testing.counts import tries
from facet.organisation.models import Staff
from tests.journeys.conftest import AXE, SIZES

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ("manager1", "admin", "marketing", "buyer", "accountant", "warehouse", "auditor", "clerk1")
# Not pages to look at: answers to a form, parts of a page, files, and what needs a step before it.
NOT_PAGES = {
    "catalog:confirm", "inventory:photo", "inventory:piece_tab", "members:areas", "members:duplicates",
    "members:search", "members:tab", "members:timeline", "organisation:first_password", "organisation:lock",
    "organisation:sign_out", "sales:receipt_pdf",
    "shell:find", "shell:healthz", "shell:before_sign_in", "shell:look", "shell:shortcuts", "shell:help",
}  # fmt: skip
WALL_SCREEN = "/catalog/board/screen"  # hangs above the counter, 1920 wide; nobody holds it in a hand
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Contrast is a matter of colours, not of width: the dearest rule of all is asked in the first size only.
# Nothing of a page is fetched again for axe (preload): the rules that ask for it are about video and style sheets.
AXE_RUN = """contrast => axe.run(document, {resultTypes: ['violations'], preload: false,
    rules: {'color-contrast': {enabled: contrast}}}).then(found => found.violations)"""
SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.htmx-request')"
LINKS = "() => [...document.querySelectorAll('main a[href]')].map(link => link.getAttribute('href'))"
# What is wrong for axe in one language is wrong in the other, names and order being the same: `make test` asks in
# each size once, `make proof` in all sizes of both. Whether something is cut off is asked everywhere.
AXE_AT = {"zh-hans": tries(("pc", "phone"), proof=tuple(SIZES)), "en": tries(("tablet",), proof=tuple(SIZES))}
FEWEST = 100  # screens; a walk that finds fewer has lost its way


@pytest.fixture
def chain() -> None:
    """A small demonstration chain."""
    call_command("demo", members=80, pieces=400, sales=200)


@pytest.fixture
def signed_in(context_of: Callable[..., BrowserContext], live_server: Any) -> Callable[[str, str], Page]:
    """A page of somebody who is signed in, in a language; axe is there before every page."""

    def make(username: str, language: str) -> Page:
        staff = Staff.objects.get(username=username)
        Staff.objects.filter(pk=staff.pk).update(language=language)
        client = Client()
        client.force_login(Staff.objects.get(pk=staff.pk))
        context = context_of(bypass_csp=True)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        context.add_init_script(path=Path(settings.NPM_ROOT) / AXE)
        return context.new_page()

    return make


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_screen_opens_is_accessible_and_fits(chain, signed_in, language):
    pages = {username: signed_in(username, language) for username in PEOPLE}
    wrong: list[str] = []
    walk = Walk()

    for name, address in walk:
        page = opened(pages, address, part=name.partition(":")[0])
        if page is None:
            continue  # a form that only answers POST, a file, or a right nobody of these has
        walk.found(page.evaluate(LINKS))
        walk.opened.add(name)
        wrong += [f"{name} {address} ({language}): {complaint}" for complaint in looked_at(page, AXE_AT[language])]

    print(f"{len(walk.opened)} screens ({language})")
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(walk.opened) >= FEWEST


class Walk:
    """(name, address) of one screen of each kind: first those without an id, then what they link to.

    A kind whose first address did not open is tried at most `TRIES` times more, by other links.
    """

    TRIES = 3

    def __init__(self) -> None:
        self.opened: set[str] = set()
        self._queue: deque[tuple[str, str]] = deque(sorted(_without_ids(get_resolver(), "")))
        self._queued: dict[str, set[str]] = {name: {address} for name, address in self._queue}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        while self._queue:
            name, address = self._queue.popleft()
            if name not in self.opened:
                yield name, address

    def found(self, links: list[str]) -> None:
        """Queue what these links lead to, where it is new."""
        for link in links:
            path = urlsplit(link).path
            name = _name_of(path) if path.startswith("/") else ""
            if not name or name in NOT_PAGES or name in self.opened:
                continue
            known = self._queued.setdefault(name, set())
            if path not in known and len(known) < self.TRIES:
                known.add(path)
                self._queue.append((name, path))


def _without_ids(resolver: Any, namespace: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _without_ids(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif each.name and not each.pattern.converters:
            name = f"{namespace}{each.name}"
            if not name.startswith("api") and name not in NOT_PAGES:
                yield name, reverse(name)


def _name_of(path: str) -> str:
    try:
        name = resolve(path).view_name
    except Resolver404:
        return ""
    return "" if name.startswith("api") else name


_LAST: dict[str, str] = {}  # who opened a screen of this part of the house last: tried first the next time


def opened(pages: dict[str, Page], address: str, *, part: str) -> Page | None:
    """The first of these people who may open `address`, with it open."""
    for username in sorted(pages, key=lambda each: each != _LAST.get(part)):
        page = pages[username]
        known = page.context.request.get(address)
        assert known.status < 500, address
        if known.status == 200 and "text/html" in known.headers["content-type"]:
            _LAST[part] = username
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(address)
            return page
        if known.status in {200, 405}:
            return None  # a file, or a form that only answers POST
    return None


def looked_at(page: Page, axe_at: tuple[str, ...]) -> list[str]:
    """What is wrong with the open screen, in each of the three sizes; axe is asked in some of them."""
    wrong = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(SETTLED)
        page.wait_for_timeout(60)
        page.wait_for_function(SETTLED)
        if (over := page.evaluate(SIDEWAYS)) > 0 and not page.url.endswith(WALL_SCREEN):
            wrong.append(f"{size}: {over} px wider than the screen")
        for violation in page.evaluate(AXE_RUN, size == axe_at[0]) if size in axe_at else ():
            targets = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            wrong.append(f"{size}: {violation['id']} ({violation['impact']}): {targets}")
    return wrong
