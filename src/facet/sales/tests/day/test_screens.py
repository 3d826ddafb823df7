"""The screens of the day's end and of salespeople: they open, do their one thing by plain POST, and refuse in words."""

import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from facet.kernel.clock import business_date
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales import services
from facet.sales.models import (
    AskedFor,
    BankDeposit,
    CommissionPlan,
    CommissionRule,
    DayClose,
    DrawerEntry,
    Reception,
    SalesTarget,
)
from facet.sales.tests import factories
from facet.sales.tests.factories import key

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


@pytest.fixture
def shop(client):
    """A shop whose manager is signed in."""
    shop = factories.shop()
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=NOW)
    RoleAssignment.objects.create(staff=shop.manager, role=Role.objects.get(code="store_manager"))
    RoleAssignment.objects.create(staff=shop.clerk, role=Role.objects.get(code="clerk"))
    client.force_login(shop.manager)
    return shop


def post(client, name, **data):
    return client.post(reverse(f"sales:{name}"), {"operation_id": str(uuid.uuid4()), **data})


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", ["pay_in", "day_close", "day", "results", "commission", "commission_entries",
                                  "commission_plans", "targets", "visit", "receptions", "asked_for"])  # fmt: skip
def test_every_page_opens_empty_and_full(client, shop, name):
    assert client.get(reverse(f"sales:{name}")).status_code == 200
    services.open_shift(actor=shop.actor(), operation=key(), store="S01", till="T1", float_cents=0, at=NOW)
    shop.sell("D1", at=NOW)
    plan = CommissionPlan.objects.create(number=1, changed_at=NOW, changed_by=shop.clerk)
    CommissionRule.objects.create(plan=plan, place=1, pays="per_gram", rate=300)
    visit = services.VisitIn(store="S01", outcome="left")
    services.note_visit(actor=shop.actor(), operation=key(), visit=visit, at=NOW)
    post(client, "pay_in", kind="other_in", method="cash", amount_cents="12.5", note="卖纸箱")

    assert client.get(reverse(f"sales:{name}")).status_code == 200


def test_money_in_stands_in_the_day_and_the_day_is_closed(client, shop):
    services.open_shift(actor=shop.actor(), operation=key(), store="S01", till="T1", float_cents=0, at=NOW)
    post(client, "pay_in", kind="other_in", method="cash", amount_cents="12.50", note="卖纸箱")
    assert DrawerEntry.objects.get().amount_cents == 1_250
    refused = post(client, "pay_in", kind="expense", method="cash", amount_cents="3", note="")
    assert refused.status_code == 422

    refused = post(client, "day_close", do="close")
    assert refused.status_code == 422
    assert "12.50" in text(refused)
    post(client, "day_close", do="close", reason="还有一班没交")
    today = business_date(NOW, shop.store.time_zone)
    post(client, "day_close", do="deposit", amount_cents="12.50", slip_number="BJ-1", carried_by="MS01", paid_on=today)

    assert (DayClose.objects.get().open_shifts, BankDeposit.objects.get().amount_cents) == (1, 1_250)
    assert "BJ-1" in text(client.get(reverse("sales:day")))


def test_terminals_are_counted_each_by_its_slip(client, shop):
    shift = services.open_shift(actor=shop.actor(), operation=key(), store="S01", till="T1", float_cents=0, at=NOW)

    post(client, "shift", terminal_name_1="银联", terminal_1="100", terminal_2="20.5")

    assert shift.counts.get(method="terminal").notes == {"银联": 10_000, "2": 2_050}
    assert "银联" in text(client.get(reverse("sales:closed_shift", args=[shift.pk])))


def test_targets_are_typed_and_seen_on_my_results(client, shop):
    post(
        client,
        "targets",
        do="set",
        yuan_="30000",
        pieces_="10",
        yuan_MS01="8000",
        **{"yuan_/3": "500", "grams_/3": "25"},
    )

    assert set(SalesTarget.objects.values_list("span", "staff__code", "net_cents", "weight_mg")) == {
        ("month", None, 3_000_000, 0), ("month", "MS01", 800_000, 0), ("day", None, 50_000, 25_000)}  # fmt: skip
    assert "8,000.00" in text(client.get(reverse("sales:results")))


def test_a_day_of_one_person_has_targets_of_its_own_in_every_measure(client, shop):
    page = f"{reverse('sales:targets')}?who=MS01"
    sent = {"operation_id": str(uuid.uuid4()), "do": "set", "yuan_/3": "500", "pieces_/3": "2", "grams_/3": "25"}
    assert client.post(page, sent).status_code == 302

    row = SalesTarget.objects.get()
    assert (row.span, row.staff.code, row.net_cents, row.pieces, row.weight_mg) == ("day", "MS01", 50_000, 2, 25_000)
    assert 'name="pieces_/3" value="2"' in text(client.get(page))
    assert 'name="pieces_/3" value="2"' not in text(client.get(reverse("sales:targets")))


def test_a_visit_is_one_key_and_a_wish_two(client, shop):
    post(client, "visit", outcome="sold")
    post(client, "visit", outcome="asked", category="gold-bangle")
    assert post(client, "visit", outcome="asked").status_code == 422

    assert (Reception.objects.count(), AskedFor.objects.get().category.code) == (2, "gold-bangle")


def test_a_clerk_sees_her_own_commission_only_and_no_plan(client, shop):
    client.force_login(shop.clerk)

    assert client.get(reverse("sales:commission")).status_code == 200
    assert client.get(reverse("sales:commission_plans")).status_code == 403
    assert post(client, "day_close", do="close").status_code == 403


def test_a_day_that_is_not_counted_shows_no_difference_and_one_that_is_shows_it(client, shop):
    services.open_shift(actor=shop.actor(), operation=key(), store="S01", till="T1", float_cents=0, at=NOW)
    shop.sell("D1", at=NOW)

    assert "−12,800.00" not in text(client.get(reverse("sales:day_close")))
    blind = services.BlindCount(store="S01", till="T1", counted={"wechat": 1_270_000}, terminals={})
    services.close_shift(actor=shop.actor(), operation=key(), count=blind, at=NOW)
    assert "−100.00" in text(client.get(reverse("sales:day_close")))
