"""Pieces change their place within a store, leave the sale, and come back to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import (
    DESTINATIONS,
    RESTORATIONS,
    WITHDRAWALS,
    MovementKind,
    state_after,
)
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.selectors.references import store_named
from facet.inventory.services.movement import Occasion, end_reservations, refuse_elsewhere, refuse_held, write_movements
from facet.inventory.services.places import beyond_capacity, place_among, place_that_takes_in, places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """Pieces that go to one place of their store. Codes and tags."""

    store: str
    place: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """Pieces of one store that leave the sale, or come back to it, and why."""

    store: str
    tags: tuple[str, ...]
    kind: str  # a MovementKind: one of WITHDRAWALS or RESTORATIONS
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Which pieces moved, and which were there already.

    `over` names the place that now holds more than fits (its code, pieces, capacity): told, not refused, because
    the goods lie there whatever a figure says.
    """

    moved: tuple[str, ...]
    already_there: tuple[str, ...] = ()
    over: tuple[str, int, int] | None = None


@unit_of_work
def move_pieces(*, actor: Actor, operation: OperationKey, request: MoveRequest, at: datetime) -> Moved:
    """Put pieces that are in stock into another place of the same store; all or none.

    Raises: NotFound, PlaceUnknown, PieceUnknown, PieceElsewhere, TransitionNotAllowed. Locks: pieces by id.
    """
    act = operations.begin(operation, kind="inventory.move_pieces", actor=actor, at=at)
    if act.done:
        said = act.result.get("over")
        return Moved(tuple(act.result["moved"]), tuple(act.result["already_there"]), tuple(said) if said else None)
    require(actor, InventoryPermission.MOVE_PIECES)
    if not request.place.strip() or not request.tags:
        raise Invalid(field="place", reason=gettext_noop("say where to, and scan at least one piece"))
    store = store_named(actor, request.store, permission=InventoryPermission.MOVE_PIECES)
    places = places_of_store(store_id=store.id)
    place = place_among(places, request.place, store_name=store.name)
    pieces = lock_pieces(request.tags)
    _refuse_unless(pieces, store_id=store.id, movement=MovementKind.MOVED)
    moving = [piece for piece in pieces if piece.place_id != place.pk]
    if moving:
        occasion = Occasion(actor=actor, at=at, document=f"M-{str(act.id)[:8].upper()}")
        write_movements(moving, kind=MovementKind.MOVED, place_id=place.pk, store_id=store.id, occasion=occasion)
        audit_services.record(
            actor,
            "inventory.pieces_moved",
            at=at,
            subject=("inventory.place", place.pk, place.code),
            store=(store.id, store.name),
            tags=[piece.tag for piece in moving],
        )
        outbox.publish("inventory.pieces_moved", at=at, store_id=store.id, pieces=len(moving))
    answer = Moved(
        tuple(piece.tag for piece in moving),
        tuple(piece.tag for piece in pieces if piece.place_id == place.pk),
        beyond_capacity(place, places) if moving else None,
    )
    act.finish(moved=list(answer.moved), already_there=list(answer.already_there), over=answer.over)
    return answer


@unit_of_work
def withdraw_pieces(*, actor: Actor, operation: OperationKey, request: ChangeRequest, at: datetime) -> Moved:
    """Take pieces out of the sale: off sale for a while, back to the supplier, to parts, melted, or missing.

    Raises: NotFound, Invalid, PieceUnknown, PieceElsewhere, PieceReserved, TransitionNotAllowed.
    Locks: pieces by id.
    """
    return _change(actor, operation, request, at=at, allowed=WITHDRAWALS, action="inventory.pieces_withdrawn")


@unit_of_work
def restore_pieces(*, actor: Actor, operation: OperationKey, request: ChangeRequest, at: datetime) -> Moved:
    """Put pieces back on sale: found again, brought back, or good to sell again.

    Raises: NotFound, Invalid, PieceUnknown, PieceElsewhere, TransitionNotAllowed. Locks: pieces by id.
    """
    return _change(actor, operation, request, at=at, allowed=RESTORATIONS, action="inventory.pieces_restored")


def _change(
    actor: Actor,
    operation: OperationKey,
    request: ChangeRequest,
    *,
    at: datetime,
    allowed: Sequence[MovementKind],
    action: str,
) -> Moved:
    act = operations.begin(operation, kind=action, actor=actor, at=at)
    if act.done:
        return Moved(tuple(act.result["moved"]))
    require(actor, InventoryPermission.MANAGE_PIECES)
    kind = _checked_kind(request, allowed)
    store = store_named(actor, request.store, permission=InventoryPermission.MANAGE_PIECES)
    pieces = lock_pieces(request.tags)
    refuse_held(pieces, holder="", at=at)
    _refuse_unless(pieces, store_id=store.id, movement=kind)
    document = request.document or f"W-{str(act.id)[:8].upper()}"
    occasion = Occasion(actor=actor, at=at, document=document, reason=request.reason)
    place_id = destination(kind, store_id=store.id)
    write_movements(pieces, kind=kind, place_id=place_id, store_id=store.id, occasion=occasion)
    end_reservations(pieces, at=at)
    audit_services.record(
        actor,
        action,
        at=at,
        subject=("inventory.receipt", act.id, document),
        store=(store.id, store.name),
        movement=kind.value,
        reason=request.reason,
        tags=[piece.tag for piece in pieces],
    )
    outbox.publish(action, at=at, store_id=store.id, movement=kind.value, pieces=len(pieces))
    act.finish(moved=[piece.tag for piece in pieces])
    return Moved(tuple(piece.tag for piece in pieces))


def _checked_kind(request: ChangeRequest, allowed: Sequence[MovementKind]) -> MovementKind:
    if request.kind not in allowed:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the movements offered"))
    if not request.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    if not request.tags:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece"))
    return MovementKind(request.kind)


@joins_unit_of_work
def destination(kind: MovementKind, *, store_id: int) -> int | None:
    """Where a movement leads: a virtual end, the place that takes in, or nowhere else (None)."""
    if kind in DESTINATIONS:
        return int(places_of_store(store_id=store_id)[DESTINATIONS[kind].value.upper()].pk)
    return place_that_takes_in(store_id=store_id) if kind == MovementKind.FOUND else None


def _refuse_unless(pieces: Sequence[PieceForSale], *, store_id: int, movement: MovementKind) -> None:
    """Refuse pieces of another store, and states from which `movement` is impossible."""
    for piece in pieces:
        refuse_elsewhere(piece, store_id=store_id)
        state_after(piece.state, movement, tag=piece.tag)
