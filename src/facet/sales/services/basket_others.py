"""Lines of an open ticket that are not goods off the shelf: what is asked is kept, and priced when it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import CouponUnknown
from facet.loyalty.selectors.coupon_offer import coupon_code
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket, BasketLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.return_lines import backs_of, returns_of_member
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.basket_kinds import COUPON
from facet.sales.selectors.returns import sold_lines_of, terms_of
from facet.sales.services.basket import append_line, own_basket
from facet.sales.services.return_terms import check_returns_here


@joins_unit_of_work
def put_line(
    basket: Basket, *, kind: str, facts: Mapping[str, Any], same: Mapping[str, Any] | None = None
) -> BasketLine:
    """Put a line of `kind` on a locked basket; one whose facts hold `same` is replaced and its approval falls."""
    wanted = {f"facts__{name}": value for name, value in (same or {}).items()}
    line = basket.lines.filter(kind=kind, **wanted).first() if wanted else None
    if line is None:
        return append_line(basket, kind=kind, facts=dict(facts))
    line.facts, line.approval_id = dict(facts), None
    line.save(update_fields=["facts", "approval"])
    return line


@unit_of_work
def add_returns(
    *, actor: Actor, till: TillFacts, basket_id: UUID, wanted: Sequence[ReturnRequest], at: datetime
) -> list[BasketLine]:
    """Put sold lines that come back on an open ticket, all or none; again it changes how they come back.

    The ticket becomes its buyer's where nobody is named yet.
    Raises: NotPermitted, NotFound, BasketClosed, AlreadyReturned, ReturnNotAllowed, Invalid, AnotherMember.
    Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    require(actor, SalesPermission.LOOK_UP_RECEIPT)
    found = sold_lines_of(wanted)
    check_returns_here(actor, found, till=till)
    on = local_date(at, till.time_zone)
    backs_of(wanted, found, on=on, terms=terms_of(till.store_id, on=on), is_exchange=True)
    member = returns_of_member(found, basket.member_id)
    if member != basket.member_id:
        basket.member_id = member
        basket.save(update_fields=["member"])
    return [_put_return(basket, each, found[each.sale, each.line_no].sold.code) for each in wanted]


def _put_return(basket: Basket, wanted: ReturnRequest, code: str) -> BasketLine:
    facts = asdict(wanted) | {"sale": str(wanted.sale), "code": code}
    del facts["approval"]
    same = {"sale": facts["sale"], "line_no": wanted.line_no}
    return put_line(basket, kind=LineKind.RETURN.value, facts=facts, same=same)


@unit_of_work
def add_coupon(*, actor: Actor, basket_id: UUID, code: str, at: datetime) -> BasketLine:
    """Put a coupon on an open ticket; it is used up when the ticket completes.

    Raises: NotFound, BasketClosed, CouponUnknown. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    known = coupon_code(code)
    if not known:
        raise CouponUnknown(key=code)
    return put_line(basket, kind=COUPON, facts={"code": known}, same={"code": known})
