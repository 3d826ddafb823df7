"""Goods come back from a laboratory or factory: scanned and weighed, papers and fees noted, what changed made new.

A piece whose weight or fineness was changed is another piece under another tag: the old one went into it, so that
every book keeps the grams it wrote. Metal that the factory added comes from its supplier's side. Source: R322, F45.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from facet.inventory.errors import CertificateTaken
from facet.inventory.models import Certificate, CostPart, OutsideLine, OutsideNote, Piece, Work
from facet.inventory.rules.metal import AccountRef, MetalKind, MetalPosting, Owner, fine_of
from facet.inventory.rules.outside import OutsideKind, OutsideLineState, Purpose, weight_differs
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.rules.tags import normal_certificate, normal_tag
from facet.inventory.rules.words import CertificateKind, CostKind
from facet.inventory.rules.works import Loss, LossReason, Part, WorkKind, WorkState, remade
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.selectors.references import store_named
from facet.inventory.selectors.work_facts import parts_of, rows_of
from facet.inventory.services.metal import post_metal
from facet.inventory.services.movement import Occasion, write_movements
from facet.inventory.services.outside import SEND, close_when_over, lines_out, lock_note, note_outside
from facet.inventory.services.places import place_among, places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.inventory.services.virtual_places import virtual_place
from facet.inventory.services.works_steps import (
    PartIn,
    hand_papers_on,
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
from facet.kernel.money import split_by_largest_remainder
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow

_KINDS = {
    Purpose.GRADING: CertificateKind.GRADING,
    Purpose.IDENTIFICATION: CertificateKind.IDENTIFICATION,
    Purpose.RECHECK: CertificateKind.IDENTIFICATION,
    Purpose.PURITY: CertificateKind.PURITY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackItem:
    """One piece that came back. `is_changed`: the factory gave it another weight, fineness or size, on purpose.

    Units: mg, ten-thousandths, 0.1 mm.
    """

    tag: str
    weight_mg: int | None = None
    lab: str = ""
    certificate: str = ""
    is_changed: bool = False
    new_tag: str = ""
    fineness_e4: int | None = None
    circumference_tenths: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideReceipt:
    """What came back of note `number`, what was paid for it, and where it goes ("": where goods come in)."""

    number: str
    items: tuple[BackItem, ...]
    fee_cents: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """What a receipt found. `made` are the new tags of changed pieces."""

    number: str
    state: str
    back: tuple[str, ...]
    made: tuple[str, ...]
    differences: tuple[str, ...]


@unit_of_work
def receive_outside(*, actor: Actor, operation: OperationKey, receipt: OutsideReceipt, at: datetime) -> CameBack:
    """Take back what came, may be done again for the rest; the fee is shared alike and added to what each piece cost.

    Raises: NotPermitted, OutsideUnknown, OutsideNotPossible, Invalid, PlaceUnknown, CertificateTaken, WorkNotPossible,
    TagTaken. Locks: the note, pieces by id, metal accounts by id.
    """
    act = operations.begin(operation, kind="inventory.receive_outside", actor=actor, at=at)
    if act.done:
        kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in act.result.items()}
        return CameBack(**kept)
    note = lock_note(actor, receipt.number)
    items = {normal_tag(item.tag): item for item in receipt.items}
    _refuse_unfit(note, items)
    lines = lines_out(note, list(items))
    store = store_named(actor, note.store.code, permission=SEND)
    place = place_among(places_of_store(store_id=store.id), receipt.place, store_name=store.name)
    pieces = {piece.tag: piece for piece in lock_pieces(list(lines))}
    fees = dict(zip(lines, split_by_largest_remainder(receipt.fee_cents, [1] * len(lines)), strict=True))
    occasion = Occasion(actor=actor, at=at, document=note.number)
    plain = [pieces[tag] for tag in lines if not items[tag].is_changed]
    if plain:
        write_movements(plain, kind=MovementKind.BACK_IN, place_id=place.pk, store_id=store.id, occasion=occasion)
    _add_fees([pieces[piece.tag] for piece in plain], fees, note)
    made: list[str] = []
    for tag, line in lines.items():
        _settle(line, items[tag], fees[tag], at=at)
        _resize(pieces[tag], items[tag])
        if items[tag].is_changed:
            changed = _Changed(store, note, pieces[tag], items[tag], fees[tag], place.code)
            child = _remake(changed, act.id, occasion)
            line.became, line.state = child, OutsideLineState.REMADE.value
            made.append(child.tag)
        _certify(line, note, items[tag], line.became_id or line.piece_id)
    OutsideLine.objects.bulk_update(lines.values(), _COLUMNS)
    note.fee_cents += receipt.fee_cents
    close_when_over(actor, note, at=at)
    differences = tuple(tag for tag, line in lines.items() if line.differs)
    note_outside(
        actor, "inventory.goods_back_from_outside", note, at=at, tags=list(lines), differences=list(differences),
        made=made, fee_cents=receipt.fee_cents,
    )  # fmt: skip
    back = CameBack(number=note.number, state=note.state, back=tuple(lines), made=tuple(made), differences=differences)
    act.finish(number=back.number, state=back.state, back=list(back.back), made=made, differences=list(differences))
    return back


_COLUMNS = ["state", "back_weight_mg", "differs", "back_at", "fee_cents", "certificate", "became", "remark"]


@dataclass(frozen=True, slots=True)
class _Changed:
    """One piece that the factory changed, with where it goes and what it cost."""

    store: StoreRow
    note: OutsideNote
    piece: PieceForSale
    item: BackItem
    fee_cents: int
    place: str


def _refuse_unfit(note: OutsideNote, items: Mapping[str, BackItem]) -> None:
    for item in items.values():
        if item.is_changed and note.kind != OutsideKind.FACTORY:
            raise Invalid(field="items", reason=gettext_noop("a laboratory changes nothing: note the weight only"))
        if item.is_changed and not item.weight_mg:
            raise Invalid(field="items", reason=gettext_noop("weigh a changed piece: its new tag needs the weight"))
        if item.fineness_e4 is not None and not item.is_changed:
            raise Invalid(field="items", reason=gettext_noop("another fineness is a change: mark the piece as changed"))


def _settle(line: OutsideLine, item: BackItem, fee_cents: int, *, at: datetime) -> None:
    line.state, line.back_at, line.back_weight_mg = OutsideLineState.BACK.value, at, item.weight_mg
    line.differs = not item.is_changed and weight_differs(line.out_weight_mg, item.weight_mg)
    line.fee_cents, line.remark = fee_cents, item.remark[:120]


def _resize(piece: PieceForSale, item: BackItem) -> None:
    if item.circumference_tenths and not item.is_changed:
        Piece.objects.filter(pk=piece.id).update(circumference_tenths=item.circumference_tenths)


@joins_unit_of_work
def _add_fees(pieces: Sequence[PieceForSale], fees: Mapping[str, int], note: OutsideNote) -> None:
    """What was paid becomes a part of what each piece cost: labour of a factory, "other" of a laboratory."""
    kind = CostKind.LABOUR if note.kind == OutsideKind.FACTORY else CostKind.OTHER
    for piece in pieces:
        if not fees[piece.tag]:
            continue
        part, _ = CostPart.objects.get_or_create(piece_id=piece.id, kind=kind.value, defaults={"cents": 0})
        part.cents += fees[piece.tag]
        part.save(update_fields=["cents"])
        Piece.objects.filter(pk=piece.id).update(cost_cents=(piece.cost_cents or 0) + fees[piece.tag])


@joins_unit_of_work
def _certify(line: OutsideLine, note: OutsideNote, item: BackItem, piece_id: int) -> None:
    """Hang the laboratory's paper on the piece. Raises: CertificateTaken, Invalid."""
    if not item.certificate.strip():
        return
    lab, number = (item.lab.strip() or note.partner.code).upper()[:24], normal_certificate(item.certificate)
    taken = Certificate.objects.filter(lab=lab, number=number).select_related("piece").first()
    if taken is not None and taken.piece_id != piece_id:
        raise CertificateTaken(lab=lab, number=number, tag=taken.piece.tag, field="items")
    if taken is None:
        kind = _KINDS.get(Purpose(note.purpose), CertificateKind.IDENTIFICATION)
        Certificate.objects.create(
            piece_id=piece_id, lab=lab, number=number, kind=kind.value,
            issued_on=local_date(line.back_at, note.store.time_zone) if line.back_at else None,
        )  # fmt: skip
    line.certificate = f"{lab} {number}"[:65]


@joins_unit_of_work
def _remake(changed: _Changed, operation: UUID, occasion: Occasion) -> Piece:
    """The old piece goes into a new one under a new tag; metal added comes from the supplier's side."""
    store, item = changed.store, changed.item
    row = rows_of([changed.piece.id])[changed.piece.id]
    refuse_unfit([changed.piece], {row.pk: row})
    before = parts_of([row])[row.pk]
    asked = PartIn(tag=item.new_tag, gross_weight_mg=item.weight_mg or 0, tag_price_cents=row.tag_price_cents)
    [tag] = named_parts([asked], base=row.tag)
    part, loss = remade(before, tag=tag, gross_mg=asked.gross_weight_mg, fineness_e4=item.fineness_e4,
                        fee_cents=changed.fee_cents)  # fmt: skip
    work = _written_down(changed, loss, occasion)
    write_lines(work, [row], {row.pk: before}, came_out=False, first=1)
    occasion = Occasion(actor=occasion.actor, at=occasion.at, document=work.number)
    works = virtual_place(PlaceKind.WORKS, store_id=store.id)
    write_movements([changed.piece], kind=MovementKind.USED, place_id=works.pk, store_id=store.id, occasion=occasion)
    [child] = make([part], [asked], models=[row], store=store, place=changed.place, occasion=occasion,
                   oldest=row.received_at)  # fmt: skip
    if item.circumference_tenths:
        Piece.objects.filter(pk=child.pk).update(circumference_tenths=item.circumference_tenths)
    write_lines(work, [child], {child.pk: part}, came_out=True, first=2)
    hand_papers_on(work, [row.pk], [child], [part])
    _book_added(operation, work, before, part, occasion, store_id=store.id, line_no=row.pk % 30_000)
    note_work(occasion.actor, "inventory.work_done", work, at=occasion.at, kind=work.kind, tags=[row.tag],
              made=[child.tag], loss_mg=work.loss_mg, added_mg=work.added_mg)  # fmt: skip
    return child


@joins_unit_of_work
def _written_down(changed: _Changed, loss: Loss, occasion: Occasion) -> Work:
    lost = max(0, loss.metal_mg)
    return Work.objects.create(
        number=next_work_number(changed.store, at=occasion.at), kind=WorkKind.REMADE.value,
        state=WorkState.DONE.value, store_id=changed.store.id, document=changed.note.number,
        loss_reason=LossReason.FACTORY.value if lost else "", loss_mg=lost, added_mg=max(0, -loss.metal_mg),
        fee_cents=changed.fee_cents, note=changed.item.remark[:200], made_at=occasion.at,
        made_by_key=occasion.actor.key, made_by_name=occasion.actor.name[:60],
    )  # fmt: skip


@joins_unit_of_work
def _book_added(
    operation: UUID, work: Work, before: Part, after: Part, occasion: Occasion, *, store_id: int, line_no: int
) -> None:
    """Metal that the factory added: from its side to the losses, which gave it to the new piece. Queries: 4 or 0."""
    if not work.added_mg or not after.metals:
        return
    alloy = max(after.metals, key=lambda line: line[1])[0]
    fine = fine_of(work.added_mg, alloy.fineness_e4)
    if len(before.metals) == 1 and before.metals[0][0] == alloy:
        # The same alloy: the difference of the two pieces, so that not a milligram of rounding stays behind.
        fine = fine_of(after.net_mg, alloy.fineness_e4) - fine_of(before.net_mg, alloy.fineness_e4)
    sides = [
        MetalPosting(
            account=AccountRef(owner.value, alloy.metal, store_id), fine_mg=sign * fine, net_mg=sign * work.added_mg,
            fineness_e4=alloy.fineness_e4, kind=MetalKind.ADDED.value, line_no=line_no,
        )
        for owner, sign in ((Owner.SUPPLIER, -1), (Owner.LOSS, 1))
    ]  # fmt: skip
    post_metal(actor=occasion.actor, operation=operation, postings=sides, document=work.number, at=occasion.at,
               store_id=store_id)  # fmt: skip
