"""The month book as people look at it: locked months as they were locked, open ones from the movements.

An open month is rolled back from what is held now. What happened to a locked month after its lock, a late
paper or another cost, stands in the first open month as a correction, so that the months always chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from facet.inventory.models import MonthLine, MonthLock
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.month_book import (
    NONE,
    BookColumn,
    BookKey,
    BookLine,
    Goods,
    change_of,
    columns_of,
    next_month,
)
from facet.inventory.selectors.month_flows import goods_now, moves_between
from facet.kernel.permissions import Actor, require

VIEW = InventoryPermission.VIEW_COSTING
Lines = dict[BookKey, BookLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRow:
    """The lock of a month of one store, if it is locked, and who asked to open it again."""

    id: int
    store_id: int
    month: date
    locked_by: str
    locked_at: Any
    asked_by: str
    asked_by_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class MonthBook:
    """One month: its lines in reach, and which stores have locked it. `sees_cost` False: cost is not shown."""

    month: date
    lines: Lines
    locks: Mapping[int, LockRow]
    sees_cost: bool


def month_book(viewer: Actor, *, month: date) -> MonthBook:
    """The book of the month that begins on `month`, of the stores in reach.

    Raises: NotPermitted. Queries: 4 when all stores locked it, else 10.
    """
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    locks = month_locks(month)
    lines = locked_lines([lock.id for lock in locks.values()])
    lines |= {key: line for key, line in open_lines(month).items() if key.store_id not in locks}
    seen = {key: line for key, line in lines.items() if stores is None or key.store_id in stores}
    return MonthBook(month, seen, locks, viewer.sees(COST))


def month_locks(month: date) -> dict[int, LockRow]:
    """The stores that have locked the month. Queries: 1."""
    rows = MonthLock.objects.filter(month=month, reopened_at=None).order_by("store__code")
    return {row.store_id: _lock(row) for row in rows}


def _lock(row: MonthLock) -> LockRow:
    return LockRow(
        id=row.pk, store_id=row.store_id, month=row.month, locked_by=row.locked_by_name, locked_at=row.locked_at,
        asked_by=row.asked_by_name, asked_by_key=row.asked_by_key, reason=row.reason,
    )  # fmt: skip


def locked_lines(lock_ids: list[int]) -> Lines:
    """The lines as they were locked. Queries: 1, 0 without a lock."""
    if not lock_ids:
        return {}
    found: dict[BookKey, dict[str, Goods]] = {}
    rows = MonthLine.objects.filter(lock__in=lock_ids).values_list(
        "lock__store_id", "category_id", "column", "pieces", "net_mg", "cost_cents"
    )
    for store, category, column, *goods in rows:
        found.setdefault(BookKey(store, category), {})[column] = Goods(*goods)
    return {key: BookLine(columns) for key, columns in found.items()}


def last_locked() -> dict[int, date]:
    """The newest locked month of each store. Queries: 1."""
    rows = MonthLock.objects.filter(reopened_at=None).order_by().values_list("store")
    return dict(rows.annotate(Max("month")))


def open_lines(month: date) -> Lines:
    """The month as the movements say, chained to what was locked before it. Queries: 9."""
    until = next_month(month)
    within = columns_of(moves_between(month, until))
    after = columns_of(moves_between(until, None))
    held = goods_now()
    locked = {store: last for store, last in last_locked().items() if last < month}
    frozen = locked_lines([row.id for row in _newest_locks(locked)])
    lines: Lines = {}
    for key in held.keys() | within.keys() | after.keys() | frozen.keys():
        columns = dict(within.get(key, {}))
        true_start = held.get(key, NONE).minus(change_of(after.get(key, {}))).minus(change_of(columns))
        opening = _chained(key, true_start, locked, frozen, month)
        columns[BookColumn.OPENING.value] = opening
        if true_start != opening:
            columns[BookColumn.CORRECTED.value] = true_start.minus(opening)
        line = BookLine({name: goods for name, goods in columns.items() if any(goods)})
        if line.columns:
            lines[key] = line
    return lines


def _chained(key: BookKey, true_start: Goods, locked: Mapping[int, date], frozen: Lines, month: date) -> Goods:
    """The opening: the closing of the month before when that one is locked, else what the movements say.

    With open months between, their corrections stand in the first of them and are part of this opening.
    """
    last = locked.get(key.store_id)
    if last is None or next_month(last) != month:
        return true_start
    return frozen[key].closing if key in frozen else NONE


def _newest_locks(locked: Mapping[int, date]) -> list[LockRow]:
    rows = MonthLock.objects.filter(reopened_at=None, month__in=set(locked.values()))
    return [_lock(row) for row in rows if locked.get(row.store_id) == row.month]
