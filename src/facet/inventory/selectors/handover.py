"""Trays as they change hands: what should lie there, what was signed, and what a scale says is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from facet.inventory.errors import PlaceUnknown
from facet.inventory.models import Handover, Piece, PieceMovement, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.handover import verdict
from facet.inventory.rules.states import VIRTUAL, PieceState, PlaceKind
from facet.inventory.rules.tray import OnTray, TrayCheck, check_tray
from facet.inventory.selectors.references import store_named
from facet.kernel.permissions import Actor, require
from facet.organisation.selectors import StoreRow

RIGHT = InventoryPermission.HAND_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayRow:
    """One place with what the books have there, and its newest hand-over of the morning or evening asked for."""

    place_id: int
    code: str
    name: str
    depth: int
    capacity: int | None
    tare_mg: int
    responsible: str
    book_pieces: int
    book_weight_mg: int
    counted: int | None = None
    scale_weight_mg: int | None = None
    seal: str = ""
    given_by: str = ""
    taken_by: str = ""
    at: datetime | None = None
    verdict: str = ""

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.book_pieces >= self.capacity


def trays(viewer: Actor, *, store: str, kind: str, on: date) -> tuple[StoreRow, list[TrayRow]]:
    """The places of a store in which pieces lie, or that were signed for, as they stand at this hand-over.

    Raises: NotPermitted, NotFound. Queries: 4.
    """
    require(viewer, RIGHT)
    where = store_named(viewer, store, permission=RIGHT)
    rows = Place.objects.filter(store=where.id, is_open=True).select_related("responsible").order_by("path")
    sums = {place: (n, mg) for place, n, mg in _lying(Q(store=where.id)).values_list("place_id", "n", "mg")}
    signed = {each.place_id: each for each in Handover.objects.filter(store=where.id, on=on, kind=kind).order_by("at")}
    unreal = {*VIRTUAL, PlaceKind.STORE}
    shown = [row for row in rows if row.kind not in unreal and (row.pk in sums or row.pk in signed)]
    return where, [_row(row, sums.get(row.pk, (0, 0)), signed.get(row.pk)) for row in shown]


def _lying(where: Q) -> Any:
    rows = Piece.objects.filter(where, state=PieceState.IN_STOCK.value).order_by()
    return rows.values("place_id").annotate(n=Count("pk"), mg=Sum("gross_weight_mg", default=0))


def _row(place: Place, book: tuple[int, int], signed: Handover | None) -> TrayRow:
    facts: dict[str, Any] = {}
    if signed is not None:
        said = verdict(
            book_pieces=signed.book_pieces, book_mg=signed.book_weight_mg, counted=signed.counted_pieces,
            scale_mg=signed.scale_weight_mg,
        )  # fmt: skip
        facts = {
            "counted": signed.counted_pieces, "scale_weight_mg": signed.scale_weight_mg, "seal": signed.seal,
            "given_by": signed.given_by_name, "taken_by": signed.taken_by_name, "at": signed.at, "verdict": said.value,
        }  # fmt: skip
    return TrayRow(
        place_id=place.pk, code=place.code, name=place.name, depth=place.depth, capacity=place.capacity,
        tare_mg=place.tare_mg or 0, responsible=place.responsible.name if place.responsible else "",
        book_pieces=book[0], book_weight_mg=book[1], **facts,
    )  # fmt: skip


def book_of(place_id: int) -> tuple[int, int]:
    """Pieces and total milligrams that should lie in one place. Queries: 1."""
    sums = Piece.objects.filter(place=place_id, state=PieceState.IN_STOCK.value).aggregate(
        n=Count("pk"), mg=Sum("gross_weight_mg", default=0)
    )
    return sums["n"], sums["mg"]


def place_to_weigh(viewer: Actor, place_id: int) -> Place:
    """A real place of a store in reach. Raises: PlaceUnknown. Queries: 1."""
    row: Place | None = Place.objects.select_related("store").filter(pk=place_id).first()
    if row is None or row.kind in VIRTUAL or not viewer.may(RIGHT, store_id=row.store_id):
        raise PlaceUnknown(place=str(place_id), store="", key=str(place_id))
    return row


def weigh_tray(viewer: Actor, place_id: int, *, scale_mg: int, limit_mg: int = 5) -> TrayCheck:
    """Which of the pieces that should lie in a place are most likely missing, by what a scale says.

    Raises: NotPermitted, PlaceUnknown. Queries: 2. Source: F44, M3.
    """
    require(viewer, RIGHT)
    place = place_to_weigh(viewer, place_id)
    return check_tray(_on_tray(place.pk), scale_mg=scale_mg, tare_mg=place.tare_mg or 0, limit_mg=limit_mg)


def _on_tray(place_id: int) -> Sequence[OnTray]:
    last = PieceMovement.objects.filter(piece=OuterRef("pk"), sequence=OuterRef("sequence")).values("at")[:1]
    rows = Piece.objects.filter(place=place_id, state=PieceState.IN_STOCK.value).annotate(moved_at=Subquery(last))
    found = rows.order_by("pk").values_list("tag", "gross_weight_mg", "moved_at")
    return [OnTray(tag, mg, int(at.timestamp()) if at else 0) for tag, mg, at in found]
