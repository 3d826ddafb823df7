"""The day's end and the salespeople for programs: the same services, refused alike."""

from datetime import UTC, datetime

import pytest

from facet.kernel.clock import business_date
from facet.organisation.tests import factories as organisation
from facet.sales.models import AskedFor, CommissionRule, DrawerEntry
from facet.sales.tests.ticket.test_api import headers, post, shop  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return business_date(datetime.now(tz=UTC), "Asia/Shanghai").isoformat()


def test_a_day_from_the_drawer_to_the_bank(client, shop, headers, today):  # noqa: F811 -- the fixtures
    boss, place = headers(shop.manager), {"store": "S01", "till": "T1"}

    def send(path, data):
        return post(client, path, data, headers(shop.manager))

    assert send("/shifts", {**place, "float_cents": 0}).status_code == 201
    paid = send("/sales/pay-ins", {**place, "kind": "other_in", "amount_cents": 1_250, "note": "卖纸箱"})
    assert (paid.status_code, paid.json()["amount_cents"]) == (201, 1_250)
    refused = send("/sales/days/close", {"store": "S01", "day": today})
    assert refused.status_code == 422
    counted = {"cash": 1_250, "terminal": 0}
    assert send("/shifts/close", {**place, "counted": counted, "terminals": {"银联": 0}}).status_code == 200

    closed = send("/sales/days/close", {"store": "S01", "day": today})
    assert (closed.status_code, closed.json()["difference_cents"], closed.json()["for_bank_cents"]) == (201, 0, 1_250)
    slip = {"store": "S01", "day": today, "amount_cents": 1_250, "slip_number": "BJ-9", "carried_by": "MS01"}
    assert send("/sales/bank-deposits", {**slip, "paid_on": today}).status_code == 201
    report = client.get("/api/v1/sales/days", {"store": "S01", "on": today}, headers=boss).json()
    assert (report["deposited_cents"], report["close_number"], report["late_tickets"]) == (1_250, 1, 0)


def test_a_clerk_notes_wishes_but_closes_no_day_and_reads_no_plan(client, shop, headers, today):  # noqa: F811 -- the fixtures
    wish = {"store": "S01", "category": "gold-bangle", "weight_band": "20-50"}
    assert post(client, "/sales/asked-for", wish, headers(shop.clerk)).status_code == 201
    read = client.get("/api/v1/sales/asked-for", {"first": today, "last": today}, headers=headers(shop.clerk))
    assert [(each["times"], each["weight_mg"]) for each in read.json()] == [(1, [20_000, 50_000])]
    month = {"store": "S01", "month": today, "targets": [{"net_cents": 5}]}

    for path, data in (("/sales/commission-plans", {}), ("/sales/targets", month)):
        assert post(client, path, data, headers(shop.clerk)).status_code == 403
    other = {"store": "S99", "outcome": "sold"}
    assert post(client, "/sales/visits", other, headers(shop.clerk)).status_code == 404
    assert (AskedFor.objects.count(), DrawerEntry.objects.count()) == (1, 0)


def test_targets_and_commission_are_read_by_those_who_may(client, shop, headers, today):  # noqa: F811 -- the fixtures
    month = {"store": "S01", "month": today, "targets": [{"net_cents": 500}, {"staff": "CS01", "net_cents": 300}]}
    assert post(client, "/sales/targets", month, headers(shop.manager)).json() == {"targets": 2}
    read = client.get("/api/v1/sales/targets", {"store": "S01", "month": today}, headers=headers(shop.manager)).json()
    assert {row["staff"]: row["target_cents"] for row in read} == {"": 500, "CS01": 300, "MS01": 0}
    mine = client.get("/api/v1/sales/commission", {"first": today, "last": today}, headers=headers(shop.clerk))
    assert (mine.status_code, mine.json()) == (200, [])


def test_programs_copy_targets_and_take_a_rule_out_of_the_draft(client, shop, headers, today):  # noqa: F811 -- the fixtures
    office = organisation.person("marketing", "marketing")
    october, november = {"store": "S01", "month": "2026-10-05"}, {"store": "S01", "month": "2026-11-05"}
    assert (
        post(client, "/sales/targets", {**october, "targets": [{"net_cents": 5}]}, headers(office)).status_code == 200
    )
    assert post(client, "/sales/targets/copy", november, headers(office)).json() == {"targets": 1}
    assert post(client, "/sales/commission-plans", {}, headers(office)).status_code == 201
    rule = post(client, "/sales/commission-plans/rules", {"pays": "percent", "rate": 150}, headers(office)).json()["id"]

    for _again in range(2):
        gone = client.delete(f"/api/v1/sales/commission-plans/rules/{rule}", headers=headers(office))
        assert (gone.status_code, gone.json()["state"]) == (200, "draft")

    assert not CommissionRule.objects.exists()
    assert post(client, "/sales/targets/copy", november, headers(shop.clerk)).status_code == 403
    refused = client.delete(f"/api/v1/sales/commission-plans/rules/{rule}", headers=headers(shop.clerk))
    assert refused.status_code == 403
