"""Old gold in the ledger of metal: from the customer's hand to the refiner's answer. Source: F18, M4."""

from datetime import timedelta

import pytest

from facet.inventory.flows.metal import derive_open_days
from facet.inventory.models import MetalAccount
from facet.kernel.permissions import house
from facet.organisation.models import Partner
from facet.sales import services
from facet.sales.models import MaterialPiece
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key
from facet.sales.tests.old_gold.factories import bought_back

pytestmark = pytest.mark.django_db
HOUSE = house("test")


def balances(at):
    derive_open_days(actor=HOUSE, at=at)
    return {row.owner: row.fine_mg for row in MetalAccount.objects.filter(metal="gold") if row.fine_mg}


def test_old_gold_is_followed_to_the_refiner_and_its_variance_is_a_loss() -> None:
    shop = factories.shop()
    before = balances(AT)
    bought_back(shop)
    fine = MaterialPiece.objects.get().fine_mg
    taken = balances(AT)
    assert taken["old_gold"] == fine
    assert taken.get("customer", 0) == before.get("customer", 0) - fine

    later, facts = AT + timedelta(days=40), {"actor": HOUSE}
    seal = {"store": shop.store.code, "at": later}
    manager, clerk = shop.actor(shop.manager), shop.actor()
    services.seal_materials(actor=manager, operation=key(), seal_number="SEAL-1", second=clerk, **seal)
    services.send_gold_bag(actor=manager, operation=key(), seal_number="BAG-1", weight_mg=12_500, **seal)
    assert balances(later)["road"] == fine
    receipt = services.BagReceipt(number=f"{shop.store.code}-B0001", weight_mg=12_500, seal_intact=True)
    services.receive_gold_bag(operation=key(), receipt=receipt, at=later, **facts)
    Partner.objects.create(code="RF1", name="精炼厂", kind="refiner")
    lot = services.open_refining_lot(
        operation=key(), wanted=services.LotIn(refiner="RF1", metal="gold"), at=later, **facts
    )
    assert balances(later)["refiner"] == fine
    result = services.LotResult(number=lot.number, returned_fine_mg=fine - 57, cents_per_gram=85_000)
    lot = services.record_refining(operation=key(), result=result, at=later, **facts)

    after = balances(later)
    assert (after["bullion"], after["loss"], after.get("refiner", 0)) == (fine - 57, lot.variance_mg, 0)
    assert sum(after.values()) == 0
