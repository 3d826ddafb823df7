"""Which calendar day it is where something happens."""

from datetime import date, datetime

from django.conf import settings

from facet.kernel.clock import local_date
from facet.organisation import selectors as organisation_selectors


def day_of(store_id: int | None, *, at: datetime) -> date:
    """The calendar day of `at` by the store's clock; without one, the chain's. Raises: NotFound. Queries: 0 or 1."""
    return local_date(at, organisation_selectors.store_by_id(store_id).time_zone if store_id else settings.TIME_ZONE)
