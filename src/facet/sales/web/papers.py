"""What leaves the shop on paper: receipt, sales and warranty slip, warranty card, old-gold slip."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from facet.kernel.clock import now
from facet.sales import services
from facet.sales.flows.papers import Address, PdfUnavailable, Sheet, paper_pdf, sheet_of
from facet.sales.rules.print_layouts import PAPERS
from facet.sales.selectors.paper_page import OLD_GOLD, RECEIPT, on_paper, paper_of


@require_GET
def paper(request: HttpRequest, sale_id: UUID, form: str) -> HttpResponse:
    """One paper as a page to print; `?paper=` takes another size. Printing it is noted by `print_paper`."""
    return _page(request, sale_id, form)


@require_POST
def print_paper(request: HttpRequest, sale_id: UUID, form: str) -> HttpResponse:
    """Note the printing and sign what is not signed yet, then show the page that prints."""
    services.print_paper(actor=request.actor, sale_id=sale_id, form=form, at=now())
    return redirect("sales:paper", sale_id=sale_id, form=form)


@require_GET
def paper_as_pdf(request: HttpRequest, sale_id: UUID, form: str) -> HttpResponse:
    """The same paper as a PDF; without the system's libraries the answer says what is missing."""
    return pdf_of(_sheet(request, sale_id, form))


@require_GET
def receipt(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The receipt as a page to print; printing it is noted by `print_receipt`."""
    return _page(request, sale_id, RECEIPT)


@require_POST
def print_receipt(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Note the printing, then show the page that prints."""
    services.print_receipt(actor=request.actor, sale_id=sale_id, at=now())
    return redirect("sales:receipt", sale_id=sale_id)


@require_GET
def receipt_as_pdf(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The receipt as a PDF."""
    return pdf_of(_sheet(request, sale_id, RECEIPT))


@require_GET
def old_gold_slip(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The slip that the customer signs: weights before and after, test, consent, sums."""
    return _page(request, sale_id, OLD_GOLD)


def addresses(request: HttpRequest) -> Address:
    """Where the warranty of a token is read."""

    def address(token: str) -> str:
        return request.build_absolute_uri(reverse("warranty:page", args=[token]))

    return address


def is_english() -> bool:
    """Whether papers are printed in English now."""
    return (get_language() or "").startswith("en")


def _sheet(request: HttpRequest, sale_id: UUID, form: str) -> Sheet:
    found = paper_of(request.actor, sale_id=sale_id, form_key=form, english=is_english())
    return sheet_of(on_paper(found, request.GET.get("paper", "")), addresses(request))


def _page(request: HttpRequest, sale_id: UUID, form: str) -> HttpResponse:
    sheet = _sheet(request, sale_id, form)
    sizes = [(key, PAPERS[key].label) for key in sheet.paper.form.papers]
    return render(request, "sales/papers/page.html", {"sheet": sheet, "sizes": sizes})


def pdf_of(sheet: Sheet) -> HttpResponse:
    """The sheet as a PDF; without the system's libraries the answer says what is missing."""
    try:
        content = paper_pdf(sheet)
    except PdfUnavailable as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    number, form = sheet.paper.number, sheet.paper.form.key
    name = number if form == RECEIPT else f"{number}-{form}"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
