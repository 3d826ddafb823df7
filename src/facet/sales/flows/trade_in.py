"""Old gold onto the open ticket: the seller first, in a step of her own, then the piece."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from facet.inventory.rules.tags import normal_tag
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.scan import open_ticket
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.selectors.receipts import find_receipt
from facet.sales.services.old_gold_seller import SellerIn


def origin_of(actor: Actor, code: str) -> tuple[UUID, int] | None:
    """The sold line under a receipt's number or a tag: the tag's, else the only one. Raises: NotPermitted, NotFound."""
    if not code.strip():
        return None
    receipt = find_receipt(actor, code)
    tag = normal_tag(code)
    lines = [line for line in receipt.lines if line.sold.code == tag] or list(receipt.lines)
    if len(lines) != 1:
        raise NotFound(key=code)
    return receipt.sale_id, lines[0].line_no


def take_old_gold(
    *, actor: Actor, till: TillFacts, wanted: OldGoldRequest, seller: SellerIn | None, operation: OperationKey,
    at: datetime,
) -> None:  # fmt: skip
    """Put `wanted` on the ticket that is open at this till, or on a new one.

    Raises: NotPermitted, Invalid, OldGoldNotTaken, NotFound.
    """
    if seller:
        key = services.identify_seller(actor=actor, operation=operation, seller=seller, at=at)
        wanted = replace(wanted, seller=key)
    basket_id = open_ticket(actor, till, at)
    services.add_old_gold(actor=actor, till=till, basket_id=basket_id, wanted=wanted, at=at)
