"""What lies in stock by kind of goods, what it cost and who delivered it: for whoever plans what to buy."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.inventory.models import Piece, Reservation, StockShortage
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bands import PRICE_BANDS, WEIGHT_BANDS
from facet.inventory.rules.minimum import days_short
from facet.inventory.rules.states import PieceState
from facet.inventory.rules.words import Ownership
from facet.inventory.selectors.monitor import band_column
from facet.kernel.permissions import Actor, require

RECENT = timedelta(days=180)  # prices of the last half year say what a piece costs now


@dataclass(frozen=True, slots=True)
class SupplyCell:
    """Pieces of one kind that can be sold, or soon. `store_id` 0: all stores; `weight`, `price` name bands.

    `aged` of `on_hand` lie longer than was asked for; `reserved` of it are kept for somebody.
    """

    store_id: int
    category_id: int
    weight: str
    price: str
    on_hand: int
    aged: int
    in_transit: int
    reserved: int


@dataclass(frozen=True, slots=True)
class BoughtCell:
    """What was bought of one kind from one supplier. Units: pieces, cents, mg; `cents` of the priced ones alone."""

    category_id: int
    weight: str
    price: str
    supplier_id: int | None
    pieces: int
    recent: int
    recent_priced: int
    recent_cents: int
    recent_mg: int
    priced: int
    cents: int
    mg: int


def supply(viewer: Actor, *, aged_before: datetime, at: datetime, by_store: bool = False) -> list[SupplyCell]:
    """Our own and consigned pieces in stock or on the road, by category and bands; quantities are the chain's to see.

    `aged_before`: what came in before it lies too long. Raises: NotPermitted. Queries: 1.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    kept = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None, expires_at__gt=at)
    rows = _kinds().filter(state__in=[PieceState.IN_STOCK.value, PieceState.IN_TRANSIT.value])
    here = Q(state=PieceState.IN_STOCK.value)
    names = ["category_id", "by_weight", "by_price", *(["store_id"] if by_store else [])]
    found = (
        rows.annotate(is_kept=Exists(kept))
        .values_list(*names)
        .annotate(
            n=Count("pk", filter=here), aged=Count("pk", filter=here & Q(received_at__lt=aged_before)),
            road=Count("pk", filter=~here), kept=Count("pk", filter=here & Q(is_kept=True)),
        )
    )  # fmt: skip
    return [SupplyCell(row[3] if by_store else 0, *row[:3], *row[-4:]) for row in found]


def bought(viewer: Actor, *, at: datetime) -> list[BoughtCell]:
    """What one piece of each kind costs and weighs and who delivers it, from everything ever bought, lately apart.

    Cost is for planning alone; who shows it asks the switch. Raises: NotPermitted. Queries: 1.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    lately = Q(received_at__gte=at - RECENT, received_at__lt=at)
    priced = Q(cost_cents__isnull=False)
    found = (
        _kinds().values_list("category_id", "by_weight", "by_price", "supplier_id")
        .annotate(
            n=Count("pk"), recent=Count("pk", filter=lately), recent_priced=Count("pk", filter=lately & priced),
            recent_cents=Coalesce(Sum("cost_cents", filter=lately), 0),
            recent_mg=Coalesce(Sum("net_weight_mg", filter=lately), 0),
            priced=Count("pk", filter=priced), cents=Coalesce(Sum("cost_cents"), 0),
            mg=Coalesce(Sum("net_weight_mg"), 0),
        )
    )  # fmt: skip
    return [BoughtCell(*row) for row in found]


def _kinds() -> QuerySet[Any]:
    bands = {
        "by_weight": band_column(WEIGHT_BANDS, "net_weight_mg"),
        "by_price": band_column(PRICE_BANDS, "tag_price_cents"),
    }
    return Piece.objects.exclude(ownership=Ownership.CUSTOMER.value).order_by().annotate(**bands)


def days_out(viewer: Actor, *, at: datetime, days: int) -> dict[tuple[int, int], int]:
    """Full days of the last `days` on which a store had none of a watched category, by store and category.

    Only what somebody watches is measured. Raises: NotPermitted. Queries: 1.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    since = at - timedelta(days=days)
    rows = StockShortage.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=since), kind=StockShortage.Kind.OUT, limit__category__isnull=False
    ).values_list("limit__store_id", "limit__category_id", "began_at", "ended_at")
    spans: dict[tuple[int, int], list[tuple[datetime, datetime | None]]] = {}
    for store_id, category_id, began, ended in rows:
        spans.setdefault((store_id, category_id), []).append((began, ended))
    return {key: days_short(each, since=since, at=at) for key, each in spans.items()}
