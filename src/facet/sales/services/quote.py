"""Telling a price: it holds for half an hour."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from facet.inventory import services as inventory_services
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import Quote
from facet.sales.permissions import SalesPermission
from facet.sales.rules.request import SaleRequest, holder_of
from facet.sales.selectors.pricing import check_lines
from facet.sales.selectors.quote import Quoted, quote


@unit_of_work
def quote_sale(*, actor: Actor, request: SaleRequest, at: datetime) -> Quoted:
    """Price a ticket without selling it; naming the quote later keeps its board prices.

    Raises: NotPermitted, NotFound, Invalid, PieceUnknown, PieceAlreadySold, PieceNotAvailable,
    PieceElsewhere, PieceReserved, NoBoardPrice,
    DiscountNotAllowed. Locks: none.
    """
    check_lines(request.lines, or_other=request.has_others)
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, SalesPermission.QUOTE, store_id=till.store_id)
    if request.returns:
        require(actor, SalesPermission.LOOK_UP_RECEIPT)
    quoted = quote(actor, request, till=till, prices_at=at, at=at)
    inventory_services.refuse_unless_here(
        quoted.pieces, store_id=till.store_id, holder=holder_of(request.basket), at=at
    )
    lines = json.dumps([asdict(line) for line in request.lines], sort_keys=True, default=str)
    Quote.objects.create(
        id=quoted.id,
        store_id=till.store_id,
        asked_by_id=actor.staff_id,
        prices_at=at,
        expires_at=quoted.expires_at,
        due_cents=quoted.totals.due_cents,
        lines_digest=hashlib.sha256(lines.encode()).hexdigest(),
    )
    return quoted
