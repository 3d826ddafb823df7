"""Deliveries: the list, putting goods of a ticket on one, its page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.flows.proofs import delivery_photo, upload_delivery_photo
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.deliveries import DeliveryPage, delivery_page, goods_to_deliver
from facet.sales.web.delivery_forms import DeliveryForm, DeliveryStepForm
from facet.sales.web.delivery_lists import DELIVERY_LIST
from facet.sales.web.pictures import sealed_jpeg
from facet.sales.web.proof_forms import PictureForm, SignatureForm


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """The deliveries in reach, the newest first."""
    return list_page(request, DELIVERY_LIST)


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Which goods of a ticket are handed over later, elsewhere or by carrier."""
    sale, goods = goods_to_deliver(request.actor, sale_id=sale_id)
    require(request.actor, SalesPermission.WORK_DELIVERIES, store_id=sale.store_id)
    stores = organisation_selectors.stores_of(request.actor, SalesPermission.LOOK_UP_RECEIPT)
    others = [(each.code, each.name) for each in stores if each.id != sale.store_id]
    form = DeliveryForm(request.POST or None, goods=goods, stores=others)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.record_delivery(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(sale_id), at=now()
            )
            return redirect("sales:delivery", number=row.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "sale": sale, "goods": goods}
    return render(request, "sales/deliveries/new.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
def delivery(request: HttpRequest, number: str) -> HttpResponse:
    """One delivery: what, by when, where it is, who took it."""
    return show(request, number)


def show(request: HttpRequest, number: str, **bound: Any) -> HttpResponse:
    """The page of a delivery, with a form that was refused."""
    return _page(request, delivery_page(request.actor, number=number, at=now()), **bound)


@require_POST
def photo(request: HttpRequest, number: str) -> HttpResponse:
    """Put a picture that proves the hand-over on the delivery."""
    page, form = delivery_page(request.actor, number=number, at=now()), PictureForm(request.POST, request.FILES)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            upload_delivery_photo(
                actor=request.actor, number=page.delivery.number, file=facts["picture"], caption=facts["caption"],
                at=now(),
            )  # fmt: skip
            return redirect("sales:delivery", number=page.delivery.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, photo=form)


@require_GET
def picture(request: HttpRequest, number: str, photo_no: int) -> HttpResponse:
    """The proof of a delivery in reach."""
    return sealed_jpeg(delivery_photo(request.actor, number=number, photo=photo_no))


@require_POST
def step(request: HttpRequest, number: str) -> HttpResponse:
    """Move the delivery to the stage that was pressed."""
    page, form = delivery_page(request.actor, number=number, at=now()), DeliveryStepForm(request.POST)
    if form.is_valid():
        try:
            services.advance_delivery(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(page.delivery.number), at=now()
            )
            return redirect("sales:delivery", number=page.delivery.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, step=form)


def _page(request: HttpRequest, page: DeliveryPage, **bound: Any) -> HttpResponse:
    context = {
        "page": page, "step": DeliveryStepForm(), "photo": PictureForm(), "sign": SignatureForm(), **bound,
    }  # fmt: skip
    return render(request, "sales/deliveries/delivery.html", context, status=422 if bound else 200)
