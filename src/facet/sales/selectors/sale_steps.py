"""What a ticket set in motion by itself, step by step, as it stands now (R343)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from facet.kernel.permissions import Actor
from facet.promotions.selectors.tickets import promotions_of
from facet.sales.models import CommissionEntry, DayClose, Warranty
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import REVENUE
from facet.sales.selectors.sale import SoldTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleSteps:
    """The automatic steps of one ticket. Units: fen, pieces; negative where goods came back.

    `commission_cents` is the viewer's own share without the right to see her colleagues'; `warranties` leads
    from a piece's tag to the token of its public page.
    """

    priced: int
    promotions: int
    promotion_cents: int
    moved: int
    earners: int
    commission_cents: int
    sees_all_commission: bool
    warranties: Mapping[str, str]
    warranted: int
    is_day_closed: bool


def sale_steps(viewer: Actor, sold: SoldTicket) -> SaleSteps:
    """The steps of a ticket that the viewer has been let in to. Queries: 6 at most."""
    sale = sold.sale
    promotions = promotions_of(f"sales.sale:{sale.pk}")
    warranties = Warranty.objects.filter(line__sale=sale).order_by("line__line_no").values_list("line__code", "token")
    sees_all = viewer.may(SalesPermission.VIEW_COMMISSION, store_id=sale.store_id)
    entries = CommissionEntry.objects.filter(line__sale=sale)
    if not sees_all:
        entries = entries.filter(staff=viewer.staff_id)
    earned = entries.aggregate(people=Count("staff", distinct=True), cents=Sum("amount_cents"))
    return SaleSteps(
        priced=sum(1 for line in sold.lines if line.kind in REVENUE),
        promotions=len(promotions),
        promotion_cents=sum(each.cents for each in promotions),
        moved=sum(abs(line.quantity) for line in sold.lines if line.piece_id or line.lot_id),
        earners=earned["people"],
        commission_cents=earned["cents"] or 0,
        sees_all_commission=sees_all,
        warranties=dict(warranties),
        warranted=sum(1 for line in sold.lines if line.piece_id and line.quantity > 0),
        is_day_closed=DayClose.objects.filter(store=sale.store_id, business_date=sale.business_date).exists(),
    )
