"""Who sees what of stock: the public card is the chain's, everything else its store's. Source: decisions.md D8."""

from functools import reduce
from typing import Any

from django.db.models import BigIntegerField, Case, F, Value, When
from django.db.models.functions import Cast

from facet.inventory.permissions import COST, InventoryPermission
from facet.kernel.permissions import Actor

WORK = (InventoryPermission.RECEIVE_PIECES, InventoryPermission.MOVE_PIECES, InventoryPermission.MANAGE_PIECES)


def private_stores(viewer: Actor) -> frozenset[int] | None:
    """The stores whose movements, suppliers, notes and costs `viewer` may see; None is all of them.

    People of headquarters: as far as they see pieces at all. People of a store: their own, and
    those where they may receive, move or change goods.
    """
    seen = viewer.scope(InventoryPermission.VIEW_PIECES)
    if viewer.almighty or viewer.store_id is None:
        return seen.store_ids
    work = reduce(lambda one, other: one.joined(other), (viewer.scope(right) for right in WORK))
    if work.store_ids is None:
        return seen.store_ids
    own = work.store_ids | {viewer.store_id}
    return own if seen.store_ids is None else own & seen.store_ids


def sees_private(viewer: Actor, *, store_id: int) -> bool:
    """Whether `viewer` may see supplier, movements and notes of a piece of this store."""
    stores = private_stores(viewer)
    return stores is None or store_id in stores


def sees_cost(viewer: Actor, *, store_id: int) -> bool:
    """Whether `viewer` may see what a piece of this store cost us."""
    return viewer.sees(COST) and sees_private(viewer, store_id=store_id)


def cost_in_reach(viewer: Actor) -> Any:
    """The column of what a piece cost us, empty for the pieces of stores whose cost `viewer` may not see."""
    nothing = Cast(Value(None), BigIntegerField())  # PostgreSQL sums no NULL whose type it cannot tell
    if not viewer.sees(COST):
        return nothing
    stores = private_stores(viewer)
    return F("cost_cents") if stores is None else Case(When(store__in=stores, then=F("cost_cents")), default=nothing)
