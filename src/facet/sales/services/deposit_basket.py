"""Deposits on an open ticket: money into them or out of them, and deposits that pay for goods."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.selectors import TillFacts
from facet.sales.errors import DepositClosed, DepositOfAnother
from facet.sales.models import Basket, BasketLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_request import DepositRequest
from facet.sales.rules.deposits import DepositState
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.request import SaleRequest
from facet.sales.selectors.basket_kinds import DEPOSIT_USED
from facet.sales.selectors.deposit_lines import deposit_for_money, read_deposits
from facet.sales.selectors.deposits import usable_deposit
from facet.sales.selectors.desk import Desk
from facet.sales.services.basket import append_line, own_basket
from facet.sales.services.basket_others import put_line


@unit_of_work
def add_deposit(
    *, actor: Actor, till: TillFacts, basket_id: UUID, wanted: DepositRequest, member: int | None = None, at: datetime
) -> BasketLine:
    """Put money for a deposit on an open ticket, a new one for `member` or a known one; paying books it.

    The ticket becomes the deposit's member's where nobody is named yet. A known deposit stands on it once.
    Raises: NotPermitted, NotFound, BasketClosed, and what the deposit refuses. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    needed = SalesPermission.SETTLE_DEPOSIT if wanted.settles else SalesPermission.TAKE_DEPOSIT
    require(actor, needed, store_id=till.store_id)
    owner = deposit_for_money(actor, wanted).member_id if wanted.number else member
    _name(basket, owner, number=wanted.number)
    held = basket.prices_at if at < basket.prices_until else at
    desk = Desk(viewer=actor, till=till, at=at, on=local_date(at, till.time_zone), prices_at=held)
    asked = SaleRequest(store=till.store_code, till=till.till_code, member=basket.member_id, deposits=(wanted,))
    read_deposits(desk, asked, 0)
    facts: dict[str, Any] = asdict(wanted) | {"code": wanted.number.upper()}
    del facts["approval"]
    same = {"number": wanted.number} if wanted.number else None
    return put_line(basket, kind=LineKind.DEPOSIT_TAKEN.value, facts=facts, same=same)


@unit_of_work
def use_deposit(*, actor: Actor, basket_id: UUID, number: str, at: datetime) -> BasketLine:
    """Put a deposit on an open ticket: its promised price counts, its piece comes along, its money may pay.

    Raises: NotFound, BasketClosed, DepositClosed, DepositOfAnother. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    row = usable_deposit(actor, number)
    if row.state != DepositState.OPEN:
        raise DepositClosed(number=row.number)
    _name(basket, row.member_id, number=row.number)
    piece = row.piece
    on_it = {tag for tag in basket.lines.values_list("tag", flat=True) if tag}
    if piece and piece.state == "in_stock" and piece.store_id == basket.store_id and piece.tag not in on_it:
        append_line(basket, tag=piece.tag)
    facts = {"number": row.number, "code": row.number}
    return put_line(basket, kind=DEPOSIT_USED, facts=facts, same={"number": row.number})


def _name(basket: Basket, member: int | None, *, number: str) -> None:
    """The ticket's member: the deposit's. Raises: DepositOfAnother."""
    if member is None or basket.member_id == member:
        return
    if basket.member_id is not None:
        raise DepositOfAnother(number=number)
    basket.member_id = member
    basket.save(update_fields=["member"])
