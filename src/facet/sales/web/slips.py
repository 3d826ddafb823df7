"""The slips of services, orders and deposits: as a page to print, and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from facet.kernel.clock import now
from facet.sales.flows.papers import Sheet, sheet_of
from facet.sales.rules.print_layouts import PAPERS
from facet.sales.selectors.paper_page import on_paper
from facet.sales.selectors.slips import slip_of_counter
from facet.sales.web.papers import addresses, is_english, pdf_of

PAGES = {"job": "sales:job", "order": "sales:order", "deposit": "sales:deposit", "delivery": "sales:delivery"}


@require_GET
def slip(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """The slip that the customer keeps; `?paper=` takes another size."""
    sheet = _sheet(request, kind, number)
    context = {
        "sheet": sheet, "sizes": [(key, PAPERS[key].label) for key in sheet.paper.form.papers],
        "pdf": reverse(f"sales:{kind}_slip_pdf", args=[sheet.paper.number]),
        "back": reverse(PAGES[kind], args=[sheet.paper.number]),
    }  # fmt: skip
    return render(request, "sales/papers/slip_page.html", context)


@require_GET
def slip_as_pdf(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """The same slip as a PDF."""
    return pdf_of(_sheet(request, kind, number))


def _sheet(request: HttpRequest, kind: str, number: str) -> Sheet:
    found = slip_of_counter(request.actor, kind=kind, number=number, english=is_english(), at=now())
    return sheet_of(on_paper(found, request.GET.get("paper", "")), addresses(request))
