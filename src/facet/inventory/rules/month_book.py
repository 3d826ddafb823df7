"""The month book: opening + in − out = closing, in pieces, grams and cost. Pure.

Goods on the road belong to the sender until they arrive, so that all stores together are the chain.
Source: R323; docs/algorithms/month_book.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.kernel.errors import gettext_noop


class BookColumn(StrEnum):
    """What happened to goods in a month."""

    OPENING = "opening"
    CORRECTED = "corrected"
    RECEIVED = "received"
    TRANSFERRED_IN = "transferred_in"
    RETURNED = "returned"
    FOUND = "found"
    SOLD = "sold"
    TRANSFERRED_OUT = "transferred_out"
    WRITTEN_OFF = "written_off"
    REFINED = "refined"
    SENT_BACK = "sent_back"
    MADE = "made"
    USED = "used"


COLUMN_WORDS = {
    BookColumn.OPENING: gettext_noop("Opening"),
    BookColumn.CORRECTED: gettext_noop("Corrections of locked months"),
    BookColumn.RECEIVED: gettext_noop("Goods received"),
    BookColumn.TRANSFERRED_IN: gettext_noop("Transferred in"),
    BookColumn.RETURNED: gettext_noop("Returned by customers"),
    BookColumn.FOUND: gettext_noop("Goods found again"),
    BookColumn.SOLD: gettext_noop("Sold"),
    BookColumn.TRANSFERRED_OUT: gettext_noop("Transferred out"),
    BookColumn.WRITTEN_OFF: gettext_noop("Booked as lost"),
    BookColumn.REFINED: gettext_noop("Melted, dismantled"),
    BookColumn.SENT_BACK: gettext_noop("Back to suppliers"),
    BookColumn.MADE: gettext_noop("Made in works"),
    BookColumn.USED: gettext_noop("Used in works"),
}
OUT = frozenset(
    {
        BookColumn.SOLD,
        BookColumn.TRANSFERRED_OUT,
        BookColumn.WRITTEN_OFF,
        BookColumn.REFINED,
        BookColumn.SENT_BACK,
        BookColumn.USED,
    }
)
FLOWS = tuple(column for column in BookColumn if column not in (BookColumn.OPENING, BookColumn.CORRECTED))
AWAY = frozenset(
    {PlaceKind.CUSTOMER.value, PlaceKind.SUPPLIER.value, PlaceKind.LOSS.value, PlaceKind.WORKS.value, None}
)
_COMES = {
    MovementKind.RETURNED: BookColumn.RETURNED,
    MovementKind.FOUND: BookColumn.FOUND,
    MovementKind.MADE: BookColumn.MADE,
    MovementKind.UNUSED: BookColumn.MADE,
}
_GOES = {
    MovementKind.SOLD: BookColumn.SOLD,
    MovementKind.MELTED: BookColumn.REFINED,
    MovementKind.DISMANTLED: BookColumn.REFINED,
    MovementKind.SENT_BACK: BookColumn.SENT_BACK,
    MovementKind.USED: BookColumn.USED,
    MovementKind.UNMADE: BookColumn.USED,
}


class Goods(NamedTuple):
    """An amount of goods. Units: pieces, mg, cents at cost."""

    pieces: int = 0
    net_mg: int = 0
    cost_cents: int = 0

    def plus(self, other: "Goods") -> "Goods":
        return Goods(self.pieces + other.pieces, self.net_mg + other.net_mg, self.cost_cents + other.cost_cents)

    def minus(self, other: "Goods") -> "Goods":
        return Goods(self.pieces - other.pieces, self.net_mg - other.net_mg, self.cost_cents - other.cost_cents)


NONE = Goods()


class BookKey(NamedTuple):
    """One store and category."""

    store_id: int
    category_id: int


class Move(NamedTuple):
    """Goods that changed their place, added up: from and to (place kind, store; None: not told by this row)."""

    kind: str
    from_kind: str | None
    from_store: int | None
    to_kind: str
    to_store: int | None
    category_id: int
    goods: Goods


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book: every column as a positive amount, whichever way it went."""

    columns: Mapping[str, Goods]

    def of(self, column: BookColumn) -> Goods:
        return self.columns.get(column.value, NONE)

    @property
    def closing(self) -> Goods:
        """Opening + corrections + in − out."""
        total = NONE
        for name, goods in self.columns.items():
            total = total.minus(goods) if BookColumn(name) in OUT else total.plus(goods)
        return total


def columns_of(moves: Iterable[Move]) -> dict[BookKey, dict[str, Goods]]:
    """What each store and category gained and lost by the moves, column by column."""
    book: dict[BookKey, dict[str, Goods]] = {}

    def add(store: int | None, category: int, column: BookColumn, goods: Goods) -> None:
        if store is not None:
            line = book.setdefault(BookKey(store, category), {})
            line[column.value] = line.get(column.value, NONE).plus(goods)

    for move in moves:
        was, is_now = move.from_kind not in AWAY, move.to_kind not in AWAY
        if is_now and not was:
            column = _COMES.get(MovementKind(move.kind), BookColumn.RECEIVED)
            add(move.to_store, move.category_id, column, move.goods)
        elif was and not is_now:
            column = _GOES.get(MovementKind(move.kind), BookColumn.WRITTEN_OFF)
            add(move.from_store, move.category_id, column, move.goods)
        elif was and move.from_store != move.to_store:
            add(move.from_store, move.category_id, BookColumn.TRANSFERRED_OUT, move.goods)
            add(move.to_store, move.category_id, BookColumn.TRANSFERRED_IN, move.goods)
    return book


def change_of(columns: Mapping[str, Goods]) -> Goods:
    """What the flows of a line change, signed: in less out."""
    return BookLine({name: goods for name, goods in columns.items() if BookColumn(name) in FLOWS}).closing


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def previous_month(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
