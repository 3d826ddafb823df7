"""What a sale needs to know of its member."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, FilteredRelation, Q

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts, names
from facet.members.rules.words import CardState
from facet.members.selectors.called import called, called_masked
from facet.members.selectors.reach import reaches
from facet.members.selectors.wording import allergy_words


@dataclass(frozen=True, slots=True)
class MemberForSale:
    """One member as tills, points and receipts see her. For services; screens ask `member_card`."""

    id: int
    number: str
    name: str  # in full: never into logs, audit facts or events
    surname: str
    gender: str  # f, m or ""
    masked_phone: str
    is_active: bool
    grade_code: str
    points_available: int
    points_owed: int
    points_lifetime: int
    card_number: str
    card_type: str  # code; "" without a card in use
    clerk_id: int | None
    home_store_id: int
    birth_date: date | None
    is_lunar_birthday: bool
    allergies: tuple[str, ...]  # in the reader's words
    is_limited: bool = False  # beyond the viewer's reach: what the limited card does not tell is taken out

    @property
    def display_name(self) -> str:
        """The name a screen may show to the member's own clerk."""
        return self.name

    def is_within(self, viewer: Actor) -> bool:
        """Whether `viewer` may see her in full; else no more than the limited card (D8)."""
        return reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=self.clerk_id, home_store_id=self.home_store_id)

    def name_for(self, viewer: Actor) -> str:
        """The name as `viewer` may see it: masked beyond her reach."""
        return self.name if self.is_within(viewer) else self.masked_name

    def shown_to(self, viewer: Actor) -> "MemberForSale":
        """For a screen: herself, or no more of her than the limited card (D8)."""
        if self.is_within(viewer):
            return self
        return replace(
            self, name=self.masked_name, points_owed=0, points_lifetime=0, card_number="", birth_date=None,
            is_limited=True,
        )  # fmt: skip

    @property
    def masked_name(self) -> str:
        return called_masked(self.name if self.surname else "")


def member_for_sale(member_id: int) -> MemberForSale:
    """What a sale needs of the member, whichever clerk serves; archived ones say so in `is_active`.

    Raises: MemberUnknown. Queries: 1.
    """
    row = (
        Member.objects.select_related("standing")
        .annotate(card_in_use=FilteredRelation("cards", condition=Q(cards__state=CardState.ACTIVE)))
        .annotate(card_number=F("card_in_use__number"), card_type_code=F("card_in_use__card_type__code"))
        .filter(pk=member_id)
        .first()
    )
    if row is None:
        raise MemberUnknown(key=member_id)
    return MemberForSale(
        id=row.pk,
        number=row.number,
        name=called(row.name),
        surname=names.surname_of(row.name or ""),
        gender=row.gender,
        masked_phone=contacts.masked_phone(row.phone or ""),
        is_active=row.is_active,
        grade_code=row.standing.grade_code,
        points_available=row.standing.points_available,
        points_owed=row.standing.points_owed,
        points_lifetime=row.standing.points_lifetime,
        card_number=row.card_number or "",
        card_type=row.card_type_code or "",
        clerk_id=row.clerk_id,
        home_store_id=row.home_store_id,
        birth_date=date.fromisoformat(row.birth_date) if row.birth_date else None,
        is_lunar_birthday=row.is_lunar_birthday,
        allergies=allergy_words((row.allergies or "").split(",")),
    )
