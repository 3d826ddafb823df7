"""A discount or a return beyond the own limit as a second person is asked for it, bound to exactly that."""

from datetime import datetime

from facet.inventory import selectors as inventory_selectors
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish
from facet.sales.permissions import SalesPermission
from facet.sales.rules.discounts import beyond_limit, discount_digest, wishes
from facet.sales.rules.request import LineRequest
from facet.sales.rules.return_lines import backs_of, return_lines
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.pricing import price_ticket
from facet.sales.selectors.returns import sold_lines_of, terms_of
from facet.sales.selectors.till_others import return_wish


def discount_wish(viewer: Actor, *, store_id: int | None, line: LineRequest, at: datetime) -> Wish:
    """What the yes is bound to for `line`, at the prices of `at`.

    Raises: Invalid, NotPermitted, PieceUnknown, LotUnknown, NoBoardPrice, DiscountNotAllowed.
    """
    if store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Name the store that sells it."))
    require(viewer, SalesPermission.COMPLETE_SALE, store_id=store_id)
    asked = beyond_limit(line.discount, viewer.limit) or next(wishes(line.discount), None)
    if asked is None:
        raise Invalid(field="payload.discount", reason=gettext_noop("Say what is to be taken off."))
    pieces = inventory_selectors.pieces_for_sale(viewer, [line.tag]) if line.tag else []
    lots = inventory_selectors.lots_for_sale(viewer, [line.sku], store_id=store_id) if line.sku else []
    [priced] = price_ticket(
        [line], pieces={piece.tag: piece for piece in pieces}, lots={lot.sku: lot for lot in lots},
        price_group_id=organisation_selectors.store_by_id(store_id).price_group_id, prices_at=at,
    )  # fmt: skip
    return Wish(
        subject=f"{priced.goods.name} {priced.goods.code}",
        digest=discount_digest(store_id=store_id, code=priced.goods.code, discount=line.discount),
        amount=priced.priced.discount_cents,
        limit=asked.limit,
        wanted=asked.wanted,
        facts={"list_cents": priced.list_cents, "net_cents": priced.net_cents},
    )


def return_wish_of(viewer: Actor, *, store_id: int | None, wanted: ReturnRequest, at: datetime) -> Wish:
    """What the yes is bound to for a sold line that comes back in this store.

    Raises: Invalid, NotPermitted, NotFound, AlreadyReturned.
    """
    if store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Name the store that takes it back."))
    require(viewer, SalesPermission.RETURN_GOODS, store_id=store_id)
    on = local_date(at, organisation_selectors.store_by_id(store_id).time_zone)
    found = sold_lines_of([wanted])
    backs = backs_of([wanted], found, on=on, terms=terms_of(store_id, on=on), is_exchange=True)
    [line] = return_lines(backs, after=0)
    return return_wish(line, store_id=store_id)
