"""Cards: a member's, the chain's, and what the one in use brings."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.members.errors import CardNotUsable, MemberUnknown
from facet.members.models import Card, CardEvent, CardType, Member, PriceLevel
from facet.members.permissions import MembersPermission
from facet.members.rules.cards import STEPS, Benefits, CardAct
from facet.members.rules.numbers import shown_card
from facet.members.rules.words import CARD_STATES, CardState
from facet.members.selectors.reach import within

UNUSABLE = (CardState.LOST, CardState.FROZEN, CardState.EXPIRED)


@dataclass(frozen=True, slots=True)
class CardHistoryLine:
    """What was done with a card. `what` is rules.cards.CardAct."""

    at: datetime
    what: str
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card of a member, with its history, the latest first. `acts` can be done with it now."""

    id: int
    number: str
    type_code: str
    type_name: str
    type_name_en: str
    colour: str
    state: str
    issued_on: date
    store: str
    expires_on: date | None
    replaced_by: str
    acts: tuple[str, ...]
    history: tuple[CardHistoryLine, ...]


@dataclass(frozen=True, slots=True)
class CardTypeRow:
    """One kind of card with what it brings. `categories` are names, empty: everywhere."""

    id: int
    code: str
    name: str
    name_en: str
    valid_months: int | None
    colour: str
    price_level: int
    labour_discount_bp: int
    category_ids: tuple[int, ...]
    categories: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True, slots=True)
class PriceLevelRow:
    """One price level: basis points off fixed prices and sets, cents off a gram; which card types have it."""

    level: int
    name: str
    name_en: str
    fixed_bp: int
    gram_cents: int
    card_types: tuple[str, ...]


def card_benefits(member_id: int) -> Benefits:
    """What the member's card in use brings at the till; nothing without one. Queries: 1 to 3."""
    card = Card.objects.select_related("card_type").filter(member_id=member_id, state=CardState.ACTIVE).first()
    if card is None:
        return Benefits()
    kind = card.card_type
    level = PriceLevel.objects.filter(level=kind.price_level).first() if kind.price_level else None
    brings = Benefits(
        card_type=kind.code, price_level=kind.price_level, labour_discount_bp=kind.labour_discount_bp,
        fixed_bp=level.fixed_bp if level else 0, gram_cents=level.gram_cents if level else 0,
    )  # fmt: skip
    if not brings.lowers_prices:
        return brings
    return replace(brings, categories=tuple(kind.categories.order_by("code").values_list("code", flat=True)))


def cards_of(viewer: Actor, member_id: int) -> list[CardRow]:
    """A member's cards, the one in use first. Raises: MemberUnknown beyond one's reach. Queries: 3."""
    require(viewer, MembersPermission.VIEW_MEMBERS)
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    rows = Card.objects.filter(member_id=member_id).select_related("card_type", "issued_store", "replaced_by")
    cards = sorted(rows, key=lambda card: (card.state != CardState.ACTIVE, -card.issued_on.toordinal(), -card.pk))
    history: dict[int, list[CardHistoryLine]] = {card.pk: [] for card in cards}
    for event in CardEvent.objects.filter(card__in=cards).order_by("-pk"):
        history[event.card_id].append(CardHistoryLine(event.at, event.what, event.by_name, event.reason))
    return [_card_row(card, tuple(history[card.pk])) for card in cards]


def _card_row(card: Card, history: tuple[CardHistoryLine, ...]) -> CardRow:
    by_hand = (CardAct.LOST, CardAct.FROZEN, CardAct.UNFROZEN, CardAct.RENEWED)
    possible = [act for act in by_hand if CardState(card.state) in STEPS[act][0]]
    if card.card_type.valid_months is None:
        possible = [act for act in possible if act != CardAct.RENEWED]
    return CardRow(
        id=card.pk, number=shown_card(card.number), type_code=card.card_type.code, type_name=card.card_type.name,
        type_name_en=card.card_type.name_en, colour=card.card_type.colour, state=card.state, issued_on=card.issued_on,
        store=named(card.issued_store), expires_on=card.expires_on,
        replaced_by=shown_card(card.replaced_by.number) if card.replaced_by else "",
        acts=tuple(act.value for act in possible), history=history,
    )  # fmt: skip


def cards_queryset(viewer: Actor) -> QuerySet[Card]:
    """The cards of members within reach, with what a list shows of them."""
    members = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS))
    return Card.objects.filter(member__in=members).select_related("member", "card_type", "issued_store")


def card_types(*, active_only: bool = False) -> list[CardTypeRow]:
    """The kinds of cards in their order; of the whole chain, nothing in them is secret. Queries: 2."""
    rows = CardType.objects.prefetch_related("categories").order_by("order", "pk")
    return [_type_row(row) for row in (rows.filter(is_active=True) if active_only else rows)]


def price_levels() -> list[PriceLevelRow]:
    """The price levels by number, with the names of the card types that have them. Queries: 2."""
    types: dict[int, list[str]] = {}
    for kind in CardType.objects.filter(is_active=True, price_level__gt=0).order_by("order", "pk"):
        types.setdefault(kind.price_level, []).append(named(kind))
    return [
        PriceLevelRow(row.level, row.name, row.name_en, row.fixed_bp, row.gram_cents, tuple(types.get(row.level, ())))
        for row in PriceLevel.objects.order_by("level")
    ]


def _type_row(row: CardType) -> CardTypeRow:
    categories = sorted(row.categories.all(), key=lambda each: each.code)
    return CardTypeRow(
        id=row.pk, code=row.code, name=row.name, name_en=row.name_en, valid_months=row.valid_months,
        colour=row.colour, price_level=row.price_level, labour_discount_bp=row.labour_discount_bp,
        category_ids=tuple(each.pk for each in categories), categories=tuple(each.name for each in categories),
        is_active=row.is_active,
    )  # fmt: skip


def cards_that_ended(on: date, *, after: int = 0, size: int = 200) -> list[int]:
    """Cards in use whose last day is before `on`, by id. For the job. Queries: 1."""
    rows = Card.objects.filter(state=CardState.ACTIVE, expires_on__lt=on, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


def refuse_unusable_card(text: str) -> None:
    """Say so when `text` is the number of a card that is lost, frozen or expired. Raises: CardNotUsable. Queries: 1.

    A replaced card leads to its member like any other number: the till may take it.
    """
    number = text.replace(" ", "").upper()
    card = Card.objects.filter(number=number, state__in=UNUSABLE).first()
    if card is not None:
        raise CardNotUsable(number=shown_card(card.number), state=CARD_STATES[CardState(card.state)])
