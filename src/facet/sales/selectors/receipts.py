"""A receipt looked up for a return: by its number or by the tag of what was sold, from any store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.inventory.rules.tags import normal_tag
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.sales.models import Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.refunds import Paid
from facet.sales.rules.return_lines import SoldLine
from facet.sales.selectors.returns import payments_left, returnable_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a return needs to know of a ticket, and nothing of its buyer but the id. Units: cents."""

    sale_id: UUID
    number: str
    store_name: str
    completed_at: datetime
    member_id: int | None
    due_cents: int
    lines: Sequence[SoldLine]
    paid: Sequence[Paid]


def find_receipt(viewer: Actor, code: str) -> Receipt:
    """The receipt with this number, or the last that sold the piece under this tag.

    Chain-visible by a right of its own. Raises: NotPermitted, NotFound. Queries: 7 at most.
    """
    require(viewer, SalesPermission.LOOK_UP_RECEIPT)
    wanted = code.strip()
    sale = Sale.objects.select_related("store").filter(number=wanted.upper()).first() or _sale_of_piece(wanted)
    if sale is None:
        raise NotFound(key=wanted)
    return receipt_of(sale)


def receipt_of(sale: Sale) -> Receipt:
    """The receipt of `sale`, whose store is loaded. Queries: 5."""
    return Receipt(
        sale_id=sale.pk,
        number=sale.number,
        store_name=sale.store.name,
        completed_at=sale.completed_at,
        member_id=sale.member_id,
        due_cents=sale.due_cents,
        lines=returnable_lines(sale.pk),
        paid=payments_left([sale.pk]),
    )


def _sale_of_piece(tag: str) -> Sale | None:
    line = (
        SaleLine.objects.select_related("sale__store")
        .filter(piece__tag=normal_tag(tag), kind=LineKind.PIECE.value)
        .order_by("-sale__completed_at")
        .first()
    )
    return line.sale if line else None
