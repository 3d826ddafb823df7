"""Many pieces withdrawn or retagged at once, with one reason; beyond the limit after a second person's yes. R320.

A batch that waits keeps its pieces by name. What was sold, moved out of reach or retagged by somebody else before
the yes came is left alone and named, so that a batch never overwrites what nobody compared it with.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from facet.audit import services as audit_services
from facet.inventory.errors import PieceBatchUnknown, PieceUnknown, TagTaken, TransitionNotAllowed
from facet.inventory.models import Piece, PieceBatch, PieceBatchLine, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.batches import (
    APPROVAL_KIND,
    LIMIT,
    BatchFate,
    BatchKind,
    BatchState,
    batch_digest,
    checked_pairs,
    checked_tags,
    refuse_unless_waiting,
)
from facet.inventory.rules.states import WITHDRAWALS, MovementKind, state_after
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.move import destination
from facet.inventory.services.movement import Occasion, end_reservations, refuse_held, write_movements
from facet.inventory.services.sale import lock_pieces
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

RIGHTS = {
    BatchKind.WITHDRAW: InventoryPermission.MANAGE_PIECES,
    BatchKind.RETAG: InventoryPermission.REPRICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalIn:
    """Pieces of one or more stores that leave the sale, how (one of WITHDRAWALS), and why."""

    tags: tuple[str, ...]
    movement: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetaggingIn:
    """Old and new tags, and why."""

    pairs: tuple[tuple[str, str], ...]
    reason: str


@unit_of_work
def withdraw_many(*, actor: Actor, operation: OperationKey, request: WithdrawalIn, at: datetime) -> str:
    """Take many pieces out of the sale; the batch's number. Within the limit at once, else after a second yes.

    Raises: NotPermitted, Invalid, PieceUnknown, PieceReserved, TransitionNotAllowed, MonthLocked, ApprovalNeeded for
    a program beyond its limit. Locks: pieces by id, the number series.
    """
    act = operations.begin(operation, kind="inventory.withdraw_many", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    if request.movement not in WITHDRAWALS:
        raise Invalid(field="movement", reason=gettext_noop("choose one of the movements offered"))
    tags = checked_tags(request.tags)
    pieces = _chosen(actor, tags, kind=BatchKind.WITHDRAW, reason=request.reason)
    refuse_held(pieces, holder="", at=at)
    for piece in pieces:
        state_after(piece.state, MovementKind(request.movement), tag=piece.tag)
    after = dict.fromkeys((piece.tag for piece in pieces), "")
    batch = _written_down(actor, BatchKind.WITHDRAW, request.movement, pieces, after, reason=request.reason, at=at)
    act.finish(number=_ask_or_write(actor, batch, at=at))
    return batch.number


@unit_of_work
def retag_many(*, actor: Actor, operation: OperationKey, request: RetaggingIn, at: datetime) -> str:
    """Give many pieces new tags; the batch's number. Within the limit at once, else after a second yes.

    Raises: NotPermitted, Invalid, PieceUnknown, TagUnfit, TagTaken, ApprovalNeeded for a program beyond its limit.
    Locks: pieces by id, the number series.
    """
    act = operations.begin(operation, kind="inventory.retag_many", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    pairs = checked_pairs(request.pairs)
    pieces = _chosen(actor, tuple(pairs), kind=BatchKind.RETAG, reason=request.reason)
    if taken := taken_tags(list(pairs.values())):
        raise TagTaken(tag=min(taken))
    after = {piece.tag: pairs[piece.tag] for piece in pieces}
    batch = _written_down(actor, BatchKind.RETAG, "", pieces, after, reason=request.reason, at=at)
    act.finish(number=_ask_or_write(actor, batch, at=at))
    return batch.number


@unit_of_work
def write_allowed_batches(*, actor: Actor, at: datetime) -> int:
    """Write the batches whose second yes was given, end those refused; how many were written. As often as one likes.

    Locks: the batches by id, approvals, pieces by id.
    """
    done = 0
    waiting = PieceBatch.objects.filter(state=BatchState.WAITING.value)
    for batch in waiting.select_for_update(of=("self",)).order_by("pk"):
        said = organisation_selectors.approval_state(batch.approval_id or 0, at=at)
        if said == "approved":
            organisation_services.use_approval(
                actor, approval_id=batch.approval_id or 0, kind=APPROVAL_KIND, digest=_digest(batch),
                amount=batch.value_cents, at=at,
            )  # fmt: skip
            _write(actor, batch, at=at)
            done += 1
        elif said in {"rejected", "expired"}:
            _end(batch, BatchState.REFUSED, by="", at=at)
            _note(actor, "inventory.piece_batch_refused", batch, at=at)
    return done


@unit_of_work
def cancel_piece_batch(*, actor: Actor, number: str, at: datetime) -> None:
    """Call a batch off before it is written. Raises: NotPermitted, PieceBatchUnknown, PieceBatchEnded. Locks: it."""
    if not any(actor.may(right) for right in RIGHTS.values()):
        raise NotPermitted(permission=str(RIGHTS[BatchKind.WITHDRAW]))
    batch = PieceBatch.objects.select_for_update(of=("self",)).filter(number=number.strip().upper()).first()
    if batch is None:
        raise PieceBatchUnknown(number=number, key=number)
    right = RIGHTS[BatchKind(batch.kind)]
    require(actor, right)
    if not all(actor.may(right, store_id=each) for each in batch.lines.values_list("store_id", flat=True)):
        raise PieceBatchUnknown(number=number, key=number)
    refuse_unless_waiting(batch.state, number=batch.number)
    _end(batch, BatchState.CANCELLED, by=actor.name, at=at)
    _note(actor, "inventory.piece_batch_cancelled", batch, at=at)


@joins_unit_of_work
def taken_tags(tags: Sequence[str]) -> set[str]:
    """Those of `tags` that a piece carries or once carried. Queries: 2."""
    live = Piece.objects.filter(tag__in=tags).values_list("tag", flat=True)
    return {*live, *RetiredTag.objects.filter(tag__in=tags).values_list("tag", flat=True)}


@joins_unit_of_work
def _chosen(actor: Actor, tags: Sequence[str], *, kind: BatchKind, reason: str) -> list[PieceForSale]:
    """The pieces, locked, all within reach. Raises: NotPermitted, Invalid, PieceUnknown."""
    right = RIGHTS[kind]
    require(actor, right)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    pieces = lock_pieces(tags)
    for piece in pieces:
        if not actor.may(right, store_id=piece.store_id):
            raise PieceUnknown(tag=piece.tag, key=piece.tag)
    return list(pieces)


@joins_unit_of_work
def _written_down(
    actor: Actor, kind: BatchKind, movement: str, pieces: Sequence[PieceForSale], after: dict[str, str], *,
    reason: str, at: datetime,
) -> PieceBatch:  # fmt: skip
    month = at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%y%m")
    number = organisation_services.next_number("inventory.piece_batch", scope=month)
    stores = {piece.store_id for piece in pieces}
    worth = Piece.objects.filter(pk__in=[piece.id for piece in pieces]).values_list("cost_cents", "tag_price_cents")
    batch = PieceBatch.objects.create(
        number=f"PB-{month}-{number:04d}", kind=kind.value, movement=movement, state=BatchState.WAITING.value,
        reason=reason.strip()[:120], store_id=stores.pop() if len(stores) == 1 else None, pieces=len(pieces),
        value_cents=sum(cost if cost is not None else tag or 0 for cost, tag in worth), made_at=at,
        made_by_key=actor.key, made_by_name=actor.name[:60],
    )  # fmt: skip
    PieceBatchLine.objects.bulk_create(
        PieceBatchLine(
            batch=batch, line_no=number, piece_id=piece.id, store_id=piece.store_id, tag=piece.tag,
            after_tag=after[piece.tag], fate=BatchFate.WAITING.value,
        )
        for number, piece in enumerate(pieces, start=1)
    )  # fmt: skip
    _note(actor, "inventory.piece_batch_made", batch, at=at, pieces=batch.pieces, reason=batch.reason)
    return batch


@joins_unit_of_work
def _ask_or_write(actor: Actor, batch: PieceBatch, *, at: datetime) -> str:
    """Write the batch, or ask a second person; its number. Raises: ApprovalNeeded for programs."""
    limit = actor.limit(LIMIT)
    if batch.value_cents <= limit:
        _write(actor, batch, at=at)
        return batch.number
    if actor.staff_id is None:
        raise ApprovalNeeded(
            what=gettext_noop("Pieces withdrawn or retagged at once"), name=LIMIT, limit=shown(limit, "yuan"),
            wanted=shown(batch.value_cents, "yuan"),
        )  # fmt: skip
    wish = Wish(
        subject=batch.number, digest=_digest(batch), amount=batch.value_cents, limit=LIMIT, wanted=batch.value_cents,
        facts={"number": batch.number, "pieces": batch.pieces},
    )  # fmt: skip
    batch.approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=batch.store_id, wish=wish, reason=batch.reason, at=at
    )
    batch.save(update_fields=["approval"])
    return batch.number


@joins_unit_of_work
def _digest(batch: PieceBatch) -> str:
    lines = list(batch.lines.order_by("line_no").values_list("tag", "after_tag"))
    return batch_digest(lines, kind=batch.kind, movement=batch.movement, reason=batch.reason)


@joins_unit_of_work
def _write(actor: Actor, batch: PieceBatch, *, at: datetime) -> None:
    """Do to each piece that is still as it was what the batch says; the others are left and named."""
    lines = list(batch.lines.order_by("line_no"))
    known = set(Piece.objects.filter(tag__in=[line.tag for line in lines]).values_list("tag", flat=True))
    pieces = {piece.id: piece for piece in lock_pieces([line.tag for line in lines if line.tag in known])}
    if batch.kind == BatchKind.WITHDRAW:
        done = _withdrawn(actor, batch, list(pieces.values()), at=at)
    else:
        done = _retagged(actor, batch, [line for line in lines if line.piece_id in pieces], at=at)
    for line in lines:
        line.fate = (BatchFate.WRITTEN if line.piece_id in done else BatchFate.LEFT).value
    PieceBatchLine.objects.bulk_update(lines, ["fate"])
    batch.state, batch.ended_at, batch.written = BatchState.WRITTEN.value, at, len(done)
    batch.save(update_fields=["state", "ended_at", "written"])
    _note(actor, "inventory.piece_batch_written", batch, at=at, written=batch.written, pieces=batch.pieces,
          movement=batch.movement, reason=batch.reason,
          tags=[line.after_tag or line.tag for line in lines if line.piece_id in done])  # fmt: skip


@joins_unit_of_work
def _withdrawn(actor: Actor, batch: PieceBatch, pieces: Sequence[PieceForSale], *, at: datetime) -> set[int]:
    """One movement for each piece that may still make it, store by store; their ids."""
    movement = MovementKind(batch.movement)
    occasion = Occasion(actor=actor, at=at, document=batch.number, reason=batch.reason)
    groups: dict[int, list[PieceForSale]] = defaultdict(list)
    for piece in pieces:
        try:
            state_after(piece.state, movement, tag=piece.tag)
        except TransitionNotAllowed:
            continue
        if not piece.held_by_other(holder="", at=at):
            groups[piece.store_id].append(piece)
    for store_id, group in sorted(groups.items()):
        place_id = destination(movement, store_id=store_id)
        write_movements(group, kind=movement, place_id=place_id, store_id=store_id, occasion=occasion)
        end_reservations(group, at=at)
    return {piece.id for group in groups.values() for piece in group}


@joins_unit_of_work
def _retagged(actor: Actor, batch: PieceBatch, lines: Sequence[PieceBatchLine], *, at: datetime) -> set[int]:
    """The new tag on each piece whose new tag is still free; their ids. Queries: 5, whatever their number."""
    taken = taken_tags([line.after_tag for line in lines])
    free = [line for line in lines if line.after_tag not in taken]
    rows = {row.pk: row for row in Piece.objects.filter(pk__in=[line.piece_id for line in free])}
    for line in free:
        rows[line.piece_id].tag = line.after_tag
    Piece.objects.bulk_update(rows.values(), ["tag"])
    RetiredTag.objects.bulk_create(
        RetiredTag(
            tag=line.tag, piece_id=line.piece_id, retired_at=at, actor_key=batch.made_by_key,
            actor_name=batch.made_by_name, reason=f"{batch.number} {batch.reason}"[:120],
        )
        for line in free
    )  # fmt: skip
    return set(rows)


@joins_unit_of_work
def _end(batch: PieceBatch, state: BatchState, *, by: str, at: datetime) -> None:
    batch.state, batch.ended_at, batch.ended_by_name = state.value, at, by[:60]
    batch.save(update_fields=["state", "ended_at", "ended_by_name"])


@joins_unit_of_work
def _note(actor: Actor, action: str, batch: PieceBatch, *, at: datetime, **facts: Any) -> None:
    store = (batch.store.pk, batch.store.name) if batch.store else None
    audit_services.record(
        actor, action, at=at, subject=("inventory.piece_batch", batch.pk, batch.number), store=store,
        kind=batch.kind, **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, batch_id=batch.pk, store_id=batch.store_id)
