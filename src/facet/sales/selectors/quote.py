"""What a ticket would cost: the quote and the open basket, read without locks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.inventory import selectors as inventory_selectors
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.loyalty import selectors as loyalty_selectors
from facet.loyalty.selectors.preview import Preview
from facet.members import selectors as members_selectors
from facet.organisation.selectors import TillFacts
from facet.promotions.selectors import live_offers, refuse_broken_sets
from facet.sales.rules.coupon_lines import CouponOff
from facet.sales.rules.deposit_lines import UsedDeposit, with_deposits
from facet.sales.rules.discounts import Wish, beyond_limit
from facet.sales.rules.earning_lines import earning_lines
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.promoted import Promoted
from facet.sales.rules.refunds import proposed
from facet.sales.rules.request import SaleRequest, TenderRequest
from facet.sales.rules.return_lines import points_coming, returned_of, returns_of_member
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.rules.totals import Totals, totals_of
from facet.sales.selectors.basis import check_floors
from facet.sales.selectors.coupons import coupons_off
from facet.sales.selectors.deposits import tickets_paid_in, used_deposits
from facet.sales.selectors.others import Others, read_others
from facet.sales.selectors.pricing import NO_CARD, price_ticket
from facet.sales.selectors.promises import promised_by
from facet.sales.selectors.promoted import counter_of, gift_lines, gift_lots, promote
from facet.sales.selectors.returns import payments_left

HOLDS_FOR = timedelta(minutes=30)  # decisions.md §4.13: an open basket keeps its price


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A priced ticket that nobody has paid: lines, totals, points, and what needs a second person."""

    id: uuid.UUID
    pieces: Sequence[PieceForSale]
    lines: Sequence[PricedLine]
    others: Sequence[OtherLine]
    refunds: Sequence[TenderRequest]  # how the money would go back, when the customer gets some
    totals: Totals
    line_points: dict[int, int]
    points: int
    points_back: int  # what the returned goods had earned, taken back; zero or above
    coupons: Sequence[CouponOff]
    promoted: Promoted
    beyond: dict[int, Wish]
    prices_at: datetime
    expires_at: datetime
    used: Sequence[UsedDeposit] = ()  # deposits whose promised price counts, and whose money may pay


def quote(viewer: Actor, request: SaleRequest, *, till: TillFacts, prices_at: datetime, at: datetime) -> Quoted:
    """The ticket at the prices of `prices_at`.

    Raises: PieceUnknown, LotUnknown, NoBoardPrice, DiscountNotAllowed, NotFound, AlreadyReturned, ReturnNotAllowed,
    AnotherMember, QuotationClosed, QuotationOfAnother, BasisNotSwitched, BelowFloor.
    Queries: 4 more with goods that come back, 2 with a quote on the ticket, 1 with a switched price basis.
    """
    pieces, lots = _goods(viewer, request, store_id=till.store_id)
    lines = price_ticket(
        request.lines,
        pieces={piece.tag: piece for piece in pieces}, lots={lot.sku: lot for lot in lots},
        price_group_id=till.price_group_id, prices_at=prices_at,
        card=members_selectors.card_benefits(request.member) if request.member else NO_CARD,
        promised=promised_by(viewer, request.quotation, store_id=till.store_id, member=request.member, at=at),
    )  # fmt: skip
    on = local_date(at, till.time_zone)
    used = used_deposits(viewer, request.deposits_used, member=request.member, on=on)
    lines, _ = with_deposits(lines, used)
    counter = counter_of(till, member=request.member, at=at)
    offers = live_offers(counter) if lines else []
    gifts = gift_lots(viewer, offers, store_id=till.store_id)
    lines, promoted = promote(lines, offers, counter, lots=gifts)
    lines, coupons = coupons_off(request.coupons, lines, member_id=request.member, store_id=till.store_id, on=on)
    check_floors(lines, store_id=till.store_id, on=on)
    others = read_others(viewer, request, till=till, goods=lines, prices_at=prices_at, at=at)
    every = [*others.lines, *gift_lines(promoted, gifts, after=len(lines) + len(others.lines))]
    refuse_broken_sets(returned_of(every))
    totals = totals_of(lines, others=every, round_off=request.round_off)
    member = returns_of_member(others.sold, request.member)
    preview = _points(viewer, member, lines, old_gold_cents=-totals.old_gold_cents, at=at, on=on)
    wishes = {line.line_no: beyond_limit(line.asked, viewer.limit) for line in lines}
    return Quoted(
        id=uuid.uuid4(),
        pieces=pieces,
        lines=lines,
        others=every,
        promoted=promoted,
        refunds=_refunds(totals, others),
        used=used,
        totals=totals,
        line_points={line.line_no: line.points for line in preview.lines} if preview else {},
        points=preview.total if preview else 0,
        points_back=sum(points_coming(line.facts) for line in others.lines if line.kind == LineKind.RETURN),
        coupons=coupons,
        beyond={line_no: wish for line_no, wish in wishes.items() if wish},
        prices_at=prices_at,
        expires_at=prices_at + HOLDS_FOR,
    )


def _points(
    viewer: Actor, member_id: int | None, lines: Sequence[PricedLine], *, old_gold_cents: int, at: datetime, on: date
) -> Preview | None:
    """What the goods would earn; None without a member or without goods. Queries: those of the rules."""
    if not member_id or not lines:
        return None
    earning = earning_lines(lines, old_gold_cents=old_gold_cents)
    return loyalty_selectors.preview_points(viewer, member_id=member_id, lines=earning, at=at, on=on)


def _goods(viewer: Actor, request: SaleRequest, *, store_id: int) -> tuple[list[PieceForSale], list[LotForSale]]:
    """What the ticket names, unlocked. Raises: PieceUnknown, LotUnknown."""
    tags = [line.tag for line in request.lines if line.tag]
    skus = [line.sku for line in request.lines if line.sku]
    pieces = inventory_selectors.pieces_for_sale(viewer, tags) if tags else []
    lots = inventory_selectors.lots_for_sale(viewer, skus, store_id=store_id) if skus else []
    return pieces, lots


def _refunds(totals: Totals, others: Others) -> list[TenderRequest]:
    if totals.due_cents >= 0:
        return []
    return proposed(
        -totals.due_cents,
        payments_left({line.sale_id for line in others.sold.values()} | tickets_paid_in(others.lines)),
    )
