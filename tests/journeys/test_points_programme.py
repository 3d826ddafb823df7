"""The points programme from nothing to the last digit, in a browser. Source: issue 3, decisions.md §4.14.

In a house that never had rules, marketing writes the seeds' whole programme into empty blanks, tries
a ticket and replays last year; the accountant says yes and it goes live; a clerk sells under it; the
member's page shows how each point was counted; a manager takes one piece back at the till, and exactly
its points go.
"""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from facet.kernel import clock
from facet.kernel.permissions import house
from facet.loyalty import services as loyalty_services
from facet.loyalty import tasks
from facet.loyalty.models import EarnedLine, PointsAccount, Replay, RuleVersion
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.tests import factories as loyalty
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.tests import factories as organisation
from facet.sales.models import Sale
from facet.sales.tests import factories
from tests.journeys.test_first_sale import PASSWORD, scan, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# What marketing types, blank by blank; "more" presses come from the rows that are named here.
BASICS = {
    "basics-rate_gold": "1", "basics-rate_diamond": "2", "basics-rate_platinum": "1.5", "basics-rate_craft": "1",
    "basics-years_kept": "1", "basics-worth_points": "100", "basics-worth_cents": "1", "basics-expected": "62",
    "rewards-registration": "100", "rewards-birthday": "200", "rewards-survey": "50",
    "referral-return_window_days": "7",
    "cash-min_points": "1000", "cash-points": "100", "cash-cents": "1", "cash-share_bp": "30",
}  # fmt: skip
ROWS = {
    "steps": [
        {"code": "silver", "name": "银卡", "name_en": "Silver", "threshold": "1000", "coefficient_bp": "1.2"},
        {"code": "gold", "name": "金卡", "name_en": "Gold", "threshold": "2001", "coefficient_bp": "1.5"},
        {"code": "diamond", "name": "钻石卡", "name_en": "Diamond", "threshold": "6001", "coefficient_bp": "2"},
    ],
    "windows": [
        {"name": "圣诞", "name_en": "Christmas", "begins": "2025-12-24", "last": "2025-12-25", "factor_bp": "2"}
    ],
    "bonuses": [{"name": "新品加赠", "name_en": "New product", "points": "100"}],
    "levels": [{"fixed_points": "200", "percent_bp": "10"}, {"fixed_points": "50", "percent_bp": "3"}],
}
TICKED = ("windows-0-yearly", "cash-excluded=bar", "cash-excluded=by_weight")
LAST_YEAR = date(2025, 12, 24)


@pytest.fixture
def house_of_three(monkeypatch):
    """A shop that never had rules, with a sale of last year; a clerk, a manager, marketing and an accountant."""
    first_day = datetime(2025, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(loyalty, "programme", lambda: loyalty_services.begin_without_rules(house("test"), first_day))
    shop = factories.shop()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    shop.marketing, shop.accountant = (organisation.staff(name, code=name[:4]) for name in ("marketing", "accountant"))
    people = {
        "clerk": shop.clerk,
        "store_manager": shop.manager,
        "marketing": shop.marketing,
        "accountant": shop.accountant,
    }
    for code, staff in people.items():
        staff.username = staff.username.lower()
        staff.set_password(PASSWORD)
        staff.save()
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    RoleAssignment.objects.create(staff=shop.clerk, role=Role.objects.get(code="cashier"))
    loyalty.earn(shop.member, EarningLine(1, "gold", 150_000), on=LAST_YEAR, at=datetime(2025, 12, 24, 4, tzinfo=UTC))
    return shop


def test_the_seeds_programme_from_a_house_without_rules_to_a_return(page, context_of, house_of_three, complaints):
    shop = house_of_three
    assert PointsAccount.objects.get(member=shop.member).lifetime == 0  # last year's gold earned nothing yet
    sign_in(page, shop.marketing)
    _write_the_rules(page)
    _try_them(page)
    _replay_last_year(page)
    _ask(page)
    _say_yes(context_of, shop)
    page.goto("/loyalty/programme")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator("main")).to_contain_text("现行 第 2 版")
    assert RuleVersion.objects.get(number=2).state == "published"

    _sell(context_of, shop)
    gold, ring = _explained(context_of, shop)
    _bring_the_ring_back(context_of, shop)
    assert PointsAccount.objects.get(member=shop.member).available == gold
    assert EarnedLine.objects.get(reverses__isnull=False).points == -ring
    _told_what_went(context_of, shop)


def _write_the_rules(page: Page) -> None:
    """Every blank of decisions.md §4.14, from a page that says there are no rules."""
    page.goto("/loyalty/programme")
    expect(page.locator("main")).to_contain_text("还没有")
    page.locator("a[href='/loyalty/programme/draft']").first.click()
    expect(page.locator("[name=basics-rate_gold]")).to_have_value("")
    for part, rows in ROWS.items():
        first = 1 if part == "steps" else 0  # the lowest grade stands there: everybody begins somewhere
        for number, row in enumerate(rows, first):
            page.locator(f"button[name=more][value={part}]").click()
            for name, value in row.items():
                field = page.locator(f"[name={part}-{number}-{name}]").first
                field.wait_for(state="attached")
                for details in page.locator(f"details:has([name={part}-{number}-{name}])").all():
                    details.evaluate("each => each.open = true")
                field.fill(value)
    for name, value in BASICS.items():
        page.fill(f"[name={name}]", value)
    for each in TICKED:
        name, _, value = each.partition("=")
        page.locator(f"[name={name}]" + (f"[value={value}]" if value else "")).check()
    page.locator("button[form=draft][type=submit]").click()
    page.wait_for_url("**/loyalty/programme")
    draft = RuleVersion.objects.get(state="draft")
    seed, ladder = TEMPLATES["seed"]
    assert parse_programme(draft.rules, ladder) == parse_programme(seed, ladder)
    steps = draft.grades.order_by("threshold").values_list("code", "threshold", "coefficient_bp")
    assert list(steps) == [(step.code, step.threshold, step.coefficient_bp) for step in ladder]


def _try_them(page: Page) -> None:
    """A made-up ticket beside the blanks: a gold member's 1,000.00 of gold on Christmas Eve: × 1 × 1.5 × 2."""
    page.goto("/loyalty/programme/draft")
    page.select_option("#ticket [name=grade]", "gold")
    page.fill("#ticket [name=on]", "2026-12-24")
    for number, amount in enumerate(page.locator("#ticket [name$=-amount]").all()):
        amount.fill("" if number else "1000")
    for ticked in page.locator("#ticket [name$=-is_new_product]").all():
        ticked.uncheck()
    page.locator("#ticket [name$=-points_class]").first.select_option("gold")
    with page.expect_response(re.compile("/loyalty/simulator")):
        page.locator("#ticket button[type=submit]").first.click()
    expect(page.locator("#result .new b")).to_have_text("3,000")


def _replay_last_year(page: Page) -> None:
    """1,500.00 of gold on Christmas Eve earned nothing; the draft gives 3,000 points, and they carry gold."""
    page.goto("/loyalty/replay")
    page.select_option("[name=number]", "2")
    page.fill("[name=since]", "2025-01-01")
    page.fill("[name=last]", "2025-12-31")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/loyalty/replay/\d+"))
    asked = Replay.objects.get()
    tasks.run_replay.func(asked.pk) if hasattr(tasks.run_replay, "func") else tasks.run_replay(asked.pk)
    expect(page.locator("#outcome .fc-two")).to_contain_text("3,000")
    expect(page.locator("#outcome .fc-two")).to_contain_text("金卡")


def _ask(page: Page) -> None:
    page.goto("/loyalty/programme")
    ask = page.locator("form[action$='/programme/ask']")
    ask.locator("[name=effective_on]").fill(str(clock.local_date(clock.now(), "Asia/Shanghai")))
    ask.locator("[name=reason]").fill("新方案：按品类积分，圣诞双倍")
    ask.locator("button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("等待复核")


def _say_yes(context_of, shop) -> None:
    """The accountant reads the draft and allows it; marketing alone could not."""
    page = context_of().new_page()
    sign_in(page, shop.accountant)
    page.goto("/approvals")
    page.goto(f"/approvals/{RuleVersion.objects.get(state='draft').approval_id}")
    page.locator("button[name=answer][value=yes]").click()
    page.wait_for_load_state()


def _sell(context_of, shop) -> Sale:
    page = context_of().new_page()
    sign_in(page, shop.clerk)
    page.goto("/sales/till")
    for code in ("G1", "D1", "13800135678"):
        scan(page, code)
    expect(page.locator(".till-member h2")).to_have_text("陈雅琴")
    page.click("[data-pay=wechat]")
    page.click("[data-finish]")
    page.wait_for_url("**/till/done/**")
    return Sale.objects.get()


def _explained(context_of, shop) -> tuple[int, int]:
    """28,870.48 of gold × 1 and 12,800.00 of diamond × 2, each cut to whole points, and the rules' version."""
    page = context_of().new_page()
    sign_in(page, shop.clerk)
    page.goto(f"/members/{shop.member.pk}?tab=points")
    told = page.locator(".mem-trace").first
    for part in ("28,870.48", "28,870", "12,800.00", "25,600", "54,470"):
        expect(told).to_contain_text(part)
    return 28_870, 25_600


def _bring_the_ring_back(context_of, shop) -> None:
    """The ring is scanned at the till, with its reason; the money goes back the way it came."""
    page = context_of().new_page()
    sign_in(page, shop.manager)
    page.goto("/sales/returns")
    page.keyboard.type("D1")
    page.keyboard.press("Enter")
    page.click("button[name=reason][value=size]")
    page.wait_for_url("**/till")
    page.click(".fc-keybtn--pay")
    page.click("[data-finish]")
    page.wait_for_url("**/done/*")
    expect(page.locator(".till-change")).to_contain_text("12,800.00")


def _told_what_went(context_of, shop) -> None:
    """The page tells the balance, and the return by the points it took."""
    page = context_of().new_page()
    sign_in(page, shop.clerk)
    page.goto(f"/members/{shop.member.pk}?tab=points")
    expect(page.locator("main")).to_contain_text("28,870")
    expect(page.locator(".mem-trace").first).to_contain_text("25,600")
