"""Everything about one piece, for its page."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.catalog.rules.pricing import Priced
from facet.inventory.models import (
    Certificate,
    CostPart,
    Piece,
    PieceMetal,
    PieceMovement,
    PiecePhoto,
    Place,
    TagPriceChange,
)
from facet.inventory.rules.papers import check_url
from facet.inventory.rules.states import (
    MOVEMENT_WORDS,
    PLACE_WORDS,
    STATE_WORDS,
    VIRTUAL,
    MovementKind,
    PieceState,
    PlaceKind,
    movements_from,
)
from facet.inventory.rules.words import CERTIFICATE_WORDS, COST_WORDS, OWNERSHIP_WORDS, CertificateKind, Ownership
from facet.inventory.selectors.cards import PieceCard, piece_card
from facet.inventory.selectors.documents import papers_of
from facet.inventory.selectors.prices import todays_prices
from facet.inventory.selectors.reach import sees_cost, sees_private
from facet.inventory.selectors.sets import set_of_piece
from facet.inventory.selectors.works import Lineage, lineage_of
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class MetalLine:
    """One of several metals. Units: ten-thousandths, mg."""

    metal: str
    fineness_e4: int
    colour: str
    weight_mg: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate, and where everybody may check it ("" where we know no page)."""

    lab: str
    number: str
    kind_word: str
    issued_on: date | None
    inscription: str
    check_url: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement as people read it; words are English, translated where they are shown."""

    word: str
    kind: str
    state_word: str
    store_name: str
    from_place: str
    to_place: str
    document: str
    document_url: str
    actor_name: str
    at: datetime
    reason: str
    store_name_en: str = ""


@dataclass(frozen=True, slots=True)
class TagPrice:
    """What the tag said from `at` on. Units: cents."""

    at: datetime
    basis: str
    price_cents: int | None
    labour_kind: str
    labour_value: int
    actor_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PiecePage:
    """The page of one piece. Private parts are empty and `private` False outside the viewer's reach."""

    card: PieceCard
    price: Priced | None
    epc: str
    ownership_word: str
    engraving: str
    metals: tuple[MetalLine, ...]
    papers: tuple[Paper, ...]
    photos: tuple[str, ...]
    private: bool
    supplier_name: str
    batch: str
    note: str
    movements: tuple[Moved, ...]  # newest first
    tag_prices: tuple[TagPrice, ...]  # oldest first: the first is what it came with
    costs: tuple[tuple[str, int], ...] | None  # None: no right to see them
    possible: tuple[MovementKind, ...]
    kin: Lineage  # empty outside the viewer's reach
    set: tuple[str, str, str] | None  # tag, name, English name of its living set


def piece_page(viewer: Actor, tag: str, *, at: datetime) -> PiecePage:
    """The piece under `tag` with all that `viewer` may see.

    Raises: NotPermitted, PieceUnknown. Queries: 12, 1 for each kind of document, 1 for a piece of a set.
    """
    card = piece_card(viewer, tag)
    row = Piece.objects.select_related("supplier").get(pk=card.id)
    private = sees_private(viewer, store_id=card.store_id)
    costly = sees_cost(viewer, store_id=card.store_id)
    return PiecePage(
        card=card,
        price=todays_prices([card], at=at).get(card.tag),
        epc=row.epc or "",
        ownership_word=OWNERSHIP_WORDS[Ownership(row.ownership)],
        engraving=row.engraving if private else "",
        metals=_metals(card.id),
        papers=_papers(card.id),
        photos=tuple(PiecePhoto.objects.filter(piece=card.id).order_by("pk").values_list("sha256", flat=True)),
        private=private,
        supplier_name=row.supplier.name if private and row.supplier else "",
        batch=row.batch if private else "",
        note=row.note if private else "",
        movements=_movements(viewer, card.id) if private else (),
        tag_prices=price_history(card) if private else (),
        costs=_costs(card.id) if costly else None,
        possible=movements_from(card.state),
        kin=lineage_of(card.id) if private else Lineage((), ()),
        set=set_of_piece(card.id) if row.in_set_id else None,
    )


def price_history(card: PieceCard) -> tuple[TagPrice, ...]:
    """What the tag of a piece has said since it came in, oldest first. Queries: 1. Source: R107."""
    changes = list(TagPriceChange.objects.filter(piece=card.id).order_by("at", "pk"))
    if not changes:
        now = TagPrice(
            card.received_at, card.price_basis, card.tag_price_cents, card.labour_kind, card.labour_value, "", ""
        )
        return (now,)
    first = changes[0]
    came_with = TagPrice(
        card.received_at, first.before_basis, first.before_price_cents, first.before_labour_kind,
        first.before_labour_value, "", "",
    )  # fmt: skip
    return (
        came_with,
        *(
            TagPrice(
                each.at,
                each.after_basis,
                each.after_price_cents,
                each.after_labour_kind,
                each.after_labour_value,
                each.actor_name,
                each.reason,
            )  # fmt: skip
            for each in changes
        ),
    )


def _metals(piece_id: int) -> tuple[MetalLine, ...]:
    rows = PieceMetal.objects.filter(piece=piece_id).order_by("line_no")
    return tuple(MetalLine(*row) for row in rows.values_list("metal", "fineness_e4", "colour", "weight_mg"))


def _papers(piece_id: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(
            row.lab,
            row.number,
            CERTIFICATE_WORDS[CertificateKind(row.kind)],
            row.issued_on,
            row.inscription,
            check_url(row.lab, row.number),
        )  # fmt: skip
        for row in Certificate.objects.filter(piece=piece_id).order_by("pk")
    )


def _movements(viewer: Actor, piece_id: int) -> tuple[Moved, ...]:
    found = PieceMovement.objects.filter(piece=piece_id).select_related("store", "from_place", "to_place")
    rows = list(found.order_by("-sequence"))
    papers = papers_of(viewer, [row.document for row in rows])
    return tuple(
        Moved(
            word=MOVEMENT_WORDS[MovementKind(row.kind)],
            kind=row.kind,
            state_word=STATE_WORDS[PieceState(row.to_state)],
            store_name=row.store.name,
            store_name_en=row.store.name_en,
            from_place=place_words(row.from_place),
            to_place=place_words(row.to_place),
            document=papers[row.document].label,
            document_url=papers[row.document].url,
            actor_name=row.actor_name,
            at=row.at,
            reason=row.reason,
        )
        for row in rows
    )


def place_words(place: Place | None) -> str:
    """What people call a place; a virtual one has no name but its kind's English word."""
    if place is None:
        return ""
    return PLACE_WORDS[PlaceKind(place.kind)] if place.kind in VIRTUAL else str(place)


def _costs(piece_id: int) -> tuple[tuple[str, int], ...]:
    rows = dict(CostPart.objects.filter(piece=piece_id).values_list("kind", "cents"))
    return tuple((word, rows[kind.value]) for kind, word in COST_WORDS.items() if kind.value in rows)
