"""The rows behind the lists of inventory, limited to what the viewer may see."""

from django.db.models import Q, QuerySet, Sum

from facet.inventory.models import BulkLot, Piece, PieceMovement
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.reach import cost_in_reach, private_stores
from facet.kernel.permissions import Actor


def pieces_queryset(viewer: Actor) -> QuerySet[Piece]:
    """The pieces that the viewer may see, with what a list shows of them; `shown_cost` only in reach."""
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    rows = Piece.objects.all() if reach.store_ids is None else Piece.objects.filter(store__in=reach.store_ids)
    # Prefetched, not joined: a hundred thousand rows are sorted before fifty are shown.
    return rows.annotate(shown_cost=cost_in_reach(viewer)).prefetch_related("category", "store", "place")


def lots_queryset(viewer: Actor) -> QuerySet[BulkLot]:
    """The bulk lots with what the viewer's stores have of them: `on_hand`, `on_hand_mg`."""
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    held = Q(balances__is_virtual=False)
    if reach.store_ids is not None:
        held &= Q(balances__store__in=reach.store_ids)
    return BulkLot.objects.select_related("category", "price_item").annotate(
        on_hand=Sum("balances__quantity", filter=held, default=0),
        on_hand_mg=Sum("balances__weight_mg", filter=held, default=0),
    )


def movements_queryset(viewer: Actor) -> QuerySet[PieceMovement]:
    """The movements in the stores whose private facts the viewer may see."""
    stores = private_stores(viewer)
    rows = PieceMovement.objects.prefetch_related("piece", "store", "from_place", "to_place")
    return rows if stores is None else rows.filter(store__in=stores)
