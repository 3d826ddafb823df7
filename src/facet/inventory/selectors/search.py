"""What a clerk types at the till: the beginning of a tag, or a name in characters, pinyin or English."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Collate

from facet.inventory.models import Piece, PieceName
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.pictures import stand_in
from facet.inventory.rules.states import PieceState
from facet.inventory.rules.tags import normal_tag
from facet.kernel.permissions import Actor, require

MOST = 8
NAMES = 60  # a word that fits more names than these is too common to search by


@dataclass(frozen=True, slots=True)
class PieceHit:
    """One row of the till's suggestions. Units: mg, cents."""

    tag: str
    legal_name: str
    legal_name_en: str
    net_weight_mg: int
    gross_weight_mg: int
    circumference_tenths: int | None
    price_basis: str
    tag_price_cents: int | None
    place_name: str
    place_code: str
    photo: str
    picture: str


def search_pieces(viewer: Actor, text: str, *, store_id: int) -> list[PieceHit]:
    """At most 8 pieces in stock in the store that `text` may mean: by tag first, else by name.

    Raises: NotPermitted. Queries: 1 by tag, 3 by name. Indexed: a scan of 100,000 pieces is never needed.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    wanted = normal_tag(text)
    if len(wanted) < 2:
        return []
    here = Piece.objects.filter(state=PieceState.IN_STOCK.value, store=store_id).select_related("place")
    found = list(here.filter(tag_begins(wanted)).order_by(_by_tag())[:MOST]) if wanted.isascii() else []
    if not found and (names := _names(text.strip())):
        found = list(here.filter(legal_name__in=names).order_by("legal_name", "pk")[:MOST])
    return [_hit(row) for row in found]


def newest_pieces(viewer: Actor, *, store_id: int, most: int = 4) -> list[PieceHit]:
    """The pieces that came into the store last and are still there. Raises: NotPermitted. Queries: 1."""
    require(viewer, InventoryPermission.VIEW_PIECES)
    here = Piece.objects.filter(state=PieceState.IN_STOCK.value, store=store_id).select_related("place")
    return [_hit(row) for row in here.order_by("-received_at", "-pk")[:most]]


def tag_begins(beginning: str) -> Q:
    """Tags that begin with `beginning`, in the form that each database answers from its index.

    PostgreSQL has a pattern index; SQLite's LIKE ignores case and therefore the index, its ranges do not.
    """
    if connection.vendor == "sqlite":
        return Q(tag__gte=beginning, tag__lt=beginning + "\uffff")
    return Q(tag__startswith=beginning)


def _by_tag() -> Any:
    """The order of tags. On PostgreSQL one that the unique index does not have: its planner would
    otherwise walk that index from the start until eight tags of this store have come by."""
    return "tag" if connection.vendor == "sqlite" else Collate("tag", "C")


def _names(text: str) -> list[str]:
    """The legal names that `text` may mean, in characters, pinyin, initials or English."""
    sounds = "".join(text.lower().split())
    fits = Q(name__contains=text) | Q(sounds__contains=sounds) | Q(name_en__icontains=text)
    return list(PieceName.objects.filter(fits).order_by("pk").values_list("name", flat=True)[:NAMES])


def _hit(row: Piece) -> PieceHit:
    return PieceHit(
        tag=row.tag,
        legal_name=row.legal_name,
        legal_name_en=row.legal_name_en,
        net_weight_mg=row.net_weight_mg,
        gross_weight_mg=row.gross_weight_mg,
        circumference_tenths=row.circumference_tenths,
        price_basis=row.price_basis,
        tag_price_cents=row.tag_price_cents,
        place_name=row.place.name,
        place_code=row.place.code,
        photo=row.photo,
        picture=stand_in(row.form, metal=row.metal, fineness_e4=row.fineness_e4),
    )
