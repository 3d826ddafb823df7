"""Points that an open ticket will pay with: held for it, so that no other till plans the same. Source: P7."""

from datetime import datetime
from uuid import UUID

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services as loyalty_services
from facet.members import services as members_services
from facet.organisation.selectors import TillFacts
from facet.sales.errors import MemberNeeded
from facet.sales.rules.coupon_lines import as_cash_lines
from facet.sales.rules.held_points import plan_of
from facet.sales.rules.kinds import METHOD_LABELS, Method
from facet.sales.selectors.quote import quote
from facet.sales.selectors.till import request_of
from facet.sales.services.basket import own_basket
from facet.sales.services.held_points import free_points


@unit_of_work
def plan_points(
    *, actor: Actor, till: TillFacts, basket_id: UUID, cents: int, at: datetime
) -> loyalty_services.Reserved | None:
    """Hold the points that will pay `cents` of an open ticket; 0 gives them back, again it replaces.

    Raises: NotFound, BasketClosed, MemberNeeded, CashOff, PointsTooFew, CashTooMuch and what the quote refuses.
    Locks: the basket, the member's standing, the account.
    """
    basket = own_basket(actor, basket_id, at=at)
    if basket.member_id is None:
        raise MemberNeeded(method=METHOD_LABELS[Method.POINTS])
    if not cents:
        free_points(basket)
        return None
    rows = list(basket.lines.order_by("line_no"))
    prices_at = at if at >= basket.prices_until else basket.prices_at
    quoted = quote(actor, request_of(basket, rows, till=till), till=till, prices_at=prices_at, at=at)
    members_services.lock_standing(basket.member_id)
    return loyalty_services.reserve_points(
        cents=cents, lines=as_cash_lines(quoted.lines), act_id=basket.pk, member_id=basket.member_id,
        document=plan_of(basket.pk), at=at, on=local_date(at, till.time_zone), store_id=till.store_id,
    )  # fmt: skip
