"""Which store and which day a page is about."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from facet.kernel.errors import NotFound
from facet.organisation.selectors import StoreRow
from facet.sales.web.place import till_of


def chosen_store(request: HttpRequest, stores: Sequence[StoreRow]) -> StoreRow:
    """The store asked for, else the one worked at, else the first in reach. Raises: NotFound without any."""
    by_code = {store.code: store for store in stores}
    if not stores:
        raise NotFound(key=request.GET.get("store", ""))
    asked = request.GET.get("store")
    place = None if asked else till_of(request)
    return by_code.get(asked or (place.store_code if place else "")) or stores[0]


def chosen_day(request: HttpRequest, name: str = "on") -> date | None:
    """The day in the address; None for none and for nonsense."""
    try:
        return date.fromisoformat(request.GET.get(name) or "")
    except ValueError:
        return None


def chosen_month(request: HttpRequest, today: date) -> date:
    """The first of the month in the address (2026-11), else of today's."""
    try:
        return date.fromisoformat(f"{request.GET.get('month') or ''}-01")
    except ValueError:
        return today.replace(day=1)
