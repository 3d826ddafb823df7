"""A trial without a sale: the four ways side by side for the same gold and, if there are any, new goods (R316)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facet.catalog.rules.pricing import Step
from facet.inventory import selectors as inventory_selectors
from facet.kernel.clock import local_date
from facet.kernel.errors import DomainError
from facet.kernel.permissions import Actor, require
from facet.organisation.selectors import TillFacts
from facet.sales.permissions import SalesPermission
from facet.sales.rules.old_gold import Way, Worth, checked
from facet.sales.rules.old_gold_lines import GoldItem, TakenIn, steps_of, taken_in
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.old_gold_settings import HouseTerms
from facet.sales.rules.old_gold_tax import RetailTax, retail_tax
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.old_gold import gold_items, known_item, origins_of, terms_of_old_gold
from facet.sales.selectors.pricing import check_lines, price_ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way: what the gold is worth, or why it does not count this way. Units: cents.

    `due_cents` is what changes hands: above zero the customer pays on top, below she gets it.
    """

    way: Way
    worth: Worth | None
    refusal: DomainError | None
    due_cents: int
    tax: RetailTax | None
    steps: Sequence[Step] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The gold, the new goods and the ways. Nothing of it is stored. Units: cents, mg."""

    wanted: OldGoldRequest
    item: GoldItem
    house: HouseTerms
    goods: Sequence[PricedLine]
    new_cents: int
    offers: Sequence[Offer]


def trial_of_old_gold(
    viewer: Actor, wanted: OldGoldRequest, *, till: TillFacts, lines: Sequence[LineRequest], prices_at: datetime,
    at: datetime,
) -> Trial:  # fmt: skip
    """What the gold would be worth each way, at the prices of `prices_at`. Its `way` is not looked at.

    Raises: NotPermitted, Invalid, NotFound, PieceUnknown. Queries: 10 at most.
    """
    require(viewer, SalesPermission.TRADE_IN, store_id=till.store_id)
    checked(wanted.weighed)
    item = known_item(wanted.item, price_group_id=till.price_group_id, at=prices_at)
    house = terms_of_old_gold(till.store_id, on=local_date(at, till.time_zone))
    goods = goods_of(viewer, lines, store_id=till.store_id, price_group_id=till.price_group_id, prices_at=prices_at)
    items = gold_items(till.price_group_id, at=prices_at)
    new_cents = sum(line.net_cents for line in goods)
    origins = origins_of([wanted])

    def offer(way: Way) -> Offer:
        try:
            [taken] = taken_in([replace(wanted, way=way.value)], items=items, origins=origins, goods=goods, house=house)
        except DomainError as refusal:
            return Offer(way=way, worth=None, refusal=refusal, due_cents=new_cents, tax=None)
        return _offer(taken, new_cents=new_cents)

    return Trial(
        wanted=wanted, item=item, house=house, goods=goods, new_cents=new_cents, offers=[offer(way) for way in Way]
    )


def _offer(taken: TakenIn, *, new_cents: int) -> Offer:
    worth = taken.worth
    paid = 0 if worth.way == Way.BUY_BACK else new_cents
    due = paid - worth.credit_cents
    tax = retail_tax(due) if due > 0 else None
    return Offer(way=worth.way, worth=worth, refusal=None, due_cents=due, tax=tax, steps=steps_of(worth))


def goods_of(
    viewer: Actor, lines: Sequence[LineRequest], *, store_id: int, price_group_id: int, prices_at: datetime
) -> list[PricedLine]:
    """New goods, priced; none without lines. Raises: Invalid, PieceUnknown, LotUnknown. Queries: 0, or 4."""
    if not lines:
        return []
    check_lines(lines)
    tags = [line.tag for line in lines if line.tag]
    skus = [line.sku for line in lines if line.sku]
    pieces = inventory_selectors.pieces_for_sale(viewer, tags) if tags else []
    lots = inventory_selectors.lots_for_sale(viewer, skus, store_id=store_id) if skus else []
    return price_ticket(
        lines, pieces={piece.tag: piece for piece in pieces}, lots={lot.sku: lot for lot in lots},
        price_group_id=price_group_id, prices_at=prices_at,
    )  # fmt: skip
