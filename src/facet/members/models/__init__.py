"""The tables of members."""

from facet.members.models.card import Card, CardEvent, CardType, PriceLevel
from facet.members.models.consent import Consent, ConsentText
from facet.members.models.contact import Contact, ContactEdit
from facet.members.models.credit import CreditAccount, CreditEntry
from facet.members.models.event import MemberEvent
from facet.members.models.family import Relation
from facet.members.models.field import FieldValue, MemberField
from facet.members.models.group import GroupMember, MemberGroup
from facet.members.models.handover import Claim
from facet.members.models.household import Household, HouseholdMember
from facet.members.models.joining import CardPage, JoinRequest
from facet.members.models.member import Member
from facet.members.models.merge import MemberMerge
from facet.members.models.need import Need, Silence, Wish
from facet.members.models.occasion import Occasion
from facet.members.models.privacy import Erasure, OpeningRun
from facet.members.models.size import Size
from facet.members.models.standing import Standing
from facet.members.models.tag import Tag, Tagging
from facet.members.models.token import MemberToken

__all__ = [
    "Card",
    "CardEvent",
    "CardPage",
    "CardType",
    "Claim",
    "Consent",
    "ConsentText",
    "Contact",
    "ContactEdit",
    "CreditAccount",
    "CreditEntry",
    "Erasure",
    "FieldValue",
    "GroupMember",
    "Household",
    "HouseholdMember",
    "JoinRequest",
    "Member",
    "MemberEvent",
    "MemberField",
    "MemberGroup",
    "MemberMerge",
    "MemberToken",
    "Need",
    "Occasion",
    "OpeningRun",
    "PriceLevel",
    "Relation",
    "Silence",
    "Size",
    "Standing",
    "Tag",
    "Tagging",
    "Wish",
]
