"""What outstanding points are expected to cost: the report and its file."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from facet.kernel import formats
from facet.kernel.transactions import viewing
from facet.loyalty.selectors.points_liability import PointsLiability, points_liability
from facet.loyalty.web.days import today


@require_GET
def liability(request: HttpRequest) -> HttpResponse:
    """The report; with `?format=csv` its months as a file."""
    with viewing(request.actor):
        found = points_liability(request.actor, on=today())
    if request.GET.get("format") == "csv":
        return _file(found)
    return render(request, "loyalty/points_liability.html", {"found": found})


def _file(found: PointsLiability) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="points-liability.csv"'
    sheet = csv.writer(answer)
    heads = ("Month", "Points added", "Points taken", "Outstanding at its end", "Expected cost")
    sheet.writerow([gettext(head) for head in heads])
    for row in found.months:
        cost = formats.shown(row.cents, "yuan")
        sheet.writerow([f"{row.first:%Y-%m}", row.added, row.taken, row.outstanding, cost])
    return answer
