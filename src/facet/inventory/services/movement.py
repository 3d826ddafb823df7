"""The one place where a piece changes state or place: update and movement, always together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from facet.inventory.errors import PieceAlreadySold, PieceChanged, PieceElsewhere, PieceNotAvailable, PieceReserved
from facet.inventory.models import Piece, PieceMovement, Reservation
from facet.inventory.rules.states import STATE_WORDS, MovementKind, PieceState, state_after
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.month_guard import open_month, refuse_locked_month
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Who moves pieces when, on which paper and why: the same for every piece of one occasion."""

    actor: Actor
    at: datetime
    document: str = ""
    reason: str = ""


@joins_unit_of_work
def write_movements(
    pieces: Sequence[PieceForSale], *, kind: MovementKind, place_id: int | None, store_id: int, occasion: Occasion
) -> None:
    """Move locked `pieces` to one place: compare-and-set on state and sequence, and one movement each.

    `place_id` None: they stay where they are. Raises: TransitionNotAllowed, PieceChanged, MonthLocked. Queries: 2.
    """
    after = {piece.id: state_after(piece.state, kind, tag=piece.tag) for piece in pieces}
    result = next(iter(after.values()))
    unchanged = reduce(or_, (Q(pk=piece.id, state=piece.state, sequence=piece.sequence) for piece in pieces))
    where = {} if place_id is None else {"place_id": place_id}
    stores = {store_id, *(piece.store_id for piece in pieces)}
    changed = Piece.objects.filter(unchanged, open_month(stores, at=occasion.at)).update(
        state=result, store_id=store_id, sequence=F("sequence") + 1, **where
    )
    if changed != len(pieces):
        refuse_locked_month(stores, at=occasion.at)
        raise PieceChanged
    PieceMovement.objects.bulk_create(
        PieceMovement(
            piece_id=piece.id,
            sequence=piece.sequence + 1,
            kind=kind,
            from_state=piece.state,
            to_state=result,
            from_place_id=piece.place_id,
            to_place_id=piece.place_id if place_id is None else place_id,
            store_id=store_id,
            document=occasion.document,
            actor_key=occasion.actor.key,
            actor_name=occasion.actor.name,
            via=occasion.actor.via,
            till_id=occasion.actor.till_id,
            at=occasion.at,
            reason=occasion.reason,
        )
        for piece in pieces
    )


@joins_unit_of_work
def end_reservations(pieces: Sequence[PieceForSale], *, at: datetime) -> None:
    """Release whatever still holds `pieces`. Queries: 1, or 0 when nothing does."""
    held = [piece.id for piece in pieces if piece.reserved_by is not None]
    if held:
        Reservation.objects.filter(piece__in=held, released_at=None).update(released_at=at)


@joins_unit_of_work
def refuse_unless_here(pieces: Sequence[PieceForSale], *, store_id: int, holder: str, at: datetime) -> None:
    """Refuse the first piece that is not in stock in this store, or that somebody else holds.

    Raises: PieceAlreadySold, PieceNotAvailable, PieceElsewhere, PieceReserved. Queries: 0, 1 to refuse.
    """
    for piece in pieces:
        if not piece.in_stock:
            refusal = PieceAlreadySold if piece.state == PieceState.SOLD else PieceNotAvailable
            raise refusal(**_where_and_since(piece))
        refuse_elsewhere(piece, store_id=store_id)
        refuse_held([piece], holder=holder, at=at)


@joins_unit_of_work
def refuse_elsewhere(piece: PieceForSale, *, store_id: int) -> None:
    """Refuse a piece of another store. Raises: PieceElsewhere. Queries: 0, 1 to refuse."""
    if piece.store_id != store_id:
        raise PieceElsewhere(**_where_and_since(piece))


@joins_unit_of_work
def refuse_held(pieces: Sequence[PieceForSale], *, holder: str, at: datetime) -> None:
    """Refuse the first piece that somebody other than `holder` keeps.

    Raises: PieceReserved. Queries: 0, 1 to refuse.
    """
    for piece in pieces:
        if piece.held_by_other(holder=holder, at=at):
            raise PieceReserved(tag=piece.tag, **_held(piece))


def _where_and_since(piece: PieceForSale) -> dict[str, str]:
    """The facts of a refusal: state, store and local time of the last movement."""
    last = PieceMovement.objects.select_related("store").get(piece=piece.id, sequence=piece.sequence)
    local = last.at.astimezone(ZoneInfo(last.store.time_zone))
    return {
        "tag": piece.tag,
        "state": STATE_WORDS[PieceState(piece.state)],
        "store": last.store.name,
        "since": f"{local:%Y-%m-%d %H:%M}",
        "since_at": last.at.isoformat(),
    }


def _held(piece: PieceForSale) -> dict[str, str]:
    hold = Reservation.objects.select_related("piece__store").get(piece=piece.id, released_at=None)
    local = hold.expires_at.astimezone(ZoneInfo(hold.piece.store.time_zone))
    return {"holder": hold.holder_label or hold.holder, "until": f"{local:%Y-%m-%d %H:%M}"}
