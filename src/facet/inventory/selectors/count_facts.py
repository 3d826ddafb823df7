"""What a count is reckoned from: its scans, its scope, and where the books had each piece when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from facet.inventory.models import BulkBalance, BulkEntry, CountScan, Piece, PieceMovement, Place, Stocktake
from facet.inventory.rules.count import Quantity, Scope, Seen, Standing, Track, standing_scans
from facet.inventory.rules.states import PieceState

_PIECE = (
    "id", "tag", "legal_name", "legal_name_en", "category_id", "net_weight_mg", "gross_weight_mg", "cost_cents",
    "tag_price_cents", "price_item_id", "form", "metal", "fineness_e4", "photo", "state", "store_id", "place_id",
    "sequence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BulkFacts:
    """What one account holds now, what moved on it since the count of it, and what was counted last."""

    account_id: int
    lot_id: int
    place_id: int
    held: Quantity
    moved_since: Quantity
    counted: Quantity | None
    seen: Seen | None


@dataclass(frozen=True, slots=True)
class CountFacts:
    """Everything that `find` needs of one count. `pieces` are rows by id; `unknown` the codes nobody knows."""

    scope: Scope
    pieces: Mapping[int, Mapping[str, Any]]
    tracks: Mapping[int, Track]
    seen: Mapping[int, Sequence[Seen]]
    unknown: Mapping[str, Seen]
    bulk: Sequence[BulkFacts]
    scans: Sequence[CountScan]  # those that count, oldest first


def under_each(store_id: int) -> dict[int, frozenset[int]]:
    """For every place of a store the places that lie in it, itself included. Queries: 1."""
    rows = list(Place.objects.filter(store=store_id).order_by("path").values_list("pk", "path"))
    return {pk: frozenset(each for each, below in rows if below.startswith(path)) for pk, path in rows}


def scope_of(row: Stocktake, under: Mapping[int, frozenset[int]] | None = None) -> Scope:
    """The scope of a count as the rules see it. Queries: 0."""
    return Scope(row.store_id, frozenset(row.place_ids), frozenset(row.category_ids), under or {})


def count_facts(row: Stocktake) -> CountFacts:
    """The facts of one count as they are now. Queries: 8."""
    scope = scope_of(row, under_each(row.store_id))
    scans = counted_scans(row.pk)
    seen: dict[int, list[Seen]] = defaultdict(list)
    unknown: dict[str, Seen] = {}
    for scan in scans:
        if scan.piece_id is not None:
            seen[scan.piece_id].append(_seen(scan))
        elif scan.lot_id is None:
            unknown.setdefault(scan.code, _seen(scan))
    pieces = _pieces(row, scope, seen)
    tracks = tracks_of(pieces, opened_at=row.opened_at)
    return CountFacts(scope, pieces, tracks, seen, unknown, _bulk(row, scope, scans), scans)


def counted_scans(stocktake_id: int) -> list[CountScan]:
    """The scans of a count that nobody took back, by moment. Queries: 1."""
    rows = list(CountScan.objects.filter(stocktake=stocktake_id))
    standing = standing_scans((each.client_id, each.undoes) for each in rows)
    return sorted((each for each in rows if each.client_id in standing), key=lambda each: _seen(each)[:2])


def _seen(scan: CountScan) -> Seen:
    client_id = scan.client_id if isinstance(scan.client_id, UUID) else UUID(str(scan.client_id))
    return Seen(scan.scanned_at, client_id, scan.place_id, scan.actor_name)


def _pieces(row: Stocktake, scope: Scope, seen: Collection[int]) -> dict[int, dict[str, Any]]:
    """The pieces in the scope now, those that came or went since the opening, and those seen. Queries: 2."""
    inside = Q(store=row.store_id, state=PieceState.IN_STOCK.value, place__in=scope.places)
    moved = PieceMovement.objects.filter(store=row.store_id, at__gt=row.opened_at)
    touched = moved.filter(Q(from_place__in=scope.places) | Q(to_place__in=scope.places))
    wanted = inside | Q(pk__in={*touched.values_list("piece_id", flat=True), *seen})
    return {each["id"]: each for each in Piece.objects.filter(wanted).order_by("pk").values(*_PIECE)}


def tracks_of(pieces: Mapping[int, Mapping[str, Any]], *, opened_at: datetime) -> dict[int, Track]:
    """Where the books had each piece from the opening on. Queries: 1."""
    steps: dict[int, list[Standing]] = defaultdict(list)
    rows = PieceMovement.objects.filter(piece__in=list(pieces), at__gt=opened_at).order_by("piece", "sequence")
    for each in rows.values(
        "piece_id", "at", "from_state", "to_state", "from_place_id", "from_place__store_id", "to_place_id", "store_id"
    ):
        if not steps[each["piece_id"]]:
            place, store = each["from_place_id"] or 0, each["from_place__store_id"] or each["store_id"]
            steps[each["piece_id"]].append(Standing(opened_at, each["from_state"], store, place))
        after = Standing(each["at"], each["to_state"], each["store_id"], each["to_place_id"])
        steps[each["piece_id"]].append(after)
    return {
        pk: Track(
            pk,
            each["category_id"],
            tuple(steps.get(pk) or [Standing(opened_at, each["state"], each["store_id"], each["place_id"])]),
        )
        for pk, each in pieces.items()
    }


def _bulk(row: Stocktake, scope: Scope, scans: Iterable[CountScan]) -> list[BulkFacts]:
    """Every bulk account of the scope that holds something or was counted. Queries: 2."""
    counted = {(each.lot_id, each.place_id): each for each in scans if each.lot_id is not None}  # the last one stands
    accounts = BulkBalance.objects.filter(store=row.store_id, is_virtual=False)
    lots = {lot_id for lot_id, _ in counted}
    accounts = accounts.filter(Q(place__in=scope.places) | Q(lot__in=lots)).select_related("lot").order_by("pk")
    rows = [
        each for each in accounts
        if (each.lot_id, each.place_id) in counted
        or ((each.quantity or each.weight_mg) and each.place_id in scope.places and scope.takes(each.lot.category_id))
    ]  # fmt: skip
    later: dict[int, list[tuple[datetime, int, int]]] = defaultdict(list)
    entries = BulkEntry.objects.filter(account__in=[each.pk for each in rows], recorded_at__gt=row.opened_at)
    for account_id, *entry in entries.values_list("account_id", "recorded_at", "quantity", "weight_mg"):
        later[account_id].append(tuple(entry))  # type: ignore[arg-type]
    return [_bulk_facts(each, counted.get((each.lot_id, each.place_id)), later[each.pk]) for each in rows]


def _bulk_facts(row: BulkBalance, scan: CountScan | None, later: list[tuple[datetime, int, int]]) -> BulkFacts:
    since = [each for each in later if scan is not None and each[0] > scan.scanned_at]
    return BulkFacts(
        row.pk,
        row.lot_id,
        row.place_id,
        Quantity(row.quantity, row.weight_mg),
        Quantity(sum(each[1] for each in since), sum(each[2] for each in since)),
        None if scan is None else Quantity(scan.quantity or 0, scan.weight_mg or 0),
        None if scan is None else _seen(scan),
    )
