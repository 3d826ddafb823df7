"""What moved between two moments, and what is held now: the two ends from which every month book is made."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import BigIntegerField, Case, Count, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Cast

from facet.inventory.models import BulkBalance, BulkEntry, Piece, PieceMovement, Place
from facet.inventory.rules.bulk import BulkKind
from facet.inventory.rules.month_book import AWAY, BookKey, Goods, Move
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.rules.words import Ownership
from facet.kernel.clock import start_of_day
from facet.kernel.money import divide_half_away

_INSIDE = (
    MovementKind.MOVED, MovementKind.SENT, MovementKind.SENDING_CANCELLED, MovementKind.LENT,
    MovementKind.BROUGHT_BACK, MovementKind.TAKEN_OFF_SALE, MovementKind.PUT_ON_SALE, MovementKind.TO_LAB,
    MovementKind.TO_FACTORY, MovementKind.BACK_IN,
)  # fmt: skip  # goods stay with their store
_AWAY = [kind for kind in AWAY if kind]
_BULK = {
    BulkKind.RECEIVED.value: (MovementKind.RECEIVED.value, PlaceKind.SUPPLIER.value),
    BulkKind.SOLD.value: (MovementKind.SOLD.value, PlaceKind.CUSTOMER.value),
    BulkKind.RETURNED.value: (MovementKind.RETURNED.value, PlaceKind.CUSTOMER.value),
}
_HERE = PlaceKind.COUNTER.value  # any place of the store: the book knows stores only


def moves_between(first: date, last: date | None) -> Iterator[Move]:
    """Own goods that moved from the day `first` on and before the day `last` (None: until now). Queries: 3."""
    for _, move in moves_by_month([first], last):
        yield move


def moves_by_month(starts: Sequence[date], last: date | None = None) -> Iterator[tuple[int, Move]]:
    """The moves since the first of `starts`, each with the place of the start it follows. Queries: 3."""
    moments = [start_of_day(start, settings.TIME_ZONE) for start in starts]
    ends = start_of_day(last, settings.TIME_ZONE) if last else None
    yield from _pieces(moments, ends)
    yield from _bulk(moments, ends)


def _bucket(column: str, moments: Sequence[datetime]) -> Case:
    steps = [When(**{f"{column}__gte": at, "then": Value(n)}) for n, at in reversed(list(enumerate(moments)))]
    return Case(*steps, default=Value(0), output_field=IntegerField())


def _pieces(moments: Sequence[datetime], ends: datetime | None) -> Iterator[tuple[int, Move]]:
    # The index is by store and moment; each store has one root place.
    stores = list(Place.objects.filter(kind=PlaceKind.STORE.value).values_list("store_id", flat=True))
    inside = [kind.value for kind in _INSIDE]
    rows = PieceMovement.objects.filter(store__in=stores, at__gte=moments[0], piece__ownership=Ownership.OWN.value)
    rows = rows.exclude(kind__in=inside)
    if ends is not None:
        rows = rows.filter(at__lt=ends)
    rows = rows.annotate(bucket=_bucket("at", moments))
    keys = ("bucket", "kind", "from_place__kind", "from_place__store_id", "to_place__kind", "to_place__store_id",
            "piece__category_id")  # fmt: skip
    summed = (
        rows.order_by()
        .values_list(*keys)
        .annotate(n=Count("pk"), mg=Sum("piece__net_weight_mg"), cents=Sum("piece__cost_cents", default=0))
    )
    for bucket, *facts, n, mg, cents in summed:
        yield bucket, Move(*facts, Goods(n, mg, cents))  # type: ignore[call-arg]


def _bulk(moments: Sequence[datetime], ends: datetime | None) -> Iterator[tuple[int, Move]]:
    """Bulk goods, at what their lot costs a gram now."""
    rows = BulkEntry.objects.filter(recorded_at__gte=moments[0]).exclude(account__place__kind__in=_AWAY)
    if ends is not None:
        rows = rows.filter(recorded_at__lt=ends)
    rows = rows.annotate(bucket=_bucket("recorded_at", moments))
    keys = ("bucket", "kind", "account__store_id", "account__lot__category_id", "account__lot__cost_cents_per_gram")
    gained, lost = Q(weight_mg__gte=0), Q(weight_mg__lt=0)
    summed = rows.order_by().values_list(*keys).annotate(
        come=Sum("quantity", filter=gained, default=0), come_mg=Sum("weight_mg", filter=gained, default=0),
        gone=Sum("quantity", filter=lost, default=0), gone_mg=Sum("weight_mg", filter=lost, default=0),
    )  # fmt: skip
    for bucket, kind, store, category, per_gram, come, come_mg, gone, gone_mg in summed:
        ends_of = _goods(come, come_mg, per_gram), _goods(-gone, -gone_mg, per_gram)
        for move in _bulk_moves(kind, store, category, *ends_of):
            yield bucket, move


def _bulk_moves(kind: str, store: int, category: int, come: Goods, gone: Goods) -> Iterator[Move]:
    if kind in _BULK:
        movement, place = _BULK[kind]
        if any(come):
            yield Move(movement, place, store, _HERE, store, category, come)
        if any(gone):
            yield Move(movement, _HERE, store, place, store, category, gone)
    elif kind == BulkKind.ADJUSTED:
        yield Move(MovementKind.FOUND.value, PlaceKind.LOSS.value, store, _HERE, store, category, come)
        yield Move(MovementKind.MISSED.value, _HERE, store, PlaceKind.LOSS.value, store, category, gone)
    elif kind == BulkKind.ARRIVED:
        # Each store's side by itself: the other one has its own row.
        if any(come):
            yield Move(MovementKind.ARRIVED.value, _HERE, None, _HERE, store, category, come)
        if any(gone):
            yield Move(MovementKind.ARRIVED.value, _HERE, store, _HERE, None, category, gone)


def _goods(quantity: int, weight_mg: int, cents_per_gram: int | None) -> Goods:
    return Goods(quantity, weight_mg, divide_half_away(weight_mg * (cents_per_gram or 0), 1_000))


def goods_now() -> dict[BookKey, Goods]:
    """The own goods that each store holds or has on the road, by category. Queries: 2."""
    held: dict[BookKey, Goods] = {}
    pieces = Piece.objects.filter(ownership=Ownership.OWN.value).exclude(place__kind__in=_AWAY).order_by()
    summed = pieces.values_list("place__store_id", "category_id").annotate(
        n=Count("pk"), mg=Sum("net_weight_mg"), cents=Sum("cost_cents", default=0)
    )
    for store, category, n, mg, cents in summed:
        held[BookKey(store, category)] = Goods(n, mg, cents)
    lots = BulkBalance.objects.exclude(place__kind__in=_AWAY).order_by()
    keys = ("store_id", "lot__category_id", "lot__cost_cents_per_gram")
    for store, category, per_gram, n, mg in lots.values_list(*keys).annotate(
        n=Sum("quantity"), mg=Cast(Sum("weight_mg"), BigIntegerField())
    ):
        key = BookKey(store, category)
        held[key] = held.get(key, Goods()).plus(_goods(n, mg, per_gram))
    return held
