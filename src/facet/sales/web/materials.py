"""Old gold after the counter: the list, one piece, tonight's seal, bags, lots."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal, address_of
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.flows.sign_in import sign_in
from facet.sales import services
from facet.sales.flows.proofs import material_photo, upload_material_photo
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.materials import (
    bag_of,
    lot_page,
    material_page,
    materials_at_hq,
    night_page,
    pieces_in_bag,
    refiners,
    visible_bags,
    visible_lots,
)
from facet.sales.services.refining import BagReceipt, LotIn, LotResult
from facet.sales.web.material_forms import BagForm, LotForm, MeltForm, ReceiptForm, ResultForm, SealForm
from facet.sales.web.material_lists import MATERIALS
from facet.sales.web.pictures import sealed_jpeg
from facet.sales.web.place import till_of
from facet.sales.web.proof_forms import PictureForm, SignatureForm

_MOST = 50  # bags and lots on their pages, the newest


@require_GET
def materials(request: HttpRequest) -> HttpResponse:
    """Every piece of old gold in reach."""
    return list_page(request, MATERIALS)


@require_GET
def material(request: HttpRequest, code: str) -> HttpResponse:
    """One piece with its steps."""
    return show(request, code)


def show(request: HttpRequest, code: str, **bound: Any) -> HttpResponse:
    """The page of a piece of old gold, with a form that was refused."""
    context = {
        "page": material_page(request.actor, code=code), "melt": MeltForm(), "photo": PictureForm(),
        "sign": SignatureForm(), **bound,
    }  # fmt: skip
    return render(request, "sales/materials/material.html", context, status=422 if bound else 200)


@require_POST
def melt(request: HttpRequest, code: str) -> HttpResponse:
    """Melt the piece: what went into the crucible, what came out."""
    page, form = material_page(request.actor, code=code), MeltForm(request.POST)
    if form.is_valid():
        wanted = services.MeltIn(code=page.piece.code, before_mg=form.mg("before"), after_mg=form.mg("after"))
        try:
            services.melt_material(actor=request.actor, operation=form.operation(), wanted=wanted, at=now())
            return redirect("sales:material", code=page.piece.code)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return show(request, code, melt=form)


@require_POST
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Put a picture on the piece."""
    page, form = material_page(request.actor, code=code), PictureForm(request.POST, request.FILES)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            upload_material_photo(
                actor=request.actor, code=page.piece.code, file=facts["picture"], caption=facts["caption"], at=now()
            )
            return redirect("sales:material", code=page.piece.code)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return show(request, code, photo=form)


@require_GET
def picture(request: HttpRequest, code: str, photo_no: int) -> HttpResponse:
    """A picture of old gold in reach."""
    return sealed_jpeg(material_photo(request.actor, code=code, photo=photo_no))


@require_http_methods(["GET", "POST"])
def night(request: HttpRequest) -> HttpResponse:
    """Tonight's list of a store: seal it with two signatures, send what is sealed to headquarters."""
    require(request.actor, SalesPermission.SEAL_MATERIALS)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    sealing = request.POST.get("do") == "seal"
    seal = SealForm(request.POST if sealing else None)
    bag = BagForm(request.POST if request.method == "POST" and not sealing else None)
    form = seal if sealing else bag
    if request.method == "POST" and form.is_valid():
        try:
            (_seal if sealing else _send)(request, place.store_code, form)
            return redirect("sales:gold_night")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"page": night_page(request.actor, store_id=place.store_id), "seal": seal, "bag": bag, "till": place}
    return render(request, "sales/materials/night.html", context, status=422 if form.errors else 200)


def _seal(request: HttpRequest, store: str, form: SealForm) -> None:
    at, facts = now(), form.cleaned_data
    second = sign_in(username=facts["username"], password=facts["password"], address=address_of(request), at=at)
    services.seal_materials(
        actor=request.actor, operation=form.operation({"store": store, "seal": facts["seal_number"]}), store=store,
        seal_number=facts["seal_number"], at=at,
        second=organisation_selectors.actor_of(second.pk, via=request.actor.via, at=at),
    )  # fmt: skip


def _send(request: HttpRequest, store: str, form: BagForm) -> None:
    facts = form.cleaned_data
    services.send_gold_bag(
        actor=request.actor, operation=form.operation(), store=store, seal_number=facts["seal_number"],
        weight_mg=form.mg("weight"), at=now(),
    )  # fmt: skip


@require_GET
def bags(request: HttpRequest) -> HttpResponse:
    """The bags on the road and those that arrived, with the weights at both ends."""
    require(request.actor, SalesPermission.VIEW_MATERIALS)
    rows = visible_bags(request.actor).select_related("store", "sent_by", "received_by").order_by("-sent_at", "-pk")
    return render(request, "sales/materials/bags.html", {"bags": rows[:_MOST]})


@require_http_methods(["GET", "POST"])
def bag(request: HttpRequest, number: str) -> HttpResponse:
    """One bag; at headquarters it is weighed and booked in."""
    found = bag_of(request.actor, number=number)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        receipt = BagReceipt(
            number=number, weight_mg=form.mg("weight"), seal_intact=facts["seal_intact"], note=facts["note"]
        )
        try:
            services.receive_gold_bag(actor=request.actor, operation=form.operation(), receipt=receipt, at=now())
            return redirect("sales:gold_bag", number=number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    may = request.actor.may(SalesPermission.REFINE_MATERIALS, store_id=found.store_id)
    context = {"bag": found, "pieces": pieces_in_bag(found), "form": form, "may_receive": may}
    return render(request, "sales/materials/bag.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lots(request: HttpRequest) -> HttpResponse:
    """What waits at headquarters, and the lots that were given to refiners."""
    require(request.actor, SalesPermission.REFINE_MATERIALS)
    waiting = materials_at_hq(request.actor)
    form = LotForm(request.POST or None, refiners=refiners(request.actor), pieces=waiting)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        wanted = LotIn(refiner=facts["refiner"], metal=facts["metal"])
        try:
            lot = services.open_refining_lot(actor=request.actor, operation=form.operation(), wanted=wanted, at=now())
            return redirect("sales:refining_lot", number=lot.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    rows = visible_lots(request.actor).select_related("refiner").order_by("-opened_at", "-pk")[:_MOST]
    context = {"waiting": waiting, "form": form, "lots": rows}
    return render(request, "sales/materials/lots.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lot(request: HttpRequest, number: str) -> HttpResponse:
    """One lot; the refiner's answer books its variance."""
    page = lot_page(request.actor, number=number)
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        result = LotResult(
            number=number, returned_fine_mg=form.mg("returned_fine"), cents_per_gram=facts["price"] or 0,
            reference=facts["reference"],
        )  # fmt: skip
        try:
            services.record_refining(actor=request.actor, operation=form.operation(), result=result, at=now())
            return redirect("sales:refining_lot", number=number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    may = request.actor.may(SalesPermission.REFINE_MATERIALS)
    context = {"page": page, "form": form, "may_book": may}
    return render(request, "sales/materials/lot.html", context, status=422 if form.errors else 200)
