"""What can be asked about members."""

from facet.members.selectors.duplicates import possible_duplicates
from facet.members.selectors.sale import MemberForSale, member_for_sale
from facet.members.selectors.search import FoundMember, find_members

__all__ = ["FoundMember", "MemberForSale", "find_members", "member_for_sale", "possible_duplicates"]
