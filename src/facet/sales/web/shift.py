"""Opening the drawer, and the blind count that closes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales import selectors, services
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_money import drawer_entries, unclear_payments
from facet.sales.web.forms import ShiftCloseForm, ShiftOpenForm
from facet.sales.web.place import till_of


@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest) -> HttpResponse:
    """The shift at this till: open it, or count and close it."""
    require(request.actor, SalesPermission.OPEN_SHIFT)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    running = selectors.open_shift_at(request.actor, till_id=place.till_id)
    form_class = ShiftCloseForm if running else ShiftOpenForm
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if request.method == "POST" and form.is_valid():
        try:
            return _close(request, place, form) if running else _open(request, place, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
    unclear = unclear_payments(request.actor, store_id=place.store_id, till_id=place.till_id) if running else []
    context = {"till": place, "shift": running, "form": form, "unclear": unclear}
    return render(request, "sales/shift/shift.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, place: TillFacts, form: ShiftOpenForm) -> HttpResponse:
    services.open_shift(
        actor=request.actor, operation=form.operation(), store=place.store_code, till=place.till_code,
        float_cents=form.cleaned_data["float_cents"], at=now(),
    )  # fmt: skip
    return redirect("sales:till")


def _close(request: HttpRequest, place: TillFacts, form: ShiftCloseForm) -> HttpResponse:
    count = services.BlindCount(
        store=place.store_code,
        till=place.till_code,
        counted=form.counted(),
        cash_notes=form.cash_notes(),
        terminals=form.terminals(),
        note=form.cleaned_data["note"],
    )
    closed = services.close_shift(actor=request.actor, operation=form.operation(), count=count, at=now())
    return redirect("sales:closed_shift", shift_id=closed.pk)


def closed_shift(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Expected beside counted, for whoever closed it."""
    shift = selectors.get_shift(request.actor, shift_id=shift_id)
    context = {
        "shift": shift, "entries": drawer_entries(request.actor, shift_id=shift_id),
        "unclear": unclear_payments(request.actor, store_id=shift.store_id, till_id=shift.till_id),
        "may_close_day": request.actor.may(SalesPermission.CLOSE_DAY, store_id=shift.store_id),
    }  # fmt: skip
    return render(request, "sales/shift/closed.html", context)
