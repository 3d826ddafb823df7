"""What a gram of bulk goods costs: a moving average over the chain, kept with each delivery. A step."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum

from facet.inventory.models import BulkBalance, BulkCost, BulkLot
from facet.inventory.rules.costing import moving_average
from facet.inventory.rules.states import PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.kernel.transactions import joins_unit_of_work

if TYPE_CHECKING:
    from facet.inventory.services.lots import BulkIn

_OUTSIDE = (PlaceKind.CUSTOMER.value, PlaceKind.SUPPLIER.value, PlaceKind.LOSS.value)


@joins_unit_of_work
def average_cost(request: "BulkIn", operation: UUID, *, at: datetime) -> None:
    """Write the lot's new average after a delivery that was booked just now, if its cost is known.

    Locks: the lot. Queries: 4, 0 without a cost or a weight.
    """
    if request.cost_cents is None or request.weight_mg <= 0:
        return
    lot = BulkLot.objects.select_for_update().get(sku=normal_tag(request.sku))
    balances = BulkBalance.objects.filter(lot=lot).exclude(place__kind__in=_OUTSIDE)
    held = (balances.aggregate(mg=Sum("weight_mg"))["mg"] or 0) - request.weight_mg
    after = moving_average(
        held_mg=held, cents_per_gram=lot.cost_cents_per_gram, come_mg=request.weight_mg, come_cents=request.cost_cents
    )
    BulkCost.objects.create(
        lot=lot, operation_id=operation, at=at, weight_mg=request.weight_mg, cost_cents=request.cost_cents,
        held_mg=held, before_cents_per_gram=lot.cost_cents_per_gram, after_cents_per_gram=after,
    )  # fmt: skip
    BulkLot.objects.filter(pk=lot.pk).update(cost_cents_per_gram=after)
