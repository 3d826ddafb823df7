"""Who buys high-end pieces, and what a member has already."""

from datetime import date, timedelta

import pytest

from facet.sales.models import Sale
from facet.sales.selectors.high_end import high_end_members, months_before
from facet.sales.selectors.owned import owned_by
from facet.sales.tests import factories

PARAMS = {"pieces": 1, "cents": 100, "months": 12}


@pytest.mark.parametrize(("day", "months", "before"), [
    (date(2026, 3, 31), 1, date(2026, 2, 28)), (date(2026, 1, 15), 1, date(2025, 12, 15)),
    (date(2026, 12, 31), 12, date(2025, 12, 31)), (date(2024, 2, 29), 12, date(2023, 2, 28)),
])  # fmt: skip
def test_months_are_counted_on_the_calendar(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.django_db
def test_a_buyer_of_enough_dear_pieces_in_time_belongs():
    shop = factories.shop()
    shop.sell("G1")
    day = Sale.objects.get().business_date

    assert high_end_members(PARAMS, day) == {shop.member.pk}
    assert high_end_members(PARAMS | {"pieces": 2}, day) == frozenset()
    assert high_end_members(PARAMS | {"cents": 10**11}, day) == frozenset()
    assert high_end_members(PARAMS, day + timedelta(days=400)) == frozenset()
    assert len(owned_by(shop.member.pk).paid) == 1
