"""The ticket: stock, money, points, grade, staff result and audit move together, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from facet.kernel import operations
from facet.kernel.clock import business_date, local_date
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.promotions.rules.terms import Offer
from facet.promotions.selectors import Counter, gift_skus, live_offers, refuse_broken_sets
from facet.sales.errors import PriceChanged
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_lines import UsedDeposit, refuse_unpaid_locks, with_deposits
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.promoted import Promoted
from facet.sales.rules.quotations import Promised
from facet.sales.rules.refunds import settle_refund
from facet.sales.rules.request import SaleRequest, holder_of
from facet.sales.rules.return_lines import SoldLine, returned_of, returns_of_member
from facet.sales.rules.tender import Settled, settle
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.rules.totals import totals_of
from facet.sales.selectors.basis import check_floors
from facet.sales.selectors.deposits import tickets_paid_in, used_deposits
from facet.sales.selectors.others import read_others
from facet.sales.selectors.people import sellers
from facet.sales.selectors.pricing import NO_CARD, check_lines, price_ticket
from facet.sales.selectors.promoted import counter_of, gift_lines, promote
from facet.sales.selectors.returns import payments_left
from facet.sales.selectors.sale import SoldTicket, sold_ticket
from facet.sales.services.basket import close_basket, held_prices
from facet.sales.services.booking import book
from facet.sales.services.coupons import TicketFacts, lock_cards, use_coupons
from facet.sales.services.discounts import check_limits
from facet.sales.services.kinds import check_others, lock_papers
from facet.sales.services.pending import check_pending, note_pending
from facet.sales.services.promising import lock_quotation
from facet.sales.services.return_terms import check_return_limits, check_returns_here
from facet.sales.services.returning import lock_returns
from facet.sales.services.shelf import Shelf, lock_shelf
from facet.sales.services.ticket import Ticket

if TYPE_CHECKING:
    from facet.members.models import Standing


@unit_of_work
def complete_sale(*, actor: Actor, operation: OperationKey, request: SaleRequest, at: datetime) -> SoldTicket:
    """Book everything on a ticket, or nothing; the same operation again gives the same answer.

    Goods are sold, others come back, one balance is paid either way. Shape: the ticket as stored.
    Raises: NotPermitted, NotFound, Invalid, PieceUnknown, PieceAlreadySold, PieceNotAvailable, PieceElsewhere,
    PieceReserved, AlreadyReturned, ReturnNotAllowed, AnotherMember, DiscountNotAllowed, ApprovalNeeded,
    NoBoardPrice, QuotationClosed, QuotationOfAnother, BasisNotSwitched, BelowFloor,
    PriceChanged, PendingTooOld, PendingLimit, PaymentShort, PaidTooMuch, RefundDiffers,
    RefundElsewhere, OperationConflict,
    StillWorking.
    Locks: operation, basket, quote, returned lines by id, pieces by id, lots by id, the member's standing, store-day
    counter.
    Queries: 40 at most for two lines and a member (tests/test_sale_statements.py).
    Source: decisions.md D5, D7; R081–R092, R253.
    """
    act = operations.begin(operation, kind="sales.complete_sale", actor=actor, at=at)
    if act.done:
        return sold_ticket(act.id)
    check_lines(request.lines, or_other=request.has_others)
    ticket = _ticket(actor, act.id, request, at)
    sold = book(actor, ticket)
    note_pending(actor, ticket, request)
    if request.basket:
        close_basket(request.basket)
    act.finish(sale_id=str(act.id))
    return sold


def _ticket(actor: Actor, act_id: UUID, request: SaleRequest, at: datetime) -> Ticket:
    """The ticket that may be booked: rights, locks, prices, limits and money in their fixed order."""
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, SalesPermission.COMPLETE_SALE, store_id=till.store_id)
    check_pending(actor, request, till=till)
    people = sellers(actor, request.salespeople)
    held = held_prices(request, store_id=till.store_id, at=at)
    prices_at = request.pending.made_at if request.pending else held
    quotation = lock_quotation(actor, request.quotation, store_id=till.store_id, member=request.member, at=at)

    locked = _lock(actor, request, till=till, at=at)
    sold, shelf, standing = locked.sold, locked.shelf, locked.standing
    facts = TicketFacts(
        act_id=act_id, member_id=locked.member, store_id=till.store_id, at=at, on=local_date(at, till.time_zone)
    )
    goods = _goods(
        actor, request, locked, facts=facts, prices_at=prices_at, price_group_id=till.price_group_id,
        promised=quotation.promised,
    )  # fmt: skip
    lines, promoted = goods.lines, goods.promoted
    others = read_others(actor, request, till=till, goods=lines, prices_at=prices_at, at=at).lines
    others = [*others, *gift_lines(promoted, shelf.lots, after=len(lines) + len(others))]
    refuse_broken_sets(returned_of(others))
    totals = totals_of(lines, others=others, round_off=request.round_off)
    _check(actor, lines, others, rounding_cents=totals.rounding_cents, store_id=till.store_id, at=at)
    _refuse_another_total(request.expected_total_cents, totals.due_cents)
    day = business_date(at, till.time_zone)
    tenders = _settled(totals.due_cents, request, sold, others)
    refuse_unpaid_locks(goods.locked_mg, locked.used, numbers={each.reference.upper() for each in tenders})
    return Ticket(
        id=act_id,
        till=till,
        lines=lines,
        others=others,
        totals=totals,
        tenders=tenders,
        people=people,
        standing=standing,
        shelf=shelf,
        holder=holder_of(request.basket),
        basket=request.basket,
        identity=request.identity,
        promoted=promoted,
        locked_mg=goods.locked_mg,
        quotation=quotation,
        prices_at=prices_at,
        at=at,
        day=day,
        is_first_visit=bool(standing and lines and standing.last_visit_on != day),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goods:
    """The goods with their prices, what promotions did, and the grams that were promised, by deposit."""

    lines: Sequence[PricedLine]
    promoted: Promoted
    locked_mg: Mapping[int, int]


def _goods(
    actor: Actor, request: SaleRequest, locked: "_Locked", *, facts: TicketFacts, prices_at: datetime,
    price_group_id: int, promised: Mapping[str, Promised],
) -> _Goods:  # fmt: skip
    """Goods off the shelf at quoted, board, card, locked and promoted prices, less coupons."""
    shelf, member = locked.shelf, locked.member
    lines = price_ticket(
        request.lines, pieces=shelf.pieces, lots=shelf.lots, price_group_id=price_group_id, prices_at=prices_at,
        card=members_selectors.card_benefits(member) if member and request.lines and not request.pending else NO_CARD,
        promised=promised,
    )  # fmt: skip
    lines, locked_mg = with_deposits(lines, locked.used)
    lines, promoted = promote(lines, locked.offers, locked.counter, lots=shelf.lots)
    if request.coupons:
        lock_cards(request.tenders)
    lines = use_coupons(actor, request.coupons, lines, facts)
    check_floors(lines, store_id=facts.store_id, on=facts.on)
    return _Goods(lines=lines, promoted=promoted, locked_mg=locked_mg)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Locked:
    """What a ticket rests on, locked in the order of decision 0007."""

    sold: Mapping[Any, SoldLine]
    member: int | None
    counter: Counter
    offers: Sequence[Offer]
    shelf: Shelf
    standing: "Standing | None"
    used: Sequence[UsedDeposit]


def _lock(actor: Actor, request: SaleRequest, *, till: TillFacts, at: datetime) -> _Locked:
    """Papers, returned lines, goods, then the member: everything the ticket may move."""
    lock_papers(request)
    sold = lock_returns(request.returns)
    check_returns_here(actor, sold, till=till)
    back = [line.piece_id for line in sold.values() if line.piece_id]
    member = returns_of_member(sold, request.member)
    counter = counter_of(till, member=member, at=at)
    offers = live_offers(counter) if request.lines and not request.pending else []  # its price was paid already
    used = used_deposits(actor, request.deposits_used, member=member, on=local_date(at, till.time_zone))
    shelf = lock_shelf(
        request.lines, back=back, gifts=gift_skus(offers), store_id=till.store_id, basket=request.basket, at=at,
        kept_for=[each.holder for each in used],
    )  # fmt: skip
    standing = members_services.lock_standing(member) if member else None
    return _Locked(sold=sold, member=member, counter=counter, offers=offers, shelf=shelf, standing=standing, used=used)


def _check(
    actor: Actor, lines: Sequence[PricedLine], others: Sequence[OtherLine], *, rounding_cents: int, store_id: int,
    at: datetime,
) -> None:  # fmt: skip
    """Discounts, returns and everything else on the ticket within the actor's own limits, or with a second yes."""
    check_limits(actor, lines, rounding_cents=rounding_cents, store_id=store_id, at=at)
    check_return_limits(actor, others, store_id=store_id, at=at)
    check_others(actor, others, store_id=store_id, at=at)


def _settled(
    due_cents: int, request: SaleRequest, sold: Mapping[Any, SoldLine], others: Sequence[OtherLine]
) -> tuple[Settled, ...]:
    """The money of the ticket: in when something is due, out, the way it came, when the customer gets some."""
    if due_cents >= 0:
        return settle(due_cents, request.tenders)
    paid = payments_left({line.sale_id for line in sold.values()} | tickets_paid_in(others))
    return settle_refund(-due_cents, request.tenders, paid=paid)


def _refuse_another_total(expected_cents: int | None, actual_cents: int) -> None:
    """The customer was shown a total: it must be this one. Raises: PriceChanged."""
    if expected_cents is not None and expected_cents != actual_cents:
        raise PriceChanged(
            expected_cents=expected_cents,
            actual_cents=actual_cents,
            expected=shown(expected_cents, "yuan"),
            actual=shown(actual_cents, "yuan"),
        )
