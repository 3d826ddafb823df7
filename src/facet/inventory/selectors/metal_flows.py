"""What metal the goods carried: pieces by their movements, bulk goods by their entries, and what others offer.

Slot "metal.source": `flows(store_ids, first, last)` gives MetalFlow for the days [first, last], of the
stores named, or of all for None. Days are the chain's calendar.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, QuerySet, Sum

from facet.inventory.models import BulkEntry, MetalClosing, MetalEntry, PieceMetal, PieceMovement
from facet.inventory.rules.bulk import BulkKind
from facet.inventory.rules.metal import AccountRef, MetalFlow, MetalKind, Owner, SideKey, Weight, fine_of
from facet.inventory.rules.states import VIRTUAL, MovementKind, PlaceKind
from facet.inventory.rules.words import Ownership
from facet.kernel import registry
from facet.kernel.clock import end_of_day, local_date, start_of_day

GOODS = "goods"  # the source of entries that pieces and bulk goods carried

_KINDS = {
    MovementKind.RECEIVED: MetalKind.RECEIVED,
    MovementKind.SOLD: MetalKind.SOLD,
    MovementKind.RETURNED: MetalKind.RETURNED,
    MovementKind.SENT: MetalKind.SENT,
    MovementKind.ARRIVED: MetalKind.ARRIVED,
    MovementKind.SENDING_CANCELLED: MetalKind.CAME_BACK,
    MovementKind.MISSED: MetalKind.MISSED,
    MovementKind.FOUND: MetalKind.FOUND,
    MovementKind.DISMANTLED: MetalKind.DISMANTLED,
    MovementKind.MELTED: MetalKind.MELTED,
    MovementKind.SENT_BACK: MetalKind.SENT_BACK,
    MovementKind.TO_LAB: MetalKind.TO_OUTSIDE,
    MovementKind.TO_FACTORY: MetalKind.TO_OUTSIDE,
    MovementKind.BACK_IN: MetalKind.BACK_IN,
    MovementKind.NOT_BACK: MetalKind.MISSED,
    MovementKind.USED: MetalKind.USED,
    MovementKind.MADE: MetalKind.MADE,
    MovementKind.UNMADE: MetalKind.USED,
    MovementKind.UNUSED: MetalKind.MADE,
}
_SCRAP = {MetalKind.DISMANTLED.value, MetalKind.MELTED.value}  # the metal stays in the house
_PLACES = {
    PlaceKind.TRANSIT.value: Owner.ROAD,
    PlaceKind.CUSTOMER.value: Owner.CUSTOMER,
    PlaceKind.SUPPLIER.value: Owner.SUPPLIER,
    PlaceKind.LOSS.value: Owner.LOSS,
    PlaceKind.LAB.value: Owner.OUTSIDE,
    PlaceKind.FACTORY.value: Owner.OUTSIDE,
    PlaceKind.WORKS.value: Owner.LOSS,  # what works take and do not give back is the loss
}
_AWAY = frozenset(kind.value for kind in VIRTUAL)


def metal_flows(store_ids: Sequence[int] | None, first: date, last: date) -> Iterator[MetalFlow]:
    """Every flow of the days [first, last]. Queries: 3, and what each offered source costs."""
    yield from _of_pieces(store_ids, first, last)
    yield from _of_bulk(store_ids, first, last)
    for flows in registry.offers("metal.source"):
        yield from flows(store_ids, first, last)


def booked_sides(store_ids: Sequence[int] | None, first: date, last: date) -> dict[SideKey, Weight]:
    """What the ledger holds of the goods' sides of those days, added up. Queries: 1."""
    rows = MetalEntry.objects.filter(source=GOODS, on__gte=first, on__lte=last)
    if store_ids is not None:
        rows = rows.filter(store__in=store_ids)
    keys = ("on", "store_id", "document", "kind", "actor_key", "account__code", "fineness_e4")
    summed = rows.order_by().values_list(*keys).annotate(net=Sum("net_mg"), fine=Sum("fine_mg"))
    return {SideKey(*row[:7]): Weight(row[7], row[8]) for row in summed}


def closed_through() -> dict[int, date]:
    """The last closed day of each store that has one. Queries: 1."""
    return dict(MetalClosing.objects.order_by().values_list("store").annotate(Max("on")))


def first_day_of_goods() -> date | None:
    """The day of the first movement of all. Queries: 1."""
    first = PieceMovement.objects.aggregate(first=Min("at"))["first"]
    return local_date(first, settings.TIME_ZONE) if first else None


def first_open_day() -> date | None:
    """The first day that may lack entries: after the earliest last closing, or that of the goods. Queries: 2."""
    closed = closed_through()
    return min(closed.values()) + timedelta(days=1) if closed else first_day_of_goods()


def _of_pieces(store_ids: Sequence[int] | None, first: date, last: date) -> Iterator[MetalFlow]:
    zone = settings.TIME_ZONE
    rows = PieceMovement.objects.filter(
        at__gte=start_of_day(first, zone), at__lt=end_of_day(last, zone), kind__in=[str(kind) for kind in _KINDS]
    ).order_by()
    if store_ids is not None:
        rows = rows.filter(store__in=store_ids)
    several = _alloys(rows)
    columns = (
        "at", "store_id", "document", "kind", "actor_key", "actor_name", "from_place__kind", "from_place__store_id",
        "to_place__kind", "to_place__store_id", "piece__ownership", "piece_id", "piece__metal", "piece__fineness_e4",
        "piece__net_weight_mg",
    )  # fmt: skip
    for at, store, document, kind, key, name, *ends, ownership, piece, metal, fineness, net in rows.values_list(
        *columns
    ).iterator(chunk_size=5_000):
        why = _KINDS[MovementKind(kind)].value
        from_kind, from_store, to_kind, to_store = ends
        for alloy, e4, mg in several.get(piece) or ((metal, fineness, net),):
            if not alloy or not e4 or not mg:
                continue  # a loose stone, a box: no metal
            giver = _account(from_kind or PlaceKind.SUPPLIER.value, from_store or store, alloy, ownership)
            taker = _account(to_kind, to_store, alloy, ownership)
            if why in _SCRAP:
                taker = AccountRef(Owner.OLD_GOLD.value, alloy, store)
            yield MetalFlow(local_date(at, zone), store, document, why, key, name, giver, taker, e4, mg,
                            fine_of(mg, e4))  # fmt: skip


def _account(place_kind: str, store_id: int, metal: str, ownership: str) -> AccountRef:
    """The account that a place stands for: real places are the store's stock, or what it keeps for others."""
    held = Owner.STOCK if ownership == Ownership.OWN else Owner.KEEPING
    return AccountRef(_PLACES.get(place_kind, held).value, metal, store_id)


def _alloys(movements: QuerySet[PieceMovement]) -> dict[int, list[tuple[str, int, int]]]:
    """The metals of those moved pieces that have several."""
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    rows = PieceMetal.objects.filter(piece__in=movements.values("piece_id")).order_by("piece_id", "line_no")
    for piece, metal, fineness, weight in rows.values_list("piece_id", "metal", "fineness_e4", "weight_mg"):
        found[piece].append((metal, fineness, weight))
    return found


def _of_bulk(store_ids: Sequence[int] | None, first: date, last: date) -> Iterator[MetalFlow]:
    zone = settings.TIME_ZONE
    rows = BulkEntry.objects.filter(
        recorded_at__gte=start_of_day(first, zone), recorded_at__lt=end_of_day(last, zone), weight_mg__lt=10**12
    ).exclude(kind=BulkKind.MOVED.value)
    columns = (
        "operation_id", "line_no", "kind", "account__lot__metal", "account__lot__fineness_e4", "recorded_at",
        "document", "actor_key", "actor_name", "account__place__kind", "account__store_id", "weight_mg",
    )  # fmt: skip
    moves: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows.order_by("pk").values_list(*columns).iterator(chunk_size=5_000):
        if row[3] and row[4] and row[11]:
            moves[row[:5]].append(row[5:])
    for (_, _, kind, metal, fineness), sides in moves.items():
        for flow in _bulk_flows(str(kind), str(metal), int(str(fineness)), sides):
            if store_ids is None or flow.store_id in store_ids:
                yield flow


def _bulk_flows(kind: str, metal: str, fineness: int, sides: Sequence[tuple[Any, ...]]) -> Iterator[MetalFlow]:
    """Each real side against the move's one virtual end, so that rounding stays within the pair."""
    away = next((side for side in sides if side[4] in _AWAY), None)
    for at, document, key, name, place, store, weight in sides:
        if away is None or place in _AWAY:
            continue
        home = AccountRef(Owner.STOCK.value, metal, store)
        other = AccountRef(_PLACES[str(away[4])].value, metal, away[5])
        giver, taker = (other, home) if weight > 0 else (home, other)
        yield MetalFlow(local_date(at, settings.TIME_ZONE), store, document, kind, key, name, giver, taker, fineness,
                        abs(weight), fine_of(abs(weight), fineness))  # fmt: skip
