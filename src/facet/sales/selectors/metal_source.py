"""What metal old gold carried: from the customer to the store, to headquarters, to the refiner and back.

Slot "metal.source" of inventory: read when the ledger is derived, so that a ticket writes no row of it.
The result of refining is booked with its variance (F18): what did not come back is a loss.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings

from facet.inventory.rules.metal import AccountRef, MetalFlow, MetalKind, Owner
from facet.kernel.clock import end_of_day, local_date, start_of_day
from facet.sales.models import MaterialMove, RefiningLot
from facet.sales.rules.refining import MaterialState

PURE_E4 = 9_999  # what a refiner gives back is booked as pure

_COLUMNS = (
    "at", "to_state", "document", "by_id", "by__name", "fine_mg", "piece__store_id", "piece__price_item__metal",
    "piece__net_mg", "piece__fineness_e4", "piece__lot__refiner_id",
)  # fmt: skip


def old_gold_flows(store_ids: Sequence[int] | None, first: date, last: date) -> Iterator[MetalFlow]:
    """The steps of old gold on the days [first, last], each between two accounts. Queries: 2."""
    zone = settings.TIME_ZONE
    days = {"at__gte": start_of_day(first, zone), "at__lt": end_of_day(last, zone)}
    steps = MaterialMove.objects.filter(**days).exclude(to_state=MaterialState.REFINED.value)
    if store_ids is not None:
        steps = steps.filter(piece__store__in=store_ids)
    for at, state, document, by, name, fine, store, metal, net, e4, refiner in steps.order_by().values_list(*_COLUMNS):
        ends = _ends(MaterialState(state), metal=metal, store_id=store, refiner_id=refiner)
        if ends and metal:
            giver, taker, kind = ends
            who = (f"staff:{by}" if by else "", name or "")
            yield MetalFlow(local_date(at, zone), store, document, kind, *who, giver, taker, e4, net, fine)
    if store_ids is None:
        yield from _refined(first, last)


def _ends(
    state: MaterialState, *, metal: str, store_id: int, refiner_id: int | None
) -> tuple[AccountRef, AccountRef, str] | None:
    """Giver, taker and kind of a step; None where the metal stays on its account."""
    customer = AccountRef(Owner.CUSTOMER.value, metal, store_id)
    here = AccountRef(Owner.OLD_GOLD.value, metal, store_id)
    road = AccountRef(Owner.ROAD.value, metal, store_id)
    hq = AccountRef(Owner.OLD_GOLD.value, metal)
    if state == MaterialState.HELD:
        return customer, here, MetalKind.TAKEN_IN.value
    if state == MaterialState.UNDONE:
        return here, customer, MetalKind.GIVEN_BACK.value
    if state == MaterialState.IN_BAG:
        return here, road, MetalKind.SENT.value
    if state == MaterialState.AT_HQ:
        return road, hq, MetalKind.ARRIVED.value
    if state == MaterialState.IN_LOT:
        return hq, AccountRef(Owner.REFINER.value, metal, None, refiner_id), MetalKind.TO_REFINER.value
    return None


def _refined(first: date, last: date) -> Iterator[MetalFlow]:
    """The results of lots: pure metal at headquarters, and the variance to losses, signed."""
    zone = settings.TIME_ZONE
    lots = RefiningLot.objects.filter(
        refined_at__gte=start_of_day(first, zone), refined_at__lt=end_of_day(last, zone)
    ).select_related("refined_by")
    for lot in lots.order_by("pk"):
        assert lot.refined_at is not None  # the filter asked for it
        on, metal = local_date(lot.refined_at, zone), lot.metal
        who = (f"staff:{lot.refined_by_id}", lot.refined_by.name) if lot.refined_by else ("", "")
        refiner = AccountRef(Owner.REFINER.value, metal, None, lot.refiner_id)
        bullion, loss = AccountRef(Owner.BULLION.value, metal), AccountRef(Owner.LOSS.value, metal)
        returned, variance = lot.returned_fine_mg or 0, lot.variance_mg or 0
        yield MetalFlow(on, None, lot.number, MetalKind.REFINED.value, *who, refiner, bullion, PURE_E4, returned,
                        returned)  # fmt: skip
        if variance:
            ends = (refiner, loss) if variance > 0 else (loss, refiner)
            size = abs(variance)
            yield MetalFlow(on, None, lot.number, MetalKind.VARIANCE.value, *who, *ends, PURE_E4, size, size)
