"""Scans come in: from several tablets at once, late, twice, in any order; each is written down once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from facet.inventory.models import BulkBalance, BulkLot, CountScan, Piece, PieceMovement, Place, RetiredTag, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.count import LIVE, PRESENT, Scope, Seen, Verdict, find, moment_of, standing_scans
from facet.inventory.rules.pictures import stand_in
from facet.inventory.rules.states import MovementKind, PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.count_facts import scope_of, tracks_of, under_each
from facet.inventory.services.count import lock_count, refuse_unless_in
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

MOST = 2_000  # scans of one batch: what a tablet gathers in a quarter of an hour without the server


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanIn:
    """One scan of a device: what it read and when by its own clock; or `undoes`, the scan it takes back.

    `place` is the code of the tray that was being counted, "" when nobody said. `quantity` and `weight_mg`
    belong to bulk goods. `client_id` is the device's: the same id is the same scan.
    """

    client_id: UUID
    code: str
    scanned_at: datetime
    place: str = ""
    quantity: int | None = None
    weight_mg: int | None = None
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchIn:
    """What a device sends at once. `sent_at` is its clock on sending, so that a wrong clock does no harm."""

    scans: tuple[ScanIn, ...]
    sent_at: datetime
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAnswer:
    """What one scan met, for the screen: a verdict, or "already" and "undone"; who was first, where it should be."""

    client_id: UUID
    answer: str  # a Verdict, "already" or "undone"
    code: str
    piece_id: int | None = None
    name: str = ""
    name_en: str = ""
    weight_mg: int = 0
    place_id: int | None = None  # where the books have it
    store_id: int | None = None
    at: datetime | None = None  # of the scan before, or of the sale
    by: str = ""
    photo: str = ""
    picture: str = ""


class _Known(NamedTuple):
    """What the words of a batch name: pieces and lots by code, places of the scope by code."""

    pieces: Mapping[str, dict[str, Any]]
    lots: Mapping[str, BulkLot]
    places: Mapping[str, int]


@unit_of_work
def record_scans(*, actor: Actor, stocktake_id: int, batch: BatchIn, at: datetime) -> list[ScanAnswer]:
    """Write down a batch of scans and say what each met, in the order sent. The same batch again changes nothing.

    Raises: NotPermitted, CountUnknown, CountNotOpen, Invalid. Locks: the count; no piece, so no sale waits.
    Queries: 9 at most.
    """
    row = lock_count(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
    refuse_unless_in(row, LIVE)
    if not batch.scans or len(batch.scans) > MOST:
        raise Invalid(field="scans", reason=gettext_noop("send from 1 to 2,000 scans at once"))
    scope = scope_of(row, under_each(row.store_id))
    codes = {normal_tag(each.code) for each in batch.scans if each.undoes is None}
    known = _known(codes, _places(row, batch.scans))
    before = _scans_beside(row, batch, known)
    written = {each.client_id for each in before}
    fresh: dict[UUID, CountScan] = {}
    for each in _rows(row, batch, known, scope, at):
        if each.client_id not in written:
            each.actor_key, each.actor_name = actor.key, actor.name
            fresh.setdefault(each.client_id, each)
    CountScan.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return _answers(row, batch, known, scope, [*before, *fresh.values()])


@joins_unit_of_work
def _scans_beside(row: Stocktake, batch: BatchIn, known: _Known) -> list[CountScan]:
    """The earlier scans that matter: of the same pieces, of the same ids, and all that take one back. Queries: 1."""
    pieces = {each["id"] for each in known.pieces.values()}
    beside = Q(piece__in=pieces) | Q(undoes__isnull=False) | Q(client_id__in=[each.client_id for each in batch.scans])
    return list(CountScan.objects.filter(beside, stocktake=row.pk).order_by("pk"))


@joins_unit_of_work
def _known(codes: set[str], places: Mapping[str, int]) -> _Known:
    """The pieces by tag, chip or former tag, and the lots. Queries: 1, and 2 more when something is left over."""
    columns = ("id", "tag", "epc", "category_id", "legal_name", "legal_name_en", "net_weight_mg", "state", "store_id",
               "place_id", "photo", "form", "metal", "fineness_e4")  # fmt: skip
    rows = Piece.objects.filter(Q(tag__in=codes) | Q(epc__in=codes)).order_by("pk").values(*columns)
    pieces = {code: row for row in rows for code in (row["tag"], row["epc"]) if code in codes}
    left = codes - set(pieces)
    if not left:
        return _Known(pieces, {}, places)
    lots = {each.sku: each for each in BulkLot.objects.filter(sku__in=left)}
    former = dict(RetiredTag.objects.filter(tag__in=left).values_list("tag", "piece_id"))
    if former:
        by_id = {row["id"]: row for row in Piece.objects.filter(pk__in=former.values()).values(*columns)}
        pieces |= {tag: by_id[piece_id] for tag, piece_id in former.items()}
    return _Known(pieces, lots, places)


@joins_unit_of_work
def _places(row: Stocktake, scans: Sequence[ScanIn]) -> dict[str, int]:
    """The ids of the places of the scope by code. Queries: 1."""
    if not any(each.place for each in scans):
        return {}
    return dict(Place.objects.filter(pk__in=row.place_ids).values_list("code", "pk"))


def _rows(row: Stocktake, batch: BatchIn, known: _Known, scope: Scope, at: datetime) -> list[CountScan]:
    rows = []
    for each in batch.scans:
        code = normal_tag(each.code)
        piece, lot = known.pieces.get(code), known.lots.get(code)
        place_id = known.places.get(each.place.strip().upper()) if each.place else None
        if lot is not None and each.undoes is None:
            _refuse_uncounted(each)
            place_id = place_id or _place_of(lot, scope)
        rows.append(
            CountScan(
                stocktake_id=row.pk, client_id=each.client_id, undoes=each.undoes, code=code,
                piece_id=piece["id"] if piece else None, lot_id=lot.pk if lot else None, place_id=place_id,
                quantity=each.quantity if lot else None, weight_mg=each.weight_mg if lot else None,
                scanned_at=moment_of(each.scanned_at, sent_at=batch.sent_at, at=at, opened_at=row.opened_at),
                recorded_at=at, device=batch.device[:60],
            )
        )  # fmt: skip
    return rows


def _refuse_uncounted(scan: ScanIn) -> None:
    if scan.quantity is None or scan.weight_mg is None:
        raise Invalid(field="quantity", reason=gettext_noop("bulk goods are counted in pieces and in grams"))


@joins_unit_of_work
def _place_of(lot: BulkLot, scope: Scope) -> int:
    """Where bulk goods were counted when nobody said: where most of the lot lies in the scope. Queries: 1."""
    rows = BulkBalance.objects.filter(lot=lot, place__in=scope.places, is_virtual=False)
    found = rows.order_by("-weight_mg", "pk").values_list("place_id", flat=True).first()
    return min(scope.places) if found is None else int(found)


@joins_unit_of_work
def _answers(
    row: Stocktake, batch: BatchIn, known: _Known, scope: Scope, scans: Sequence[CountScan]
) -> list[ScanAnswer]:
    """What each scan of the batch met. Queries: 1."""
    pieces = {each["id"]: each for each in known.pieces.values()}
    tracks = tracks_of(pieces, opened_at=row.opened_at)
    sold = _sold_at([pk for pk, each in pieces.items() if each["state"] == PieceState.SOLD])
    standing = standing_scans((each.client_id, each.undoes) for each in scans)
    first: dict[int, CountScan] = {}
    for scan in sorted(scans, key=lambda each: each.scanned_at):
        if scan.piece_id is not None and scan.client_id in standing:
            first.setdefault(scan.piece_id, scan)
    by_id = {each.client_id: each for each in scans}
    answers = []
    for wanted in batch.scans:
        scan = by_id[wanted.client_id]
        piece = pieces.get(scan.piece_id or 0)
        lot = known.lots.get(scan.code)
        if scan.undoes is not None or scan.client_id not in standing:
            answers.append(ScanAnswer(client_id=scan.client_id, answer="undone", code=scan.code))
        elif piece is not None:
            earlier = first.get(piece["id"], scan)
            finding = find(tracks[piece["id"]], [_seen(scan)], scope=scope)
            verdict = Verdict.UNKNOWN if finding is None else finding.verdict
            answers.append(_met(scan, piece, verdict, earlier, sold.get(piece["id"])))
        elif lot is not None:
            answers.append(
                ScanAnswer(
                    client_id=scan.client_id, answer=Verdict.FOUND.value, code=lot.sku, name=lot.name,
                    name_en=lot.name_en, weight_mg=scan.weight_mg or 0,
                )
            )  # fmt: skip
        else:
            answers.append(ScanAnswer(client_id=scan.client_id, answer=Verdict.UNKNOWN.value, code=scan.code))
    return answers


@joins_unit_of_work
def _sold_at(piece_ids: Sequence[int]) -> dict[int, datetime]:
    """When each piece was sold last. Queries: 1, or 0 for none."""
    if not piece_ids:
        return {}
    rows = PieceMovement.objects.filter(piece__in=piece_ids, kind=MovementKind.SOLD.value).order_by("sequence")
    return dict(rows.values_list("piece_id", "at"))


def _seen(scan: CountScan) -> Seen:
    return Seen(scan.scanned_at, scan.client_id, scan.place_id, scan.actor_name)


def _met(
    scan: CountScan, piece: Mapping[str, Any], verdict: Verdict, earlier: CountScan, sold: datetime | None
) -> ScanAnswer:
    """What a scan met: the verdict, or that somebody had counted the piece before."""
    is_again = earlier.client_id != scan.client_id and verdict in PRESENT | {Verdict.MOVED_MEANWHILE}
    at, by = (earlier.scanned_at, earlier.actor_name) if is_again else (sold, "")
    return ScanAnswer(
        client_id=scan.client_id,
        answer="already" if is_again else verdict.value,
        code=piece["tag"],
        piece_id=piece["id"],
        name=piece["legal_name"],
        name_en=piece["legal_name_en"],
        weight_mg=piece["net_weight_mg"],
        place_id=piece["place_id"],
        store_id=piece["store_id"],
        at=at,
        by=by,
        photo=piece["photo"],
        picture=stand_in(piece["form"], metal=piece["metal"], fineness_e4=piece["fineness_e4"]),
    )
