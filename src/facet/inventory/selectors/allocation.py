"""A proposal for sharing goods out: by category, what each store sold in ninety days and has now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from facet.inventory.errors import PieceUnknown
from facet.inventory.models import Piece, PieceMovement
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.allocation import COUNTED_DAYS, Pace, proposal
from facet.inventory.rules.states import MovementKind, PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.references import store_named
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPiece:
    """One piece with the store that is proposed for it, and why: what that store sold and has of its category."""

    tag: str
    name: str
    name_en: str
    category_code: str
    net_weight_mg: int
    store_code: str
    sold: int
    held: int


def propose_allocation(
    viewer: Actor, *, from_store: str, tags: Sequence[str], stores: Sequence[str], at: datetime
) -> list[SharedPiece]:
    """For each piece of `from_store` the store that needs it most. `stores` empty: every other open store.

    Raises: NotPermitted, NotFound, PieceUnknown. Queries: 5.
    """
    require(viewer, InventoryPermission.ALLOCATE)
    source = store_named(viewer, from_store, permission=InventoryPermission.ALLOCATE)
    wanted = {code.strip().upper() for code in stores}
    every = organisation_selectors.stores_of(viewer, InventoryPermission.VIEW_PIECES)
    takers = [row for row in every if row.id != source.id and (not wanted or row.code in wanted)]
    pieces = _pieces(tags)
    kinds: dict[int, list[str]] = defaultdict(list)
    for piece in sorted(pieces.values(), key=lambda each: (-each.net_weight_mg, each.tag)):
        kinds[piece.category_id].append(piece.tag)
    paces = _paces(list(kinds), [row.id for row in takers], at=at)
    by_code = {str(kind): {row.code: paces[kind, row.id] for row in takers} for kind in kinds}
    found = proposal({str(kind): each for kind, each in kinds.items()}, by_code) if takers else {}
    return [
        SharedPiece(
            tag=piece.tag, name=piece.legal_name, name_en=piece.legal_name_en, category_code=piece.category.code,
            net_weight_mg=piece.net_weight_mg, store_code=code,
            sold=by_code[str(piece.category_id)][code].sold, held=by_code[str(piece.category_id)][code].held,
        )
        for tag, code in found.items()
        for piece in (pieces[tag],)
    ]  # fmt: skip


def _pieces(tags: Sequence[str]) -> dict[str, Piece]:
    wanted = [normal_tag(tag) for tag in tags]
    found = {piece.tag: piece for piece in Piece.objects.filter(tag__in=wanted).select_related("category")}
    for tag in wanted:
        if tag not in found:
            raise PieceUnknown(tag=tag, key=tag)
    return found


def _paces(kinds: Sequence[int], stores: Sequence[int], *, at: datetime) -> dict[tuple[int, int], Pace]:
    """What each store sold of each category in ninety days, and has of it now. Queries: 2."""
    since = at - timedelta(days=COUNTED_DAYS)
    sales = PieceMovement.objects.filter(
        store__in=stores, at__gte=since, kind=MovementKind.SOLD.value, piece__category__in=kinds
    ).order_by()
    sold = {
        (kind, store): n
        for kind, store, n in sales.values_list("piece__category_id", "store_id").annotate(n=Count("pk"))
    }
    lying = Piece.objects.filter(store__in=stores, category__in=kinds, state=PieceState.IN_STOCK.value).order_by()
    held = {(kind, store): n for kind, store, n in lying.values_list("category_id", "store_id").annotate(n=Count("pk"))}
    return {
        (kind, store): Pace(sold.get((kind, store), 0), held.get((kind, store), 0))
        for kind in kinds
        for store in stores
    }


def arrived_lately(viewer: Actor, *, from_store: str, at: datetime, limit: int = 60) -> list[str]:
    """Tags of what came in within a week and still lies there, newest first. Raises: NotFound. Queries: 2."""
    source = store_named(viewer, from_store, permission=InventoryPermission.ALLOCATE)
    rows = Piece.objects.filter(
        store=source.id, state=PieceState.IN_STOCK.value, received_at__gte=at - timedelta(days=7)
    ).order_by("-received_at", "pk")
    return list(rows.values_list("tag", flat=True)[:limit])
