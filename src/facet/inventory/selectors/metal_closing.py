"""The two sides of a closing: the alloys that the ledger says a store holds, and those that its goods weigh.

Compared in milligrams of the alloy, which need no rounding; fine metal is what accounts are kept in.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q, Sum

from facet.inventory.models import BulkBalance, MetalClosing, MetalEntry, Piece, PieceMetal
from facet.inventory.rules.metal import Owner
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.selectors.metal_flows import metal_flows

_GOODS = (Owner.STOCK.value, Owner.KEEPING.value)
_AWAY = [kind.value for kind in VIRTUAL]
DAY_LIMIT = date(2190, 12, 31)


class StoreAlloy(NamedTuple):
    """One alloy in one store."""

    store_id: int
    metal: str
    fineness_e4: int


class BookDay(NamedTuple):
    """What the ledger says of one alloy in one store on one day. Units: mg of the alloy."""

    opening_mg: int
    in_mg: int
    out_mg: int


def book_of_day(store_ids: Sequence[int], on: date) -> dict[StoreAlloy, BookDay]:
    """Opening, in and out of each alloy. The opening is the closing before, where there is one. Queries: 3."""
    earlier = MetalClosing.objects.filter(store__in=store_ids, on__lt=on).order_by()
    previous = dict(earlier.values_list("store").annotate(Max("on")))
    known = Q(pk__in=[])
    since = Q(pk__in=[])
    for store in store_ids:
        mine = Q(account__store=store, on__lte=on)
        if store in previous:
            known |= Q(store=store, on=previous[store])
            mine &= Q(on__gt=previous[store])
        since |= mine
    opening = {
        StoreAlloy(*key): mg
        for *key, mg in MetalClosing.objects.filter(known).values_list("store", "metal", "fineness_e4", "closing_mg")
    }
    rows = MetalEntry.objects.filter(since, account__owner__in=_GOODS).order_by()
    keys = ("account__store", "account__metal", "fineness_e4")
    summed = rows.values_list(*keys).annotate(
        before=Sum("net_mg", filter=Q(on__lt=on), default=0),
        come=Sum("net_mg", filter=Q(on=on, net_mg__gt=0), default=0),
        gone=Sum("net_mg", filter=Q(on=on, net_mg__lt=0), default=0),
    )
    found = {key: BookDay(mg, 0, 0) for key, mg in opening.items()}
    for *key, before, come, gone in summed:
        alloy = StoreAlloy(*key)
        found[alloy] = BookDay(opening.get(alloy, 0) + before, come, -gone)
    return {key: day for key, day in found.items() if any(day)}


def goods_at_end_of(store_ids: Sequence[int], on: date) -> dict[StoreAlloy, int]:
    """What the goods of the stores weighed when `on` ended: what they weigh now less what moved since.

    Queries: 6. Units: mg of the alloy.
    """
    held: dict[StoreAlloy, int] = {}
    here = Piece.objects.filter(store__in=store_ids, metals=None).exclude(place__kind__in=_AWAY).order_by()
    parts = PieceMetal.objects.filter(piece__store__in=store_ids).exclude(piece__place__kind__in=_AWAY).order_by()
    bulk = BulkBalance.objects.filter(store__in=store_ids, is_virtual=False).order_by()
    for rows in (
        here.values_list("store", "metal", "fineness_e4").annotate(mg=Sum("net_weight_mg")),
        parts.values_list("piece__store", "metal", "fineness_e4").annotate(mg=Sum("weight_mg")),
        bulk.values_list("store", "lot__metal", "lot__fineness_e4").annotate(mg=Sum("weight_mg")),
    ):
        for store, metal, fineness, mg in rows:
            if metal and fineness and mg:
                key = StoreAlloy(store, metal, fineness)
                held[key] = held.get(key, 0) + mg
    for flow in metal_flows(store_ids, date.fromordinal(on.toordinal() + 1), DAY_LIMIT):
        for account, sign in ((flow.giver, 1), (flow.taker, -1)):
            if account.owner in _GOODS and account.store_id is not None and account.store_id in store_ids:
                key = StoreAlloy(account.store_id, account.metal, flow.fineness_e4)
                held[key] = held.get(key, 0) + sign * flow.net_mg
    return {key: mg for key, mg in held.items() if mg}
