"""What the tags of pieces say, for whoever may print them."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.inventory.errors import PieceUnknown
from facet.inventory.models import Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.datamatrix import data_matrix
from facet.inventory.rules.tag_labels import path_of, tag_grams
from facet.inventory.selectors.cards import PieceCard, cards_of
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class TagLabel:
    """One label: the code as a path in `modules` units, the piece, weights in grams as tags say them."""

    card: PieceCard
    path: str
    modules: int
    net: str
    gross: str
    seller: str  # the company that answers for the piece
    seller_address: str


def tag_labels(viewer: Actor, tags: Sequence[str]) -> list[TagLabel]:
    """The labels of `tags`, in their order, all of them within reach.

    Raises: NotPermitted, PieceUnknown for a foreign one too. Queries: 4, and 1 for each store.
    """
    require(viewer, InventoryPermission.PRINT_TAGS)
    reach = viewer.scope(InventoryPermission.PRINT_TAGS)
    pieces = Piece.objects.filter(tag__in=tags)
    cards = {each.tag: each for each in cards_of(viewer, pieces) if reach.covers(each.store_id)}
    for tag in tags:
        if tag not in cards:
            raise PieceUnknown(tag=tag, key=tag)
    ids = {each.store_id for each in cards.values()}
    stores = {each: organisation_selectors.store_by_id(each) for each in ids}
    return [_label(cards[tag], stores[cards[tag].store_id]) for tag in tags]


def tags_picked(viewer: Actor, ids: Sequence[int]) -> list[str]:
    """The tags of the picked rows within reach, by id. Queries: 1."""
    reach = viewer.scope(InventoryPermission.PRINT_TAGS)
    pieces = Piece.objects.filter(pk__in=ids).order_by("pk")
    if reach.store_ids is not None:
        pieces = pieces.filter(store_id__in=reach.store_ids)
    return list(pieces.values_list("tag", flat=True))


def _label(card: PieceCard, store: organisation_selectors.StoreRow) -> TagLabel:
    matrix = data_matrix(card.tag)
    return TagLabel(
        card=card, path=path_of(matrix), modules=len(matrix),
        net=tag_grams(card.net_weight_mg) if card.metal and card.net_weight_mg else "",
        gross=tag_grams(card.gross_weight_mg), seller=store.entity_name, seller_address=store.address,
    )  # fmt: skip
