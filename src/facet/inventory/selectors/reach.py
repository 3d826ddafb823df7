"""Who sees what of stock: the public card is the chain's, everything else its store's. Source: decisions.md D8."""

from django.db.models import QuerySet

from facet.inventory.models import Piece
from facet.inventory.permissions import COST, InventoryPermission
from facet.kernel.permissions import Actor


def pieces_in_reach(viewer: Actor) -> QuerySet[Piece]:
    """The pieces whose private facts `viewer` may see: those of the stores his right reaches."""
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    rows = Piece.objects.all()
    return rows if reach.store_ids is None else rows.filter(store__in=reach.store_ids)


def sees_private(viewer: Actor, *, store_id: int) -> bool:
    """Whether `viewer` may see supplier, movements and notes of a piece of this store."""
    return viewer.may(InventoryPermission.VIEW_PIECES, store_id=store_id)


def sees_cost(viewer: Actor, *, store_id: int) -> bool:
    """Whether `viewer` may see what a piece of this store cost us."""
    return viewer.sees(COST) and sees_private(viewer, store_id=store_id)
