"""Customers' orders: the list, taking one, its page with stages and drawings, the slip."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.members import selectors as members_selectors
from facet.sales import services
from facet.sales.flows.drawing import drawing_path, upload_drawing
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.orders import OrderPage, order_page
from facet.sales.selectors.till import current_basket
from facet.sales.web.order_forms import ApproveForm, DrawingForm, OrderForm, StepForm
from facet.sales.web.order_lists import ORDER_LIST
from facet.sales.web.place import till_of


@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """The orders in reach, the newest first."""
    return list_page(request, ORDER_LIST)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """What a member wants, what it may cost, by when."""
    require(request.actor, SalesPermission.TAKE_ORDER)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    basket = current_basket(request.actor, till=place)
    named = request.GET.get("member") or (basket.member_id if basket else "")
    form = OrderForm(request.POST or None, initial={"member": named})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.open_order(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(place.store_code), at=now()
            )
            return redirect("sales:order", number=row.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "member": _member(request, form)}
    return render(request, "sales/orders/take.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order: what is wanted, where it stands, its drawings, the money that lies for it."""
    return _page(request, order_page(request.actor, number=number, at=now()))


@require_POST
def step(request: HttpRequest, number: str) -> HttpResponse:
    """Move the order to the stage that was pressed."""
    page, form = order_page(request.actor, number=number, at=now()), StepForm(request.POST)
    if form.is_valid():
        try:
            services.advance_order(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(page.order.number), at=now()
            )
            return redirect("sales:order", number=page.order.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, step=form)


@require_POST
def drawing(request: HttpRequest, number: str) -> HttpResponse:
    """Put a drawing on the order."""
    page, form = order_page(request.actor, number=number, at=now()), DrawingForm(request.POST, request.FILES)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            upload_drawing(
                actor=request.actor, number=page.order.number, file=facts["picture"], caption=facts["caption"], at=now()
            )
            return redirect("sales:order", number=page.order.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, drawing=form)


@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Write down the customer's yes to a drawing."""
    page, form = order_page(request.actor, number=number, at=now()), ApproveForm(request.POST)
    if form.is_valid():
        try:
            services.approve_drawing(actor=request.actor, number=page.order.number, at=now(), **form.cleaned_data)
            return redirect("sales:order", number=page.order.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, approve=form)


@require_GET
def picture(request: HttpRequest, number: str, drawing_no: int) -> HttpResponseBase:
    """A drawing of an order in reach."""
    path = drawing_path(request.actor, number=number, drawing=drawing_no)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _page(request: HttpRequest, page: OrderPage, **bound: Any) -> HttpResponse:
    today = local_date(now(), page.store.time_zone)
    context = {
        "page": page, "step": StepForm(), "drawing": DrawingForm(),
        "approve": ApproveForm(initial={"approved_on": today}), **bound,
    }  # fmt: skip
    return render(request, "sales/orders/order.html", context, status=422 if bound else 200)


def _member(request: HttpRequest, form: OrderForm) -> str:
    """Whose order it will be, as the viewer may see her name; "" where nobody is named yet."""
    asked = str(form["member"].value() or "")
    if not asked.isdecimal() or len(asked) > 15:
        return ""
    try:
        return members_selectors.member_for_sale(int(asked)).name_for(request.actor)
    except DomainError:
        return ""
