"""Prices of the open ticket that are changed by an explicit act: all of them to today's, or one piece's basis."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.kernel.wording import in_language
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.models import Basket
from facet.sales.permissions import SalesPermission
from facet.sales.rules.basis import LIMIT
from facet.sales.selectors.basis import PieceLine, piece_line
from facet.sales.selectors.reprice import Repriced, repriced
from facet.sales.selectors.till import current_basket
from facet.sales.web.place import till_of
from facet.sales.web.quotation_forms import BasisForm


@require_http_methods(["GET", "POST"])
def reprice(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """Every line at its price and at today's; POST takes today's, if it is still what was read."""
    place, basket = _ticket(request, basket_id)
    message = ""
    if request.method == "POST":
        text = request.POST.get("expected_cents", "")
        try:
            services.reprice_basket(
                actor=request.actor, basket_id=basket_id, at=now(),
                expected_cents=int(text) if text.lstrip("-").isdecimal() and len(text) < 16 else None,
            )  # fmt: skip
            return redirect("sales:till")
        except DomainError as refusal:
            message = sentence(refusal)
    try:
        found: Repriced | None = repriced(request.actor, basket, till=place, at=now())
    except DomainError as refusal:
        found, message = None, message or sentence(refusal)
    context = {"basket": basket, "found": found, "rows": _rows(found), "message": message}
    return render(request, "sales/till/reprice.html", context, status=422 if message else 200)


def _rows(found: Repriced | None) -> list[tuple[Any, str]]:
    """Each line beside the name of its goods in the reader's language."""
    return [(each, in_language(*found.names[each.code])) for each in found.lines] if found else []


@require_http_methods(["GET", "POST"])
def basis(request: HttpRequest, basket_id: UUID, line_no: int) -> HttpResponse:
    """One piece the other way round: what it costs as its tag says, how low it may go; POST switches it, or back."""
    place, basket = _ticket(request, basket_id)
    require(request.actor, SalesPermission.SWITCH_BASIS, store_id=place.store_id)
    piece = piece_line(request.actor, basket, line_no=line_no, till=place, at=now())
    form = BasisForm(request.POST or None, to=piece.own.to, initial=_first(piece))
    back = request.POST.get("do") == "back"
    if back or (request.method == "POST" and form.is_valid()):
        try:
            services.switch_basis(
                actor=request.actor, basket_id=basket_id, line_no=line_no, asked=None if back else form.asked(),
                at=now(),
            )  # fmt: skip
            return redirect("sales:till")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "piece": piece, "own": piece.own, "basket": basket, "limit": request.actor.limit(LIMIT)}
    wrong = form.is_bound and bool(form.errors)
    return render(request, "sales/till/basis.html", context, status=422 if wrong else 200)


def _first(piece: PieceLine) -> dict[str, str]:
    """What the form begins with: what was agreed already, else the piece's own figures."""
    agreed, own = piece.agreed, piece.own
    price = agreed.price_cents if agreed and agreed.price_cents else own.line.list_cents
    labour = agreed.labour_cents if agreed else own.labour_cents
    return {
        "price_cents": f"{price / 100:.2f}", "labour_cents": f"{labour / 100:.2f}", "why": agreed.why if agreed else "",
    }  # fmt: skip


def _ticket(request: HttpRequest, basket_id: UUID) -> tuple[TillFacts, Basket]:
    """The till and the ticket that is open at it. Raises: NotPermitted, NotFound."""
    require(request.actor, SalesPermission.HOLD_BASKET)
    place = till_of(request)
    basket = current_basket(request.actor, till=place) if place else None
    if place is None or basket is None or basket.pk != basket_id:
        raise NotFound(key=str(basket_id))
    return place, basket
