"""Goods arrive: each piece scanned and weighed, what differs named, what is missing stays on the road."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.inventory.errors import TransferEmpty
from facet.inventory.models import Transfer, TransferLine
from facet.inventory.rules.bulk import BulkKind
from facet.inventory.rules.states import MovementKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.transfer import Act, Difference, LineState, TransferState, allow, differs
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.bulk_ledger import BulkAct
from facet.inventory.services.movement import Occasion, write_movements
from facet.inventory.services.places import place_among, places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.inventory.services.transfer import close
from facet.inventory.services.transfer_steps import (
    MOVE,
    Leg,
    TransferBulk,
    TransferItem,
    lock_transfer,
    move_bulk,
    note,
    refuse_strangers,
    tell,
    untell,
)
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

_LINE = ("state", "settled_at", "received_weight_mg", "received_quantity", "difference", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferReceipt:
    """What came out of the parcel of transfer `number`, and where it goes ("": where goods come in)."""

    number: str
    items: tuple[TransferItem, ...] = ()
    bulk: tuple[TransferBulk, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What arrived, what is still missing, and what was different. Tags and lot numbers."""

    number: str
    state: str
    arrived: tuple[str, ...]
    missing: tuple[str, ...]
    differences: tuple[str, ...]


@unit_of_work
def receive_transfer(*, actor: Actor, operation: OperationKey, receipt: TransferReceipt, at: datetime) -> Arrived:
    """Take what arrived into stock and say what is missing or different; may be done again for the rest.

    Missing lines stay on the road and in the sender's hands. A piece that nobody listed is noted, not
    booked. Raises: NotPermitted, TransferUnknown, TransferNotPossible, TransferEmpty, PieceUnknown,
    TransitionNotAllowed, LotShort, PlaceUnknown. Locks: the transfer, pieces by id, bulk balances by id.
    Source: R114, F45, P21.
    """
    act = operations.begin(operation, kind="inventory.receive_transfer", actor=actor, at=at)
    if act.done:
        return _answered(act.result)
    require(actor, MOVE)
    row = lock_transfer(receipt.number)
    refuse_strangers(actor, row, right=MOVE, side="to")
    allow(row.state, Act.RECEIVE, number=row.number)
    if not receipt.items and not receipt.bulk:
        raise TransferEmpty(field="tags")
    lines = list(row.lines.order_by("line_no"))
    arrived = _arrive(actor, row, lines, receipt, act=act, at=at)
    close(row, lines, at=at)
    row.received_at, row.received_by_name = at, actor.name
    row.save(update_fields=["received_at", "received_by_name"])
    _tell_what_is_missing(actor, row, lines, at=at)
    answer = Arrived(
        number=row.number,
        state=str(row.state),
        arrived=tuple(arrived),
        missing=tuple(line.label for line in lines if line.state == LineState.ON_THE_ROAD),
        differences=tuple(line.label for line in lines if line.difference),
    )
    note(actor, "inventory.transfer_received", row, at=at, tags=arrived, missing=list(answer.missing),
         differences=list(answer.differences))  # fmt: skip
    lists = {name: list(getattr(answer, name)) for name in _LISTS}
    act.finish(number=answer.number, state=answer.state, **lists)
    return answer


_LISTS = ("arrived", "missing", "differences")


def _answered(result: Mapping[str, Any]) -> Arrived:
    """The answer that was given to this act before."""
    lists = {name: tuple(result[name]) for name in _LISTS}
    return Arrived(number=result["number"], state=result["state"], **lists)


@joins_unit_of_work
def _arrive(
    actor: Actor,
    row: Transfer,
    lines: list[TransferLine],
    receipt: TransferReceipt,
    *,
    act: operations.Act,
    at: datetime,
) -> list[str]:
    """Book everything that arrived; labels of what did. New lines of unlisted pieces join `lines`."""
    pieces = lock_pieces([item.tag for item in receipt.items])
    road = {line.piece_id: line for line in lines if line.piece_id and line.state == LineState.ON_THE_ROAD}
    known = {line.piece_id for line in lines if line.piece_id}
    listed = [piece for piece in pieces if piece.id in road]
    places = places_of_store(store_id=row.to_store_id)
    place = place_among(places, receipt.place, store_name=row.to_store.name)
    occasion = Occasion(actor=actor, at=at, document=row.number)
    if listed:
        write_movements(
            listed, kind=MovementKind.ARRIVED, place_id=place.pk, store_id=row.to_store_id, occasion=occasion
        )
    items = {normal_tag(item.tag): item for item in receipt.items}
    done = [_noted(road[piece.id], items[piece.tag], at=at) for piece in listed]
    bulk, legs = _bulk_arrived(lines, receipt.bulk, at=at)
    ledger = BulkAct(operation_id=act.id, actor=actor, at=at, document=row.number)
    move_bulk(legs, store_id=row.from_store_id, to=place, kind=BulkKind.ARRIVED, act=ledger)
    TransferLine.objects.bulk_update([*done, *bulk], _LINE)
    lines += _unlisted(row, [piece for piece in pieces if piece.id not in known], lines, items, at=at)
    return [line.label for line in (*done, *bulk)]


def _noted(line: TransferLine, item: TransferItem, *, at: datetime) -> TransferLine:
    """The line as the receiver found its piece. A damaged piece is said to be damaged before it is light."""
    line.state, line.settled_at, line.received_quantity = LineState.RECEIVED, at, 1
    line.received_weight_mg, line.note = item.weight_mg, item.note[:120]
    paper = line.weight_mg if line.sent_weight_mg is None else line.sent_weight_mg
    if item.damaged:
        line.difference = Difference.DAMAGED
    elif differs(paper, item.weight_mg):
        line.difference = Difference.WEIGHT
    return line


def _bulk_arrived(
    lines: Sequence[TransferLine], bulk: Sequence[TransferBulk], *, at: datetime
) -> tuple[list[TransferLine], list[Leg]]:
    """The lot lines that `bulk` settles, wholly or in part, and what must be booked for them."""
    road = {line.label: line for line in lines if line.lot_id and line.state == LineState.ON_THE_ROAD}
    touched, legs = [], []
    for each in bulk:
        line = road.get(normal_tag(each.sku))
        if line is None or each.quantity < 1 or each.weight_mg < 0:
            raise Invalid(field="bulk", reason=gettext_noop("this lot is not on the road, or the amount is not one"))
        before_mg = line.received_weight_mg or 0
        line.received_quantity += each.quantity
        line.received_weight_mg = before_mg + each.weight_mg
        lost = 0
        if line.received_quantity == line.quantity:
            line.state, line.settled_at = LineState.RECEIVED, at
            lost = line.weight_mg - line.received_weight_mg
            if differs(line.weight_mg, line.received_weight_mg, pieces=line.quantity):
                line.difference = Difference.WEIGHT
        legs.append(Leg(line.lot_id or 0, line.label, line.line_no, each.quantity, each.weight_mg, lost))
        touched.append(line)
    return touched, legs


@joins_unit_of_work
def _unlisted(
    row: Transfer,
    pieces: Sequence[PieceForSale],
    lines: Sequence[TransferLine],
    items: dict[str, TransferItem],
    *,
    at: datetime,
) -> list[TransferLine]:
    """Lines for pieces that lay in the parcel and on no list: noted, not booked. Queries: 1."""
    first = 1 + max(line.line_no for line in lines)
    fresh = [
        TransferLine(
            transfer=row, line_no=number, piece_id=piece.id, label=piece.tag, state=LineState.NOT_LISTED,
            weight_mg=piece.gross_weight_mg, received_weight_mg=items[piece.tag].weight_mg, received_quantity=1,
            difference=Difference.NOT_LISTED, note=items[piece.tag].note[:120], settled_at=at,
        )
        for number, piece in enumerate(pieces, start=first)
    ]  # fmt: skip
    return TransferLine.objects.bulk_create(fresh)


@joins_unit_of_work
def _tell_what_is_missing(actor: Actor, row: Transfer, lines: Sequence[TransferLine], *, at: datetime) -> None:
    """The receiver's to-do is done when all arrived; what differs goes to the sender's list."""
    if row.state == TransferState.RECEIVED:
        untell(actor, row, "receive", at=at)
    if row.state == TransferState.SHORT or any(line.difference for line in lines):
        title = gettext_noop("Look into transfer {number}: {store} reports differences")
        tell(actor, row, to_store=row.from_store_id, what="look", title=title, at=at)
    else:
        untell(actor, row, "look", at=at)
