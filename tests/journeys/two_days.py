"""A house of two stores whose clock can be moved, and the clerk's hands, for the journey of one ticket."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from facet.kernel import clock
from facet.kernel.permissions import house
from facet.loyalty.tests import factories as loyalty
from facet.loyalty.tests import spending
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.services.policies import PolicyIn
from facet.promotions.rules.terms import Conditions, Kind, Scope
from facet.promotions.tests.factories import live
from facet.sales.tests import factories
from tests.journeys.test_first_sale import PASSWORD

SHANGHAI = ZoneInfo("Asia/Shanghai")
FINENESS = {"gross": "12.00", "non_metal": "0.30", "fineness": "990"}


@dataclass
class TwoDays:
    """Two stores with people who can sign in; `to(day)` moves the house's clock to 14:00 of that day."""

    first: Any
    second: Any
    coupon: str
    moved: timedelta = field(default=timedelta())
    days: tuple[Any, ...] = ()

    def to(self, day: int) -> None:
        """The afternoon of the first (0) or the second (1) day; both lie in the past, so no document is of tomorrow."""
        wanted = datetime.combine(self.days[day], datetime.min.time(), tzinfo=SHANGHAI) + timedelta(hours=14)
        self.moved = wanted - datetime.now(tz=UTC)

    def now(self, tz: Any = None) -> datetime:
        return datetime.now(tz=tz) + self.moved


@pytest.fixture
def two_days(monkeypatch: pytest.MonkeyPatch) -> TwoDays:
    """A chain of two stores: ¥20 a gram off bangles, a coupon of ¥200, 90,000 points, everybody's identity is taken."""
    today = datetime.now(tz=SHANGHAI).date()
    first = factories.shop()
    second = factories.shop(code="S02", with_member=False)
    factories.inventory.piece(
        "D9", second.store, category=first.pieces["D1"].category, price_item=None, price_basis="fixed",
        tag_price_cents=1_680_000, labour_value=0, legal_name="18K金钻石戒指", net_weight_mg=3_600,
    )  # fmt: skip
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for shop in (first, second):
        for staff, code in ((shop.clerk, "clerk"), (shop.manager, "store_manager")):
            staff.username = staff.username.lower()
            staff.set_password(PASSWORD)
            staff.save()
            RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    loyalty.adjust(first.member, 90_000)
    everybody = PolicyIn(name="sales.old_gold_identity", value="always", store_id=None, valid_from=at.date())
    organisation_services.set_policy(actor=house("test"), request=everybody, at=at)
    window = Conditions(begins=today - timedelta(days=30), until=today + timedelta(days=30))
    live(kind=Kind.GRAM, value=2_000, conditions=window, scope=Scope(pieces=frozenset({"G1"})))
    kind = spending.coupon_type(min_spend_cents=1_000_000, stacks=True)
    day = today - timedelta(days=2)
    both = TwoDays(
        first, second, spending.coupon(kind, member=first.member, on=day).code,
        days=(day, today - timedelta(days=1)),
    )  # fmt: skip

    class Moved(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return both.now(tz)

    monkeypatch.setattr(clock, "datetime", Moved)
    cache.clear()  # it counts sign-ins by the house's time, and every test begins at the same afternoon
    both.to(0)
    return both


def settled(page: Page) -> None:
    """Wait until no answer is under way."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def yuan(cents: int) -> str:
    """As every page writes it: 12,345.00."""
    return f"{'−' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def weigh_and_take(page: Page, way: str, press: Any) -> None:
    """From the till: the trade-in with three numbers, who sells it, her consent, one way onto the ticket."""
    press("[data-key=F6]")
    for name, value in FINENESS.items():
        page.fill(f"input[name={name}]", value)
    press(".og-form button.fc-btn--primary")
    press("input[name=melt_consent]")
    press(".og-more:has(input[name=seller_name]) > summary")
    page.fill("input[name=seller_name]", "欧阳秋实")
    page.fill("input[name=seller_number]", "110101199003078888")
    press(f"button[name=way][value={way}]")
    page.wait_for_url("**/till")


def open_drawer(page: Page) -> None:
    page.goto("/sales/shift")
    page.fill("input[name=float_cents]", "2000")
    page.locator("main form button.fc-btn--primary").click()
    page.wait_for_url("**/till")


def count_blind(page: Page, *, hundreds: int, terminal: str = "", **others: str) -> None:
    """Count the drawer, by notes; the expected amounts appear only afterwards."""
    page.goto("/sales/shift")
    expect(page.locator("main")).not_to_contain_text("差异")
    page.fill("input[name=notes_10000]", str(hundreds))
    if terminal:
        page.fill("input[name=terminal_name_1]", "银联1")
        page.fill("input[name=terminal_1]", terminal)
    for method, amount in others.items():
        page.fill(f"input[name=counted_{method}]", amount)
    page.locator("main form button.fc-btn--primary").click()
    page.wait_for_url(re.compile(r"/shift/\d+$"))


def too_small_or_covered(page: Page) -> list[str]:
    """What a finger cannot hit on the page as it stands: controls below 48 px, covered ones, a page that runs over."""
    settled(page)
    return list(page.evaluate(_LOOK))


_LOOK = """() => {
  const wrong = [];
  const top = document.querySelector("dialog[open]") || document.body;
  if (document.documentElement.scrollWidth > window.innerWidth) wrong.push("the page is wider than the screen");
  const controls = "button, a[href], input:not([type=hidden], [type=checkbox]), select, summary";
  for (const each of top.querySelectorAll(controls)) {
    const box = each.getBoundingClientRect();
    const name = (each.name || each.textContent || each.className).trim().slice(0, 24);
    if (!each.checkVisibility() || !box.width || each.closest(".fc-status, .visually-hidden, .fc-skip")) continue;
    const target = each.closest(".fc-input-box") || each;
    const tall = Math.round(target.getBoundingClientRect().height);
    if (tall < 48) wrong.push(`${name} is ${tall} px tall`);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) continue;
    const hit = document.elementFromPoint(x, y);
    const scrolled = each.closest(".till-lines, .till-cols, dialog"); // what scrolls may lie behind the edge
    if (hit && !each.contains(hit) && !hit.contains(each) && (!scrolled || scrolled.contains(hit)))
      wrong.push(`${name} is covered by ${hit.className || hit.tagName}`);
  }
  return wrong;
}"""
