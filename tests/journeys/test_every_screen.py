"""Every screen in two languages and three sizes: it opens, axe finds nothing, nothing is cut off sideways.

The screens come from the URL list, so that a new one is looked at from its first day. Each is opened
by somebody who may open it, in a small demonstration chain.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from playwright.sync_api import BrowserContext, Page

from facet.audit.models import Event
from facet.catalog.models import BoardPublication, Category
from facet.inventory.models import BulkLot, Piece
from facet.members.models import Member
from facet.organisation.models import Approval, Staff, Store
from facet.sales.models import Sale, Shift
from tests.journeys.conftest import AXE, SIZES

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ("manager1", "admin", "marketing", "buyer", "auditor", "clerk1")
# Not pages to look at: answers to a form, parts of a page, files, and what needs a step before it.
NOT_PAGES = {
    "catalog:confirm", "inventory:photo", "inventory:piece_tab", "members:areas", "members:duplicates",
    "members:search", "members:tab", "members:timeline", "organisation:first_password", "organisation:lock",
    "organisation:sign_out", "sales:receipt_pdf",
    "shell:find", "shell:healthz", "shell:before_sign_in", "shell:look", "shell:shortcuts", "shell:help",
}  # fmt: skip
WALL_SCREEN = "/catalog/board/screen"  # hangs above the counter, 1920 wide; nobody holds it in a hand
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE_RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


@pytest.fixture
def chain() -> dict[str, list[Any]]:
    """A small demonstration chain; example ids for the screens that show one thing."""
    call_command("demo", members=80, pieces=400, sales=200)
    sale, shift = Sale.objects.order_by("-completed_at").first(), Shift.objects.order_by("pk").first()
    piece, member = Piece.objects.filter(state="in_stock").first(), Member.objects.order_by("pk").first()
    event, staff = Event.objects.order_by("pk").first(), Staff.objects.get(username="clerk1")
    return {
        "audit:history": ["sales.sale", str(sale.pk)],
        "catalog:category": [Category.objects.order_by("pk").last().code],
        "catalog:publication": [BoardPublication.objects.order_by("pk").last().pk],
        "inventory:lot": [BulkLot.objects.first().sku] if BulkLot.objects.exists() else [],
        "inventory:piece": [piece.tag],
        "members:member": [member.pk],
        "members:edit": [member.pk],
        "organisation:approval": [Approval.objects.order_by("pk").first().pk] if Approval.objects.exists() else [],
        "organisation:staff_member": [staff.code],
        "organisation:store": [Store.objects.order_by("pk").first().code],
        "sales:closed_shift": [shift.pk] if shift else [],
        "sales:done": [str(sale.pk)],
        "sales:receipt": [str(sale.pk)],
        "sales:sale": [str(sale.pk)],
        "shell:import": ["members"],
        "": [event.pk],
    }


def screens(examples: dict[str, list[Any]]) -> Iterator[tuple[str, str]]:
    """(name, address) of every screen: those without an id, and an example of those with one."""

    def walk(resolver: Any, namespace: str) -> Iterator[tuple[str, bool]]:
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            elif each.name:
                yield f"{namespace}{each.name}", bool(each.pattern.converters)

    for name, has_id in sorted(set(walk(get_resolver(), ""))):
        if name.startswith("api") or name in NOT_PAGES:
            continue
        if not has_id:
            yield name, reverse(name)
        elif examples.get(name):
            yield name, reverse(name, args=examples[name])


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
    seen = 0

    for name, address in screens(chain):
        page = opened(pages, address)
        if page is None:
            continue  # a form that only answers POST, or a right nobody of these has
        seen += 1
        wrong += [f"{name} ({language}): {complaint}" for complaint in looked_at(page)]

    assert not wrong, "\n" + "\n".join(wrong)
    assert seen >= 45


def opened(pages: dict[str, Page], address: str) -> Page | None:
    """The first of these people who may open `address`, with it open."""
    for page in pages.values():
        page.set_viewport_size({"width": 1440, "height": 900})
        known = page.context.request.get(address)
        assert known.status < 500, address
        if known.status == 200 and "text/html" in known.headers["content-type"]:
            page.goto(address)
            return page
    return None


def looked_at(page: Page) -> list[str]:
    """What is wrong with the open screen, in each of the three sizes."""
    wrong = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(60)
        if (over := page.evaluate(SIDEWAYS)) > 0 and not page.url.endswith(WALL_SCREEN):
            wrong.append(f"{size}: {over} px wider than the screen")
        for violation in page.evaluate(AXE_RUN):
            targets = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            wrong.append(f"{size}: {violation['id']} ({violation['impact']}): {targets}")
    return wrong
