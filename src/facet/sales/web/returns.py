"""Taking goods back: scan a receipt or a piece, tick what comes back, say why; the ticket does the rest."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import clean_text
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales import selectors, services
from facet.sales.flows.scan import open_ticket
from facet.sales.permissions import SalesPermission
from facet.sales.rules.returns import REASON_WORDS
from facet.sales.selectors.return_page import ReturnPage, return_page
from facet.sales.web.place import till_of
from facet.sales.web.return_form import ReturnForm


@require_http_methods(["GET", "POST"])
def returns(request: HttpRequest) -> HttpResponse:
    """The scan field; under a code the receipt it names. POST puts what was ticked on the open ticket."""
    require(request.actor, SalesPermission.RETURN_GOODS)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    require(request.actor, SalesPermission.RETURN_GOODS, store_id=place.store_id)
    code = clean_text(request.GET.get("code", ""))[:64]
    if not code:
        return _shown(request, code)
    try:
        page = return_page(request.actor, code, till=place, at=now())
    except DomainError as refusal:
        return _shown(request, code, status=422, message=sentence(refusal), missing=True)
    form = ReturnForm(
        request.POST or None, numbers=[line.sold.line_no for line in page.lines], initial={"sale": page.receipt.sale_id}
    )
    if request.method == "GET":
        return _shown(request, code, page=page, form=form)
    return _take(request, place, code, page=page, form=form)


def _take(request: HttpRequest, place: TillFacts, code: str, *, page: ReturnPage, form: ReturnForm) -> HttpResponse:
    """Put the ticked lines on the open ticket, all of them or none, and go to the till."""
    if not form.is_valid():
        message = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _shown(request, code, page=page, form=form, status=422, message=message)
    try:
        basket_id = open_ticket(request.actor, place, now())
        services.add_returns(actor=request.actor, till=place, basket_id=basket_id, wanted=form.requests(), at=now())
    except DomainError as refusal:
        return _shown(request, code, page=page, form=form, status=422, message=sentence(refusal))
    return redirect("sales:till")


def _shown(request: HttpRequest, code: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"code": code, "reasons": REASON_WORDS.items(), **more}
    return render(request, "sales/returns/returns.html", context, status=status)


@require_GET
def of_sale(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """The return screen of one ticket, from its page."""
    sold = selectors.get_sale(request.actor, sale_id=sale_id)
    return redirect(f"{reverse('sales:returns')}?code={sold.sale.number}")
