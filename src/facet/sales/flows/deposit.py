"""Deposits onto the open ticket: the ticket first, where none is open, then the money or the deposit."""

from datetime import datetime

from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.scan import attach, open_ticket
from facet.sales.rules.deposit_request import DepositRequest
from facet.sales.selectors.till import current_basket


def take_money(
    *, actor: Actor, till: TillFacts, wanted: DepositRequest, member: int | None = None, at: datetime
) -> None:
    """Put money for a deposit on the ticket that is open at this till, or on a new one.

    Raises: NotPermitted, NotFound, MemberNeeded, and what the deposit refuses.
    """
    basket = current_basket(actor, till=till)
    if member and (basket is None or basket.member_id is None):
        attach(actor=actor, till=till, member_id=member, at=at)
    basket_id = open_ticket(actor, till, at)
    services.add_deposit(actor=actor, till=till, basket_id=basket_id, wanted=wanted, member=member, at=at)


def use(*, actor: Actor, till: TillFacts, number: str, at: datetime) -> None:
    """Put a deposit on the ticket that is open at this till, or on a new one. Raises: NotFound, DepositClosed."""
    basket_id = open_ticket(actor, till, at)
    services.use_deposit(actor=actor, basket_id=basket_id, number=number, at=at)
