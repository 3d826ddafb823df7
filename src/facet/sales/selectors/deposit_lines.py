"""The lines of a ticket that take deposits, pay into them or settle them, read for quote, basket and sale."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from facet.inventory import selectors as inventory_selectors
from facet.inventory.selectors.for_sale import PieceForSale
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor
from facet.sales.errors import DepositClosed, DepositNotTaken, DepositOfAnother, MemberNeeded
from facet.sales.models import CustomerOrder, Deposit
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_lines import LockTerms, Opening, PayingIn, Settling, deposit_line
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit
from facet.sales.rules.deposit_settings import DepositTerms
from facet.sales.rules.deposits import (
    DepositKind,
    DepositState,
    Split,
    down_payment,
    kind_of,
    schedule,
    settled,
)
from facet.sales.rules.orders import OPEN_STATES
from facet.sales.rules.request import LineRequest, SaleRequest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.deposits import terms_of_deposits
from facet.sales.selectors.desk import Desk
from facet.sales.selectors.old_gold import gold_items
from facet.sales.selectors.pricing import price_ticket


def read_deposits(desk: Desk, request: SaleRequest, after: int) -> list[OtherLine]:
    """The lines of a ticket's deposits. Queries: 0 without any, else 1 and 1 to 6 for each.

    Raises: MemberNeeded, NotFound, DepositClosed, DepositOfAnother, DepositNotTaken, EarnestTooMuch, Invalid.
    """
    if not request.deposits:
        return []
    if request.member is None:
        raise MemberNeeded(method=gettext_noop("Deposit"))
    terms = terms_of_deposits(desk.till.store_id, on=desk.on)
    lines = []
    for line_no, wanted in enumerate(request.deposits, start=after + 1):
        if wanted.opens:
            facts: Any = _opening(desk, wanted, wanted.opens, terms, request.member)
            cents = wanted.amount_cents
        else:
            facts, cents = _known(desk.viewer, wanted, request.member)
        lines.append(deposit_line(facts, line_no=line_no, cents=cents, approval=wanted.approval))
    return lines


def _known(viewer: Actor, wanted: DepositRequest, member: int) -> tuple[PayingIn | Settling, int]:
    row = deposit_for_money(viewer, wanted)
    if row.member_id != member:
        raise DepositOfAnother(number=row.number)
    if wanted.settles:
        facts = _settling(row, wanted)
        return facts, -facts.split.refund_cents
    if wanted.amount_cents <= 0:
        raise Invalid(field="amount", reason=gettext_noop("An amount must be above zero."))
    if row.kind == DepositKind.LAYAWAY and row.paid_cents + wanted.amount_cents > row.price_cents:
        raise DepositNotTaken(reason=gettext_noop("More than the piece costs; pay what is left of it."))
    if row.kind == DepositKind.EARNEST:
        most = terms_of_deposits(row.store_id, on=row.opened_on).most_bp
        total = row.paid_cents + wanted.amount_cents
        kind_of(row.kind, amount_cents=total, price_cents=row.price_cents, most_bp=most)
    return PayingIn(deposit_id=row.pk, number=row.number, kind=row.kind), wanted.amount_cents


def deposit_for_money(viewer: Actor, wanted: DepositRequest) -> Deposit:
    """The open deposit that money goes into or comes out of. Raises: NotFound, DepositClosed. Queries: 1."""
    needed = SalesPermission.SETTLE_DEPOSIT if wanted.settles else SalesPermission.TAKE_DEPOSIT
    row = Deposit.objects.filter(number=wanted.number.strip().upper()).first()
    if row is None or not viewer.may(needed, store_id=row.store_id):
        raise NotFound(key=wanted.number)
    if row.state != DepositState.OPEN:
        raise DepositClosed(number=row.number)
    return row


def settling_of(viewer: Actor, wanted: DepositRequest) -> Settling:
    """A known deposit settled as asked. Raises: NotFound, DepositClosed, Invalid. Queries: 1."""
    return _settling(deposit_for_money(viewer, wanted), wanted)


def _settling(row: Deposit, wanted: DepositRequest) -> Settling:
    asked = wanted.settles
    assert asked is not None
    terms = settled(
        row.kind, reason=asked.reason, balance_cents=row.balance_cents, price_cents=row.price_cents, fee_bp=row.fee_bp
    )
    refund = terms.refund_cents if asked.refund_cents is None else asked.refund_cents
    if not 0 <= refund <= row.balance_cents:
        raise Invalid(field="refund", reason=gettext_noop("At most what is left of the deposit goes back."))
    return Settling(
        deposit_id=row.pk, number=row.number, kind=row.kind, request=wanted, terms=terms,
        split=Split(refund, row.balance_cents - refund),
    )  # fmt: skip


def _opening(desk: Desk, wanted: DepositRequest, opens: OpensDeposit, terms: DepositTerms, member: int) -> Opening:
    if opens.kind == DepositKind.LAYAWAY:
        return _layaway(desk, wanted, opens, terms)
    piece = _piece(desk, opens.piece) if opens.piece else None
    kind = kind_of(opens.kind, amount_cents=wanted.amount_cents, price_cents=opens.price_cents, most_bp=terms.most_bp)
    return Opening(
        request=wanted, kind=kind, price_cents=opens.price_cents, fee_bp=0, subject=_subject(opens, piece),
        piece_id=piece.id if piece else None, tag=piece.tag if piece else "",
        held_until=desk.on + timedelta(days=terms.hold_days) if piece else None,
        lock=_lock(desk, opens, terms), order_id=_order(desk.viewer, opens.order, member),
    )  # fmt: skip


def _layaway(desk: Desk, wanted: DepositRequest, opens: OpensDeposit, terms: DepositTerms) -> Opening:
    if not opens.piece:
        raise Invalid(field="piece", reason=gettext_noop("A layaway keeps one piece: scan its tag."))
    if opens.instalments > terms.instalments:
        raise Invalid(field="instalments", reason=gettext_noop("The house allows fewer instalments."))
    piece = _piece(desk, opens.piece)
    price, lock = _price(desk, piece)
    if not down_payment(price, down_bp=terms.down_bp) <= wanted.amount_cents < price:
        raise DepositNotTaken(reason=gettext_noop("The down payment is less than the house asks, or the whole price."))
    dues = schedule(price, down_cents=wanted.amount_cents, instalments=opens.instalments, opened_on=desk.on)
    until = dues[-1].on + timedelta(days=terms.grace_days)
    return Opening(
        request=wanted, kind=DepositKind.LAYAWAY, price_cents=price, fee_bp=terms.fee_bp,
        subject=_subject(opens, piece), piece_id=piece.id, tag=piece.tag, held_until=until,
        lock=replace(lock, until=until) if lock else None, dues=dues,
    )  # fmt: skip


def layaway_price(desk: Desk, tag: str) -> int:
    """What a piece costs when it is laid away now. Units: cents. Raises: as the layaway. Queries: 3."""
    return _price(desk, _piece(desk, tag))[0]


def _price(desk: Desk, piece: PieceForSale) -> tuple[int, LockTerms | None]:
    """A piece's price at this moment; its metal's price is locked with it. Queries: 2."""
    [line] = price_ticket(
        [LineRequest(tag=piece.tag)], pieces={piece.tag: piece}, lots={}, price_group_id=desk.till.price_group_id,
        prices_at=desk.prices_at,
    )  # fmt: skip
    if line.board is None or piece.price_item_id is None:
        return line.net_cents, None
    lock = LockTerms(
        item_id=piece.price_item_id, board_id=line.board.id, mg=piece.weight_mg,
        cents_per_gram=line.board.cents_per_gram, is_lower=False, until=desk.on,
    )  # fmt: skip
    return line.net_cents, lock


def _piece(desk: Desk, tag: str) -> PieceForSale:
    """A piece that may be kept here. Raises: PieceUnknown, DepositNotTaken. Queries: 1 or 2."""
    [piece] = inventory_selectors.pieces_for_sale(desk.viewer, [tag])
    if not piece.in_stock or piece.store_id != desk.till.store_id:
        raise DepositNotTaken(reason=gettext_noop("This piece does not lie in this store; have it sent here first."))
    if piece.held_by_other(holder="", at=desk.at):
        raise DepositNotTaken(reason=gettext_noop("This piece is kept for somebody else."))
    return piece


def _lock(desk: Desk, opens: OpensDeposit, terms: DepositTerms) -> LockTerms | None:
    if not opens.lock_item:
        return None
    item = gold_items(desk.till.price_group_id, at=desk.prices_at).get(opens.lock_item)
    if item is None:
        raise Invalid(field="lock_item", reason=gettext_noop("Choose a metal of the price board."))
    if opens.lock_mg <= 0:
        raise Invalid(field="lock_grams", reason=gettext_noop("Write how many grams keep their price."))
    return LockTerms(
        item_id=item.id, board_id=item.board_id, mg=opens.lock_mg, cents_per_gram=item.prices.retail,
        is_lower=opens.lock_lower, until=desk.on + timedelta(days=terms.lock_days),
    )  # fmt: skip


def _subject(opens: OpensDeposit, piece: PieceForSale | None) -> str:
    return opens.subject.strip() or (piece.legal_name if piece else "")


def _order(viewer: Actor, number: str, member: int) -> int | None:
    """The member's open order that a deposit is for. Raises: NotFound. Queries: 0 or 1."""
    if not number:
        return None
    row = CustomerOrder.objects.filter(number=number.strip().upper(), member=member, state__in=OPEN_STATES).first()
    if row is None or not viewer.may(SalesPermission.VIEW_ORDERS, store_id=row.store_id):
        raise NotFound(key=number)
    return int(row.pk)
