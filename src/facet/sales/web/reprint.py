"""Printing a receipt once more, marked as a reprint."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.interface import clean_text
from facet.kernel.permissions import require
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.reprint import receipts
from facet.sales.web.place import till_of


@require_GET
def reprint(request: HttpRequest) -> HttpResponse:
    """A receipt by its number or a piece that was sold; without words the last ones of this till."""
    require(request.actor, SalesPermission.REPRINT)
    text = clean_text(request.GET.get("q", ""))[:64]
    place = till_of(request)
    rows = receipts(request.actor, text=text, till_id=place.till_id if place else None)
    return render(request, "sales/tickets/reprint.html", {"rows": rows, "text": text, "till": place})
