"""What the clerk tells the customer when the sale is done."""

from dataclasses import dataclass

from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.sales.selectors.sale import SoldTicket


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSale:
    """The member after the sale, if there was one."""

    member: MemberForSale | None
    went_up: bool


def after_sale(viewer: Actor, sold: SoldTicket) -> AfterSale:
    """The member's new balance and whether the grade rose. Queries: 0 or 1."""
    member = members_selectors.member_for_sale(sold.sale.member_id) if sold.sale.member_id else None
    return AfterSale(member=member, went_up=bool(member and sold.sale.grade_before != sold.sale.grade_after))
