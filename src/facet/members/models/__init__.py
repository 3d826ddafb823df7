"""The tables of members."""

from facet.members.models.card import Card, CardType
from facet.members.models.consent import Consent
from facet.members.models.event import MemberEvent
from facet.members.models.family import Relation
from facet.members.models.member import Member
from facet.members.models.standing import Standing
from facet.members.models.token import MemberToken

__all__ = ["Card", "CardType", "Consent", "Member", "MemberEvent", "MemberToken", "Relation", "Standing"]
