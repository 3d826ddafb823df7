"""Sales that are done: the list, the page with every "why", the day."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from facet.kernel.clock import business_date, now
from facet.kernel.errors import NotFound
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import selectors
from facet.sales.permissions import SalesPermission
from facet.sales.web.lists import SALES
from facet.sales.web.place import till_of


@require_GET
def sales(request: HttpRequest) -> HttpResponse:
    """The sales in reach, newest first."""
    return list_page(request, SALES)


@require_GET
def sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """One ticket: each price with its formula, each point with its reason, who sold, who paid."""
    page = selectors.sale_page(request.actor, sale_id=sale_id)
    return render(request, "sales/tickets/sale.html", {"page": page})


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """One store's business day: yuan, pieces and grams, by person, category and way of paying."""
    require(request.actor, SalesPermission.VIEW_RESULTS)
    stores = organisation_selectors.stores_of(request.actor, SalesPermission.VIEW_RESULTS)
    store = _chosen(request, stores)
    on = _day(request.GET.get("on")) or business_date(now(), store.time_zone)
    context = {
        "stores": stores,
        "store": store,
        "on": on,
        "page": selectors.day_page(request.actor, store_id=store.id, store_code=store.code, day=on),
        "title": _("Day report"),
    }
    return render(request, "sales/tickets/day.html", context)


def _chosen(request: HttpRequest, stores: list) -> organisation_selectors.StoreRow:
    """The store asked for, else the one worked at, else the first in reach."""
    by_code = {store.code: store for store in stores}
    place = till_of(request)
    if not stores:
        raise NotFound(key=request.GET.get("store", ""))
    wanted = request.GET.get("store") or (place.store_code if place else "")
    return by_code.get(wanted) or stores[0]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
