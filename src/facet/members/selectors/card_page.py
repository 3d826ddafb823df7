"""What a member sees of herself on her own phone."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel import registry
from facet.kernel.permissions import Actor
from facet.members.errors import CardPageGone
from facet.members.models import Card, CardPage, JoinRequest, Member
from facet.members.rules import joining as rules
from facet.members.rules import names
from facet.members.rules.numbers import shown_card
from facet.members.rules.words import CardState, ConsentChannel, State
from facet.members.selectors.file import consents_of
from facet.members.selectors.reach import within

SLOT = "card.page"


@dataclass(frozen=True, slots=True)
class CardPagePart:
    """Slot "card.page": callable(member_id, at) → one part of the page, or None. Texts are already translated.

    `rows` are (what, value, small print). Nothing that only staff may know.
    """

    title: str
    icon: str
    rows: tuple[tuple[str, str, str], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class OwnCard:
    """The head of the card page: as little of the person as she needs to see that it is hers."""

    member_id: int
    name: str  # masked
    gender: str
    grade_code: str
    points_available: int
    card_number: str
    card_type: str
    card_type_en: str
    colour: str
    expires_on: date | None
    consents: tuple[ConsentChannel, ...]  # those that are given now
    parts: tuple[CardPagePart, ...]


def member_of_page(secret: str, *, at: datetime) -> int | None:
    """Whose card page `secret` opens now; None when nobody's. Queries: 1."""
    return (
        CardPage.objects.filter(
            digest=rules.digest_of(secret), revoked_at=None, expires_at__gt=at, member__state=State.ACTIVE
        )
        .values_list("member_id", flat=True)
        .first()
    )


def own_card(secret: str, *, at: datetime) -> OwnCard:
    """Everything the card page shows. Raises: CardPageGone. Queries: 4 and those of the slot."""
    member_id = member_of_page(secret, at=at)
    if member_id is None:
        raise CardPageGone
    row = Member.objects.select_related("standing").get(pk=member_id)
    card = Card.objects.select_related("card_type").filter(member=row, state=CardState.ACTIVE).first()
    parts = (offer(member_id, at) for offer in registry.offers(SLOT))
    return OwnCard(
        member_id=row.pk, name=names.masked_name(row.name or ""), gender=row.gender,
        grade_code=row.standing.grade_code, points_available=row.standing.points_available,
        card_number=shown_card(card.number) if card else "", card_type=card.card_type.name if card else "",
        card_type_en=card.card_type.name_en if card else "", colour=card.card_type.colour if card else "gold",
        expires_on=card.expires_on if card else None,
        consents=tuple(channel for channel, granted in consents_of(member_id).items() if granted),
        parts=tuple(part for part in parts if part),
    )  # fmt: skip


def card_page_until(viewer: Actor, member_id: int) -> datetime | None:
    """Until when the member's link is good, None without one; within the viewer's reach. Queries: 1."""
    mine = Member.objects.filter(within(viewer, "members.view_members"), pk=member_id)
    rows = CardPage.objects.filter(member__in=mine, revoked_at=None)
    return rows.values_list("expires_at", flat=True).first()


def latest_codes(*, at: datetime, most: int = 10) -> list[tuple[str, str, datetime]]:
    """(masked phone, code, until) of waiting requests: the simulated messenger of the demonstration. Queries: 1."""
    from facet.members.rules.contacts import masked_phone  # noqa: PLC0415 -- the demonstration only

    rows = JoinRequest.objects.filter(done_at=None, expires_at__gt=at).order_by("-pk")[:most]
    return [(masked_phone(row.phone or ""), row.code or "", row.expires_at) for row in rows]
