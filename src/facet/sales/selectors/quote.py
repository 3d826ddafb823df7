"""What a ticket would cost: the quote and the open basket, read without locks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.inventory import selectors as inventory_selectors
from facet.inventory.selectors.for_sale import PieceForSale
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.loyalty import selectors as loyalty_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.rules.discounts import Wish, beyond_limit
from facet.sales.rules.earning_lines import earning_lines
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.totals import Totals, totals_of
from facet.sales.selectors.pricing import price_ticket

HOLDS_FOR = timedelta(minutes=30)  # decisions.md §4.13: an open basket keeps its price


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A priced ticket that nobody has paid: lines, totals, points, and what needs a second person."""

    id: uuid.UUID
    pieces: Sequence[PieceForSale]
    lines: Sequence[PricedLine]
    totals: Totals
    line_points: dict[int, int]
    points: int
    beyond: dict[int, Wish]
    prices_at: datetime
    expires_at: datetime


def quote(viewer: Actor, request: SaleRequest, *, till: TillFacts, prices_at: datetime, at: datetime) -> Quoted:
    """The ticket at the prices of `prices_at`.

    Raises: PieceUnknown, LotUnknown, NoBoardPrice, DiscountNotAllowed, NotFound.
    """
    tags = [line.tag for line in request.lines if line.tag]
    skus = [line.sku for line in request.lines if line.sku]
    pieces = inventory_selectors.pieces_for_sale(viewer, tags) if tags else []
    lots = inventory_selectors.lots_for_sale(viewer, skus, store_id=till.store_id) if skus else []
    lines = price_ticket(
        request.lines,
        pieces={piece.tag: piece for piece in pieces},
        lots={lot.sku: lot for lot in lots},
        price_group_id=till.price_group_id,
        prices_at=prices_at,
    )
    preview = (
        loyalty_selectors.preview_points(
            viewer, member_id=request.member, lines=earning_lines(lines), at=at, on=local_date(at, till.time_zone)
        )
        if request.member
        else None
    )
    wishes = {line.line_no: beyond_limit(line.discount, viewer.limit) for line in lines}
    return Quoted(
        id=uuid.uuid4(),
        pieces=pieces,
        lines=lines,
        totals=totals_of(lines, round_off=request.round_off),
        line_points={line.line_no: line.points for line in preview.lines} if preview else {},
        points=preview.total if preview else 0,
        beyond={line_no: wish for line_no, wish in wishes.items() if wish},
        prices_at=prices_at,
        expires_at=prices_at + HOLDS_FOR,
    )
