"""A work is undone as long as nothing of it moved on: what was made is gone, what went in lies where it lay."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from facet.inventory.errors import WorkEnded, WorkMovedOn, WorkUnknown
from facet.inventory.models import Certificate, Piece, Place, Reservation, RetiredTag, TagPriceChange, Work, WorkLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import VIRTUAL, MovementKind, PieceState, PlaceKind
from facet.inventory.rules.works import WORK_WORDS, WorkKind, WorkState
from facet.inventory.selectors.for_sale import tags_of
from facet.inventory.services.movement import Occasion, write_movements
from facet.inventory.services.places import place_that_takes_in
from facet.inventory.services.sale import lock_pieces
from facet.inventory.services.virtual_places import virtual_place
from facet.inventory.services.works_steps import lock_work, note_work
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

DO = InventoryPermission.WORK_GOODS


@unit_of_work
def undo_work(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> str:
    """Take a work back; its number. The tags that came out stay taken for ever.

    Raises: NotPermitted, WorkUnknown, WorkEnded, WorkMovedOn, Invalid. Locks: the work, pieces by id.
    """
    act = operations.begin(operation, kind="inventory.undo_work", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, DO)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    row = lock_work(number)
    if not actor.may(DO, store_id=row.store_id):
        raise WorkUnknown(number=number, key=number)
    if row.state != WorkState.DONE or row.kind == WorkKind.REMADE:
        raise WorkEnded(number=row.number, state=WORK_WORDS[WorkState(row.state)])
    _put_back(row, Occasion(actor=actor, at=at, document=row.number, reason=reason[:120]))
    row.state, row.undone_at, row.undone_by_name = WorkState.UNDONE.value, at, actor.name[:60]
    row.save(update_fields=["state", "undone_at", "undone_by_name"])
    note_work(actor, "inventory.work_undone", row, at=at, reason=reason)
    act.finish(number=row.number)
    return row.number


@joins_unit_of_work
def _put_back(work: Work, occasion: Occasion) -> None:
    lines = list(WorkLine.objects.filter(work=work).select_related("place"))
    came = [line.piece_id for line in lines if line.came_out]
    # All at once, so that two works on the same pieces wait for each other in one order.
    tags = tags_of([line.piece_id for line in lines])
    pieces = {piece.id: piece for piece in lock_pieces(list(tags.values()))}
    _refuse_moved_on(work, came)
    works = virtual_place(PlaceKind.WORKS, store_id=work.store_id)
    write_movements([pieces[key] for key in came], kind=MovementKind.UNMADE, place_id=works.pk,
                    store_id=work.store_id, occasion=occasion)  # fmt: skip
    door = place_that_takes_in(store_id=work.store_id)
    homes: dict[int, list[int]] = {}
    for line in lines:
        if not line.came_out:
            homes.setdefault(_home(line.place, door), []).append(line.piece_id)
    for place_id, keys in homes.items():
        write_movements([pieces[key] for key in keys], kind=MovementKind.UNUSED, place_id=place_id,
                        store_id=work.store_id, occasion=occasion)  # fmt: skip
    for note in work.wanted:
        for paper_id, piece_id in note.get("papers", ()):
            Certificate.objects.filter(pk=paper_id).update(piece=piece_id)
    WorkLine.objects.filter(work=work).update(is_live=False)


def _home(place: Place | None, door: int) -> int:
    """Where a piece lay, if that place still takes goods."""
    return place.pk if place and place.is_open and place.kind not in VIRTUAL else door


@joins_unit_of_work
def _refuse_moved_on(work: Work, came: list[int]) -> None:
    """Refuse when a piece that came out is not as the work left it. Raises: WorkMovedOn. Queries: 1."""
    held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
    changed = Q(pk__in=TagPriceChange.objects.values("piece")) | Q(pk__in=RetiredTag.objects.values("piece"))
    as_left = Piece.objects.filter(~Exists(held), pk__in=came, state=PieceState.IN_STOCK, sequence=1, in_set=None)
    fresh = set(as_left.exclude(changed).values_list("pk", flat=True))
    if moved := sorted(set(came) - fresh):
        raise WorkMovedOn(number=work.number, tags=", ".join(tags_of(moved).values()))
