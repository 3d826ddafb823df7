"""The page of one sale: the ticket with its member, its people and every "why"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.loyalty.selectors.documents import earned_lines
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.selectors.sale import SoldTicket, get_sale


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """One line with its explanation of points, if it earned any."""

    line: SaleLine
    why_points: Any | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalePage:
    """Everything a person may want to know of one ticket."""

    sold: SoldTicket
    store: StoreRow
    lines: Sequence[LinePage]
    member: MemberForSale | None
    people: Sequence[tuple[str, str, int, int]]  # code, name, share in basis points, net cents
    tenders: Sequence[tuple[str, int, int]]  # label, amount, tendered
    cashier: str
    prints: int
    may_reprint: bool


def sale_page(viewer: Actor, *, sale_id: UUID) -> SalePage:
    """One ticket in the viewer's reach. Queries: 10 at most. Raises: NotFound, for foreign ones too."""
    sold = get_sale(viewer, sale_id=sale_id)
    sale = sold.sale
    names = {share.staff_id: share.staff.name for share in sold.shares}
    ids = {code: staff_id for staff_id, code in sold.staff_codes.items()}
    why = earned_lines(f"sales.sale:{sale.pk}") if sale.member_id else {}
    return SalePage(
        sold=sold,
        store=organisation_selectors.store_by_id(sale.store_id),
        lines=[LinePage(line=line, why_points=why.get(line.line_no)) for line in sold.lines],
        member=members_selectors.member_for_sale(sale.member_id) if sale.member_id else None,
        people=[(code, names[ids[code]], share_bp, net) for code, share_bp, net in sold.people()],
        tenders=[(METHOD_LABELS[each.method], each.amount_cents, each.tendered_cents) for each in sold.tenders],
        cashier=sale.cashier.name if sale.cashier else "",
        prints=sale.prints.count(),
        may_reprint=viewer.may(SalesPermission.REPRINT, store_id=sale.store_id),
    )
