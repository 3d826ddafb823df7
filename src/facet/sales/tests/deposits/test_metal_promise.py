"""Grams promised at a locked price count into the exposure, as long as the promise holds. F19, F20."""

from datetime import timedelta
from typing import Any

import pytest

from facet.inventory.selectors import metal_exposure
from facet.kernel.permissions import house
from facet.sales.selectors.metal_promise import promised_by_locks
from facet.sales.tests import factories
from facet.sales.tests.deposits.test_deposits import opens, took
from facet.sales.tests.factories import AT

pytestmark = pytest.mark.django_db(transaction=True)


def test_open_locks_are_promised_until_they_end(django_assert_num_queries: Any) -> None:
    shop = factories.shop()
    took(shop, opens(500_000, lock_item="AU999", lock_mg=20_000))
    viewer = house("test")

    with django_assert_num_queries(1):
        assert promised_by_locks(viewer, AT) == {"gold": 19_980}  # 20.000 g of 999 ‰
    assert [(row.metal, row.exposure.promised_mg) for row in metal_exposure(viewer, at=AT)] == [("gold", 19_980)]
    assert promised_by_locks(viewer, AT + timedelta(days=400)) == {}


def test_nobody_learns_of_promises_beyond_reach() -> None:
    shop = factories.shop()
    took(shop, opens(500_000, lock_item="AU999", lock_mg=20_000))
    assert promised_by_locks(shop.actor(grants={}), AT) == {}
