"""Quotes: written from a ticket, withdrawn, put back on a ticket; sold once. A quote keeps no goods."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from facet.inventory import services as inventory_services
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket, Quotation, QuotationLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.quotations import VALID_DAYS, QuotationState, valid_until
from facet.sales.rules.request import SaleRequest, holder_of
from facet.sales.selectors.pricing import check_lines
from facet.sales.selectors.quote import Quoted, quote
from facet.sales.selectors.till import request_of
from facet.sales.services.basket import append_line, give_up, own_basket, start_basket
from facet.sales.services.discounts import check_limits
from facet.sales.services.promising import locked_quotation, refuse_taken, tell

LONGEST_NAME, LONGEST_NOTE = 60, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationIn:
    """A quote for goods off the shelf. `customer` is the name of somebody who is no member."""

    request: SaleRequest
    customer: str = field(default="", repr=False)
    note: str = ""


@unit_of_work
def open_quotation(*, actor: Actor, operation: OperationKey, wanted: QuotationIn, at: datetime) -> Quotation:
    """Promise what these goods come to now, for as long as the house's quotes hold; no piece is kept.

    A discount or a switched price basis beyond the own limit uses a second person's yes up, now.
    Raises: NotPermitted, NotFound, Invalid, PieceUnknown, PieceAlreadySold, PieceNotAvailable, PieceElsewhere,
    PieceReserved, NoBoardPrice, DiscountNotAllowed, ApprovalNeeded, BasisNotSwitched, BelowFloor.
    Locks: operation, the approvals used, the store's number series of the day. Source: R332.
    """
    act = operations.begin(operation, kind="sales.open_quotation", actor=actor, at=at)
    if act.done:
        return Quotation.objects.get(pk=act.result["quotation"])
    row = _promise(actor, wanted, at=at)
    act.finish(quotation=row.pk)
    return row


@unit_of_work
def quote_basket(
    *, actor: Actor, operation: OperationKey, basket_id: UUID, customer: str = "", note: str = "", at: datetime
) -> Quotation:
    """Write the open ticket down as a quote and give the ticket up: its pieces go back to the shelf.

    Raises: as `open_quotation`, and BasketClosed. Locks: operation, the basket, and what `open_quotation` locks.
    """
    act = operations.begin(operation, kind="sales.quote_basket", actor=actor, at=at)
    if act.done:
        return Quotation.objects.get(pk=act.result["quotation"])
    basket = own_basket(actor, basket_id, at=at)
    code = basket.till.code if basket.till else ""
    till = organisation_selectors.till_facts(store_code=basket.store.code, till_code=code)
    wanted = QuotationIn(
        request=request_of(basket, list(basket.lines.order_by("line_no")), till=till), customer=customer, note=note
    )
    row = _promise(actor, wanted, at=at)
    give_up(actor, basket, at=at)
    act.finish(quotation=row.pk)
    return row


@joins_unit_of_work
def _promise(actor: Actor, wanted: QuotationIn, *, at: datetime) -> Quotation:
    request = replace(wanted.request, quotation="", round_off="")
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, SalesPermission.QUOTE, store_id=till.store_id)
    _check(wanted)
    quoted = quote(actor, request, till=till, prices_at=at, at=at)
    inventory_services.refuse_unless_here(
        quoted.pieces, store_id=till.store_id, holder=holder_of(request.basket), at=at
    )
    check_limits(actor, quoted.lines, rounding_cents=0, store_id=till.store_id, at=at)
    return _write(actor, wanted, quoted, till=till, at=at)


def _check(wanted: QuotationIn) -> None:
    request = wanted.request
    if request.has_others or request.coupons or request.deposits_used:
        reason = gettext_noop(
            "A quote holds goods off the shelf only. Take returns, old gold, deposits, services and coupons off the"
            " ticket first."
        )
        raise Invalid(field="lines", reason=reason)
    check_lines(request.lines)
    if request.member and wanted.customer:
        raise Invalid(field="customer", reason=gettext_noop("Name either the member or the customer, not both."))
    if len(wanted.customer) > LONGEST_NAME:
        raise Invalid(field="customer", reason=gettext_noop("This name is too long."))
    if len(wanted.note) > LONGEST_NOTE:
        raise Invalid(field="note", reason=gettext_noop("This remark is too long."))
    if request.member:
        members_selectors.member_for_sale(request.member)


def _write(actor: Actor, wanted: QuotationIn, quoted: Quoted, *, till: TillFacts, at: datetime) -> Quotation:
    on = local_date(at, till.time_zone)
    values = organisation_selectors.policy_values((VALID_DAYS.key,), store_id=till.store_id, on=on)
    number = organisation_services.next_number("sales.quotation", scope=f"{till.store_code}/{on:%Y%m%d}")
    lines = quoted.lines
    row = Quotation.objects.create(
        number=f"{till.store_code}-{on:%Y%m%d}-Q{number:03d}", store_id=till.store_id, member_id=wanted.request.member,
        customer=wanted.customer.strip(), clerk_id=actor.staff_id, state=QuotationState.OPEN.value, quoted_on=on,
        quoted_at=at, valid_until=valid_until(on, days=values[VALID_DAYS.key], zone=till.time_zone),
        list_cents=sum(line.list_cents for line in lines), due_cents=sum(line.net_cents for line in lines),
        discount_cents=sum(line.priced.discount_cents for line in lines),
        pieces=sum(line.goods.quantity for line in lines), weight_mg=sum(line.goods.weight_mg for line in lines),
        note=wanted.note.strip(),
    )  # fmt: skip
    QuotationLine.objects.bulk_create(_line(row, line) for line in lines)
    tell(actor, "sales.quotation_opened", row, at=at, due_cents=row.due_cents, tags=[each.goods.code for each in lines])
    return row


def _line(row: Quotation, line: PricedLine) -> QuotationLine:
    goods, priced = line.goods, line.priced
    return QuotationLine(
        quotation=row, line_no=line.line_no, piece_id=goods.piece_id, lot_id=goods.lot_id, code=goods.code,
        name=goods.name, name_en=goods.name_en, quantity=goods.quantity, weight_mg=goods.weight_mg,
        price_basis=goods.price_basis, board_price_id=line.board.id if line.board else None,
        board_cents_per_gram=line.board.cents_per_gram if line.board else 0, metal_cents=priced.metal_cents,
        labour_cents=priced.labour_cents, stones_cents=priced.stones_cents, list_cents=priced.list_cents,
        discount_cents=priced.discount_cents, net_cents=priced.net_cents,
        steps=[asdict(step) for step in priced.steps], approval_id=line.approval,
    )  # fmt: skip


@unit_of_work
def withdraw_quotation(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> Quotation:
    """Withdraw a quote: its prices are promised no longer. Raises: NotPermitted, NotFound, Invalid, QuotationClosed,
    QuotationTaken. Locks: operation, the quote.
    """
    act = operations.begin(operation, kind="sales.withdraw_quotation", actor=actor, at=at)
    if act.done:
        return Quotation.objects.get(pk=act.result["quotation"])
    row = locked_quotation(actor, number)
    if not reason.strip() or len(reason) > LONGEST_NOTE:
        raise Invalid(field="reason", reason=gettext_noop("Say in one sentence why it is withdrawn."))
    refuse_taken(row)
    row.state, row.closed_at, row.closed_by_id, row.reason = (
        QuotationState.WITHDRAWN.value, at, actor.staff_id, reason.strip(),
    )  # fmt: skip
    row.save(update_fields=["state", "closed_at", "closed_by", "reason"])
    tell(actor, "sales.quotation_withdrawn", row, at=at)
    act.finish(quotation=row.pk)
    return row


@unit_of_work
def use_quotation(
    *, actor: Actor, till: TillFacts, number: str, at: datetime, leave_out: Collection[str] = ()
) -> Basket:
    """Put a quote's goods on a new ticket of this till; `leave_out` names goods that are not there any more.

    While the quote holds, its lines cost what it says; after that today's prices count.
    Raises: NotPermitted, NotFound, QuotationClosed, QuotationTaken, PieceAlreadySold, PieceNotAvailable,
    PieceElsewhere, PieceReserved. Locks: the quote, the new ticket, its pieces.
    """
    row = locked_quotation(actor, number)
    if row.store_id != till.store_id:
        raise NotFound(key=number)
    refuse_taken(row)
    lines = [line for line in row.lines.order_by("line_no") if line.code not in leave_out]
    if not lines:
        raise Invalid(field="lines", reason=gettext_noop("Nothing of this quote is left in the store."))
    basket = start_basket(actor, till, at=at)
    tags = [line.code for line in lines if line.piece_id]
    if tags:
        inventory_services.reserve_pieces(
            tags, holder=holder_of(basket.pk), until=basket.prices_until, at=at, store_id=row.store_id,
            label=basket.number,
        )  # fmt: skip
    basket.quotation, basket.member_id = row, row.member_id
    basket.save(update_fields=["quotation", "member"])
    for line in lines:
        facts = {"tag": line.code} if line.piece_id else {"sku": line.code, "quantity": line.quantity}
        append_line(basket, **facts, weight_mg=0 if line.piece_id else line.weight_mg)
    tell(actor, "sales.quotation_taken_up", row, at=at, ticket=basket.number, left_out=sorted(leave_out))
    return basket
