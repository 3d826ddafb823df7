"""Steps for whoever buys: goods come in, go back to their supplier, are lent, become dearer, become ours.

Nothing here asks for a right: the use case that joins these steps has asked for its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.models import CostPart, Piece
from facet.inventory.rules.states import MovementKind, PieceState
from facet.inventory.rules.words import CostKind, Ownership
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.month_guard import refuse_locked_month
from facet.inventory.services.movement import Occasion, end_reservations, refuse_unless_here, write_movements
from facet.inventory.services.places import places_of_store
from facet.inventory.services.receive import LISTED, ReceiveRequest, put_into_stock
from facet.kernel import outbox
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation.selectors import StoreRow

GONE = frozenset(
    {
        PieceState.SOLD,
        PieceState.MELTED,
        PieceState.DISMANTLED,
        PieceState.LOST,
        PieceState.RETURNED_TO_SUPPLIER,
        PieceState.WORKED,
    }
)


@joins_unit_of_work
def take_in(request: ReceiveRequest, *, store: StoreRow, occasion: Occasion) -> list[Piece]:
    """Put a delivery into stock and tell of it, as receive_pieces does. Raises: as receive_pieces."""
    rows = put_into_stock(request, store=store, occasion=occasion)
    audit_services.record(
        occasion.actor,
        "inventory.pieces_received",
        at=occasion.at,
        subject=("inventory.receipt", occasion.document, occasion.document),
        store=(store.id, store.name),
        pieces=len(rows),
        net_weight_mg=sum(row.net_weight_mg for row in rows),
        supplier=request.supplier,
        batch=request.batch,
        tags=[row.tag for row in rows[:LISTED]],
    )
    outbox.publish(
        "inventory.pieces_received", at=occasion.at, store_id=store.id, document=occasion.document, pieces=len(rows)
    )
    return rows


@joins_unit_of_work
def send_back(pieces: Sequence[PieceForSale], *, store_id: int, occasion: Occasion) -> None:
    """Locked pieces of a store leave for their supplier, for good.

    Raises: PieceNotAvailable, PieceElsewhere, PieceReserved, PieceChanged. Queries: 3, and 1 when one was held.
    """
    refuse_unless_here(pieces, store_id=store_id, holder="", at=occasion.at)
    place = places_of_store(store_id=store_id)["SUPPLIER"]
    write_movements(pieces, kind=MovementKind.SENT_BACK, place_id=place.pk, store_id=store_id, occasion=occasion)
    end_reservations(pieces, at=occasion.at)


@joins_unit_of_work
def lend(pieces: Sequence[PieceForSale], *, store_id: int, occasion: Occasion) -> None:
    """Locked pieces of a store go out and stay the store's.

    Raises: PieceNotAvailable, PieceElsewhere, PieceReserved, PieceChanged. Queries: 2, and 1 when one was held.
    """
    refuse_unless_here(pieces, store_id=store_id, holder="", at=occasion.at)
    write_movements(pieces, kind=MovementKind.LENT, place_id=None, store_id=store_id, occasion=occasion)
    end_reservations(pieces, at=occasion.at)


@joins_unit_of_work
def bring_back(pieces: Sequence[PieceForSale], *, store_id: int, occasion: Occasion) -> None:
    """Lent pieces lie where they lay before. Raises: TransitionNotAllowed, PieceChanged. Queries: 2."""
    write_movements(pieces, kind=MovementKind.BROUGHT_BACK, place_id=None, store_id=store_id, occasion=occasion)


@joins_unit_of_work
def revalue_metal(changes: Mapping[int, int], *, at: datetime) -> int:
    """Add cents (or take them away) to what pieces' metal cost; what is sold or gone keeps its cost.

    Gives how much found no piece any more. Raises: MonthLocked. Locks: pieces by id. Queries: 5.
    Units: cents by piece id.
    """
    rows = Piece.objects.filter(pk__in=changes).exclude(state__in=[state.value for state in GONE])
    pieces = list(rows.order_by("pk").select_for_update())
    refuse_locked_month({piece.store_id for piece in pieces}, at=at)
    parts = {part.piece_id: part for part in CostPart.objects.filter(piece__in=pieces, kind=CostKind.METAL.value)}
    changed = [piece for piece in pieces if piece.pk in parts]
    for piece in changed:
        parts[piece.pk].cents += changes[piece.pk]
        piece.cost_cents = (piece.cost_cents or 0) + changes[piece.pk]
    CostPart.objects.bulk_update(parts.values(), ["cents"])
    Piece.objects.bulk_update(changed, ["cost_cents"])
    return sum(changes.values()) - sum(changes[piece.pk] for piece in changed)


@joins_unit_of_work
def take_over(piece_ids: Sequence[int]) -> None:
    """Consigned pieces are ours from now on: they were settled. Queries: 1."""
    Piece.objects.filter(pk__in=piece_ids, ownership=Ownership.CONSIGNED.value).update(ownership=Ownership.OWN.value)
