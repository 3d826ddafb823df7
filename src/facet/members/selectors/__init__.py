"""What can be asked about members."""

from facet.members.selectors.sale import MemberForSale, member_for_sale

__all__ = ["MemberForSale", "member_for_sale"]
