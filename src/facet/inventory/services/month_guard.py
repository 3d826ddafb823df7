"""A locked month of stock takes no paper any more: the one question that every door of the ledgers asks. R323.

The doors are `write_movements` (pieces), `write_entries` (bulk goods), `post_metal` and `reverse_metal` (metal),
`put_into_stock` (first movement and cost), `revalue_metal` (later cost) and the three that write tag prices. The
three hot ones ask within the update that they make anyway, so that a sale pays no query for it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import NegatedExpression

from facet.inventory.errors import MonthLocked
from facet.inventory.models import MonthLock
from facet.kernel.clock import local_date
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def open_month(store_ids: Collection[int | None], *, at: datetime) -> NegatedExpression[Any]:
    """The condition of an update: the month of `at` is locked in none of the stores. Queries: 0."""
    return ~Exists(_locks(store_ids, at=at))


@joins_unit_of_work
def open_month_here(*, at: datetime) -> NegatedExpression[Any]:
    """The condition of an update of rows with a `store`: the month of `at` is not locked there. Queries: 0."""
    return ~Exists(_of_month(at).filter(store=OuterRef("store")))


@joins_unit_of_work
def refuse_locked_month(store_ids: Collection[int | None], *, at: datetime) -> None:
    """Refuse what is dated into a locked month of one of the stores. Raises: MonthLocked. Queries: 1."""
    lock = _locks(store_ids, at=at).select_related("store").order_by("store__code").first()
    if lock is not None:
        raise MonthLocked(month=f"{lock.month:%Y-%m}", store=lock.store.name, by=lock.locked_by_name)


def _locks(store_ids: Collection[int | None], *, at: datetime) -> QuerySet[MonthLock]:
    return _of_month(at).filter(store__in={each for each in store_ids if each})


def _of_month(at: datetime) -> QuerySet[MonthLock]:
    month = local_date(at, settings.TIME_ZONE).replace(day=1)
    return MonthLock.objects.filter(month=month, reopened_at=None)
