"""Quotes: the list, writing one from the ticket, one with today's prices, using, withdrawing, the paper."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.papers import PdfUnavailable, Sheet, paper_pdf, sheet_of
from facet.sales.permissions import SalesPermission
from facet.sales.rules.print_layouts import PAPERS
from facet.sales.selectors.paper_page import on_paper
from facet.sales.selectors.quotation_paper import quotation_paper
from facet.sales.selectors.quotations import QuotationPage, quotation_page
from facet.sales.selectors.till import TillView, till_view
from facet.sales.web.papers import addresses, is_english
from facet.sales.web.place import till_of
from facet.sales.web.quotation_forms import QuoteForm, WithdrawForm
from facet.sales.web.quotation_lists import QUOTATIONS, quotation_badge


@require_GET
def quotations(request: HttpRequest) -> HttpResponse:
    """The quotes in reach, the newest first."""
    return list_page(request, QUOTATIONS)


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """The open ticket as it would be quoted; POST writes the quote and gives the ticket up."""
    place = _place(request)
    require(request.actor, SalesPermission.QUOTE, store_id=place.store_id)
    at = now()
    view = till_view(request.actor, till=place, at=at)
    if view.basket is None or view.basket.pk != basket_id:
        return redirect("sales:till")
    form = QuoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"customer": form.cleaned_data["customer"], "note": form.cleaned_data["note"]}
        try:
            row = services.quote_basket(
                actor=request.actor, operation=form.operation({"basket": str(basket_id), **facts}),
                basket_id=basket_id, at=at, **facts,
            )  # fmt: skip
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = _("Quoted. The ticket was given up; its pieces are for sale again.")
            return redirect("sales:quotation", number=row.number)
    return render(request, "sales/quotations/save.html", _saving(request, form, view), status=_status(form))


def _saving(request: HttpRequest, form: QuoteForm, view: TillView) -> dict[str, Any]:
    member = view.member.name_for(request.actor) if view.member else ""
    refused = sentence(view.refusal) if view.refusal else ""
    return {"form": form, "view": view, "member": member, "refused": refused}


@require_GET
def quotation(request: HttpRequest, number: str) -> HttpResponse:
    """One quote: its lines with the price promised and today's, what is gone, what became of it."""
    return _page(request, quotation_page(request.actor, number=number, at=now()), WithdrawForm())


@require_POST
def use(request: HttpRequest, number: str) -> HttpResponse:
    """Put the quote on a new ticket of this till; `without` names goods that were seen to be gone."""
    page = quotation_page(request.actor, number=number, at=now())
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    gone = [each.line.code for each in page.gone]
    without = [code for code in request.POST.getlist("without") if code in gone]
    try:
        services.use_quotation(
            actor=request.actor, till=place, number=page.quotation.number, leave_out=without, at=now()
        )
    except NotFound:
        return _page(request, page, WithdrawForm(), message=_("A quote is sold in the store that wrote it."))
    except DomainError as refusal:
        return _page(request, page, WithdrawForm(), message=sentence(refusal))
    return redirect("sales:till")


@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Promise its prices no longer; the reason stays with it."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.withdraw_quotation(
                actor=request.actor, operation=form.operation({"number": number, "reason": reason}), number=number,
                reason=reason, at=now(),
            )  # fmt: skip
            return redirect("sales:quotation", number=number)
        except NotFound:
            raise
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, quotation_page(request.actor, number=number, at=now()), form)


@require_GET
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The quote as a page to print."""
    sheet = _sheet(request, number)
    sizes = [(key, PAPERS[key].label) for key in sheet.paper.form.papers]
    return render(request, "sales/quotations/paper.html", {"sheet": sheet, "sizes": sizes})


@require_GET
def paper_as_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a PDF; without the system's libraries the answer says what is missing."""
    sheet = _sheet(request, number)
    try:
        content = paper_pdf(sheet)
    except PdfUnavailable as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{sheet.paper.number}.pdf"'
    return response


def _sheet(request: HttpRequest, number: str) -> Sheet:
    found = quotation_paper(request.actor, number=number, english=is_english(), at=now())
    return sheet_of(on_paper(found, request.GET.get("paper", "")), addresses(request))


def _page(request: HttpRequest, page: QuotationPage, form: WithdrawForm, *, message: str = "") -> HttpResponse:
    context = {"page": page, "withdraw": form, "message": message, "badge": quotation_badge(page.state)}
    status = 422 if message else _status(form)
    return render(request, "sales/quotations/quotation.html", context, status=status)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _place(request: HttpRequest) -> TillFacts:
    require(request.actor, SalesPermission.HOLD_BASKET)
    place = till_of(request)
    if place is None:
        raise NotFound(key="T1")
    return place
