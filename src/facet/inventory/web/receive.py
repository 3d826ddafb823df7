"""The screen that takes a delivery in: one piece or several, with the keyboard alone."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from facet.inventory import services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import Received, ReceiveRequest
from facet.inventory.web.forms import DeliveryForm, PieceForm
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence
from facet.kernel.permissions import require

MOST = 30  # pieces on one form; more come as a file
REARRANGE = ("more", "drop", "refresh")  # buttons that change the form and receive nothing
PieceForms = forms.formset_factory(PieceForm, extra=0, min_num=1, max_num=MOST, absolute_max=MOST)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Receive one or several pieces; "one more" copies what the pieces of a delivery share."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.RECEIVE_PIECES)
    options = {"options": PieceForm.options()}
    if request.method == "POST" and not any(name in request.POST for name in REARRANGE):
        delivery = DeliveryForm(request.POST, actor=actor)
        pieces = PieceForms(request.POST, prefix="piece", form_kwargs=options)
        if (done := _received(request, delivery, pieces)) is not None:
            request.session["notice"] = _words(done)
            return _next(request, done)
        return _page(request, delivery, pieces, status=422)
    delivery = DeliveryForm(None, actor=actor, initial=request.POST.dict())
    pieces = PieceForms(None, prefix="piece", form_kwargs=options, initial=_rows(request.POST))
    return _page(request, delivery, pieces, status=200)


def _next(request: HttpRequest, done: Received) -> HttpResponse:
    """The list, or the tags of what came in where that was asked for."""
    if "print_tags" not in request.POST:
        return redirect("inventory:pieces")
    tags = urlencode({"tags": " ".join(tag for _, tag in done.pieces)})
    return redirect(f"{reverse('inventory:tags')}?{tags}")


def _page(request: HttpRequest, delivery: DeliveryForm, pieces: Any, *, status: int) -> HttpResponse:
    context = {"delivery": delivery, "pieces": pieces, "most": MOST}
    return render(request, "inventory/receive.html", context, status=status)


def _received(request: HttpRequest, delivery: DeliveryForm, pieces: Any) -> Received | None:
    """What came in, or None with the reason shown on the forms."""
    if not (delivery.is_valid() & pieces.is_valid()):
        return None
    names = ("store", "place", "supplier", "batch", "document")
    facts = delivery.cleaned_data
    wanted = ReceiveRequest(**{name: facts[name] for name in names}, pieces=tuple(each.wanted() for each in pieces))
    operation = delivery.operation({**facts, "pieces": [each.cleaned_data for each in pieces]})
    try:
        return services.receive_pieces(actor=request.actor, operation=operation, request=wanted, at=now())  # type: ignore[attr-defined]
    except DomainError as refusal:
        _show(refusal, delivery, pieces)
        return None


def _rows(data: QueryDict) -> list[dict[str, str]]:
    """What each piece's fields shall hold: as typed, with one more or one less if that was asked."""
    typed = str(data.get("piece-TOTAL_FORMS", ""))
    count = min(int(typed), MOST) if typed.isdecimal() else 1
    rows = [
        {
            name: str(data[f"piece-{number}-{name}"])
            for name in PieceForm.base_fields
            if f"piece-{number}-{name}" in data
        }
        for number in range(count)
    ]
    drop = str(data.get("drop", ""))
    if drop.isdecimal() and int(drop) < len(rows) > 1:
        del rows[int(drop)]
    if "more" in data and len(rows) < MOST:
        rows.append({name: rows[-1][name] for name in PieceForm.COPIED if name in rows[-1]})
    return rows


def _show(refusal: DomainError, delivery: DeliveryForm, pieces: Any) -> None:
    """Put a refusal beside the field of the piece it is about, else on top."""
    tag = str(refusal.facts.get("tag", "")).casefold()
    for each in pieces:
        if tag and tag == str(each.cleaned_data.get("tag", "")).casefold():
            if "field" in refusal.facts:
                add_refusal(each, refusal)
            else:
                each.add_error("tag", sentence(refusal))
            return
    add_refusal(delivery, refusal)


def _words(done: Received) -> str:
    count = len(done.pieces)
    words = ngettext("{n} piece received on paper {document}.", "{n} pieces received on paper {document}.", count)
    return words.format(n=count, document=done.document)
