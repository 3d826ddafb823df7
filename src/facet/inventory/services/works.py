"""Pieces are split, combined and taken apart: what went in is used, what came out is made, nothing is lost unnamed.

A loss beyond the tolerance, and any missing stone, waits for a second person; until then the pieces are kept.
Source: R322; docs/algorithms/works.md.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from facet.inventory.errors import WorkByYourself, WorkEnded, WorkNotPossible, WorkUnknown
from facet.inventory.models import Piece, Work, WorkLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.works import (
    BY_HAND,
    LOSS_POLICY,
    WORK_WORDS,
    Loss,
    Part,
    Wanted,
    WorkKind,
    WorkState,
    needs_second,
    refuse_shape,
    refuse_unnamed,
    worked,
)
from facet.inventory.selectors.for_sale import PieceForSale, tags_of
from facet.inventory.selectors.references import store_named
from facet.inventory.selectors.work_facts import parts_of, rows_of
from facet.inventory.services.movement import Occasion, end_reservations, refuse_unless_here, write_movements
from facet.inventory.services.sale import lock_pieces, release, reserve_pieces
from facet.inventory.services.virtual_places import virtual_place
from facet.inventory.services.works_steps import (
    PartIn,
    call_second,
    hand_papers_on,
    lock_work,
    make,
    named_parts,
    next_work_number,
    note_work,
    refuse_unfit,
    write_lines,
)
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow

DO, APPROVE = InventoryPermission.WORK_GOODS, InventoryPermission.APPROVE_WORKS
KEPT = timedelta(days=30)  # how long the pieces of a waiting work are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkIn:
    """Pieces of one store, what is made of them, and what became of the rest. Units: cents."""

    store: str
    kind: str
    tags: tuple[str, ...]
    parts: tuple[PartIn, ...]
    loss_reason: str = ""
    fee_cents: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkDone:
    """The work's number, how far it is, and the tags that came out."""

    number: str
    state: str
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """Everything that a work rests on, under its locks."""

    store: StoreRow
    pieces: list[PieceForSale]
    rows: dict[int, Piece]
    parts: dict[int, Part]
    likes: dict[str, tuple[Piece, Part]]

    @property
    def inputs(self) -> list[Part]:
        return [self.parts[piece.id] for piece in self.pieces]

    @property
    def main(self) -> Piece:
        """The piece that the result takes after: the one with the most metal, else the heaviest."""
        rows = [self.rows[piece.id] for piece in self.pieces]
        return max(rows, key=lambda row: (row.net_weight_mg, row.gross_weight_mg))


@unit_of_work
def work_pieces(*, actor: Actor, operation: OperationKey, request: WorkIn, at: datetime) -> WorkDone:
    """Split, combine or take apart, all or nothing; metal, stones and cost come out to the milligram and the cent.

    Raises: NotPermitted, NotFound, Invalid, WorkNotPossible, PartsDisagree, PieceUnknown, PieceNotAvailable,
    PieceElsewhere, PieceReserved, NotOurGoods, TagTaken, PieceUnfit. Locks: pieces by id, the number series.
    """
    act = operations.begin(operation, kind="inventory.work_pieces", actor=actor, at=at)
    if act.done:
        return WorkDone(act.result["number"], act.result["state"], tuple(act.result["made"]))
    require(actor, DO)
    if request.kind not in BY_HAND:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the works offered"))
    store = store_named(actor, request.store, permission=DO)
    refuse_shape(request.kind, inputs=len(set(map(normal_tag, request.tags))), outputs=len(request.parts))
    bench = _bench(store, request.tags, request.parts, holder="", at=at)
    tags = named_parts(request.parts, base=bench.main.tag)
    made, loss = _worked(bench, request.parts, tags, fee_cents=request.fee_cents)
    refuse_unnamed(loss, request.loss_reason)
    row = _opened(actor, request, store, loss, at=at)
    write_lines(row, [bench.rows[piece.id] for piece in bench.pieces], bench.parts, came_out=False, first=1)
    if _waits(bench, loss, at=at):
        row.state, row.wanted = WorkState.WAITING.value, [asdict(each) for each in request.parts]
        row.save(update_fields=["state", "wanted"])
        reserve_pieces([each.tag for each in bench.pieces], holder=_holder(row), until=at + KEPT, at=at,
                       store_id=store.id, label=row.number)  # fmt: skip
        call_second(actor, row, at=at)
        note_work(actor, "inventory.work_waits", row, at=at, loss_mg=row.loss_mg, lost_stones=row.lost_stones)
        answer = WorkDone(row.number, row.state)
    else:
        answer = _carried_out(actor, row, bench, request.parts, made, at=at)
    act.finish(number=answer.number, state=answer.state, made=list(answer.made))
    return answer


@unit_of_work
def approve_work(*, actor: Actor, operation: OperationKey, number: str, at: datetime) -> WorkDone:
    """Say yes to a work that waits, and carry it out. Raises: NotPermitted, WorkUnknown, WorkEnded, WorkByYourself,
    PieceNotAvailable, TagTaken. Locks: the work, pieces by id.
    """  # fmt: skip
    act = operations.begin(operation, kind="inventory.approve_work", actor=actor, at=at)
    if act.done:
        return WorkDone(act.result["number"], act.result["state"], tuple(act.result["made"]))
    row = _waiting(actor, number)
    if actor.key == row.made_by_key:
        raise WorkByYourself(name=row.made_by_name)
    store = store_named(actor, row.store.code, permission=APPROVE)
    parts = tuple(PartIn(**each) for each in row.wanted)
    tags = tags_of([line.piece_id for line in row.lines.all()])
    bench = _bench(store, list(tags.values()), parts, holder=_holder(row), at=at)
    made, _ = _worked(bench, parts, named_parts(parts, base=bench.main.tag), fee_cents=row.fee_cents)
    row.decided_at, row.decided_by_name = at, actor.name[:60]
    answer = _carried_out(actor, row, bench, parts, made, at=at)
    organisation_services.close_task(actor, key=f"work:{row.pk}", at=at)
    act.finish(number=answer.number, state=answer.state, made=list(answer.made))
    return answer


@unit_of_work
def refuse_work(*, actor: Actor, number: str, reason: str, at: datetime) -> None:
    """Say no to a work that waits: its pieces are free again. Who wrote it down may call it off as well.

    Raises: NotPermitted, WorkUnknown, WorkEnded, Invalid. Locks: the work.
    """
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    row = _waiting(actor, number)
    row.state, row.decided_at, row.decided_by_name = WorkState.REFUSED.value, at, actor.name[:60]
    row.save(update_fields=["state", "decided_at", "decided_by_name"])
    WorkLine.objects.filter(work=row).update(is_live=False)
    release(_holder(row), at=at)
    organisation_services.close_task(actor, key=f"work:{row.pk}", at=at)
    note_work(actor, "inventory.work_refused", row, at=at, reason=reason)


@joins_unit_of_work
def _waiting(actor: Actor, number: str) -> Work:
    row = lock_work(number)
    own = actor.key == row.made_by_key and actor.may(DO, store_id=row.store_id)
    if not own and not actor.may(APPROVE, store_id=row.store_id):
        require(actor, APPROVE)
        raise WorkUnknown(number=number, key=number)
    if row.state != WorkState.WAITING:
        raise WorkEnded(number=row.number, state=WORK_WORDS[WorkState(row.state)])
    return row


@joins_unit_of_work
def _bench(store: StoreRow, tags: Sequence[str], parts: Sequence[PartIn], *, holder: str, at: datetime) -> _Bench:
    """The pieces locked and checked, with the former parts that are named. Queries: 5 at most 9."""
    pieces = lock_pieces(tags)
    refuse_unless_here(pieces, store_id=store.id, holder=holder, at=at)
    rows = rows_of([piece.id for piece in pieces])
    refuse_unfit(pieces, rows)
    return _Bench(store, pieces, rows, parts_of(list(rows.values())), _likes(pieces, parts))


@joins_unit_of_work
def _likes(pieces: Sequence[PieceForSale], parts: Sequence[PartIn]) -> dict[str, tuple[Piece, Part]]:
    """The former parts that are named, by tag: they must have gone into the very piece. Raises: WorkNotPossible."""
    wanted = {normal_tag(each.like) for each in parts if each.like}
    if not wanted:
        return {}
    born = WorkLine.objects.filter(piece__in=[each.id for each in pieces], came_out=True, is_live=True)
    parents = WorkLine.objects.filter(
        work__in=born.values("work"), came_out=False, is_live=True, piece__tag__in=wanted
    ).values_list("piece_id", flat=True)
    rows = rows_of(parents)
    if {row.tag for row in rows.values()} != wanted:
        raise WorkNotPossible(
            field="parts", reason=gettext_noop("only what went into a piece can come out of it again")
        )
    facts = parts_of(list(rows.values()))
    return {row.tag: (row, facts[pk]) for pk, row in rows.items()}


def _worked(
    bench: _Bench, parts: Sequence[PartIn], tags: Sequence[str], *, fee_cents: int
) -> tuple[tuple[Part, ...], Loss]:
    wanted = []
    for one, tag in zip(parts, tags, strict=True):
        like = bench.likes[normal_tag(one.like)][1] if one.like else None
        carats, count = (like.carat_mct, like.stone_count) if like else (one.carat_mct, one.stone_count)
        wanted.append(Wanted(tag=tag, gross_mg=one.gross_weight_mg, carat_mct=carats, stone_count=count, like=like))
    return worked(bench.inputs, wanted, fee_cents=fee_cents)


@joins_unit_of_work
def _waits(bench: _Bench, loss: Loss, *, at: datetime) -> bool:
    on = local_date(at, bench.store.time_zone)
    limit = int(organisation_selectors.policy_value(LOSS_POLICY, store_id=bench.store.id, on=on))
    return needs_second(loss, went_mg=sum(each.net_mg for each in bench.inputs), limit_bp=limit)


@joins_unit_of_work
def _opened(actor: Actor, request: WorkIn, store: StoreRow, loss: Loss, *, at: datetime) -> Work:
    return Work.objects.create(
        number=next_work_number(store, at=at), kind=WorkKind(request.kind).value, state=WorkState.DONE.value,
        store_id=store.id, loss_reason=request.loss_reason, loss_mg=loss.metal_mg, loss_mct=loss.carat_mct,
        lost_stones=loss.stones, fee_cents=request.fee_cents, note=request.note[:200], made_at=at,
        made_by_key=actor.key, made_by_name=actor.name[:60],
    )  # fmt: skip


@joins_unit_of_work
def _carried_out(
    actor: Actor, work: Work, bench: _Bench, asked: Sequence[PartIn], parts: Sequence[Part], *, at: datetime
) -> WorkDone:
    """What went in goes to the works, what comes out lies where it lay. Queries: about 30."""
    occasion = Occasion(actor=actor, at=at, document=work.number)
    store = bench.store
    works = virtual_place(PlaceKind.WORKS, store_id=store.id)
    write_movements(bench.pieces, kind=MovementKind.USED, place_id=works.pk, store_id=store.id, occasion=occasion)
    end_reservations(bench.pieces, at=at)
    models = [bench.likes[normal_tag(one.like)][0] if one.like else bench.main for one in asked]
    made = make(parts, asked, models=models, store=store, place=bench.main.place.code, occasion=occasion,
                oldest=min(row.received_at for row in bench.rows.values()))  # fmt: skip
    facts = {row.pk: part for row, part in zip(made, parts, strict=True)}
    write_lines(work, made, facts, came_out=True, first=1 + len(bench.pieces))
    work.state = WorkState.DONE.value
    work.wanted = []
    work.save(update_fields=["state", "wanted", "decided_at", "decided_by_name"])
    hand_papers_on(work, [piece.id for piece in bench.pieces], made, parts)
    note_work(
        actor, "inventory.work_done", work, at=at, kind=work.kind, tags=[piece.tag for piece in bench.pieces],
        made=[row.tag for row in made], loss_mg=work.loss_mg, loss_reason=work.loss_reason,
    )  # fmt: skip
    return WorkDone(work.number, work.state, tuple(row.tag for row in made))


def _holder(work: Work) -> str:
    return f"work:{work.pk}"
