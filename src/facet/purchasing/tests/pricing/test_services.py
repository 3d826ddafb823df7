"""Received with grams owed, priced later: costs become real, the metal ledger agrees, the parts add up."""

import pytest

from facet.inventory.models import CostPart, MetalAccount, MetalEntry, Piece
from facet.kernel.errors import Invalid, NotPermitted
from facet.purchasing import selectors, services
from facet.purchasing.errors import TooManyGrams
from facet.purchasing.models import FixingPart, MetalDebt, PriceFixing
from facet.purchasing.services import FixingIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, key, receive, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing():
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    receive(sent(priced_later=True), ("G1", 10_250), ("G2", 10_250))  # 20.480 g of fine gold
    return here


def fixed(fine_mg, cents_per_gram, who=None, operation=None, **facts):
    wanted = FixingIn(
        **{"supplier": "SP01", "metal": "gold", "fine_mg": fine_mg, "cents_per_gram": cents_per_gram, **facts}
    )
    return services.fix_purchase_price(actor=who or actor(), operation=operation or key(), wanted=wanted, at=AT)


def owed():
    return MetalAccount.objects.get(owner="supplier", partner__code="SP01").fine_mg


def test_received_with_grams_owed_and_a_provisional_cost(owing):
    [row] = selectors.owed_metal(actor())
    assert (row.open_mg, row.provisional_cents, owed()) == (20_480, 1_642_496, -20_480)
    assert Piece.objects.get(tag="G1").cost_cents == 833_548


def test_a_price_in_two_parts_makes_the_cost_real(owing):
    fixed(10_000, 82_000)
    assert owed() == -10_480
    fixed(10_480, 85_000)
    assert owed() == 0
    first, second = PriceFixing.objects.order_by("pk")
    assert (first.cents, second.cents) == (820_000, 890_800)
    assert first.difference_cents + second.difference_cents == 820_000 + 890_800 - 1_642_496
    metal = sum(CostPart.objects.filter(kind="metal").values_list("cents", flat=True))
    assert metal == 1_710_800  # every fen of both fixings lies on the two pieces
    assert sum(Piece.objects.values_list("cost_cents", flat=True)) == 1_710_800 + 2 * 12_300
    assert not selectors.owed_metal(actor())


def test_what_is_sold_keeps_the_cost_it_was_sold_at(owing):
    Piece.objects.filter(tag="G1").update(state="sold")
    fixed(20_480, 90_200)
    assert Piece.objects.get(tag="G1").cost_cents == 833_548
    assert Piece.objects.get(tag="G2").cost_cents == 833_548 + 102_400
    assert PriceFixing.objects.get().difference_cents == 204_800


@pytest.mark.parametrize(("paid", "payer"), [("money", "supplier"), ("metal", "bullion"), ("old_gold", "old_gold")])
def test_what_pays_is_posted_and_sums_to_zero(owing, paid, payer):
    fixed(5_000, 82_000, paid_with=paid, store_id=owing.pk if paid == "old_gold" else None)
    account = MetalAccount.objects.get(owner=payer, partner=None)
    # the whole delivery stood against the house's supplier account, so money takes the settled part back
    assert account.fine_mg == (20_480 - 5_000 if paid == "money" else -5_000)
    assert sum(MetalEntry.objects.values_list("fine_mg", flat=True)) == 0


def test_the_same_key_fixes_once_and_refusals_write_nothing(owing):
    once = key()
    assert fixed(1_000, 82_000, operation=once) == fixed(1_000, 82_000, operation=once)
    for refusal, facts in [
        (TooManyGrams, {"fine_mg": 20_000}), (Invalid, {"fine_mg": 0}), (Invalid, {"cents_per_gram": 0}),
        (Invalid, {"paid_with": "shells"}), (Invalid, {"paid_with": "old_gold"}),
        (NotPermitted, {"who": actor(permissions=["purchasing.view_orders"])}),
        (NotPermitted, {"who": actor(owing.pk)}),
    ]:  # fmt: skip
        with pytest.raises(refusal):
            fixed(**{"fine_mg": 1_000, "cents_per_gram": 82_000, **facts})
    assert (PriceFixing.objects.count(), FixingPart.objects.count()) == (1, 1)
    assert MetalDebt.objects.get().settled_mg == 1_000
