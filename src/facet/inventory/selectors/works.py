"""Works as the people of their stores see them, and where a piece comes from and went to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from facet.inventory.errors import NotOurGoods, PieceUnknown, WorkNotPossible, WorkUnknown
from facet.inventory.models import Piece, Work, WorkLine
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.words import Ownership
from facet.inventory.rules.works import KIND_WORDS, LOSS_WORDS, WORK_WORDS, LossReason, WorkKind, WorkState
from facet.inventory.selectors.reach import sees_cost
from facet.inventory.selectors.work_facts import parts_of
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor, require

DO, APPROVE = InventoryPermission.WORK_GOODS, InventoryPermission.APPROVE_WORKS


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLineRow:
    """One piece of a work. Units: mg, thousandths of a carat, cents; None: not to be seen, or unknown."""

    tag: str
    name: str
    name_en: str
    came_out: bool
    gross_mg: int
    net_mg: int
    carat_mct: int
    cost_cents: int | None
    state_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """One work with its pieces, and what the viewer may do with it now. Units: mg, mct, cents."""

    number: str
    kind: str
    kind_word: str
    state: str
    state_word: str
    store_code: str
    store_name: str
    store_name_en: str
    loss_word: str
    loss_mg: int
    loss_mct: int
    lost_stones: int
    added_mg: int
    fee_cents: int | None
    document: str
    note: str
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str
    undone_at: datetime | None
    undone_by: str
    lines: tuple[WorkLineRow, ...]
    wanted: tuple[dict[str, Any], ...]
    may_undo: bool
    may_approve: bool
    may_refuse: bool

    @property
    def went_in(self) -> tuple[WorkLineRow, ...]:
        return tuple(line for line in self.lines if not line.came_out)

    @property
    def came_out(self) -> tuple[WorkLineRow, ...]:
        return tuple(line for line in self.lines if line.came_out)


@dataclass(frozen=True, slots=True)
class Kin:
    """A piece that this one was made of, or that was made of it, and the work between them."""

    tag: str
    name: str
    name_en: str
    number: str
    kind_word: str
    at: datetime
    net_mg: int
    carat_mct: int
    is_live: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a piece comes from and where it went, one step each way."""

    parents: tuple[Kin, ...]
    children: tuple[Kin, ...]


def works_queryset(viewer: Actor) -> QuerySet[Work]:
    """The works of the stores in reach, with how many pieces went in and came out. Queries: 0."""
    stores = viewer.scope(DO).joined(viewer.scope(APPROVE)).store_ids
    rows = Work.objects.select_related("store")
    if stores is not None:
        rows = rows.filter(store__in=stores)
    return rows.annotate(
        went_in=Count("lines", filter=Q(lines__came_out=False)),
        came_out=Count("lines", filter=Q(lines__came_out=True)),
        went_mg=Sum("lines__net_mg", filter=Q(lines__came_out=False), default=0),
    )


def works_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Works by a part of the number, or by the whole tag of one of their pieces. Queries: 0."""
    wanted = text.strip().upper()
    return rows.filter(Q(number__contains=wanted) | Q(pk__in=WorkLine.objects.filter(tag=wanted).values("work")))


def list_works(viewer: Actor, *, state: str = "", limit: int = 100) -> Sequence[Work]:
    """The newest works of the stores in reach, for programs. Raises: NotPermitted. Queries: 1."""
    _require(viewer)
    rows = works_queryset(viewer).order_by("-made_at", "-id")
    return list((rows.filter(state=state) if state else rows)[:limit])


def work_page(viewer: Actor, number: str) -> WorkPage:
    """One work with its pieces. Raises: NotPermitted, WorkUnknown. Queries: 2."""
    _require(viewer)
    row = works_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise WorkUnknown(number=number, key=number)
    sees = viewer.sees(COST)
    lines = tuple(_line(each, sees) for each in row.lines.select_related("piece").order_by("line_no"))
    waits = row.state == WorkState.WAITING
    own = viewer.key == row.made_by_key
    approves = viewer.may(APPROVE, store_id=row.store_id)
    return WorkPage(
        number=row.number, kind=row.kind, kind_word=KIND_WORDS[WorkKind(row.kind)], state=row.state,
        state_word=WORK_WORDS[WorkState(row.state)], store_code=row.store.code, store_name=row.store.name,
        store_name_en=row.store.name_en, loss_word=LOSS_WORDS[LossReason(row.loss_reason)], loss_mg=row.loss_mg,
        loss_mct=row.loss_mct, lost_stones=row.lost_stones, added_mg=row.added_mg,
        fee_cents=row.fee_cents if sees else None, document=row.document, note=row.note, made_at=row.made_at,
        made_by=row.made_by_name, decided_at=row.decided_at, decided_by=row.decided_by_name,
        undone_at=row.undone_at, undone_by=row.undone_by_name, lines=lines,
        wanted=tuple(row.wanted) if waits else (),
        may_undo=row.state == WorkState.DONE and row.kind != WorkKind.REMADE and viewer.may(DO, store_id=row.store_id),
        may_approve=waits and approves and not own, may_refuse=waits and (approves or own),
    )  # fmt: skip


def lineage_of(piece_id: int) -> Lineage:
    """What a piece was made of, and what was made of it. A step of piece_page. Queries: 1."""
    own = WorkLine.objects.filter(piece=piece_id).values("work")
    rows = WorkLine.objects.filter(work__in=own).select_related("work", "piece").order_by("work_id", "line_no")
    lines = list(rows)
    mine = {line.work_id: line.came_out for line in lines if line.piece_id == piece_id}
    parents = tuple(_kin(line) for line in lines if mine[line.work_id] and not line.came_out)
    children = tuple(_kin(line) for line in lines if not mine[line.work_id] and line.came_out)
    return Lineage(parents, children)


def former_parts(viewer: Actor, tag: str) -> list[Piece]:
    """The pieces that went into the piece under `tag`, if it was combined: what it may be taken apart into again.

    Raises: NotPermitted. Queries: 1.
    """
    require(viewer, DO)
    born = WorkLine.objects.filter(
        piece__tag=tag.strip().upper(), came_out=True, is_live=True, work__kind=WorkKind.COMBINE.value
    )
    lines = WorkLine.objects.filter(work__in=born.values("work"), came_out=False, is_live=True)
    return [line.piece for line in lines.select_related("piece").order_by("line_no")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchPiece:
    """A piece that is about to be worked on. Units: mg, thousandths of a carat, cents; None: not to be seen."""

    tag: str
    name: str
    name_en: str
    gross_mg: int
    net_mg: int
    carat_mct: int
    stone_count: int
    cost_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What lies before the goldsmith: the pieces, and what a combined one may become again."""

    store_code: str
    pieces: tuple[BenchPiece, ...]
    former: tuple[BenchPiece, ...]

    @property
    def gross_mg(self) -> int:
        return sum(piece.gross_mg for piece in self.pieces)

    @property
    def net_mg(self) -> int:
        return sum(piece.net_mg for piece in self.pieces)

    @property
    def carat_mct(self) -> int:
        return sum(piece.carat_mct for piece in self.pieces)

    @property
    def stone_count(self) -> int:
        return sum(piece.stone_count for piece in self.pieces)


def bench_of(viewer: Actor, tags: Sequence[str], *, kind: str) -> Bench:
    """The scanned pieces before a work, unlocked. Raises: NotPermitted, PieceUnknown, NotOurGoods, WorkNotPossible.

    Queries: 4, and 4 when it is taken apart.
    """
    require(viewer, DO)
    wanted = list(dict.fromkeys(map(normal_tag, tags)))
    rows = {row.tag: row for row in Piece.objects.select_related("store").filter(tag__in=wanted)}
    for tag in wanted:
        if tag not in rows or not viewer.may(DO, store_id=rows[tag].store_id):
            raise PieceUnknown(tag=tag, key=tag, field="tags")
    pieces = [rows[tag] for tag in wanted]
    _refuse_unready(pieces, kind)
    return Bench(
        store_code=pieces[0].store.code, pieces=_bench_pieces(viewer, pieces),
        former=_bench_pieces(viewer, former_parts(viewer, wanted[0])) if kind == WorkKind.TAKE_APART else (),
    )  # fmt: skip


def _refuse_unready(pieces: Sequence[Piece], kind: str) -> None:
    least = 2 if kind == WorkKind.COMBINE else 1
    if len(pieces) < least:
        raise WorkNotPossible(field="tags", reason=gettext_noop("scan at least two pieces to combine them"))
    if kind != WorkKind.COMBINE and len(pieces) > 1:
        raise WorkNotPossible(field="tags", reason=gettext_noop("scan the one piece that is worked on"))
    if len({piece.store_id for piece in pieces}) > 1:
        raise WorkNotPossible(
            field="tags", reason=gettext_noop("the pieces lie in different stores: bring them together")
        )
    for piece in pieces:
        if piece.ownership != Ownership.OWN:
            raise NotOurGoods(tag=piece.tag, field="tags")
        if piece.state != PieceState.IN_STOCK:
            raise WorkNotPossible(field="tags", reason=gettext_noop("only pieces that lie in stock are worked on"))


def _bench_pieces(viewer: Actor, rows: Sequence[Piece]) -> tuple[BenchPiece, ...]:
    parts = parts_of(rows)
    return tuple(
        BenchPiece(
            tag=row.tag, name=row.legal_name, name_en=row.legal_name_en, gross_mg=row.gross_weight_mg,
            net_mg=row.net_weight_mg, carat_mct=parts[row.pk].carat_mct, stone_count=parts[row.pk].stone_count,
            cost_cents=row.cost_cents if sees_cost(viewer, store_id=row.store_id) else None,
        )
        for row in rows
    )  # fmt: skip


def _require(viewer: Actor) -> None:
    if not viewer.may(APPROVE):
        require(viewer, DO)


def _line(row: WorkLine, sees: bool) -> WorkLineRow:
    return WorkLineRow(
        tag=row.piece.tag, name=row.piece.legal_name, name_en=row.piece.legal_name_en, came_out=row.came_out,
        gross_mg=row.gross_mg, net_mg=row.net_mg, carat_mct=row.carat_mct,
        cost_cents=row.cost_cents if sees else None, state_word=STATE_WORDS[PieceState(row.piece.state)],
    )  # fmt: skip


def _kin(row: WorkLine) -> Kin:
    words = KIND_WORDS[WorkKind(row.work.kind)]
    names = (row.piece.tag, row.piece.legal_name, row.piece.legal_name_en)
    return Kin(*names, row.work.number, words, row.work.made_at, row.net_mg, row.carat_mct, row.is_live)
