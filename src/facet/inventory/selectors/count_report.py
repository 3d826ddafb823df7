"""A count as people look at it: the row, its progress while they scan, and the report of what differs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from facet.inventory.errors import CountUnknown
from facet.inventory.models import CountLine, CountScan, Piece, PieceMovement, Place, Reservation, Stocktake
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.count import (
    BOOKABLE,
    EXTRA,
    LIVE,
    MERGED,
    STATE_WORDS,
    VERDICT_WORDS,
    CountState,
    MissingFacts,
    Verdict,
    likely_cause,
)
from facet.inventory.rules.pictures import stand_in
from facet.inventory.rules.states import MOVEMENT_WORDS, PLACE_WORDS, VIRTUAL, MovementKind, PlaceKind
from facet.inventory.selectors.count_reckoning import Judged, Reckoning, reckon
from facet.kernel.permissions import Actor, require

TWIN_MG = 20  # two tags are likely swapped when the pieces weigh the same within this


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of the report. Signed pieces and mg; money in cents, `cost_cents` None without the switch."""

    verdict: str
    verdict_word: str  # English, translated where it is shown
    key: str
    code: str
    piece_id: int | None
    name: str
    name_en: str
    picture: str
    photo: str
    weight_mg: int
    place: str  # where the books have it; English words for places without a name
    seen_place: str
    seen_at: datetime | None
    seen_by: str
    quantity: int
    cost_cents: int | None
    tag_cents: int | None
    cause: str = ""
    cause_facts: Mapping[str, str] | None = None
    last_word: str = ""
    last_at: datetime | None = None
    last_by: str = ""
    can_book: bool = False
    is_booked: bool | None = None  # None until the count is settled
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport:
    """One count with everything that differs. Hidden while it is blind and open: then `differences` is None."""

    row: Stocktake
    state_word: str
    present: int
    expected: int
    present_mg: int
    expected_mg: int
    tally: Mapping[str, int]
    differences: tuple[Difference, ...] | None
    merged: tuple[Difference, ...]
    missing_cents: int | None
    missing_tag_cents: int
    counters: tuple[tuple[str, int], ...]  # name, scans that count
    digest: str
    scanners: frozenset[str]  # actor keys

    @property
    def is_live(self) -> bool:
        return self.row.state in LIVE

    @property
    def extra(self) -> int:
        return sum(self.tally.get(each, 0) for each in EXTRA)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountProgress:
    """What every counter sees while scanning. `expected` is None in a blind count."""

    number: str
    present: int
    expected: int | None
    present_mg: int
    expected_mg: int | None
    to_settle: int
    counters: tuple[tuple[str, int], ...]
    is_open: bool
    places: Mapping[int, tuple[int, int]]  # by place: seen there, expected there

    @property
    def left(self) -> int:
        """How many are still to be found; 0 in a blind count."""
        return max(0, (self.expected or 0) - self.present)


def counts_queryset(viewer: Actor) -> QuerySet[Stocktake]:
    """The counts of the stores in reach, newest first."""
    reach = viewer.scope(InventoryPermission.VIEW_STOCKTAKES)
    rows = Stocktake.objects.select_related("store")
    return rows if reach.store_ids is None else rows.filter(store__in=reach.store_ids)


def list_stocktakes(viewer: Actor, *, limit: int = 200) -> list[Stocktake]:
    """The newest counts of the stores in reach. Raises: NotPermitted. Queries: 1."""
    require(viewer, InventoryPermission.VIEW_STOCKTAKES)
    return list(counts_queryset(viewer).order_by("-opened_at", "-pk")[:limit])


def stocktake_row(
    viewer: Actor, stocktake_id: int, *, permission: str = InventoryPermission.VIEW_STOCKTAKES
) -> Stocktake:
    """One count. Raises: NotPermitted, CountUnknown. Queries: 1."""
    require(viewer, permission)
    reach = viewer.scope(permission)
    rows = Stocktake.objects.select_related("store").filter(pk=stocktake_id)
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    row = rows.first()
    if row is None:
        raise CountUnknown(key=str(stocktake_id))
    return row


def count_progress(viewer: Actor, stocktake_id: int, *, at: datetime) -> CountProgress:
    """How far the count is, for all who count. Raises: NotPermitted, CountUnknown. Queries: 11."""
    row = stocktake_row(viewer, stocktake_id, permission=InventoryPermission.STOCKTAKE)
    found = reckon(row, at=at)
    blind = row.is_blind and row.state == CountState.OPEN
    there: Counter[int] = Counter()
    wanted: Counter[int] = Counter()
    for each in found.judged:
        if each.place_id is not None and each.verdict in {Verdict.FOUND, Verdict.MISPLACED, Verdict.MISSING}:
            wanted[each.place_id] += 1
            there[each.place_id] += each.verdict != Verdict.MISSING
    pending = {Verdict.MISSING, Verdict.BULK_UNCOUNTED}
    return CountProgress(
        number=row.number,
        present=found.present,
        expected=None if blind else found.expected,
        present_mg=found.present_mg,
        expected_mg=None if blind else found.expected_mg,
        to_settle=sum(each.verdict not in pending for each in found.differences),
        counters=_counters(found.facts.scans),
        is_open=row.state == CountState.OPEN,
        places={} if blind else {pk: (there[pk], wanted[pk]) for pk in wanted},
    )


def get_stocktake(viewer: Actor, stocktake_id: int, *, at: datetime) -> CountReport:
    """One count with its report: reckoned anew until it is settled, then as it was settled.

    Raises: NotPermitted, CountUnknown. Queries: 15 at most while it is live, 5 afterwards.
    """
    row = stocktake_row(viewer, stocktake_id)
    if row.state not in LIVE:
        return _settled(viewer, row)
    found = reckon(row, at=at)
    hidden = row.is_blind and row.state == CountState.OPEN
    shown = () if hidden else found.differences
    facts = _Around.of(row, (*shown, *(each for each in found.judged if each.verdict in MERGED)), found)
    sees_cost = viewer.sees(COST)
    return CountReport(
        row=row,
        state_word=STATE_WORDS[CountState(row.state)],
        present=found.present,
        expected=found.expected,
        present_mg=found.present_mg,
        expected_mg=found.expected_mg,
        tally={verdict.value: number for verdict, number in found.tally.items()},
        differences=None if hidden else tuple(facts.line(each, sees_cost=sees_cost) for each in shown),
        merged=tuple(facts.line(each, sees_cost=sees_cost) for each in found.judged if each.verdict in MERGED),
        missing_cents=found.missing_cents if sees_cost else None,
        missing_tag_cents=sum(each.tag_cents or 0 for each in found.judged if each.verdict == Verdict.MISSING),
        counters=_counters(found.facts.scans),
        digest=found.digest,
        scanners=frozenset(each.actor_key for each in found.facts.scans),
    )


def _counters(scans: Sequence[CountScan]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.actor_name for each in scans).items(), key=lambda each: (-each[1], each[0])))


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the differences: names of places, last movements, holds, twins."""

    row: Stocktake
    places: Mapping[int, str]
    last: Mapping[int, Mapping[str, Any]]
    held: Mapping[int, str]
    counted: frozenset[int]
    extras: Sequence[Judged]

    @classmethod
    def of(cls, row: Stocktake, lines: Sequence[Judged], found: Reckoning) -> "_Around":
        """Queries: 4."""
        ids = [each.piece["id"] for each in lines if each.piece is not None]
        wanted = {each.place_id for each in lines} | {each.seen.place_id for each in lines if each.seen}
        rows = Place.objects.filter(pk__in=wanted - {None}).values_list("pk", "name", "code", "kind")
        places = {
            pk: PLACE_WORDS[PlaceKind(kind)] if kind in VIRTUAL else name or code for pk, name, code, kind in rows
        }
        moves = PieceMovement.objects.filter(piece__in=ids).order_by("piece", "sequence")
        last = {each["piece_id"]: each for each in moves.values("piece_id", "kind", "at", "actor_name")}
        holds = Reservation.objects.filter(piece__in=ids, released_at=None)
        held = {pk: label or holder for pk, label, holder in holds.values_list("piece_id", "holder_label", "holder")}
        earlier = CountScan.objects.filter(piece__in=ids).exclude(stocktake=row.pk).values_list("piece_id", flat=True)
        extras = [each for each in found.judged if each.verdict in EXTRA and each.piece is not None]
        return cls(row, places, last, held, frozenset(earlier), extras)

    def line(self, each: Judged, *, sees_cost: bool) -> Difference:
        piece, lot = each.piece, each.lot
        last = self.last.get(piece["id"], {}) if piece is not None else {}
        cause, filled = self._cause(each, last) if each.verdict == Verdict.MISSING else ("", {})
        return Difference(
            verdict=each.verdict.value,
            verdict_word=VERDICT_WORDS[each.verdict],
            key=each.key,
            code=each.code,
            piece_id=piece["id"] if piece else None,
            name=piece["legal_name"] if piece else lot.name if lot else "",
            name_en=piece["legal_name_en"] if piece else lot.name_en if lot else "",
            picture=stand_in(piece["form"], metal=piece["metal"], fineness_e4=piece["fineness_e4"]) if piece else "",
            photo=piece["photo"] if piece else "",
            weight_mg=piece["net_weight_mg"] if piece else each.weight_mg,
            place=self.places.get(each.place_id or 0, ""),
            seen_place=self.places.get((each.seen.place_id if each.seen else None) or 0, ""),
            seen_at=each.seen.at if each.seen else None,
            seen_by=each.seen.by if each.seen else "",
            quantity=each.quantity,
            cost_cents=each.cost_cents if sees_cost else None,
            tag_cents=each.tag_cents,
            cause=cause,
            cause_facts=filled,
            last_word=MOVEMENT_WORDS[MovementKind(last["kind"])] if last else "",
            last_at=last.get("at"),
            last_by=last.get("actor_name", ""),
            can_book=each.can_be_booked,
        )

    def _cause(self, each: Judged, last: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
        assert each.piece is not None
        twin = next((one.code for one in self.extras if _alike(one.piece or {}, each.piece)), "")
        facts = MissingFacts(
            self.held.get(each.piece["id"], ""),
            last.get("kind", ""),
            last.get("at", self.row.opened_at),
            each.piece["id"] in self.counted,
            twin,
        )
        return likely_cause(facts, opened_at=self.row.opened_at)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    same_name: bool = one.get("legal_name") == other["legal_name"]
    return same_name and bool(abs(one["net_weight_mg"] - other["net_weight_mg"]) <= TWIN_MG)


def _settled(viewer: Actor, row: Stocktake) -> CountReport:
    """The report of a count that is over, from what was written down. Queries: 3."""
    lines = CountLine.objects.filter(stocktake=row.pk).select_related("piece", "lot", "place", "seen_place")
    sees_cost = viewer.sees(COST)
    rows = list(lines.order_by("pk"))
    scans = list(CountScan.objects.filter(stocktake=row.pk, undoes=None).only("actor_key", "actor_name"))
    missing = [each for each in rows if each.verdict == Verdict.MISSING]
    return CountReport(
        row=row,
        state_word=STATE_WORDS[CountState(row.state)],
        present=row.found,
        expected=row.expected,
        present_mg=0,
        expected_mg=0,
        tally=dict(Counter(each.verdict for each in rows)),
        differences=tuple(_written(each, sees_cost=sees_cost) for each in rows),
        merged=(),
        missing_cents=sum(each.cost_cents or 0 for each in missing) if sees_cost else None,
        missing_tag_cents=sum(each.tag_cents or 0 for each in missing),
        counters=_counters(scans),
        digest="",
        scanners=frozenset(each.actor_key for each in scans),
    )


def _written(row: CountLine, *, sees_cost: bool) -> Difference:
    piece: Piece | None = row.piece
    return Difference(
        verdict=row.verdict,
        verdict_word=VERDICT_WORDS[Verdict(row.verdict)],
        key=row.code,
        code=row.code,
        piece_id=row.piece_id,
        name=piece.legal_name if piece else row.lot.name if row.lot else "",
        name_en=piece.legal_name_en if piece else row.lot.name_en if row.lot else "",
        picture=stand_in(piece.form, metal=piece.metal, fineness_e4=piece.fineness_e4) if piece else "",
        photo=piece.photo if piece else "",
        weight_mg=piece.net_weight_mg if piece else row.weight_mg,
        place=_words(row.place),
        seen_place=_words(row.seen_place),
        seen_at=row.seen_at,
        seen_by=row.seen_by,
        quantity=row.quantity,
        cost_cents=row.cost_cents if sees_cost else None,
        tag_cents=row.tag_cents,
        can_book=row.verdict in BOOKABLE,
        is_booked=row.is_booked,
        reason=row.reason,
    )


def _words(place: Place | None) -> str:
    if place is None:
        return ""
    return PLACE_WORDS[PlaceKind(place.kind)] if place.kind in VIRTUAL else str(place)
