"""What the member's card in use takes off each kind of goods, and that the larger of card and hand holds. R047."""

import pytest

from facet.catalog.rules.pricing import LineDiscount
from facet.inventory.tests import factories as inventory
from facet.members.models import Card, CardType, PriceLevel
from facet.members.rules.words import CardState
from facet.sales import services
from facet.sales.models import SaleLine
from facet.sales.rules.request import LineRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop

pytestmark = pytest.mark.django_db
GOLD, RING = 2_887_048, 1_280_000  # 28.36 g × 980 + 28.36 g × 38; a fixed price


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop()
    PriceLevel.objects.create(level=2, name="金卡价", fixed_bp=500, gram_cents=1_000)
    CardType.objects.update(price_level=2, labour_discount_bp=2_000)
    return shop


def nets(shop: Shop, *lines: LineRequest) -> list[int]:
    quoted = services.quote_sale(actor=shop.actor(), request=shop.request(lines=lines), at=AT)
    return [line.net_cents for line in quoted.lines]


def test_a_level_takes_percent_off_fixed_prices_and_yuan_off_a_gram(shop: Shop) -> None:
    # 28.36 × (980 − 10) = 27,509.20; labour 1,077.68 × 80 % = 862.14; 12,800 × 95 % = 12,160
    assert nets(shop, LineRequest(tag="G1"), LineRequest(tag="D1")) == [2_750_920 + 86_214, 1_216_000]


@pytest.mark.parametrize(("given", "net"), [(300, 1_216_000), (800, 1_177_600)])
def test_of_card_and_hand_the_larger_holds(shop: Shop, given: int, net: int) -> None:
    assert nets(shop, LineRequest(tag="D1", discount=LineDiscount(given, 0, 0))) == [net]


def test_a_level_nobody_defined_and_a_lost_card_pay_the_list_price(shop: Shop) -> None:
    CardType.objects.update(price_level=7, labour_discount_bp=0)
    assert nets(shop, LineRequest(tag="G1"), LineRequest(tag="D1")) == [GOLD, RING]
    CardType.objects.update(price_level=2)
    Card.objects.update(state=CardState.LOST.value)
    assert nets(shop, LineRequest(tag="D1")) == [RING]


def test_it_counts_only_in_the_types_categories(shop: Shop) -> None:
    CardType.objects.get().categories.set([shop.pieces["D1"].category_id])
    assert nets(shop, LineRequest(tag="G1"), LineRequest(tag="D1")) == [GOLD, 1_216_000]


def test_goods_that_take_no_discount_and_cheap_metal_are_left_in_peace(shop: Shop) -> None:
    category = inventory.category("bar", "投资金条", allows_discount=False)
    inventory.piece("B1", shop.store, category=category)
    assert nets(shop, LineRequest(tag="B1")) == [GOLD]
    PriceLevel.objects.update(gram_cents=99_000)  # above the board: the metal is free, never below nothing
    assert nets(shop, LineRequest(tag="G1")) == [86_214]


def test_the_ticket_keeps_what_the_card_brought(shop: Shop) -> None:
    shop.sell("G1", "D1")
    kept = list(SaleLine.objects.order_by("line_no").values_list("discount", flat=True))
    assert kept == [{"card_bp": 2_000, "card_gram_cents": 1_000}, {"card_fixed_bp": 500}]
