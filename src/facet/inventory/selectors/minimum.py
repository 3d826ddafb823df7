"""What stores have against what they should have, and for how long it was too little."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from facet.catalog import selectors as catalog_selectors
from facet.inventory.models import BulkBalance, Piece, Reservation, StockLimit, StockShortage
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.minimum import Level, days_short, is_due, level, wanted
from facet.inventory.rules.states import PieceState
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require

LOOKED_BACK = timedelta(days=90)
SUGGESTED = 20  # pieces a suggestion names at most


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """One minimum with what is there now. `days_out`: days without any, of the last ninety."""

    id: int
    store_id: int
    store_code: str
    store_name: str
    store_name_en: str
    kind: str  # category, style, lot
    code: str
    name: str
    name_en: str
    least: int
    most: int | None
    warn_on: date | None
    pieces: int
    level: Level
    wanted: int
    is_due: bool
    days_out: int


def list_minimums(viewer: Actor, *, at: datetime, on: date, only: str = "", store: str = "") -> list[LimitRow]:
    """The open minimums of the stores in reach, what is worst first. `only` is a Level, or "due".

    Raises: NotPermitted. Queries: 5, and 1 with styles.
    """
    require(viewer, InventoryPermission.SET_MINIMUMS)
    stores = viewer.scope(InventoryPermission.SET_MINIMUMS).store_ids
    limits = open_limits() if stores is None else open_limits().filter(store__in=stores)
    rows = rows_of([row for row in limits if not store or row.store.code == store], at=at, on=on)
    order = {Level.OUT: 0, Level.LOW: 1, Level.OVER: 2, Level.FINE: 3}
    shown = [row for row in rows if not only or row.level == only or (only == "due" and row.is_due)]
    return sorted(shown, key=lambda row: (order[row.level], not row.is_due, row.store_code, row.code))


def open_limits() -> Any:
    """Every open minimum with its store and what it is of. Queries: 0."""
    rows = StockLimit.objects.filter(is_open=True).select_related("store", "category", "style", "lot")
    return rows.order_by("pk")


def rows_of(limits: Iterable[StockLimit], *, at: datetime, on: date) -> list[LimitRow]:
    """The limits with what is there now. Queries: 5."""
    found = list(limits)
    have = pieces_there(found)
    spans = _spans([row.pk for row in found], at=at)
    return [_row(limit, have[limit.pk], spans[limit.pk], at=at, on=on) for limit in found]


def pieces_there(limits: Sequence[StockLimit]) -> Mapping[int, int]:
    """Pieces in stock by the limit's id; a category counts with everything under it. Queries: 4."""
    stores = {row.store_id for row in limits}
    in_stock = Piece.objects.filter(state=PieceState.IN_STOCK.value, store__in=stores).order_by()
    by_kind = in_stock.values_list("store_id", "category_id").annotate(n=Count("pk"))
    categories = catalog_selectors.category_facts()
    branches: dict[tuple[int, str], int] = defaultdict(int)
    for store_id, category_id, count in by_kind:
        for code in categories[category_id].path_codes:
            branches[store_id, code] += count
    styles = {row.style_id for row in limits if row.style_id}
    by_style = in_stock.filter(style__in=styles).values_list("store_id", "style_id").annotate(n=Count("pk"))
    of_style = {(store_id, style_id): count for store_id, style_id, count in by_style}
    lots = {row.lot_id for row in limits if row.lot_id}
    held = BulkBalance.objects.filter(lot__in=lots, store__in=stores, is_virtual=False).order_by()
    of_lot = {
        (store_id, lot_id): quantity
        for store_id, lot_id, quantity in held.values_list("store_id", "lot_id").annotate(n=Sum("quantity"))
    }
    return {row.pk: _there(row, branches, of_style, of_lot) for row in limits}


def _there(row: StockLimit, branches: Mapping[Any, int], styles: Mapping[Any, int], lots: Mapping[Any, int]) -> int:
    if row.category is not None:
        return branches.get((row.store_id, row.category.code), 0)
    if row.style_id is not None:
        return styles.get((row.store_id, row.style_id), 0)
    return lots.get((row.store_id, row.lot_id), 0)


def _spans(limit_ids: Sequence[int], *, at: datetime) -> dict[int, list[tuple[datetime, datetime | None]]]:
    recent = Q(ended_at=None) | Q(ended_at__gte=at - LOOKED_BACK)
    rows = StockShortage.objects.filter(recent, limit__in=limit_ids, kind=StockShortage.Kind.OUT)
    spans: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for limit_id, begin, end in rows.values_list("limit_id", "began_at", "ended_at"):
        spans[limit_id].append((begin, end))
    return spans


def _row(
    limit: StockLimit, pieces: int, spans: Sequence[tuple[datetime, datetime | None]], *, at: datetime, on: date
) -> LimitRow:
    kind = "category" if limit.category_id else "style" if limit.style_id else "lot"
    thing: Any = getattr(limit, kind)
    return LimitRow(
        id=limit.pk,
        store_id=limit.store_id,
        store_code=limit.store.code,
        store_name=limit.store.name,
        store_name_en=limit.store.name_en,
        kind=kind,
        code=thing.sku if kind == "lot" else thing.code,
        name=thing.name,
        name_en=thing.name_en,
        least=limit.least,
        most=limit.most,
        warn_on=limit.warn_on,
        pieces=pieces,
        level=level(pieces, least=limit.least, most=limit.most),
        wanted=wanted(pieces, least=limit.least, most=limit.most),
        is_due=is_due(limit.warn_on, on),
        days_out=days_short(spans, since=at - LOOKED_BACK, at=at),
    )


def find_limit(viewer: Actor, limit_id: int) -> StockLimit:
    """One open minimum of a store in reach. Raises: NotFound. Queries: 1."""
    row = open_limits().filter(pk=limit_id).first()
    if row is None or not viewer.may(InventoryPermission.SET_MINIMUMS, store_id=row.store_id):
        raise NotFound(key=str(limit_id))
    found: StockLimit = row
    return found


def shortage_of(viewer: Actor, limit_id: int, *, at: datetime, on: date) -> LimitRow:
    """One minimum with what is there now. Raises: NotFound. Queries: 6."""
    return rows_of([find_limit(viewer, limit_id)], at=at, on=on)[0]


@dataclass(frozen=True, slots=True)
class Source:
    """The store that can best spare what another lacks, and which of its pieces, the oldest first."""

    store_code: str
    tags: tuple[str, ...]


def source_for(viewer: Actor, limit_id: int, *, at: datetime, on: date) -> Source | None:
    """From where a store's shortage can be filled: the store with most pieces above its own minimum.

    Pieces that somebody keeps are left out. None when nobody can spare any, and for bulk goods.
    Raises: NotFound. Queries: 9.
    """
    limit = find_limit(viewer, limit_id)
    row = rows_of([limit], at=at, on=on)[0]
    if limit.lot_id is not None or not row.wanted:
        return None
    kept_for = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None, expires_at__gt=at)
    here = Piece.objects.filter(_same_thing(limit), state=PieceState.IN_STOCK.value, ownership="own")
    free = here.filter(~Exists(kept_for)).exclude(store=limit.store_id)
    counts = free.order_by().values_list("store_id", "store__code").annotate(n=Count("pk"))
    kept = {(each.store_id): each.least for each in open_limits() if _alike(each, limit)}
    spare = sorted(((n - kept.get(store_id, 0), code) for store_id, code, n in counts), reverse=True)
    if not spare or spare[0][0] < 1:
        return None
    count, code = spare[0]
    tags = free.filter(store__code=code).order_by("received_at", "pk").values_list("tag", flat=True)
    return Source(code, tuple(tags[: min(count, row.wanted, SUGGESTED)]))


def _same_thing(limit: StockLimit) -> Q:
    if limit.style_id is not None:
        return Q(style=limit.style_id)
    facts = catalog_selectors.category_facts().values()
    code = limit.category.code if limit.category else ""
    return Q(category__in=[each.id for each in facts if code in each.path_codes])


def _alike(one: StockLimit, other: StockLimit) -> bool:
    return (one.category_id, one.style_id, one.lot_id) == (other.category_id, other.style_id, other.lot_id)
