"""What can be asked about members."""

from facet.members.selectors.called import called, called_masked
from facet.members.selectors.card_page import (
    CardPagePart,
    OwnCard,
    card_page_until,
    latest_codes,
    member_of_page,
    own_card,
)
from facet.members.selectors.cards import (
    CardRow,
    CardTypeRow,
    card_benefits,
    card_types,
    cards_of,
    cards_queryset,
    price_levels,
    refuse_unusable_card,
)
from facet.members.selectors.changing_code import changing_code_of
from facet.members.selectors.consent import (
    AnswerRow,
    ConsentTextRow,
    consent_answers,
    consent_texts,
    consents_queryset,
    may_contact,
    may_profile,
)
from facet.members.selectors.contact import (
    ContactEntry,
    Correction,
    contact_entry,
    contacts_of,
    contacts_queryset,
    follow_up_due,
)
from facet.members.selectors.contact_analysis import ContactAnalysis, contact_analysis
from facet.members.selectors.credit import CreditStatement, credit_queryset, credit_statement
from facet.members.selectors.duplicates import Likeness, possible_duplicates
from facet.members.selectors.family import Relative, family_of
from facet.members.selectors.field import FieldValueRow, all_fields, field_values, having, kept_fields, saying
from facet.members.selectors.file import LimitedCard, MemberFile, member_file, preference_ids
from facet.members.selectors.grade_report import GradeLine, grade_report
from facet.members.selectors.group import (
    GroupRow,
    group_codes,
    group_names,
    groups_of,
    groups_of_many,
    list_groups,
    members_of_group,
)
from facet.members.selectors.handover import CareRow, care_rows, members_to_hand_over, public_members
from facet.members.selectors.head import credit_at_till, credit_limits, credit_open
from facet.members.selectors.household import (
    HouseholdPerson,
    HouseholdRow,
    household,
    household_of,
    households_queryset,
)
from facet.members.selectors.invitation import invitation_of, invite
from facet.members.selectors.liking import Liking, fond_of, liking_of, likings
from facet.members.selectors.lists import birthdays, born_on, grade_codes, members_queryset
from facet.members.selectors.margin import of_margin_class, with_margin
from facet.members.selectors.merging import files_of, merge_candidates, merges, surviving_id, survivor_of, two_sides
from facet.members.selectors.need import (
    NeedRow,
    WishRow,
    asks_for_something,
    needs_of,
    open_needs,
    open_wishes,
    wishes_asked,
    wishes_of,
)
from facet.members.selectors.occasion import OccasionRow, coming_occasions, leap_month, occasions_of
from facet.members.selectors.older_purchases import older_purchases
from facet.members.selectors.reach import is_known_to
from facet.members.selectors.sale import MemberForSale, member_for_sale
from facet.members.selectors.search import MOST_FOUND, FoundMember, find_members
from facet.members.selectors.silence import silences_to_end, silences_to_open, silent_days, silent_queryset
from facet.members.selectors.size import SizeRow, sizes_of
from facet.members.selectors.tag import TagRow, list_tags, tag_choices, tags_of
from facet.members.selectors.telling import may_tell, told_on_page_of
from facet.members.selectors.timeline import Timeline, TimelineLine, timeline

__all__ = [
    "MOST_FOUND",
    "AnswerRow",
    "CardPagePart",
    "CardRow",
    "CardTypeRow",
    "CareRow",
    "ConsentTextRow",
    "ContactAnalysis",
    "ContactEntry",
    "Correction",
    "CreditStatement",
    "FieldValueRow",
    "FoundMember",
    "GradeLine",
    "GroupRow",
    "HouseholdPerson",
    "HouseholdRow",
    "Likeness",
    "Liking",
    "LimitedCard",
    "MemberFile",
    "MemberForSale",
    "NeedRow",
    "OccasionRow",
    "OwnCard",
    "Relative",
    "SizeRow",
    "TagRow",
    "Timeline",
    "TimelineLine",
    "WishRow",
    "all_fields",
    "asks_for_something",
    "birthdays",
    "born_on",
    "card_benefits",
    "card_page_until",
    "card_types",
    "cards_of",
    "cards_queryset",
    "care_rows",
    "changing_code_of",
    "coming_occasions",
    "consent_answers",
    "consent_texts",
    "consents_queryset",
    "contact_analysis",
    "contact_entry",
    "contacts_of",
    "contacts_queryset",
    "credit_at_till",
    "credit_limits",
    "credit_open",
    "credit_queryset",
    "credit_statement",
    "family_of",
    "field_values",
    "files_of",
    "find_members",
    "follow_up_due",
    "fond_of",
    "grade_codes",
    "group_codes",
    "group_names",
    "groups_of",
    "groups_of_many",
    "having",
    "household",
    "household_of",
    "households_queryset",
    "invitation_of",
    "invite",
    "kept_fields",
    "latest_codes",
    "leap_month",
    "is_known_to",
    "liking_of",
    "likings",
    "list_groups",
    "list_tags",
    "may_contact",
    "may_profile",
    "may_tell",
    "member_file",
    "member_for_sale",
    "member_of_page",
    "members_of_group",
    "members_queryset",
    "members_to_hand_over",
    "merge_candidates",
    "merges",
    "needs_of",
    "occasions_of",
    "older_purchases",
    "open_needs",
    "open_wishes",
    "own_card",
    "possible_duplicates",
    "preference_ids",
    "price_levels",
    "public_members",
    "refuse_unusable_card",
    "silences_to_end",
    "silences_to_open",
    "silent_days",
    "silent_queryset",
    "sizes_of",
    "surviving_id",
    "survivor_of",
    "tag_choices",
    "tags_of",
    "timeline",
    "told_on_page_of",
    "two_sides",
    "wishes_asked",
    "wishes_of",
    "grade_report",
    "of_margin_class",
    "with_margin",
    "saying",
    "called",
    "called_masked",
]
