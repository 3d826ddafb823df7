"""The registry, the calendar, and refusals as sentences."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from facet.kernel import clock, registry
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.pages import sentence


@dataclass(frozen=True)
class Thing:
    key: str
    order: int = 0


def test_offers_come_by_order_then_key(slots):
    for key, order in (("c", 0), ("a", 1), ("b", 0)):
        registry.offer("panel", key, Thing(key, order))

    assert [thing.key for thing in registry.offers("panel")] == ["b", "c", "a"]
    assert registry.offered("panel", "a") == Thing("a", 1)
    assert registry.offered("panel", "x") is None
    assert registry.offers("nothing") == []


def test_the_same_offer_twice_is_fine_another_one_is_a_mistake(slots):
    registry.offer("panel", "a", Thing("a"))
    registry.offer("panel", "a", Thing("a"))

    with pytest.raises(ValueError, match="offered twice"):
        registry.offer("panel", "a", Thing("a", order=2))


@pytest.mark.parametrize(
    ("at", "zone", "local", "business"),
    [
        ("2026-02-14T18:59:59", "Asia/Shanghai", "2026-02-15", "2026-02-14"),  # 02:59 next morning
        ("2026-02-14T19:00:00", "Asia/Shanghai", "2026-02-15", "2026-02-15"),  # 03:00: a new trading day
        ("2026-02-14T15:59:59", "Asia/Shanghai", "2026-02-14", "2026-02-14"),
        ("2026-02-14T16:00:00", "Asia/Shanghai", "2026-02-15", "2026-02-14"),
        ("2026-01-01T04:30:00", "America/New_York", "2025-12-31", "2025-12-31"),
    ],
)
def test_calendar_and_business_dates(at, zone, local, business):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert clock.local_date(moment, zone).isoformat() == local
    assert clock.business_date(moment, zone).isoformat() == business


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Europe/London"])
def test_days_meet_without_gap_also_when_clocks_change(zone):
    for number in range(400):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert clock.end_of_day(day, zone) == clock.start_of_day(day + timedelta(days=1), zone)
        assert clock.local_date(clock.start_of_day(day, zone), zone) == day
        assert clock.local_date(clock.end_of_day(day, zone) - timedelta(microseconds=1), zone) == day


def test_now_is_utc():
    assert clock.now().utcoffset() == timedelta()


def test_a_refusal_is_a_code_a_status_a_sentence_and_its_facts():
    class PointsShort(DomainError):
        code = "loyalty.points_short"
        text = gettext_noop("Only {available} points are left; {wanted} were asked for.")

    refusal = PointsShort(available=3, wanted=5)

    assert str(refusal) == "Only 3 points are left; 5 were asked for."
    assert sentence(refusal) == "Only 3 points are left; 5 were asked for."
    assert (refusal.status, dict(refusal.facts)) == (409, {"available": 3, "wanted": 5})


def test_a_refusal_speaks_the_readers_language():
    with translation.override("zh-hans"):
        assert sentence(NotFound(key="A001")) != NotFound.text.format(key="A001")
        assert "A001" in sentence(NotFound(key="A001"))
