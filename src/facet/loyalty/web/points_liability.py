"""What outstanding points are expected to cost: the report and its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.transactions import viewing
from facet.loyalty.selectors.points_liability import points_liability
from facet.loyalty.web.days import today
from facet.loyalty.web.report_files import KINDS, LIABILITY, file_asked


@require_GET
def liability(request: HttpRequest) -> HttpResponse:
    """The report; with `?export=csv` its months as a file."""
    with viewing(request.actor):
        found = points_liability(request.actor, on=today())
    if file := file_asked(request, LIABILITY, found.months):
        return file
    return render(request, "loyalty/points_liability.html", {"found": found, "kinds": KINDS})
