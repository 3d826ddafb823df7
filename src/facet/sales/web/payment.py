"""Taking the money, and what the clerk sees after it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.sales import selectors, services
from facet.sales.selectors.till import current_basket, request_of
from facet.sales.web.forms import PaymentForm
from facet.sales.web.place import till_of
from facet.sales.web.till import page


@require_POST
def pay(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """Complete the open ticket with the money on the sheet. Sending it twice sells once."""
    place = till_of(request)
    form = PaymentForm(request.POST)
    if place is None or not form.is_valid():
        return redirect("sales:till") if place is None else page(request, place, status=422, payment=form, paying=True)
    basket = current_basket(request.actor, till=place)
    if basket is None or basket.pk != basket_id:
        return _answered_already(request, form)
    facts = form.cleaned_data
    ticket = request_of(
        basket,
        list(basket.lines.order_by("line_no")),
        till=place,
        tenders=form.tenders(),
        round_off=facts["round_off"],
        expected_total_cents=facts["expected_total_cents"],
    )
    key = form.operation({"basket": str(basket_id), **facts})
    try:
        sold = services.complete_sale(actor=request.actor, operation=key, request=ticket, at=now())
    except DomainError as refusal:
        return page(request, place, status=422, payment=form, paying=True, message=sentence(refusal))
    return _to_done(request, sold.sale.pk)


def _answered_already(request: HttpRequest, form: PaymentForm) -> HttpResponse:
    """The ticket is no longer open: if this very sheet sold it, show that sale."""
    key = form.cleaned_data["operation_id"]
    try:
        selectors.get_sale(request.actor, sale_id=key)
    except DomainError:
        return redirect("sales:till")
    return _to_done(request, key)


def _to_done(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(reverse("sales:done", args=[sale_id]))
    return redirect("sales:done", sale_id=sale_id)


@require_GET
def done(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Sold: change in the largest type, points, grade, receipt; Enter starts the next sale."""
    sold = selectors.get_sale(request.actor, sale_id=sale_id)
    return render(request, "sales/till/done.html", {"sold": sold, "thanks": selectors.after_sale(request.actor, sold)})
