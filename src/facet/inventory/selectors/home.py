"""What stock tells the first page of the day: what came in, what is on the road, what lies too long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from facet.inventory.models import Piece, PieceMovement
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import PieceState, PlaceKind
from facet.inventory.selectors.lists import pieces_queryset
from facet.kernel import clock
from facet.kernel.permissions import Actor, require

AGED = timedelta(days=180)  # ux.md §2.2: what a buyer looks after
LATE = timedelta(days=3)  # on the road for longer than any lorry needs

# In stock, but still where the door puts new goods: on no tray, in no slot.
UNPLACED = Q(place__takes_in=True) | Q(place__kind=PlaceKind.STORE.value)


@dataclass(frozen=True, slots=True)
class Heap:
    """Pieces added up. `cost_cents` is None for those who may not see cost."""

    pieces: int
    net_weight_mg: int
    cost_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in today and since the first of the month, wherever it is by now."""

    today: Heap
    month: Heap


def last_day_of_the_aged(at: datetime) -> date:
    """The last day of receiving that makes a piece in stock an old one. Queries: 0."""
    return clock.local_date(at, settings.TIME_ZONE) - AGED


def aged_stock(viewer: Actor, *, at: datetime) -> Heap:
    """Pieces in stock received more than 180 days ago. Queries: 1. Raises: NotPermitted."""
    until = clock.end_of_day(last_day_of_the_aged(at), settings.TIME_ZONE)
    return _heap(_pieces(viewer).filter(state=PieceState.IN_STOCK.value, received_at__lt=until))


def arrivals(viewer: Actor, *, at: datetime) -> Arrivals:
    """What came in today and this month. Queries: 1. Raises: NotPermitted."""
    today = clock.local_date(at, settings.TIME_ZONE)
    since = Q(received_at__gte=clock.start_of_day(today, settings.TIME_ZONE))
    start = clock.start_of_day(today.replace(day=1), settings.TIME_ZONE)
    found = _pieces(viewer).filter(received_at__gte=start, received_at__lt=clock.end_of_day(today, settings.TIME_ZONE))
    sums = found.aggregate(
        pieces=Count("pk"),
        net=Sum("net_weight_mg", default=0),
        pieces_today=Count("pk", filter=since),
        net_today=Sum("net_weight_mg", filter=since, default=0),
    )
    return Arrivals(Heap(sums["pieces_today"], sums["net_today"]), Heap(sums["pieces"], sums["net"]))


def on_the_road(viewer: Actor, *, at: datetime) -> tuple[Heap, int]:
    """Pieces between two stores, and how many of them left more than three days ago.

    Queries: 1. Raises: NotPermitted.
    """
    lately = PieceMovement.objects.filter(piece=OuterRef("pk"), at__gte=at - LATE)
    found = _pieces(viewer).filter(state=PieceState.IN_TRANSIT.value)
    sums = found.annotate(is_late=~Exists(lately)).aggregate(
        pieces=Count("pk"), net=Sum("net_weight_mg", default=0), late=Count("pk", filter=Q(is_late=True))
    )
    return Heap(sums["pieces"], sums["net"]), sums["late"]


def unplaced(viewer: Actor) -> Heap:
    """Pieces in stock that nobody has put on a tray yet. Queries: 1. Raises: NotPermitted."""
    return _heap(_pieces(viewer).filter(UNPLACED, state=PieceState.IN_STOCK.value))


def _pieces(viewer: Actor) -> QuerySet[Piece]:
    require(viewer, InventoryPermission.VIEW_PIECES)
    return pieces_queryset(viewer).order_by()


def _heap(found: QuerySet[Piece]) -> Heap:
    sums: dict[str, Any] = found.aggregate(
        pieces=Count("pk"), net=Sum("net_weight_mg", default=0), cost=Sum("shown_cost")
    )
    return Heap(sums["pieces"], sums["net"], sums["cost"])
