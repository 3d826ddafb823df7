"""Undoing a trade-in: what it comes to, whom to ask, and the ticket that does it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal, address_of
from facet.kernel.pages import sentence
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.undoing import ask_for_undo
from facet.sales.selectors.materials import material_page
from facet.sales.selectors.old_gold_undo import undo_page
from facet.sales.web.forms import ManagerForm
from facet.sales.web.material_forms import UndoForm
from facet.sales.web.place import till_of


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Undo the whole ticket that took this piece in: goods come back, gold and money go back."""
    place, form = till_of(request), UndoForm(request.POST or None)
    if place is None:
        return redirect("sales:choose_till")
    if request.method == "POST" and form.is_valid():
        try:
            asked = undo_page(request.actor, code=code, till=place, at=now())
            due = asked.quoted.totals.due_cents
            ticket = replace(asked.request, tenders=form.tenders(asked.quoted), expected_total_cents=due)
            sold = services.complete_sale(actor=request.actor, operation=form.operation(), request=ticket, at=now())
            return redirect("sales:done", sale_id=sold.sale.pk)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _shown(request, code, place, form=form)


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a manager for what goes beyond the own limit; with her sign-in it is decided at once."""
    page, place, form = material_page(request.actor, code=code), till_of(request), ManagerForm(request.POST)
    if place is None:
        return redirect("sales:choose_till")
    if form.is_valid():
        facts = form.cleaned_data
        try:
            ask_for_undo(
                actor=request.actor, till=place, code=page.piece.code, reason=facts["reason"],
                operation=form.operation({"code": page.piece.code, **facts, "password": ""}),
                manager=(facts["username"], facts["password"]), address=address_of(request), at=now(),
            )  # fmt: skip
            return redirect("sales:undo_trade_in", code=page.piece.code)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _shown(request, code, place, manager=form)


def _shown(request: HttpRequest, code: str, place: TillFacts, **bound: Any) -> HttpResponse:
    """What undoing comes to now; where it is not possible, why."""
    page, context = material_page(request.actor, code=code), {"form": UndoForm(), "manager": ManagerForm(), **bound}
    try:
        context["undo"] = undo_page(request.actor, code=code, till=place, at=now())
    except DomainError as refusal:
        context["why_not"] = sentence(refusal)
    refused = any(form.errors for form in bound.values() if form.is_bound)
    return render(request, "sales/materials/undo.html", {"page": page, **context}, status=422 if refused else 200)
