"""Goods come in: one delivery, many pieces, every fact of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from facet.audit import services as audit_services
from facet.inventory.errors import TagTaken
from facet.inventory.models import (
    Certificate,
    CostPart,
    Piece,
    PieceMetal,
    PieceMovement,
    PieceName,
    PieceStone,
    Place,
)
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.receiving import PieceIn, Settled, settled
from facet.inventory.rules.sounds import sounds_of
from facet.inventory.rules.states import MovementKind, PieceState
from facet.inventory.rules.tags import normal_certificate
from facet.inventory.selectors.references import defaults_of, references_of, store_named, supplier_named
from facet.inventory.selectors.taken import refuse_taken
from facet.inventory.services.month_guard import refuse_locked_month
from facet.inventory.services.movement import Occasion
from facet.inventory.services.places import place_among, places_of_store
from facet.kernel import operations, outbox
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow

BATCH = 500  # rows a statement
LISTED = 200  # tags that the audit row names


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveRequest:
    """One delivery into one store. `store`, `place` and `supplier` are codes; no place: where goods go first."""

    store: str
    pieces: tuple[PieceIn, ...]
    place: str = ""
    supplier: str = ""
    batch: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: the receipt's number and each new piece's id and tag, in the order asked."""

    document: str
    pieces: tuple[tuple[int, str], ...]


@unit_of_work
def receive_pieces(*, actor: Actor, operation: OperationKey, request: ReceiveRequest, at: datetime) -> Received:
    """Take a delivery into stock; all of its pieces or none.

    Net weights are computed or checked (F1), names made by law (F5), gaps filled from style and category.
    Raises: NotFound, NotPermitted, PlaceUnknown, TagUnfit, TagTaken, EpcTaken, CertificateTaken, PieceUnfit,
    WeightsDisagree, PurityNotLegal, MonthLocked. Locks: the operation. Queries: 24 at most for one box of goods.
    """
    act = operations.begin(operation, kind="inventory.receive_pieces", actor=actor, at=at)
    if act.done:
        return Received(act.result["document"], tuple((key, tag) for key, tag in act.result["pieces"]))
    require(actor, InventoryPermission.RECEIVE_PIECES)
    store = store_named(actor, request.store, permission=InventoryPermission.RECEIVE_PIECES)
    document = request.document or f"R-{str(act.id)[:8].upper()}"
    rows = put_into_stock(request, store=store, occasion=Occasion(actor=actor, at=at, document=document))
    audit_services.record(
        actor,
        "inventory.pieces_received",
        at=at,
        subject=("inventory.receipt", act.id, document),
        store=(store.id, store.name),
        pieces=len(rows),
        net_weight_mg=sum(row.net_weight_mg for row in rows),
        supplier=request.supplier,
        batch=request.batch,
        tags=[row.tag for row in rows[:LISTED]],
    )
    outbox.publish("inventory.pieces_received", at=at, store_id=store.id, document=document, pieces=len(rows))
    act.finish(document=document, pieces=[[row.pk, row.tag] for row in rows])
    return Received(document, tuple((row.pk, row.tag) for row in rows))


@joins_unit_of_work
def put_into_stock(
    request: ReceiveRequest, *, store: StoreRow, occasion: Occasion, made_in: Place | None = None
) -> list[Piece]:
    """Write the pieces of a delivery with everything that belongs to them, without asking for a right.

    `made_in` is the place "in works" of pieces that we made ourselves. Raises: as receive_pieces.
    """
    refuse_locked_month([store.id], at=occasion.at)
    places = places_of_store(store_id=store.id)
    place = place_among(places, request.place, store_name=store.name)
    supplier_id = supplier_named(request.supplier)
    on = occasion.at.astimezone(ZoneInfo(store.time_zone)).date()
    references = references_of(request.pieces, on=on)
    facts: list[Settled] = []
    rows: list[Piece] = []
    for piece in request.pieces:
        defaults, category_id, style_id = defaults_of(piece, references)
        fact = settled(piece, defaults=defaults, grades=references.grades)
        facts.append(fact)
        rows.append(
            Piece(
                **_columns(piece, fact),
                category_id=category_id,
                style_id=style_id,
                supplier_id=supplier_id,
                batch=request.batch,
                received_at=occasion.at,
                state=PieceState.IN_STOCK.value,
                place=place,
                store_id=store.id,
            )
        )
    refuse_taken(facts, request.pieces)
    try:
        Piece.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:  # another delivery took the tag between the look and the write
        raise TagTaken(tag=", ".join(row.tag for row in rows[:3])) from error
    _write_details(request.pieces, facts, rows)
    kind = MovementKind.MADE if made_in else MovementKind.RECEIVED
    _write_first_movements(rows, kind=kind, origin=made_in or places["SUPPLIER"], occasion=occasion)
    _write_names(facts)
    return rows


def _columns(piece: PieceIn, fact: Settled) -> dict[str, Any]:
    own = ("colour", "circumference_tenths", "length_mm", "engraving", "is_new_product", "note")
    decided = (
        "tag", "epc", "form", "legal_name", "legal_name_en", "metal", "fineness_e4", "gross_weight_mg", "net_weight_mg",
        "price_basis", "price_item_id", "tag_price_cents", "labour_kind", "labour_value", "cost_cents",
    )  # fmt: skip
    return {
        **{name: getattr(piece, name) for name in own},
        **{name: getattr(fact, name) for name in decided},
        "ownership": str(piece.ownership),
    }


def _write_details(pieces: Sequence[PieceIn], facts: Sequence[Settled], rows: Sequence[Piece]) -> None:
    """Stones, metals, papers and cost parts. Queries: at most 4 for each 500 lines."""
    stones: list[PieceStone] = []
    metals: list[PieceMetal] = []
    papers: list[Certificate] = []
    costs: list[CostPart] = []
    for piece, fact, row in zip(pieces, facts, rows, strict=True):
        for place, stone in enumerate(piece.stones):
            columns = {name: getattr(stone, name) for name in _STONE}
            stones.append(PieceStone(piece=row, line_no=place + 1, is_main=place == fact.main_stone, **columns))
        for place, metal in enumerate(piece.metals):
            columns = {name: getattr(metal, name) for name in ("metal", "fineness_e4", "weight_mg", "colour")}
            metals.append(PieceMetal(piece=row, line_no=place + 1, **columns))
        for paper in piece.certificates:
            papers.append(
                Certificate(
                    piece=row,
                    lab=paper.lab.upper(),
                    number=normal_certificate(paper.number),
                    kind=str(paper.kind),
                    issued_on=paper.issued_on,
                    inscription=paper.inscription,
                )
            )
        costs.extend(CostPart(piece=row, kind=str(kind), cents=cents) for kind, cents in piece.costs)
    PieceStone.objects.bulk_create(stones, batch_size=BATCH)
    PieceMetal.objects.bulk_create(metals, batch_size=BATCH)
    Certificate.objects.bulk_create(papers, batch_size=BATCH)
    CostPart.objects.bulk_create(costs, batch_size=BATCH)


_STONE = (
    "kind", "count", "carat_mct", "shape", "colour", "clarity", "cut", "treatment", "depth_bp", "table_bp",
    "measurements", "price_cents_per_ct", "cost_cents", "ownership",
)  # fmt: skip


def _write_first_movements(rows: Sequence[Piece], *, kind: MovementKind, origin: Place, occasion: Occasion) -> None:
    PieceMovement.objects.bulk_create(
        (
            PieceMovement(
                piece=row,
                sequence=1,
                kind=kind.value,
                to_state=row.state,
                from_place=origin,
                to_place_id=row.place_id,
                store_id=row.store_id,
                document=occasion.document,
                actor_key=occasion.actor.key,
                actor_name=occasion.actor.name,
                via=occasion.actor.via,
                till_id=occasion.actor.till_id,
                at=occasion.at,
                reason=occasion.reason,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


def _write_names(facts: Sequence[Settled]) -> None:
    """Teach the till's search every name it has not met."""
    names = {fact.legal_name: fact.legal_name_en for fact in facts}
    known = set(PieceName.objects.filter(name__in=names).values_list("name", flat=True))
    fresh = [
        PieceName(name=name, name_en=english, sounds=sounds_of(name))
        for name, english in names.items()
        if name not in known
    ]
    PieceName.objects.bulk_create(fresh, ignore_conflicts=True)
