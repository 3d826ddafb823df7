"""What can be asked about members."""

from facet.members.selectors.duplicates import Likeness, possible_duplicates
from facet.members.selectors.family import Relative, family_of
from facet.members.selectors.file import LimitedCard, MemberFile, member_file, preference_ids
from facet.members.selectors.lists import birthdays, born_on, grade_codes, members_queryset
from facet.members.selectors.sale import MemberForSale, member_for_sale
from facet.members.selectors.search import MOST_FOUND, FoundMember, find_members
from facet.members.selectors.timeline import Timeline, TimelineLine, timeline

__all__ = [
    "MOST_FOUND",
    "FoundMember",
    "Likeness",
    "LimitedCard",
    "MemberFile",
    "MemberForSale",
    "Relative",
    "Timeline",
    "TimelineLine",
    "birthdays",
    "born_on",
    "family_of",
    "find_members",
    "grade_codes",
    "member_file",
    "member_for_sale",
    "members_queryset",
    "possible_duplicates",
    "preference_ids",
    "timeline",
]
