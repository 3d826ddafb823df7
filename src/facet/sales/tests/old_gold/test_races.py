"""Two at once: one piece of material goes back once, seals once, and no gram is counted twice."""

import pytest

from facet.kernel.errors import NotFound, StillWorking
from facet.sales import services
from facet.sales.errors import MaterialMoved, NothingToSeal, OldGoldNotTaken
from facet.sales.models import GoldBag, MaterialMove, MaterialPiece, NightSeal, Sale
from facet.sales.rules.old_gold_request import GoldBack
from facet.sales.selectors.material_books import MATERIAL_CHECKS
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid
from facet.sales.tests.old_gold.factories import boss, bought_back, gold
from facet.sales.tests.reliability.conftest import together  # noqa: F401 -- the fixture

pytestmark = pytest.mark.django_db(transaction=True)


def books() -> list[str]:
    return [row for check in MATERIAL_CHECKS for row in check.run()]


def test_ten_tills_give_one_piece_of_material_back_and_one_does(together):  # noqa: F811 -- the fixture
    shop = factories.shop(with_member=False)
    done = bought_back(shop)
    code = MaterialPiece.objects.get().code
    request = shop.request(gold_back=(GoldBack(code=code),), tenders=(paid("cash", -done.sale.due_cents),))

    def one_till():
        return services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)

    answers = together([one_till] * 10)

    assert [type(each) for each in answers if isinstance(each, Exception)] == [MaterialMoved] * 9
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0
    assert MaterialMove.objects.filter(to_state="undone").count() == 1
    assert books() == []


def test_sealing_and_giving_back_at_once_keeps_every_gram(together):  # noqa: F811 -- the fixture
    shop = factories.shop(with_member=False)
    done = bought_back(shop)
    code = MaterialPiece.objects.get().code
    request = shop.request(gold_back=(GoldBack(code=code),), tenders=(paid("cash", -done.sale.due_cents),))

    def give_back():
        return services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)

    def seal():
        return services.seal_materials(
            actor=boss(shop), operation=key(), store="S01", seal_number="F-1", second=shop.actor(), at=AT
        )

    answers = together([give_back, seal, seal])

    allowed = (MaterialMoved, NothingToSeal, StillWorking, NotFound)
    assert all(isinstance(each, allowed) for each in answers if isinstance(each, Exception)), answers
    assert NightSeal.objects.count() <= 1
    assert books() == []


def test_one_piece_of_ours_comes_in_as_an_upgrade_once(together):  # noqa: F811 -- the fixture
    shop = factories.shop(with_member=False)
    old = shop.sell("D1").sale
    tags = [factories.inventory.piece(
        f"N{number}", shop.store, category=shop.pieces["D1"].category, price_item=None, price_basis="fixed",
        tag_price_cents=2_150_000, labour_value=0,
    ).tag for number in range(6)]  # fmt: skip
    piece = gold(way="upgrade", maker="own", receipt=old.pk, receipt_line=1, gross_mg=3_300)

    def trade(tag):
        request = shop.request(tag, old_gold=(piece,), tenders=(paid("cash", 2_150_000),))
        return lambda: services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together([trade(tag) for tag in tags])

    assert [type(each) for each in answers if isinstance(each, Exception)] == [OldGoldNotTaken] * 5
    assert MaterialPiece.objects.count() == 1


def test_eight_tills_buy_back_and_every_piece_has_its_own_code(together):  # noqa: F811 -- the fixture
    shop = factories.shop(with_member=False)

    answers = together([lambda: bought_back(shop)] * 8)

    assert [each for each in answers if isinstance(each, Exception)] == []
    assert len(set(MaterialPiece.objects.values_list("code", flat=True))) == 8
    assert not GoldBag.objects.exists()
    assert books() == []
