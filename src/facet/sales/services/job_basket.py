"""Services on an open ticket: what is due is put on it, and booked when it is paid."""

from datetime import datetime
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.sales.models import BasketLine
from facet.sales.rules.kinds import LineKind
from facet.sales.selectors.payables import payable_to_collect
from facet.sales.services.basket import own_basket
from facet.sales.services.basket_others import put_line


@unit_of_work
def add_payable(*, actor: Actor, basket_id: UUID, number: str, at: datetime) -> BasketLine:
    """Put what a service costs on an open ticket, once; the ticket becomes its member's where nobody is named yet.

    Raises: NotFound, BasketClosed, PayableClosed. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    row = payable_to_collect(actor, number)
    if basket.member_id is None and row.member_id is not None:
        basket.member_id = row.member_id
        basket.save(update_fields=["member"])
    facts = {"number": row.number, "code": row.number}
    return put_line(basket, kind=LineKind.SERVICE.value, facts=facts, same={"number": row.number})
