"""Pay in: money that comes into or leaves this till beside tickets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, Invalid, gettext_noop
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.organisation.selectors import TillFacts
from facet.sales import selectors, services
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_money import drawer_entries
from facet.sales.web.drawer_form import PayInForm
from facet.sales.web.place import till_of


@require_http_methods(["GET", "POST"])
def pay_in(request: HttpRequest) -> HttpResponse:
    """The form, and below it what went in and out in this shift."""
    require(request.actor, SalesPermission.PAY_IN)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    form = PayInForm(request.POST or None, actor=request.actor, store_id=place.store_id)
    if form.is_bound and form.is_valid():
        try:
            _book(request, place, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("It is in the drawer's book.")
            return redirect("sales:pay_in")
    shift = selectors.open_shift_at(request.actor, till_id=place.till_id)
    entries = drawer_entries(request.actor, shift_id=shift.id) if shift else []
    context = {"till": place, "shift": shift, "form": form, "entries": entries}
    return render(request, "sales/drawer/pay_in.html", context, status=422 if form.errors else 200)


def _book(request: HttpRequest, place: TillFacts, form: PayInForm) -> None:
    facts = form.cleaned_data
    services.pay_in(
        actor=request.actor, operation=form.operation(), at=now(),
        request=services.DrawerIn(
            store=place.store_code, till=place.till_code, kind=facts["kind"], method=facts["method"],
            amount_cents=facts["amount_cents"], member=member_named(request.actor, facts["member"]),
            card=facts["card"].strip(), note=facts["note"].strip(), identity_seen=facts["identity_seen"],
        ),
    )  # fmt: skip


def member_named(actor: Actor, text: str) -> int | None:
    """The one member whom `text` names, None for no text. Raises: Invalid for nobody and for several."""
    if not text.strip():
        return None
    found = members_selectors.find_members(actor, text)
    exact = [row for row in found if row.number == text.strip().upper()]
    if len(exact or found) != 1:
        raise Invalid(field="member", reason=gettext_noop("Name exactly one member: phone, card or member number."))
    return (exact or found)[0].id
