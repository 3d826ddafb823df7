"""What a sale does to stock: lock, hold, hand over, take back. Steps of other domains' use cases."""

from collections.abc import Sequence
from datetime import datetime

from facet.inventory.errors import SetNotWhole
from facet.inventory.models import Place, Reservation
from facet.inventory.rules.states import MovementKind
from facet.inventory.selectors.for_sale import PieceForSale, as_pieces_for_sale, for_sale_rows
from facet.inventory.services.movement import Occasion, end_reservations, refuse_unless_here, write_movements
from facet.inventory.services.places import place_that_takes_in
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def lock_pieces(tags: Sequence[str]) -> list[PieceForSale]:
    """The pieces under `tags`, locked until the end of the use case, in the order of `tags`.

    Raises: PieceUnknown. Locks: pieces by id. Queries: 1, and 1 when a piece is priced by components.
    """
    if not tags:
        return []
    return as_pieces_for_sale(list(for_sale_rows(tags).select_for_update()), tags)


@joins_unit_of_work
def issue_pieces(
    pieces: Sequence[PieceForSale], *, actor: Actor, store_id: int, document: str, at: datetime, holder: str = ""
) -> None:
    """Hand locked `pieces` to the customer: sold, out of the store, holds released.

    `holder` is the basket whose own reservations do not count against it.
    Raises: PieceNotAvailable (PieceAlreadySold: "already sold in store X at hh:mm"), PieceElsewhere,
    PieceReserved, PieceChanged, SetNotWhole. Queries: 2, and 1 when a piece was held. Source: P17, decisions.md §3.4.
    """
    if not pieces:
        return
    refuse_unless_here(pieces, store_id=store_id, holder=holder, at=at)
    for piece in pieces:
        if piece.set_missing:
            raise SetNotWhole(tag=piece.tag, set_tag=piece.set_tag, missing=", ".join(piece.set_missing))
    place_id = pieces[0].customer_place_id or Place.objects.get(store=store_id, kind="customer").pk
    occasion = Occasion(actor=actor, at=at, document=document)
    write_movements(pieces, kind=MovementKind.SOLD, place_id=place_id, store_id=store_id, occasion=occasion)
    end_reservations(pieces, at=at)


@joins_unit_of_work
def return_pieces(
    pieces: Sequence[PieceForSale], *, actor: Actor, store_id: int, document: str, at: datetime, reason: str = ""
) -> None:
    """Take locked, sold `pieces` back into the stock of `store_id`, at the place that takes in goods.

    Raises: TransitionNotAllowed, PieceChanged. Queries: 3.
    """
    if not pieces:
        return
    place_id = place_that_takes_in(store_id=store_id)
    occasion = Occasion(actor=actor, at=at, document=document, reason=reason)
    write_movements(pieces, kind=MovementKind.RETURNED, place_id=place_id, store_id=store_id, occasion=occasion)


@joins_unit_of_work
def reserve_pieces(
    tags: Sequence[str], *, holder: str, until: datetime, at: datetime, store_id: int | None = None, label: str = ""
) -> list[PieceForSale]:
    """Keep pieces for `holder` until a moment; its own earlier hold is prolonged, an expired one gives way.

    `store_id` None means: wherever each piece is. Raises: PieceUnknown, PieceNotAvailable, PieceElsewhere,
    PieceReserved. Locks: pieces by id. Queries: 3, and 1 with components.
    """
    pieces = lock_pieces(tags)
    for piece in pieces:
        here = piece.store_id if store_id is None else store_id
        refuse_unless_here([piece], store_id=here, holder=holder, at=at)
    end_reservations(pieces, at=at)
    Reservation.objects.bulk_create(
        Reservation(piece_id=piece.id, holder=holder, holder_label=label, reserved_at=at, expires_at=until)
        for piece in pieces
    )
    return pieces


@joins_unit_of_work
def release(holder: str, *, at: datetime, tags: Sequence[str] = ()) -> int:
    """End the holds of `holder`, on `tags` only when given; how many there were. Queries: 1."""
    holds = Reservation.objects.filter(holder=holder, released_at=None)
    if tags:
        holds = holds.filter(piece__tag__in=tags)
    return holds.update(released_at=at)
