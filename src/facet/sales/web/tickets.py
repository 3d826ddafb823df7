"""Sales that are done: the list, the page with every "why"."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.listing.web import list_page
from facet.sales import selectors
from facet.sales.selectors.sale_steps import sale_steps
from facet.sales.web.lists import SALES


@require_GET
def sales(request: HttpRequest) -> HttpResponse:
    """The sales in reach, newest first."""
    return list_page(request, SALES)


@require_GET
def sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """One ticket: each price with its formula, each point with its reason, who sold, who paid."""
    page = selectors.sale_page(request.actor, sale_id=sale_id)
    steps = sale_steps(request.actor, page.sold)
    return render(request, "sales/tickets/sale.html", {"page": page, "steps": steps})
