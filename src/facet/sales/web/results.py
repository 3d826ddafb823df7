"""My results: what I sold today and this month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.clock import now
from facet.sales.selectors.results import own_results


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """One's own figures, by one's share of each line; each ticket can be opened."""
    return render(request, "sales/results/results.html", {"page": own_results(request.actor, at=now())})
