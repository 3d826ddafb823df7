"""Customers' metal in service: grams in = grams out, in the rule and in the ledger.

Source: F19, F22; docs/algorithms/services.md.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.flows.metal import derive_open_days
from facet.inventory.models import MetalAccount, MetalEntry
from facet.inventory.selectors.metal import metal_exposure
from facet.kernel.errors import Invalid
from facet.kernel.permissions import house
from facet.sales.models import ServiceJob
from facet.sales.rules.service_metal import service_metal
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, paid
from facet.sales.tests.jobs.test_jobs import goes, taken

HOUSE = house("test")
GOLD = {"metal": "gold", "fineness_e4": 7_500}
WEIGHTS = st.integers(0, 100_000)


@given(in_mg=WEIGHTS, added_mg=WEIGHTS, removed_mg=WEIGHTS, out_mg=WEIGHTS, fineness_e4=st.integers(1, 10_000))
def test_in_and_added_is_out_and_lost_to_the_milligram(in_mg, added_mg, removed_mg, out_mg, fineness_e4):
    moved = service_metal(in_mg=in_mg, added_mg=added_mg, removed_mg=removed_mg, out_mg=out_mg, fineness_e4=fineness_e4)
    assert moved.out.net_mg == out_mg + removed_mg
    assert moved.brought.fine_mg + moved.added.fine_mg == moved.out.fine_mg + moved.lost.fine_mg


def test_the_repair_of_the_table():
    moved = service_metal(in_mg=4_820, added_mg=150, removed_mg=30, out_mg=4_932, fineness_e4=7_500)
    assert (moved.brought.fine_mg, moved.added.fine_mg, moved.lost.net_mg, moved.out.net_mg) == (3_615, 113, 8, 4_962)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def balances() -> dict[str, int]:
    derive_open_days(actor=HOUSE, at=AT)
    return {row.owner: row.fine_mg for row in MetalAccount.objects.filter(metal="gold") if row.fine_mg}


@pytest.mark.django_db(transaction=True)
def test_the_ledger_follows_the_piece_and_keeps_it_out_of_the_exposure(shop):
    before = balances()
    row = goes(shop, taken(shop, **GOLD), "at_bench")
    brought = balances()
    assert (brought["service"], brought.get("customer", 0) - before.get("customer", 0)) == (3_615, -3_615)
    row = goes(shop, row, "ready", added_mg=150, removed_mg=30, weight_out_mg=4_932)
    worked = balances()
    assert (worked["service"], worked["bullion"], worked["loss"]) == (3_615 + 113 - 6, -113, 6)
    shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),))
    goes(shop, row, "handed_back", claim=row.claim_code)
    after = balances()
    assert "service" not in after
    assert sum(after.values()) == sum(before.values()) == 0
    assert after["customer"] - before.get("customer", 0) == 113 - 6
    booked = MetalEntry.objects.filter(document=row.number).values_list("kind", flat=True)
    assert set(booked) == {"service_in", "worked_in", "work_loss", "service_out"}
    assert ServiceJob.objects.get().expected_mg == 4_940


@pytest.mark.django_db(transaction=True)
def test_a_customers_piece_is_no_exposure_of_the_house(shop):
    from facet.kernel.permissions import EVERYWHERE

    viewer = shop.actor(grants=shop.actor().grants | {"inventory.view_costing": EVERYWHERE})
    balances()
    before = {row.metal: row.exposure.net_mg for row in metal_exposure(viewer, at=AT)}
    taken(shop, **GOLD)
    balances()
    assert {row.metal: row.exposure.net_mg for row in metal_exposure(viewer, at=AT)} == before


@pytest.mark.django_db(transaction=True)
def test_undone_it_goes_back_with_what_it_lost(shop):
    row = taken(shop, **GOLD)
    goes(shop, row, "refused", claim=row.claim_code, weight_out_mg=4_815)
    after = balances()
    assert ("service" in after, after["loss"]) == (False, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("facts", [{"metal": "gold"}, {"fineness_e4": 7_500}, {"metal": "tin", "fineness_e4": 7_500},
                                   {"metal": "gold", "fineness_e4": 10_001}])  # fmt: skip
def test_metal_and_fineness_come_together(shop, facts):
    with pytest.raises(Invalid) as refused:
        taken(shop, **facts)
    assert (refused.value.facts["field"], ServiceJob.objects.count()) == ("fineness", 0)
