"""Grams promised to customers at a locked price: a part of the house's gold exposure (F19).

Slot "metal.promise" of inventory: asked when the exposure is shown.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Sum

from facet.inventory.rules.metal import fine_of
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.sales.models import Deposit
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposits import DepositState


def promised_by_locks(viewer: Actor, at: datetime) -> dict[str, int]:
    """Fine mg by metal that open deposits still promise today, of the stores whose deposits the viewer may see.

    "The lower of two" is a promise as well: the customer may still ask for the locked price. Queries: 1.
    """
    if not viewer.may(SalesPermission.VIEW_DEPOSITS):
        return {}
    reach = viewer.scope(SalesPermission.VIEW_DEPOSITS)
    rows = Deposit.objects.filter(
        state=DepositState.OPEN.value, lock_left_mg__gt=0, lock_until__gte=local_date(at, settings.TIME_ZONE)
    )
    if reach.store_ids is not None:
        rows = rows.filter(store_id__in=reach.store_ids)
    grams = rows.order_by().values_list("lock_item__metal", "lock_item__fineness_e4").annotate(mg=Sum("lock_left_mg"))
    found: dict[str, int] = {}
    for metal, fineness, mg in grams:
        found[metal] = found.get(metal, 0) + fine_of(mg, fineness)
    return found
