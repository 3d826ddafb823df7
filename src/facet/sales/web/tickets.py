"""Sales that are done: the list, the page with every "why", the receipt, the day."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from facet.kernel.clock import business_date, now
from facet.kernel.errors import NotFound
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import selectors, services
from facet.sales.flows.receipt_pdf import PdfUnavailable, receipt_pdf
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.receipt_words import ReceiptWords, receipt_words
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
def receipt(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The 80 mm receipt as a page to print; printing it is noted by `print_receipt`."""
    page = selectors.sale_page(request.actor, sale_id=sale_id)
    return render(request, "sales/tickets/receipt.html", {"page": page, "words": _words(page)})


@require_POST
def print_receipt(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Note the printing, then show the page that prints."""
    services.print_receipt(actor=request.actor, sale_id=sale_id, at=now())
    return redirect("sales:receipt", sale_id=sale_id)


@require_GET
def receipt_as_pdf(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The same receipt as a PDF; without the system's libraries the page says what is missing."""
    page = selectors.sale_page(request.actor, sale_id=sale_id)
    try:
        pdf = receipt_pdf(page, _words(page))
    except PdfUnavailable as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.sold.sale.number}.pdf"'
    return response


def _words(page: selectors.SalePage) -> ReceiptWords:
    """The store's own words on this receipt, in the language it is printed in."""
    sale, english = page.sold.sale, (get_language() or "").startswith("en")
    return receipt_words(store_id=sale.store_id, on=sale.business_date, english=english)


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
