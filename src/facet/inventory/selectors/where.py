"""Scan anything: what it is, where it is, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from facet.inventory.models import BulkBalance, BulkLot, Piece, PieceMovement
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import MOVEMENT_WORDS, PLACE_WORDS, MovementKind, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.cards import PieceCard, cards_of, ids_under
from facet.inventory.selectors.documents import Paper, papers_of
from facet.inventory.selectors.reach import sees_private
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece and its last movement. `document` and `actor_name` are "" outside the viewer's reach."""

    card: PieceCard
    movement: str
    movement_word: str  # English, translated where it is shown
    at: datetime
    time_zone: str
    document: str
    actor_name: str


@dataclass(frozen=True, slots=True)
class LotSighting:
    """A bulk lot and what each place of the chain has of it: (store, place, pieces, mg)."""

    sku: str
    name: str
    name_en: str
    places: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, slots=True)
class WhereIs:
    """The answer to one scan; both empty when the house does not know the code."""

    code: str
    pieces: tuple[Sighting, ...] = ()
    lots: tuple[LotSighting, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.pieces or self.lots)


def where_is(viewer: Actor, code: str) -> WhereIs:
    """What carries `code`: a tag, a tag of former times, a chip, a certificate, or a lot's number.

    Raises: NotPermitted. Queries: 4 for pieces and 1 for each kind of document, 3 for a lot.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    if not code.strip():
        return WhereIs(code)
    cards = cards_of(viewer, Piece.objects.filter(pk__in=ids_under(code)))
    if not cards:
        return WhereIs(code, lots=_lots(code))
    last = _last_movements(cards)
    papers = papers_of(viewer, [row.document for row in last.values()])
    return WhereIs(
        code, tuple(_sighting(viewer, card, last[card.id], papers[last[card.id].document]) for card in cards)
    )


def _last_movements(cards: list[PieceCard]) -> dict[int, PieceMovement]:
    """The newest movement of each piece; the later of two rows wins."""
    rows = PieceMovement.objects.filter(piece__in=[card.id for card in cards]).select_related("store")
    return {row.piece_id: row for row in rows.order_by("piece", "sequence")}


def _sighting(viewer: Actor, card: PieceCard, row: PieceMovement, paper: Paper) -> Sighting:
    private = sees_private(viewer, store_id=card.store_id)
    return Sighting(
        card=card,
        movement=row.kind,
        movement_word=MOVEMENT_WORDS[MovementKind(row.kind)],
        at=row.at,
        time_zone=row.store.time_zone,
        document=paper.label if private else "",
        actor_name=row.actor_name if private else "",
    )


def _lots(code: str) -> tuple[LotSighting, ...]:
    lot = BulkLot.objects.filter(sku=normal_tag(code)).first()
    if lot is None:
        return ()
    rows = BulkBalance.objects.filter(~Q(quantity=0, weight_mg=0), lot=lot, is_virtual=False)
    places = [
        (store, place or PLACE_WORDS[PlaceKind(kind)], quantity, weight_mg)
        for store, place, kind, quantity, weight_mg in rows.order_by("store__code", "place__code").values_list(
            "store__name", "place__name", "place__kind", "quantity", "weight_mg"
        )
    ]
    return (LotSighting(lot.sku, lot.name, lot.name_en, tuple(places)),)
