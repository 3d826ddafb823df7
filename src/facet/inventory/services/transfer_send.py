"""Goods leave for another store: scanned, weighed, sealed; from now on they are on the road."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facet.inventory.errors import TransferEmpty, TransferWeightDiffers
from facet.inventory.models import Transfer, TransferLine
from facet.inventory.rules.bulk import BulkKind, grams
from facet.inventory.rules.states import MovementKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.transfer import Act, LineState, TransferState, allow, differs
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.bulk_ledger import BulkAct
from facet.inventory.services.movement import Occasion, end_reservations, refuse_unless_here, write_movements
from facet.inventory.services.places import places_of_store
from facet.inventory.services.sale import lock_pieces, release
from facet.inventory.services.transfer import holder_of, lines_of, settle, two_stores
from facet.inventory.services.transfer_steps import (
    MOVE,
    TransferBulk,
    TransferItem,
    legs_of,
    lock_transfer,
    move_bulk,
    note,
    open_transfer,
    refuse_strangers,
    tell,
    untell,
)
from facet.kernel import operations
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRequest:
    """What goes into the parcel: for the asked-for transfer `number`, or a new one between two stores."""

    number: str = ""
    from_store: str = ""
    to_store: str = ""
    items: tuple[TransferItem, ...] = ()
    bulk: tuple[TransferBulk, ...] = ()
    seal: str = ""
    carrier: str = ""
    parcel_weight_mg: int | None = None
    note: str = ""


@unit_of_work
def send_transfer(*, actor: Actor, operation: OperationKey, request: SendRequest, at: datetime) -> str:
    """Put scanned pieces and bulk goods on the road; the number of the transfer. All or nothing.

    Asked-for lines that were not scanned are "not sent"; scanned pieces that nobody asked for travel
    as well. Raises: NotPermitted, TransferUnknown, TransferNotPossible, TransferEmpty, TransferWeightDiffers,
    PieceUnknown, PieceNotAvailable, PieceElsewhere, PieceReserved, LotShort. Locks: the transfer, pieces by
    id, bulk balances by id, the number series. Source: R114, F45, P17.
    """
    act = operations.begin(operation, kind="inventory.send_transfer", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, MOVE)
    if not request.items and not request.bulk:
        raise TransferEmpty(field="tags")
    asked = _asked(actor, request)
    pieces = lock_pieces([item.tag for item in request.items])
    row = asked or _opened(actor, request, at=at)
    refuse_unless_here(pieces, store_id=row.from_store_id, holder=holder_of(row), at=at)
    scales = {normal_tag(item.tag): item.weight_mg for item in request.items}
    _refuse_wrong_weights(pieces, scales)
    lines = _written_lines(row, pieces, request.bulk, scales)
    _leave(actor, row, pieces, lines, act=act, at=at)
    _seal(row, request, actor, at=at)
    untell(actor, row, "send", at=at)
    title = gettext_noop("Receive transfer {number} from {store}")
    tell(actor, row, to_store=row.to_store_id, what="receive", title=title, at=at)
    note(actor, "inventory.transfer_sent", row, at=at, tags=[line.label for line in lines], seal=request.seal)
    act.finish(number=row.number)
    return row.number


@joins_unit_of_work
def _asked(actor: Actor, request: SendRequest) -> Transfer | None:
    """The locked transfer that was asked for, if there is one."""
    if not request.number:
        return None
    row = lock_transfer(request.number)
    refuse_strangers(actor, row, right=MOVE, side="from")
    allow(row.state, Act.SEND, number=row.number)
    return row


@joins_unit_of_work
def _opened(actor: Actor, request: SendRequest, *, at: datetime) -> Transfer:
    """A transfer that nobody asked for, by somebody who may move the sender's goods."""
    stores = two_stores(actor, request.from_store, request.to_store)
    if not actor.may(MOVE, store_id=stores[0].id):
        raise NotFound(key=request.from_store)
    return open_transfer(actor, stores=stores, at=at, note=request.note[:200])


def _refuse_wrong_weights(pieces: Sequence[PieceForSale], scales: dict[str, int | None]) -> None:
    for piece in pieces:
        scale = scales.get(piece.tag)
        if scale is not None and differs(piece.gross_weight_mg, scale):
            raise TransferWeightDiffers(tag=piece.tag, scale=grams(scale), paper=grams(piece.gross_weight_mg))


@joins_unit_of_work
def _written_lines(
    row: Transfer, pieces: Sequence[PieceForSale], bulk: Sequence[TransferBulk], scales: dict[str, int | None]
) -> list[TransferLine]:
    """The lines that travel: those asked for and scanned, and new ones for the rest. Queries: 4."""
    asked = list(row.lines.order_by("line_no"))
    by_piece = {line.piece_id: line for line in asked if line.piece_id}
    first = 1 + max((line.line_no for line in asked), default=0)
    fresh = lines_of(
        row, [piece for piece in pieces if piece.id not in by_piece], bulk, state=LineState.ON_THE_ROAD, first=first
    )
    travelling = [by_piece[piece.id] for piece in pieces if piece.id in by_piece]
    for line in (*travelling, *fresh):
        line.state = LineState.ON_THE_ROAD
        line.sent_weight_mg = scales.get(line.label)
    TransferLine.objects.bulk_update(travelling, ["state", "sent_weight_mg"])
    TransferLine.objects.bulk_create(fresh)
    settle([line for line in asked if line not in travelling], LineState.NOT_SENT, at=row.requested_at,
           only=LineState.ASKED)  # fmt: skip
    return travelling + fresh


@joins_unit_of_work
def _leave(
    actor: Actor,
    row: Transfer,
    pieces: Sequence[PieceForSale],
    lines: Sequence[TransferLine],
    *,
    act: operations.Act,
    at: datetime,
) -> None:
    """Pieces and bulk goods move from the shelves to the sender's road; what was kept is free."""
    occasion = Occasion(actor=actor, at=at, document=row.number)
    if pieces:
        road = places_of_store(store_id=row.from_store_id)["TRANSIT"]
        kind = MovementKind.SENT
        write_movements(pieces, kind=kind, place_id=road.pk, store_id=row.from_store_id, occasion=occasion)
        end_reservations(pieces, at=at)
    release(holder_of(row), at=at)
    ledger = BulkAct(operation_id=act.id, actor=actor, at=at, document=row.number)
    move_bulk(legs_of(lines), store_id=row.from_store_id, to=None, kind=BulkKind.SENT, act=ledger)


@joins_unit_of_work
def _seal(row: Transfer, request: SendRequest, actor: Actor, *, at: datetime) -> None:
    row.state, row.sent_at, row.sent_by_key, row.sent_by_name = TransferState.SENT, at, actor.key, actor.name
    row.seal, row.carrier, row.parcel_weight_mg = request.seal, request.carrier, request.parcel_weight_mg
    row.save(update_fields=["state", "sent_at", "sent_by_key", "sent_by_name", "seal", "carrier", "parcel_weight_mg"])
