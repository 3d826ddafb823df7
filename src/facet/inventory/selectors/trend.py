"""What a piece would have cost day by day: its tag and labour of that day at the board price of that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import Labour, PriceBasis, price_by_weight, price_components, price_fixed
from facet.inventory.models import Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.cards import PieceCard
from facet.inventory.selectors.page import TagPrice, price_history
from facet.kernel import clock
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True)
class PriceDay:
    """The price when a day ended (or now, today), without discount. None: no board price. Units: cents."""

    on: date
    price_cents: int | None
    board_cents_per_gram: int | None
    changed: bool  # another price than the day before


def price_trend(viewer: Actor, card: PieceCard, *, days: int, at: datetime) -> list[PriceDay]:
    """The last `days` days of a piece's price, oldest first, from the day it came in at the earliest.

    Raises: NotPermitted. Queries: 2, and 2 for pieces whose metal is priced. Source: R107.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    zone = Piece.objects.values_list("store__time_zone", flat=True).get(pk=card.id)
    last = clock.local_date(at, zone)
    first = max(last - timedelta(days=days - 1), clock.local_date(card.received_at, zone))
    history = price_history(card)
    board = _board(card, first=first, last=last, zone=zone)
    found: list[PriceDay] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        terms = _in_force(history, clock.end_of_day(day, zone))
        price = _price(card, terms, board.get(day))
        found.append(PriceDay(day, price, board.get(day), bool(found) and found[-1].price_cents != price))
    return found


def _board(card: PieceCard, *, first: date, last: date, zone: str) -> dict[date, int | None]:
    if card.price_item_id is None:
        return {}
    series = catalog_selectors.price_series(
        price_item_id=card.price_item_id, price_group_id=card.price_group_id, first=first, last=last, zone=zone
    )
    return {day.on: day.retail_cents for day in series}


def _in_force(history: Sequence[TagPrice], moment: datetime) -> TagPrice:
    """What the tag said at `moment`; before the first change, what the piece came with."""
    said = [each for each in history if each.at < moment]
    return said[-1] if said else history[0]


def _price(card: PieceCard, terms: TagPrice, board: int | None) -> int | None:
    if terms.basis == PriceBasis.FIXED:
        return price_fixed(tag_price_cents=terms.price_cents or 0).net_cents
    if board is None:
        return None
    labour = Labour(terms.labour_kind, terms.labour_value)
    if terms.basis == PriceBasis.BY_WEIGHT:
        return price_by_weight(weight_mg=card.net_weight_mg, board_cents_per_gram=board, labour=labour).net_cents
    stones = [(each.carat_mct, each.price_cents_per_ct) for each in card.stones if each.price_cents_per_ct is not None]
    return price_components(
        weight_mg=card.net_weight_mg, board_cents_per_gram=board, stones=stones, labour=labour
    ).net_cents
