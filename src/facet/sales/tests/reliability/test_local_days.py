"""A window begins and ends at the store's own midnight, also on the days of 23 and 25 hours. Source: T34, §3.7."""

from datetime import UTC, datetime

import pytest

from facet.loyalty.models import EarnedLine
from facet.loyalty.tests import rewarding
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db

WINDOWS = [
    {"name": name, "begins": begins, "until": until, "factor_bp": 20_000}
    for name, begins, until in (
        ("圣诞", "2026-12-24", "2026-12-26"), ("三月", "2026-03-29", "2026-03-30"),
        ("十月", "2026-10-25", "2026-10-26"),
    )
]  # fmt: skip
MOMENTS = {
    "Europe/Berlin": [
        ((12, 23, 22, 59, 59), 1), ((12, 23, 23, 0, 0), 2), ((12, 25, 22, 59, 59), 2), ((12, 25, 23, 0, 0), 1),
        ((3, 28, 22, 59, 59), 1), ((3, 28, 23, 0, 0), 2), ((3, 29, 21, 59, 59), 2), ((3, 29, 22, 0, 0), 1),
        ((10, 24, 21, 59, 59), 1), ((10, 24, 22, 0, 0), 2), ((10, 25, 22, 59, 59), 2), ((10, 25, 23, 0, 0), 1),
    ],
    "America/New_York": [((12, 24, 4, 59, 59), 1), ((12, 24, 5, 0, 0), 2), ((12, 26, 4, 59, 59), 2)],
    "Asia/Shanghai": [((12, 23, 15, 59, 59), 1), ((12, 23, 16, 0, 0), 2), ((12, 25, 16, 0, 0), 1)],
}  # fmt: skip


@pytest.mark.parametrize("zone", MOMENTS)
def test_windows_turn_at_the_stores_midnight(zone):
    rewarding.rules(windows=WINDOWS)
    shop = factories.shop()
    shop.store.time_zone = zone
    shop.store.save()
    for number, (moment, factor) in enumerate(MOMENTS[zone]):
        factories.inventory.piece(
            f"R{number}", shop.store, category=shop.pieces["D1"].category, price_item=None, price_basis="fixed",
            tag_price_cents=100_000, labour_value=0, cost_cents=50_000,
        )  # fmt: skip
        shop.sell(f"R{number}", at=datetime(2026, *moment, tzinfo=UTC))
        sold = EarnedLine.objects.latest("pk")
        assert (moment, sold.factor_bp) == (moment, factor * 10_000)
