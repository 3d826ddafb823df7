"""The points book, and one movement opened to its sum."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.listing.web import list_page
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.web.lists import ENTRIES


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Every movement within reach."""
    return list_page(request, ENTRIES)


@require_GET
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """How one movement was counted: its row in the table for HTMX, a page of its own otherwise."""
    with viewing(request.actor):
        row = selectors.find_entry(request.actor, entry_id)
    if row is None:
        raise Http404
    if request.htmx and not request.htmx.boosted:
        open_id = row.id if "open" in request.GET else 0
        return render(request, "loyalty/member_points.html#entry", {"entry": row, "open_id": open_id})
    return render(request, "loyalty/entry.html", {"entry": row, "open_id": row.id})
