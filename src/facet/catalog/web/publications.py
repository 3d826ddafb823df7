"""What was published: the list, and one act of publishing with who has confirmed it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.catalog import selectors
from facet.catalog.permissions import CatalogPermission
from facet.catalog.web.lists import BOARD_HISTORY
from facet.kernel.errors import NotFound
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing


@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """Everything ever published."""
    return list_page(request, BOARD_HISTORY)


@require_GET
def publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """One act of publishing: its prices, what held before, and the stores' confirmations."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        facts = selectors.publication_by_id(publication_id)
        group = next((each for each in selectors.price_groups(actor) if each.id == facts.price_group_id), None)
        if group is None:
            raise NotFound(key=str(publication_id))
        rows = selectors.published_prices(facts)
        answers = selectors.confirmations(group, facts.id)
    return render(
        request,
        "catalog/publication.html",
        {"publication": facts, "group": group, "rows": rows, "answers": answers},
    )
