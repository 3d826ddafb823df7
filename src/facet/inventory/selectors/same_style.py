"""The same style in other weights, sizes and stores: what the chain can offer from one scan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, QuerySet, Value, When

from facet.catalog.rules.pricing import Priced
from facet.inventory.models import Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import PieceState
from facet.inventory.selectors.cards import PieceCard, cards_of, piece_card
from facet.inventory.selectors.prices import todays_prices
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

MOST = 60
SHOWN = (PieceState.IN_STOCK.value, PieceState.IN_TRANSIT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """One piece of the style: its public card without its cost, and its price in the viewer's store today.

    `price` is None where the board has no price; `is_kept`: somebody holds it now.
    """

    card: PieceCard
    price: Priced | None
    is_here: bool
    is_kept: bool
    may_ask: bool  # for its transfer to the viewer's store


@dataclass(frozen=True, slots=True, kw_only=True)
class SameStyle:
    """The piece that was scanned and the others of its style, the viewer's own store first.

    `here` is the store that prices and asks: its code, "" without one. `more` that were left off.
    """

    card: PieceCard
    here: str
    rows: Sequence[Sibling]
    more: int

    @property
    def stores(self) -> int:
        """In how many stores the style lies."""
        return len({row.card.store_id for row in self.rows})


def same_style(viewer: Actor, tag: str, *, at: datetime, most: int = MOST) -> SameStyle:
    """The pieces of the same style that could be sold, wherever in the chain they are; chain-visible.

    Raises: NotPermitted, PieceUnknown. Queries: 3 for a piece without a style, else 9 at most.
    """
    card = piece_card(viewer, tag)
    if not card.style_code:
        return SameStyle(card=card, here="", rows=(), more=0)
    store = organisation_selectors.store_by_id(viewer.store_id or card.store_id)
    pieces = Piece.objects.filter(style__code=card.style_code, state__in=SHOWN).exclude(pk=card.id)
    found = cards_of(viewer, pieces.filter(pk__in=_nearest(pieces, store_id=store.id, most=most)))
    cards = [replace(each, cost_cents=None, price_group_id=store.price_group_id) for each in found]
    prices = todays_prices(cards, at=at)
    may_ask = viewer.store_id is not None and viewer.may(InventoryPermission.REQUEST_TRANSFER, store_id=store.id)
    rows = [
        _sibling(each, prices.get(each.tag), here=store.id, may_ask=may_ask, at=at)
        for each in sorted(cards, key=lambda each: _order(each, here=store.id))
    ]
    return SameStyle(
        card=replace(card, cost_cents=None), here=store.code if viewer.store_id else "", rows=rows,
        more=max(0, pieces.count() - most) if len(rows) == most else 0,
    )  # fmt: skip


def _nearest(pieces: QuerySet[Piece], *, store_id: int, most: int) -> list[int]:
    """The ids of at most `most` pieces, those of the own store first. Queries: 1."""
    elsewhere = Case(When(store=store_id, then=Value(0)), default=Value(1))
    return list(pieces.order_by(elsewhere, "store", "pk").values_list("pk", flat=True)[:most])


def _order(card: PieceCard, *, here: int) -> tuple[bool, str, int, int, str]:
    return (card.store_id != here, card.store_code, card.circumference_tenths or 0, card.net_weight_mg, card.tag)


def _sibling(card: PieceCard, price: Priced | None, *, here: int, may_ask: bool, at: datetime) -> Sibling:
    is_kept = card.reserved_until is not None and card.reserved_until > at
    is_here = card.store_id == here
    free = card.state == PieceState.IN_STOCK and not is_kept and not is_here
    return Sibling(card=card, price=price, is_here=is_here, is_kept=is_kept, may_ask=may_ask and free)
