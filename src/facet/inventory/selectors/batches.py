"""Batches that withdraw or retag many pieces: those there are, and what became of each piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from facet.inventory.errors import PieceBatchUnknown, PieceUnknown, TransitionNotAllowed
from facet.inventory.models import Piece, PieceBatch, PieceBatchLine, Reservation, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.batches import (
    BATCH_FATE_WORDS,
    BatchFate,
    BatchKind,
    BatchState,
    checked_pairs,
    checked_tags,
)
from facet.inventory.rules.states import STATE_WORDS, MovementKind, PieceState, state_after
from facet.inventory.selectors.repricing import pieces_in_reach
from facet.kernel.errors import NotPermitted, gettext_noop
from facet.kernel.permissions import Actor

RIGHTS = {
    BatchKind.WITHDRAW: InventoryPermission.MANAGE_PIECES,
    BatchKind.RETAG: InventoryPermission.REPRICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One piece of a batch. `tag` is what it carried, `after_tag` what it gets, "" when it is withdrawn."""

    piece_id: int
    tag: str
    after_tag: str
    name: str
    name_en: str
    store_code: str
    fate: str
    fate_word: str  # English, translated where it is shown

    @property
    def tag_now(self) -> str:
        """Under which tag the piece is found."""
        return self.after_tag if self.after_tag and self.fate == BatchFate.WRITTEN else self.tag


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    """One batch with its lines. Units: cents; what it is worth is nobody's to see without the switch of cost."""

    number: str
    kind: str
    movement: str
    state: str
    reason: str
    pieces: int
    written: int
    value_cents: int | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    approval_id: int | None
    lines: tuple[BatchLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether the batch may still be called off."""
        return self.state == BatchState.WAITING


def batches_queryset(viewer: Actor) -> QuerySet[PieceBatch]:
    """The batches of the kinds and stores that the viewer works with. Raises: NotPermitted. Queries: 0."""
    if not any(viewer.may(right) for right in RIGHTS.values()):
        raise NotPermitted(permission=str(InventoryPermission.MANAGE_PIECES))
    wanted = Q(pk__in=[])
    for kind, right in RIGHTS.items():
        reach = viewer.scope(right)
        own = Q(kind=kind.value)
        if reach.store_ids is not None:
            own &= ~Q(pk__in=PieceBatchLine.objects.exclude(store__in=reach.store_ids).values("batch"))
        if viewer.may(right):
            wanted |= own
    return PieceBatch.objects.filter(wanted)


def list_piece_batches(viewer: Actor) -> list[PieceBatch]:
    """The newest hundred batches. Raises: NotPermitted. Queries: 1."""
    return list(batches_queryset(viewer).order_by("-pk")[:100])


def piece_batch_page(viewer: Actor, number: str) -> BatchPage:
    """One batch with its lines. Raises: NotPermitted, PieceBatchUnknown. Queries: 2."""
    row = batches_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise PieceBatchUnknown(number=number, key=number)
    same = ("number", "kind", "movement", "state", "reason", "pieces", "written", "made_at", "ended_at", "approval_id")
    return BatchPage(
        **{name: getattr(row, name) for name in same}, made_by=row.made_by_name, ended_by=row.ended_by_name,
        value_cents=row.value_cents if viewer.sees("cost") else None,
        lines=tuple(_line(line) for line in row.lines.select_related("piece", "store").order_by("line_no")),
    )  # fmt: skip


def _line(line: PieceBatchLine) -> BatchLine:
    return BatchLine(
        piece_id=line.piece_id, tag=line.tag, after_tag=line.after_tag, name=line.piece.legal_name,
        name_en=line.piece.legal_name_en, store_code=line.store.code, fate=line.fate,
        fate_word=BATCH_FATE_WORDS[BatchFate(line.fate)],
    )  # fmt: skip


def tags_to_withdraw(viewer: Actor, style: str, *, store: str = "") -> list[str]:
    """The tags of a style's pieces in stock, within reach for withdrawing, by tag. Queries: 1."""
    rows = pieces_in_reach(viewer, right=InventoryPermission.MANAGE_PIECES)
    rows = rows.filter(style__code=style.strip(), state=PieceState.IN_STOCK.value)
    if store:
        rows = rows.filter(store__code=store)
    return list(rows.order_by("tag").values_list("tag", flat=True)[:501])


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchChoice:
    """One piece of a choice before it is written: `why` it cannot be done, "" when it can. Units: cents at cost.

    `value_cents` weighs against a limit; screens show it only with the switch of cost.
    """

    tag: str
    after_tag: str
    name: str
    name_en: str
    store_code: str
    state_word: str
    value_cents: int
    why: str  # English, translated where it is shown


def preview_batch(
    viewer: Actor, pairs: Sequence[tuple[str, str]], *, kind: BatchKind, movement: str, at: datetime
) -> list[BatchChoice]:
    """What a batch would touch, in the order given, and what stands in its way. Nothing is written.

    Raises: NotPermitted, Invalid, TagUnfit, PieceUnknown. Queries: 2, 4 for new tags.
    """
    wanted = checked_pairs(pairs) if kind == BatchKind.RETAG else dict.fromkeys(checked_tags([t for t, _ in pairs]), "")
    rows = {row.tag: row for row in pieces_in_reach(viewer, right=RIGHTS[kind]).select_related("store").filter(
        tag__in=wanted)}  # fmt: skip
    missing = set(wanted) - set(rows)
    if missing:
        raise PieceUnknown(tag=min(missing), key=min(missing))
    held = set(
        Reservation.objects.filter(piece__in=[row.pk for row in rows.values()], released_at=None, expires_at__gt=at)
        .values_list("piece_id", flat=True)
    )  # fmt: skip
    taken = _taken(list(wanted.values())) if kind == BatchKind.RETAG else set()
    found = []
    for tag, after in wanted.items():
        row = rows[tag]
        why = _in_the_way(row, movement, held=row.pk in held) if kind == BatchKind.WITHDRAW else ""
        found.append(
            BatchChoice(
                tag=tag, after_tag=after, name=row.legal_name, name_en=row.legal_name_en, store_code=row.store.code,
                state_word=STATE_WORDS[PieceState(row.state)], why=str(TAG_TAKEN) if after in taken else why,
                value_cents=row.cost_cents if row.cost_cents is not None else row.tag_price_cents or 0,
            )
        )  # fmt: skip
    return found


TAG_TAKEN = gettext_noop("the new tag is used already")
HELD = gettext_noop("somebody keeps it")
NOT_FROM_HERE = gettext_noop("not possible from its state")


def _in_the_way(row: Piece, movement: str, *, held: bool) -> str:
    if held:
        return str(HELD)
    try:
        state_after(row.state, MovementKind(movement), tag=row.tag)
    except TransitionNotAllowed:
        return str(NOT_FROM_HERE)
    return ""


def _taken(tags: Sequence[str]) -> set[str]:
    live = Piece.objects.filter(tag__in=tags).values_list("tag", flat=True)
    return {*live, *RetiredTag.objects.filter(tag__in=tags).values_list("tag", flat=True)}
