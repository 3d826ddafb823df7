"""The sale: stock, money, points, grade, staff result and audit move together, once."""

from datetime import datetime
from uuid import UUID

from facet.kernel import operations
from facet.kernel.clock import business_date
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import PriceChanged
from facet.sales.permissions import SalesPermission
from facet.sales.rules.request import SaleRequest, holder_of
from facet.sales.rules.tender import settle
from facet.sales.rules.totals import totals_of
from facet.sales.selectors.people import sellers
from facet.sales.selectors.pricing import check_lines, price_ticket
from facet.sales.selectors.sale import SoldTicket, sold_ticket
from facet.sales.services.basket import close_basket, held_prices
from facet.sales.services.booking import Ticket, book
from facet.sales.services.discounts import check_limits
from facet.sales.services.shelf import lock_shelf


@unit_of_work
def complete_sale(*, actor: Actor, operation: OperationKey, request: SaleRequest, at: datetime) -> SoldTicket:
    """Sell everything on a ticket, or nothing; the same operation again gives the same answer.

    Shape: the ticket as stored. Raises: NotPermitted, NotFound, Invalid, PieceUnknown,
    PieceAlreadySold, PieceNotAvailable, PieceElsewhere, PieceReserved, DiscountNotAllowed, ApprovalNeeded,
    NoBoardPrice, PriceChanged, PaymentShort, PaidTooMuch, OperationConflict, StillWorking.
    Locks: operation, basket, pieces by id, lots by id, the member's standing, store-day counter.
    Queries: 40 at most for two lines and a member (tests/test_sale_statements.py).
    Source: decisions.md D5, D7; R081–R092, R253.
    """
    act = operations.begin(operation, kind="sales.complete_sale", actor=actor, at=at)
    if act.done:
        return sold_ticket(act.id)
    check_lines(request.lines)
    ticket = _ticket(actor, act.id, request, at)
    sold = book(actor, ticket)
    if request.basket:
        close_basket(request.basket)
    act.finish(sale_id=str(act.id))
    return sold


def _ticket(actor: Actor, act_id: UUID, request: SaleRequest, at: datetime) -> Ticket:
    """The ticket that may be booked: rights, locks, prices, limits and money in their fixed order."""
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, SalesPermission.COMPLETE_SALE, store_id=till.store_id)
    people = sellers(actor, request.salespeople)
    prices_at = held_prices(request, store_id=till.store_id, at=at)

    shelf = lock_shelf(request.lines, store_id=till.store_id, basket=request.basket, at=at)
    standing = members_services.lock_standing(request.member) if request.member else None
    lines = price_ticket(
        request.lines, pieces=shelf.pieces, lots=shelf.lots, price_group_id=till.price_group_id, prices_at=prices_at
    )
    totals = totals_of(lines, round_off=request.round_off)
    check_limits(actor, lines, rounding_cents=totals.rounding_cents, store_id=till.store_id, at=at)
    _refuse_another_total(request.expected_total_cents, totals.due_cents)
    day = business_date(at, till.time_zone)
    return Ticket(
        id=act_id,
        till=till,
        lines=lines,
        totals=totals,
        tenders=settle(totals.due_cents, request.tenders),
        people=people,
        standing=standing,
        shelf=shelf,
        holder=holder_of(request.basket),
        prices_at=prices_at,
        at=at,
        day=day,
        is_first_visit=bool(standing and standing.last_visit_on != day),
    )


def _refuse_another_total(expected_cents: int | None, actual_cents: int) -> None:
    """The customer was shown a total: it must be this one. Raises: PriceChanged."""
    if expected_cents is not None and expected_cents != actual_cents:
        raise PriceChanged(
            expected_cents=expected_cents,
            actual_cents=actual_cents,
            expected=shown(expected_cents, "yuan"),
            actual=shown(actual_cents, "yuan"),
        )
