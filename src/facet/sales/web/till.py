"""The till: scan, find the member, price, hold and recall. Every act is a plain POST first."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, Invalid, NotFound
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.organisation.selectors import tills as till_selectors
from facet.sales import services
from facet.sales.flows.scan import attach, offer_member, scan
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.till import held_tickets, till_view
from facet.sales.web.forms import DiscountForm, LineForm, ScanForm
from facet.sales.web.place import choose, till_of
from facet.sales.web.screen import screen


@require_GET
def till(request: HttpRequest) -> HttpResponse:
    """The till as it stands, or the choice of tills where none is usual."""
    require(request.actor, SalesPermission.HOLD_BASKET)
    place = till_of(request)
    if place is None:
        return choose_till(request)
    return page(request, place, **_arrived(request))


def _arrived(request: HttpRequest) -> dict[str, Any]:
    """The member or piece whose page sent somebody here. The link itself changes nothing: its form is
    sent once on arrival, or by hand where no script runs."""
    tag = ScanForm({"code": request.GET.get("tag", "")})
    wanted = request.GET.get("member", "")
    found = offer_member(request.actor, int(wanted)) if wanted.isdecimal() and len(wanted) < 16 else None
    arrived: dict[str, Any] = {"member": found is not None and bool(found.members)}
    if tag.is_valid():
        arrived |= {"tag": tag.cleaned_data["code"], "operation_id": uuid4()}
    return {"arrived": arrived} | ({"found": found} if found else {})


def choose_till(request: HttpRequest) -> HttpResponse:
    """Which till is this? GET shows the choice, POST makes it."""
    require(request.actor, SalesPermission.HOLD_BASKET)
    if request.method == "POST":
        store, _, code = request.POST.get("till", "").partition("/")
        facts = organisation_selectors.till_facts(store_code=store, till_code=code)
        require(request.actor, SalesPermission.HOLD_BASKET, store_id=facts.store_id)
        choose(request, facts)
        return redirect("sales:till")
    tills = till_selectors.tills_in_reach(request.actor, permission=SalesPermission.HOLD_BASKET)
    return render(request, "sales/till/choose.html", {"tills": tills})


def page(request: HttpRequest, place: TillFacts, *, status: int = 200, **more: Any) -> HttpResponse:
    """The whole till, or for HTMX its working part only; `more` adds a message or what was found."""
    at = now()
    view = till_view(request.actor, till=place, at=at)
    context = screen(request, till=place, view=view, at=at, **more)
    template = "sales/till/till.html#work" if request.htmx else "sales/till/till.html"
    return render(request, template, context, status=status)


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """The unfinished tickets of this store."""
    place = _place(request)
    return render(request, "sales/till/held.html", {"held": held_tickets(request.actor, till=place), "till": place})


@require_POST
def name_member(request: HttpRequest) -> HttpResponse:
    """The member that was chosen from what was found; starts a ticket where none is open."""
    place = _place(request)
    text = request.POST.get("member", "")
    try:
        attach(actor=request.actor, till=place, member_id=int(text) if text.isdecimal() else 0, at=now())
    except DomainError as refusal:
        return page(request, place, status=422, message=sentence(refusal))
    return page(request, place) if request.htmx else redirect("sales:till")


@require_POST
def scan_code(request: HttpRequest) -> HttpResponse:
    """Whatever came from the scanner or the keyboard: a piece, a lot, a member, a ticket, or a search."""
    place = _place(request)
    form = ScanForm(request.POST)
    if not form.is_valid():
        return page(request, place)
    try:
        found = scan(
            actor=request.actor, till=place, text=form.cleaned_data["code"], at=now(), operation=form.operation()
        )
    except DomainError as refusal:
        return page(request, place, status=422, message=sentence(refusal), typed=form.cleaned_data["code"])
    if found.done == "receipt":
        return _to_returns(request, form.cleaned_data["code"].strip())
    return page(request, place, found=found, typed=form.cleaned_data["code"] if found.is_choice else "")


def _to_returns(request: HttpRequest, number: str) -> HttpResponse:
    """A receipt was scanned: its goods come back."""
    address = f"{reverse('sales:returns')}?{urlencode({'code': number})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_POST
def act(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """One change to the open ticket, named by `do`."""
    place = _place(request)
    try:
        _DO[request.POST.get("do", "")](request, basket_id, place)
    except KeyError:
        return page(request, place, status=422)
    except DomainError as refusal:
        return page(request, place, status=422, message=sentence(refusal), selected=_line_no(request))
    return page(request, place, selected=_line_no(request)) if request.htmx else redirect("sales:till")


@require_POST
def discount(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """Give one line something off; above the own limit it waits for a second person."""
    place = _place(request)
    form = DiscountForm(request.POST)
    if not form.is_valid():
        return page(request, place, status=422, message=" ".join(sum(form.errors.values(), [])))
    facts = {"discount": form.discount()}
    try:
        services.change_line(
            actor=request.actor, basket_id=basket_id, line_no=form.cleaned_data["line_no"], changes=facts, at=now()
        )
    except DomainError as refusal:
        return page(request, place, status=422, message=sentence(refusal))
    return page(request, place, selected=_line_no(request)) if request.htmx else redirect("sales:till")


def _place(request: HttpRequest) -> TillFacts:
    require(request.actor, SalesPermission.HOLD_BASKET)
    place = till_of(request)
    if place is None:
        raise NotFound(key="T1")
    return place


def _line_no(request: HttpRequest) -> int:
    text = request.POST.get("line_no", "")
    return int(text) if text.isdecimal() else 0


def _remove(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    services.remove_line(actor=request.actor, basket_id=basket_id, line_no=_line_no(request), at=now())


def _member(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    text = request.POST.get("member", "0")
    member = int(text) if text.isdecimal() else 0
    services.set_people(actor=request.actor, basket_id=basket_id, member_id=member, at=now())


def _people(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    codes = [code for code in request.POST.getlist("salespeople") if code]
    services.set_people(actor=request.actor, basket_id=basket_id, salespeople=codes, at=now())


def _quantity(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    form = LineForm(request.POST)
    if not form.is_valid():
        [(field, errors), *_] = form.errors.items()
        raise Invalid(field=str(form.fields[field].label or field), reason=str(errors[0]))
    services.change_line(
        actor=request.actor, basket_id=basket_id, line_no=form.cleaned_data["line_no"], changes=form.changes(), at=now()
    )


def _hold(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    services.hold_basket(actor=request.actor, basket_id=basket_id, note=request.POST.get("note", "")[:200], at=now())


def _recall(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    services.recall_basket(actor=request.actor, basket_id=basket_id, till=place.till_code, at=now())


def _abandon(request: HttpRequest, basket_id: UUID, place: TillFacts) -> None:
    services.abandon_basket(actor=request.actor, basket_id=basket_id, at=now())


_DO = {
    "remove": _remove,
    "member": _member,
    "people": _people,
    "quantity": _quantity,
    "hold": _hold,
    "recall": _recall,
    "abandon": _abandon,
}
