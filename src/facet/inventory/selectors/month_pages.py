"""The month book's pages: the stores it may show, and the papers behind one of its numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, Q

from facet.inventory.models import PieceMovement
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.month_book import AWAY, BookColumn, next_month
from facet.inventory.rules.states import MovementKind
from facet.inventory.rules.words import Ownership
from facet.kernel.clock import start_of_day
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow

VIEW = InventoryPermission.VIEW_COSTING
MOST = 500
_AWAY = Q(from_place__kind__in=[kind for kind in AWAY if kind]) | Q(from_place=None)
_GONE = Q(to_place__kind__in=[kind for kind in AWAY if kind])
_OTHER = ~Q(from_place__store=F("to_place__store"))
_KINDS = {
    BookColumn.RETURNED: (MovementKind.RETURNED,),
    BookColumn.FOUND: (MovementKind.FOUND,),
    BookColumn.SOLD: (MovementKind.SOLD,),
    BookColumn.WRITTEN_OFF: (MovementKind.MISSED, MovementKind.NOT_BACK),
    BookColumn.REFINED: (MovementKind.MELTED, MovementKind.DISMANTLED),
    BookColumn.SENT_BACK: (MovementKind.SENT_BACK,),
    BookColumn.MADE: (MovementKind.MADE, MovementKind.UNUSED),
    BookColumn.USED: (MovementKind.USED, MovementKind.UNMADE),
}


@dataclass(frozen=True, slots=True)
class BookedPiece:
    """One movement behind a number of the book. `cost_cents` None: not to be seen. Units: mg, cents."""

    at: datetime
    tag: str
    name: str
    name_en: str
    document: str
    actor_name: str
    net_mg: int
    cost_cents: int | None


def book_stores(viewer: Actor) -> dict[int, StoreRow]:
    """The stores whose books are in reach, closed ones too. Queries: 1."""
    require(viewer, VIEW)
    reach = viewer.scope(VIEW).store_ids
    rows = organisation_selectors.list_stores(viewer)
    return {row.id: row for row in rows if reach is None or row.id in reach}


def booked_pieces(viewer: Actor, *, month: date, store: str, category_id: int, column: BookColumn) -> list[BookedPiece]:
    """The pieces that make up one number, the newest first; bulk goods stand in their lot's ledger.

    Raises: NotPermitted, NotFound. Queries: 2.
    """
    place = next((row for row in book_stores(viewer).values() if row.code == store), None)
    if place is None:
        raise NotFound(key=store)
    rows = PieceMovement.objects.filter(
        _where(column, place.id), piece__ownership=Ownership.OWN.value, piece__category=category_id,
        at__gte=start_of_day(month, settings.TIME_ZONE), at__lt=start_of_day(next_month(month), settings.TIME_ZONE),
    ).order_by("-at", "-pk")  # fmt: skip
    sees = viewer.sees(COST)
    columns = ("at", "piece__tag", "piece__legal_name", "piece__legal_name_en", "document", "actor_name",
               "piece__net_weight_mg", "piece__cost_cents")  # fmt: skip
    return [
        BookedPiece(*row[:7], row[7] if sees else None)  # type: ignore[call-arg]
        for row in rows.values_list(*columns)[:MOST]
    ]


def _where(column: BookColumn, store_id: int) -> Q:
    """Which movements a column of the store is made of."""
    if column == BookColumn.TRANSFERRED_IN:
        return Q(store=store_id, to_place__store=store_id) & ~_AWAY & ~_GONE & _OTHER
    if column == BookColumn.TRANSFERRED_OUT:
        return Q(from_place__store=store_id) & ~_AWAY & ~_GONE & _OTHER
    if column == BookColumn.RECEIVED:
        comes_otherwise = [kind.value for kind in (MovementKind.RETURNED, MovementKind.FOUND)]
        return Q(store=store_id) & _AWAY & ~_GONE & ~Q(kind__in=comes_otherwise)
    return Q(store=store_id, kind__in=[kind.value for kind in _KINDS[column]])
