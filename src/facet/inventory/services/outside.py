"""Goods go to a laboratory or a factory with a note, and the note ends when they are back, lost or not sent after all.

The pieces stand at the store's place "laboratory" or "factory" and cannot be sold there. Source: R322.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory.errors import NotOurGoods, OutsideNotPossible, OutsideUnknown, TransferWeightDiffers
from facet.inventory.models import OutsideLine, OutsideNote
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import grams
from facet.inventory.rules.outside import (
    OUTSIDE_LINE_WORDS,
    PARTIES,
    PLACES,
    PREFIXES,
    PURPOSES,
    SENDINGS,
    NoteState,
    OutsideKind,
    OutsideLineState,
    note_state,
    refuse_unless_open,
    weight_differs,
)
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.words import Ownership
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.selectors.references import store_named
from facet.inventory.services.movement import Occasion, end_reservations, refuse_unless_here, write_movements
from facet.inventory.services.places import place_that_takes_in, places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.inventory.services.virtual_places import virtual_place
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.organisation.services import TaskIn

SEND = InventoryPermission.SEND_OUTSIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideItem:
    """One scanned piece; `weight_mg` is what the scale says now, None when nobody weighed."""

    tag: str
    weight_mg: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideIn:
    """Pieces of one store for one party, what shall be done, and until when. Codes and tags."""

    kind: str
    store: str
    partner: str
    purpose: str
    expected_on: date
    items: tuple[OutsideItem, ...]
    seal: str = ""
    note: str = ""


@unit_of_work
def send_outside(*, actor: Actor, operation: OperationKey, request: OutsideIn, at: datetime) -> str:
    """Send pieces to a laboratory or factory; the number of the note. All or none.

    The store gets a to-do for the day they are expected. Raises: NotPermitted, NotFound, Invalid, PieceUnknown,
    PieceNotAvailable, PieceElsewhere, PieceReserved, NotOurGoods, TransferWeightDiffers. Locks: pieces by id, the
    number series.
    """
    act = operations.begin(operation, kind="inventory.send_outside", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, SEND)
    kind = _checked(request)
    store = store_named(actor, request.store, permission=SEND)
    if request.expected_on < local_date(at, store.time_zone):
        raise Invalid(field="expected_on", reason=gettext_noop("they cannot be expected before today"))
    partner = _party(request.partner, kind)
    pieces = lock_pieces([item.tag for item in request.items])
    refuse_unless_here(pieces, store_id=store.id, holder="", at=at)
    scales = {normal_tag(item.tag): item.weight_mg for item in request.items}
    _refuse_unfit(pieces, scales)
    row = _opened(actor, request, kind, store, partner.pk, at=at)
    place = virtual_place(PLACES[kind], store_id=store.id)
    occasion = Occasion(actor=actor, at=at, document=row.number)
    write_movements(pieces, kind=SENDINGS[kind], place_id=place.pk, store_id=store.id, occasion=occasion)
    end_reservations(pieces, at=at)
    OutsideLine.objects.bulk_create(
        OutsideLine(
            note=row, line_no=number, piece_id=piece.id, tag=piece.tag, state=OutsideLineState.OUT.value,
            out_weight_mg=scales[piece.tag] or piece.gross_weight_mg,
        )
        for number, piece in enumerate(pieces, start=1)
    )  # fmt: skip
    _call_for(actor, row, partner.name, at=at)
    note_outside(actor, "inventory.goods_sent_outside", row, at=at, partner=partner.name, purpose=row.purpose,
                 tags=[piece.tag for piece in pieces])  # fmt: skip
    act.finish(number=row.number)
    return row.number


@unit_of_work
def cancel_outside(*, actor: Actor, operation: OperationKey, number: str, reason: str, at: datetime) -> str:
    """Bring back what never left the house after all; only while nothing of the note came back. Its number.

    Raises: NotPermitted, OutsideUnknown, OutsideNotPossible, Invalid. Locks: the note, pieces by id.
    """
    act = operations.begin(operation, kind="inventory.cancel_outside", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    row = lock_note(actor, number)
    _refuse_no_reason(reason)
    if row.state != NoteState.OUT:
        raise OutsideNotPossible(number=row.number, reason=gettext_noop("some of it is back already"))
    lines = list(row.lines.order_by("line_no"))
    pieces = lock_pieces(list(current_tags(lines).values()))
    occasion = Occasion(actor=actor, at=at, document=row.number, reason=reason[:120])
    home = place_that_takes_in(store_id=row.store_id)
    write_movements(pieces, kind=MovementKind.BACK_IN, place_id=home, store_id=row.store_id, occasion=occasion)
    for line in lines:
        line.state, line.back_at = OutsideLineState.CANCELLED.value, at
    OutsideLine.objects.bulk_update(lines, ["state", "back_at"])
    close_when_over(actor, row, at=at)
    note_outside(actor, "inventory.outside_cancelled", row, at=at, reason=reason)
    act.finish(number=row.number)
    return row.number


@unit_of_work
def lose_outside(
    *, actor: Actor, operation: OperationKey, number: str, tags: Sequence[str], reason: str, at: datetime
) -> str:
    """Write off pieces that a laboratory or factory never gave back; the note's number.

    Raises: NotPermitted, OutsideUnknown, OutsideNotPossible, Invalid. Locks: the note, pieces by id.
    """
    act = operations.begin(operation, kind="inventory.lose_outside", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    row = lock_note(actor, number)
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=row.store_id)
    _refuse_no_reason(reason)
    lines = lines_out(row, tags)
    pieces = lock_pieces(list(lines))
    occasion = Occasion(actor=actor, at=at, document=row.number, reason=reason[:120])
    loss = places_of_store(store_id=row.store_id)[PlaceKind.LOSS.value.upper()]
    write_movements(pieces, kind=MovementKind.NOT_BACK, place_id=loss.pk, store_id=row.store_id, occasion=occasion)
    for line in lines.values():
        line.state, line.back_at, line.remark = OutsideLineState.LOST.value, at, reason[:120]
    OutsideLine.objects.bulk_update(lines.values(), ["state", "back_at", "remark"])
    close_when_over(actor, row, at=at)
    note_outside(actor, "inventory.lost_outside", row, at=at, reason=reason, tags=list(lines))
    act.finish(number=row.number)
    return row.number


@joins_unit_of_work
def lock_note(actor: Actor, number: str) -> OutsideNote:
    """The open note, locked, of a store in reach. Raises: NotPermitted, OutsideUnknown, OutsideNotPossible.

    Locks: the note. Queries: 1.
    """
    require(actor, SEND)
    rows = OutsideNote.objects.select_related("store", "partner").select_for_update(of=("self",))
    row = rows.filter(number=number.strip().upper()).first()
    if row is None or not actor.may(SEND, store_id=row.store_id):
        raise OutsideUnknown(number=number, key=number)
    refuse_unless_open(row.state, number=row.number)
    return row


@joins_unit_of_work
def lines_out(note: OutsideNote, tags: Sequence[str]) -> dict[str, OutsideLine]:
    """The lines of `tags` that are outside, by the tag that the piece carries. Raises: Invalid, OutsideNotPossible.

    Queries: 1.
    """
    if not tags:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece"))
    lines = {line.piece.tag: line for line in note.lines.select_related("piece").order_by("line_no")}
    found: dict[str, OutsideLine] = {}
    for tag in map(normal_tag, tags):
        line = lines.get(tag)
        if line is None:
            raise OutsideNotPossible(number=note.number, reason=gettext_noop("a scanned piece is not on this note"),
                                     tag=tag, field="items")  # fmt: skip
        if line.state != OutsideLineState.OUT:
            reason = OUTSIDE_LINE_WORDS[OutsideLineState(line.state)]
            raise OutsideNotPossible(number=f"{note.number} {tag}", reason=reason, tag=tag, field="items")
        found[tag] = line
    return found


@joins_unit_of_work
def current_tags(lines: Sequence[OutsideLine]) -> dict[int, str]:
    """The tags that the pieces of lines carry now. Queries: 1."""
    rows = OutsideLine.objects.filter(pk__in=[line.pk for line in lines])
    return dict(rows.values_list("piece_id", "piece__tag"))


@joins_unit_of_work
def close_when_over(actor: Actor, note: OutsideNote, *, at: datetime) -> None:
    """Write the note's state after its lines, and take its to-do off the list when nothing is outside. Queries: 3."""
    note.state = note_state(list(note.lines.values_list("state", flat=True))).value
    over = note.state not in (NoteState.OUT, NoteState.PARTLY)
    note.closed_at = at if over else None
    note.save(update_fields=["state", "closed_at", "fee_cents"])
    if over:
        organisation_services.close_task(actor, key=f"outside:{note.pk}", at=at)


@joins_unit_of_work
def note_outside(actor: Actor, action: str, row: OutsideNote, *, at: datetime, **facts: Any) -> None:
    """One row of the audit and one event for those who hear of goods outside. Queries: 2."""
    audit_services.record(
        actor, action, at=at, subject=("inventory.outside_note", row.pk, row.number),
        store=(row.store_id, row.store.name), **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, number=row.number, store_id=row.store_id)


def _checked(request: OutsideIn) -> OutsideKind:
    if request.kind not in set(OutsideKind):
        raise Invalid(field="kind", reason=gettext_noop("choose laboratory or factory"))
    kind = OutsideKind(request.kind)
    if request.purpose not in PURPOSES[kind]:
        raise Invalid(field="purpose", reason=gettext_noop("choose what shall be done there"))
    if not request.items:
        raise Invalid(field="items", reason=gettext_noop("scan at least one piece"))
    return kind


def _refuse_no_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))


@joins_unit_of_work
def _party(code: str, kind: OutsideKind) -> Any:
    """The active partner `code` that does such work. Raises: NotFound. Queries: 1."""
    partners = OutsideNote._meta.get_field("partner").related_model._default_manager  # a traversal downwards
    row = partners.filter(code=code.strip().upper(), kind__in=PARTIES[kind], is_active=True).first()
    if row is None:
        raise NotFound(key=code)
    return row


def _refuse_unfit(pieces: Sequence[PieceForSale], scales: dict[str, int | None]) -> None:
    for piece in pieces:
        if piece.ownership != Ownership.OWN:
            raise NotOurGoods(tag=piece.tag, field="items")
        scale = scales[piece.tag]
        if weight_differs(piece.gross_weight_mg, scale):
            raise TransferWeightDiffers(
                tag=piece.tag, scale=grams(scale or 0), paper=grams(piece.gross_weight_mg), field="items"
            )


@joins_unit_of_work
def _opened(
    actor: Actor, request: OutsideIn, kind: OutsideKind, store: StoreRow, partner_id: int, *, at: datetime
) -> OutsideNote:
    month = at.astimezone(ZoneInfo(store.time_zone)).strftime("%y%m")
    number = organisation_services.next_number(f"inventory.outside_{kind.value}", scope=month)
    return OutsideNote.objects.create(
        number=f"{PREFIXES[kind]}-{month}-{number:04d}", kind=kind.value, state=NoteState.OUT.value,
        store_id=store.id, partner_id=partner_id, purpose=request.purpose, expected_on=request.expected_on,
        sent_at=at, sent_by_key=actor.key, sent_by_name=actor.name[:60], seal=request.seal[:40],
        note=request.note[:200],
    )  # fmt: skip


@joins_unit_of_work
def _call_for(actor: Actor, row: OutsideNote, partner: str, *, at: datetime) -> None:
    task = TaskIn(
        key=f"outside:{row.pk}", kind="inventory.outside",
        title=gettext_noop("Fetch the pieces of {number} from {partner}"),
        facts={"number": row.number, "partner": partner}, url=reverse("inventory:outside_note", args=[row.number]),
        icon="building-factory", store_id=row.store_id, due_on=row.expected_on,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
