"""The promotions of a ticket, asked the same way for quote, basket and sale (P16)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors as inventory_selectors
from facet.inventory.selectors.for_sale import LotForSale
from facet.kernel.money import share
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.promotions import selectors as promotions_selectors
from facet.promotions.rules.engine import evaluate
from facet.promotions.rules.terms import Offer
from facet.promotions.selectors import Counter
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.promoted import NO_PROMOTIONS, Promoted, cart_of, with_promotions
from facet.sales.rules.returns import Amounts
from facet.sales.rules.ticket_lines import OtherLine


def counter_of(till: TillFacts, *, member: int | None, at: datetime) -> Counter:
    """Where, when and for whom promotions are asked."""
    return Counter(
        store_id=till.store_id, store=till.store_code, store_kind=till.store_kind, time_zone=till.time_zone, at=at,
        member_id=member,
    )  # fmt: skip


def gift_lots(viewer: Actor, offers: Sequence[Offer], *, store_id: int) -> dict[str, LotForSale]:
    """The goods that these promotions may give, unlocked, for a quote. Queries: 0, or 2 with gifts."""
    skus = promotions_selectors.gift_skus(offers)
    return {lot.sku: lot for lot in inventory_selectors.lots_for_sale(viewer, skus, store_id=store_id)} if skus else {}


def promote(
    lines: Sequence[PricedLine], offers: Sequence[Offer], counter: Counter, *, lots: Mapping[str, LotForSale]
) -> tuple[list[PricedLine], Promoted]:
    """The goods after promotions, and the reasoning; lines at an agreed price take no part.

    Queries: 0 without any, else 1 and those of limits.
    """
    if not offers or not lines:
        return list(lines), NO_PROMOTIONS
    sold: dict[str, int] = {}
    for line in lines:
        sold[line.goods.code] = line.goods.quantity
    stock = {sku: lot.quantity - sold.get(sku, 0) for sku, lot in lots.items()}
    given = promotions_selectors.offers_for(counter, offers, gifts=stock)
    paths = {facts.id: facts.path_codes for facts in catalog_selectors.category_facts().values()}
    cart = cart_of([line for line in lines if not line.is_agreed], paths)
    result = evaluate(cart, given.offers, context=given.context)
    promoted = Promoted(
        result=result, nets={line.goods.code: line.net_cents for line in lines},
        line_nos={line.goods.code: line.line_no for line in lines},
    )  # fmt: skip
    return with_promotions(lines, result), promoted


def gift_lines(promoted: Promoted, lots: Mapping[str, LotForSale], *, after: int) -> list[OtherLine]:
    """The gifts as lines that cost nothing, numbered on from `after`; `facts` is the promotion's version."""
    lines = []
    for line_no, each in enumerate(promoted.gifts, start=after + 1):
        lot = lots[each.offer.terms.gift_sku]
        weight_mg = share(lot.weight_mg, each.gifts, lot.quantity) if lot.quantity else 0
        lines.append(
            OtherLine(
                line_no=line_no, kind=LineKind.GIFT, code=lot.sku, name=lot.name, name_en=lot.name_en,
                amounts=Amounts(
                    quantity=each.gifts, weight_mg=weight_mg,
                    cost_cents=share(lot.cost_cents_per_gram or 0, weight_mg, 1_000),
                ),
                category_id=lot.category_id, price_basis="fixed", lot_id=lot.id, facts=each.offer.id,
            )
        )  # fmt: skip
    return lines
