"""A transfer is asked for, or ended without everything having arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.inventory.errors import LotUnknown, TransferEmpty, TransferUnknown
from facet.inventory.models import BulkLot, Transfer, TransferLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import BulkKind
from facet.inventory.rules.states import MovementKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.transfer import Act, LineState, TransferState, allow, state_of
from facet.inventory.selectors.for_sale import PieceForSale, tags_of
from facet.inventory.selectors.references import store_named
from facet.inventory.services.bulk_ledger import BulkAct
from facet.inventory.services.movement import Occasion, refuse_unless_here, write_movements
from facet.inventory.services.places import place_among, places_of_store
from facet.inventory.services.sale import lock_pieces, release, reserve_pieces
from facet.inventory.services.transfer_steps import (
    MOVE,
    REQUEST,
    TransferBulk,
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
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow

KEPT = timedelta(hours=48)  # how long the other store keeps a piece for a customer who waits


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRequest:
    """Goods of `from_store` that `to_store` would like to have. `for_customer`: keep them meanwhile."""

    from_store: str
    to_store: str
    tags: tuple[str, ...] = ()
    bulk: tuple[TransferBulk, ...] = ()
    for_customer: bool = False
    note: str = ""
    origin: str = ""


@unit_of_work
def request_transfer(*, actor: Actor, operation: OperationKey, request: TransferRequest, at: datetime) -> str:
    """Ask a store for pieces and bulk goods; the number of the transfer. The sender gets a to-do.

    Raises: NotPermitted, NotFound, Invalid, TransferEmpty, PieceUnknown, PieceNotAvailable, PieceElsewhere,
    PieceReserved, LotUnknown. Locks: pieces by id, the number series.
    """
    act = operations.begin(operation, kind="inventory.request_transfer", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    number = ask_for(actor, request, at=at)
    act.finish(number=number)
    return number


@joins_unit_of_work
def ask_for(actor: Actor, request: TransferRequest, *, at: datetime) -> str:
    """The step of request_transfer, for services that ask within their own work."""
    require(actor, REQUEST)
    stores = two_stores(actor, request.from_store, request.to_store)
    if not any(actor.may(REQUEST, store_id=store.id) for store in stores):
        raise TransferUnknown(number=request.from_store, key=request.from_store)
    if not request.tags and not request.bulk:
        raise TransferEmpty(field="tags")
    pieces = lock_pieces(request.tags)
    refuse_unless_here(pieces, store_id=stores[0].id, holder="", at=at)
    facts = {"for_customer": request.for_customer, "note": request.note[:200]}
    row = open_transfer(actor, stores=stores, at=at, origin=request.origin, **facts)
    TransferLine.objects.bulk_create(lines_of(row, pieces, request.bulk, state=LineState.ASKED))
    if request.for_customer and pieces:
        tags = [piece.tag for piece in pieces]
        reserve_pieces(tags, holder=holder_of(row), until=at + KEPT, at=at, label=f"{row.number} {stores[1].name}"[:60])
    title = gettext_noop("Send transfer {number} to {store}")
    tell(actor, row, to_store=stores[0].id, what="send", title=title, at=at)
    tags_asked = [piece.tag for piece in pieces] + [each.sku for each in request.bulk]
    note(actor, "inventory.transfer_requested", row, at=at, tags=tags_asked, for_customer=request.for_customer)
    return row.number


@joins_unit_of_work
def two_stores(actor: Actor, from_code: str, to_code: str) -> tuple[StoreRow, StoreRow]:
    """Both ends by their codes; which stores there are is the chain's to see. Raises: NotFound, Invalid."""
    view = InventoryPermission.VIEW_PIECES
    found = store_named(actor, from_code, permission=view), store_named(actor, to_code, permission=view)
    if found[0].id == found[1].id:
        raise Invalid(field="to_store", reason=gettext_noop("a transfer leads to another store; use Move pieces here"))
    return found


@joins_unit_of_work
def holder_of(transfer: Transfer) -> str:
    """Under which name a transfer keeps pieces. Queries: 0."""
    return f"transfer:{transfer.pk}"


@joins_unit_of_work
def lines_of(
    transfer: Transfer,
    pieces: Sequence[PieceForSale],
    bulk: Sequence[TransferBulk],
    *,
    state: LineState,
    first: int = 1,
) -> list[TransferLine]:
    """New lines for pieces and lots, numbered from `first`. Raises: LotUnknown, Invalid. Queries: 1 with lots."""
    rows = [
        TransferLine(
            transfer=transfer, line_no=number, piece_id=piece.id, label=piece.tag, state=state,
            weight_mg=piece.gross_weight_mg,
        )
        for number, piece in enumerate(pieces, start=first)
    ]  # fmt: skip
    wanted = {normal_tag(each.sku) for each in bulk}
    lots = {lot.sku: lot for lot in BulkLot.objects.filter(sku__in=wanted)} if wanted else {}
    for number, each in enumerate(bulk, start=first + len(rows)):
        lot = lots.get(normal_tag(each.sku))
        if lot is None:
            raise LotUnknown(sku=each.sku, key=each.sku)
        if each.quantity < 1 or each.weight_mg < 1:
            raise Invalid(field="bulk", reason=gettext_noop("bulk goods need pieces and grams above zero"))
        rows.append(
            TransferLine(
                transfer=transfer, line_no=number, lot=lot, label=lot.sku, state=state, quantity=each.quantity,
                weight_mg=each.weight_mg,
            )
        )  # fmt: skip
    return rows


@unit_of_work
def cancel_transfer(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> str:
    """Take a request back, or bring to the sender's shelves what is still on the road; the state afterwards.

    Raises: TransferUnknown, TransferNotPossible, Invalid. Locks: the transfer, pieces and balances by id. Source: P21.
    """
    act = operations.begin(operation, kind="inventory.cancel_transfer", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    row = lock_transfer(number)
    asked_only = row.state == TransferState.REQUESTED
    refuse_strangers(actor, row, right=REQUEST if asked_only else MOVE, side="" if asked_only else "from")
    allow(row.state, Act.CANCEL, number=row.number)
    _needs_reason(reason)
    lines = list(row.lines.order_by("line_no"))
    if asked_only:
        release(holder_of(row), at=at)
        settle(lines, LineState.NOT_SENT, at=at, only=LineState.ASKED)
    else:
        _bring_back(actor, row, lines, act=act, reason=reason, at=at)
    close(row, lines, at=at)
    untell(actor, row, "send", "receive", "look", at=at)
    note(actor, "inventory.transfer_cancelled", row, at=at, reason=reason)
    act.finish(state=row.state)
    return row.state


@unit_of_work
def lose_on_the_road(
    *, actor: Actor, operation: OperationKey, number: str, tags: Sequence[str], reason: str, at: datetime
) -> str:
    """Write pieces off that left and never arrived: they are lost, the sender answers; the state afterwards.

    Raises: TransferUnknown, TransferNotPossible, TransferEmpty, NotPermitted, Invalid, PieceUnknown.
    Locks: the transfer, pieces by id.
    """
    act = operations.begin(operation, kind="inventory.lose_on_the_road", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    row = lock_transfer(number)
    require(actor, InventoryPermission.MANAGE_PIECES)
    refuse_strangers(actor, row, right=InventoryPermission.MANAGE_PIECES, side="from")
    allow(row.state, Act.LOSE, number=row.number)
    _needs_reason(reason)
    lines = list(row.lines.order_by("line_no"))
    pieces = lock_pieces(tags)
    gone = {piece.id for piece in pieces}
    lost = [line for line in lines if line.piece_id in gone and line.state == LineState.ON_THE_ROAD]
    if not lost or len(lost) != len(pieces):
        raise TransferEmpty(field="tags")
    occasion = Occasion(actor=actor, at=at, document=row.number, reason=reason)
    place = places_of_store(store_id=row.from_store_id)["LOSS"]
    write_movements(pieces, kind=MovementKind.MISSED, place_id=place.pk, store_id=row.from_store_id, occasion=occasion)
    settle(lost, LineState.LOST, at=at, only=LineState.ON_THE_ROAD)
    close(row, lines, at=at)
    note(actor, "inventory.transfer_lost", row, at=at, reason=reason, tags=[piece.tag for piece in pieces])
    act.finish(state=row.state)
    return row.state


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))


@joins_unit_of_work
def _bring_back(
    actor: Actor, row: Transfer, lines: Sequence[TransferLine], *, act: operations.Act, reason: str, at: datetime
) -> None:
    """Everything that is still on the road lies on the sender's shelves again."""
    left = [line for line in lines if line.state == LineState.ON_THE_ROAD]
    places = places_of_store(store_id=row.from_store_id)
    home = place_among(places, "", store_name=row.from_store.name)
    tags = tags_of([line.piece_id for line in left if line.piece_id is not None])
    pieces = lock_pieces(sorted(tags.values()))
    occasion = Occasion(actor=actor, at=at, document=row.number, reason=reason)
    if pieces:
        kind = MovementKind.SENDING_CANCELLED
        write_movements(pieces, kind=kind, place_id=home.pk, store_id=row.from_store_id, occasion=occasion)
    ledger = BulkAct(operation_id=act.id, actor=actor, at=at, document=row.number, reason=reason)
    move_bulk(legs_of(left), store_id=row.from_store_id, to=home, kind=BulkKind.CAME_BACK, act=ledger)
    settle(left, LineState.CAME_BACK, at=at, only=LineState.ON_THE_ROAD)


@joins_unit_of_work
def settle(lines: Sequence[TransferLine], state: LineState, *, at: datetime, only: LineState) -> None:
    """Give lines that are in `only` another state. Queries: 1."""
    changed = [line for line in lines if line.state == only]
    for line in changed:
        line.state, line.settled_at = state, at
    TransferLine.objects.filter(pk__in=[line.pk for line in changed]).update(state=state, settled_at=at)


@joins_unit_of_work
def close(row: Transfer, lines: Sequence[TransferLine], *, at: datetime) -> None:
    """Bring the transfer's state up to its lines'. Queries: 1."""
    row.state = state_of([line.state for line in lines])
    if row.state in (TransferState.RECEIVED, TransferState.CANCELLED):
        row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
