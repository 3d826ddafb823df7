"""Services of customers' pieces: the list, taking one in, its page, the claim slip, ring sizes."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.members import selectors as members_selectors
from facet.sales import services
from facet.sales.flows.jobs import collect, job_photo_path, upload_job_photo
from facet.sales.permissions import SalesPermission
from facet.sales.rules.jobs import resizing_metal, ring_table
from facet.sales.selectors.jobs import JobPage, job_page
from facet.sales.selectors.till import current_basket
from facet.sales.web.job_forms import JobForm, JobStepForm, ResizingForm
from facet.sales.web.job_lists import JOB_LIST
from facet.sales.web.place import till_of
from facet.sales.web.proof_forms import PictureForm, SignatureForm


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The services in reach, the newest first."""
    return list_page(request, JOB_LIST)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """What the piece is, what is to be done, what it weighs, by when."""
    require(request.actor, SalesPermission.TAKE_JOBS)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    basket = current_basket(request.actor, till=place)
    named = request.GET.get("member") or (basket.member_id if basket else "")
    form = JobForm(request.POST or None, initial={"member": named})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.take_job(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(place.store_code), at=now()
            )
            return redirect("sales:job", number=row.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "member": _member(request, form)}
    return render(request, "sales/jobs/take.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
def job(request: HttpRequest, number: str) -> HttpResponse:
    """One service: the piece, where it stands, weights, pictures, what is to pay."""
    return show(request, number)


def show(request: HttpRequest, number: str, **bound: Any) -> HttpResponse:
    """The page of a service, with a form that was refused."""
    return _page(request, job_page(request.actor, number=number, at=now()), **bound)


@require_POST
def step(request: HttpRequest, number: str) -> HttpResponse:
    """Move the service to the stage that was pressed."""
    page, form = job_page(request.actor, number=number, at=now()), JobStepForm(request.POST)
    if form.is_valid():
        try:
            services.advance_job(
                actor=request.actor, operation=form.operation(), wanted=form.wanted(page.job.number), at=now()
            )
            return redirect("sales:job", number=page.job.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, step=form)


@require_POST
def photo(request: HttpRequest, number: str) -> HttpResponse:
    """Put a picture on the service."""
    page, form = job_page(request.actor, number=number, at=now()), PictureForm(request.POST, request.FILES)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            upload_job_photo(
                actor=request.actor, number=page.job.number, file=facts["picture"], caption=facts["caption"], at=now()
            )
            return redirect("sales:job", number=page.job.number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, photo=form)


@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Put what the service costs on the open ticket, and go there."""
    page, place = job_page(request.actor, number=number, at=now()), till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    form = JobStepForm(request.POST)
    try:
        collect(actor=request.actor, till=place, number=page.job.number, at=now())
        return redirect("sales:till")
    except DomainError as refusal:
        form.is_valid()
        add_refusal(form, refusal)
    return _page(request, page, step=form)


@require_GET
def picture(request: HttpRequest, number: str, photo_no: int) -> HttpResponseBase:
    """A picture of a service in reach."""
    path = job_photo_path(request.actor, number=number, photo=photo_no)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def sizes(request: HttpRequest) -> HttpResponse:
    """Ring sizes in every measure, and the metal that a resizing takes."""
    require(request.actor, SalesPermission.VIEW_JOBS)
    form, metal = ResizingForm(request.GET or None), None
    if form.is_bound and form.is_valid():
        metal = resizing_metal(**form.facts())
    return render(request, "sales/jobs/sizes.html", {"sizes": ring_table(), "form": form, "metal": metal})


def _page(request: HttpRequest, page: JobPage, **bound: Any) -> HttpResponse:
    context = {"page": page, "step": JobStepForm(), "photo": PictureForm(), "sign": SignatureForm(), **bound}
    return render(request, "sales/jobs/job.html", context, status=422 if bound else 200)


def _member(request: HttpRequest, form: JobForm) -> str:
    """Whose piece it is, as the viewer may see her name; "" where nobody is named."""
    asked = str(form["member"].value() or "")
    if not asked.isdecimal() or len(asked) > 15:
        return ""
    try:
        return members_selectors.member_for_sale(int(asked)).name_for(request.actor)
    except DomainError:
        return ""
