"""A completed ticket, as every screen, print and program sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.sales.models import Sale, SaleLine, StaffShare, Tender
from facet.sales.permissions import SalesPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldTicket:
    """One sale with its lines, tenders and people: stored rows only, nothing is worked out again."""

    sale: Sale
    lines: Sequence[SaleLine]
    tenders: Sequence[Tender]
    shares: Sequence[StaffShare]
    store_code: str
    till_code: str
    staff_codes: Mapping[int, str]

    @property
    def given_back_cents(self) -> int:
        """What the customer got, zero or above."""
        return max(0, -self.sale.due_cents)

    def people(self) -> list[tuple[str, int, int]]:
        """(staff code, share in basis points, net cents) per person, the main one first."""
        totals: dict[int, int] = {}
        shares: dict[int, tuple[int, bool]] = {}
        for share in self.shares:
            totals[share.staff_id] = totals.get(share.staff_id, 0) + share.net_cents
            shares[share.staff_id] = (share.share_bp, share.is_main)
        ordered = sorted(totals, key=lambda staff: (not shares[staff][1], -shares[staff][0], self.staff_codes[staff]))
        return [(self.staff_codes[staff], shares[staff][0], totals[staff]) for staff in ordered]


def sold_ticket(sale_id: UUID) -> SoldTicket:
    """The stored ticket, for whoever has already been let in. Queries: 4. Raises: NotFound."""
    sale = Sale.objects.select_related("store", "till").filter(pk=sale_id).first()
    if sale is None:
        raise NotFound(key=str(sale_id))
    shares = list(StaffShare.objects.filter(line__sale=sale).select_related("staff").order_by("line__line_no", "id"))
    return SoldTicket(
        sale=sale,
        lines=list(sale.lines.order_by("line_no")),
        tenders=list(sale.tenders.order_by("line_no")),
        shares=shares,
        store_code=sale.store.code,
        till_code=sale.till.code,
        staff_codes={share.staff_id: share.staff.code for share in shares},
    )


def visible_sales(viewer: Actor) -> QuerySet[Sale]:
    """The sales `viewer` may see: by store, or only those with an own share. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_SALES)
    sales = Sale.objects.all()
    if reach.store_ids is not None:
        sales = sales.filter(store_id__in=reach.store_ids)
    if reach.own and viewer.staff_id is not None:
        sold = StaffShare.objects.filter(staff_id=viewer.staff_id).values("line__sale_id")
        sales = sales.filter(pk__in=sold)
    return sales


def get_sale(viewer: Actor, *, sale_id: UUID) -> SoldTicket:
    """One ticket in the viewer's reach. Queries: 5. Raises: NotFound, for foreign ones too."""
    if not visible_sales(viewer).filter(pk=sale_id).exists():
        raise NotFound(key=str(sale_id))
    return sold_ticket(sale_id)
