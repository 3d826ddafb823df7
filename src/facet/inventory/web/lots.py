"""The screens about bulk goods."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import BulkIn, LotIn
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent, typed
from facet.inventory.web.forms import BulkForm, LotForm
from facet.inventory.web.lists import LOTS
from facet.kernel.clock import now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require


@require_GET
def lot_list(request: HttpRequest) -> HttpResponse:
    """All bulk goods."""
    return list_page(request, LOTS)


@require_GET
def lot(request: HttpRequest, sku: str) -> HttpResponse:
    """One lot: where it lies and what moved it."""
    actor = request.actor  # type: ignore[attr-defined]
    page = selectors.lot_page(actor, sku)
    context = {
        "page": page,
        "name": spoken(page.name, page.name_en),
        "category": spoken(page.category_name, page.category_name_en),
        "may_receive": actor.may(InventoryPermission.RECEIVE_PIECES),
        "may_count": actor.may(InventoryPermission.MANAGE_PIECES),
    }
    return render(request, "inventory/lot.html", context)


@require_http_methods(["GET", "POST"])
def open_lot(request: HttpRequest) -> HttpResponse:
    """Add a kind of bulk goods."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.MANAGE_PIECES)
    form = LotForm(sent(request))
    purpose = gettext("One number for goods that carry no tag of their own.")
    page = FormPage(gettext("New bulk goods"), purpose, gettext("Save"), _crumbs(), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        wanted = LotIn(**{**facts, "price_cents": facts["price_cents"] or 0})
        services.open_lot(actor=actor, lot=wanted, at=now())
        return reverse("inventory:lots")

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, sku: str) -> HttpResponse:
    """Take pieces and grams of a lot in."""
    words = (gettext("Receive bulk goods"), gettext("Receive"), gettext("Received."))
    right = InventoryPermission.RECEIVE_PIECES
    return _book(request, sku, right=right, service=services.receive_bulk, words=words)


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, sku: str) -> HttpResponse:
    """Book what a count found."""
    words = (gettext("Correct after counting"), gettext("Book count"), gettext("The count was booked."))
    right = InventoryPermission.MANAGE_PIECES
    return _book(request, sku, right=right, service=services.adjust_bulk, words=words)


def _book(request: HttpRequest, sku: str, *, right: str, service: Any, words: tuple[str, str, str]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, right)
    found = selectors.lot_page(actor, sku)
    form = BulkForm(sent(request), actor=actor, right=right, initial=typed(request))
    if right != InventoryPermission.RECEIVE_PIECES or not actor.sees("cost"):
        del form.fields["cost_cents"]
    there = reverse("inventory:lot", args=[found.sku])
    purpose = gettext("Pieces and grams are both counted; the other side of the move is booked as well.")
    page = FormPage(words[0], purpose, words[1], [*_crumbs(), (found.sku, there)], words[2])

    def act(facts: dict[str, Any]) -> str:
        names = ("store", "place", "quantity", "weight_mg", "document", "reason")
        wanted = BulkIn(sku=found.sku, cost_cents=facts.get("cost_cents"), **{name: facts[name] for name in names})
        service(actor=actor, operation=form.operation(), request=wanted, at=now())
        return there

    return form_page(request, form, page, act)


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Bulk goods"), reverse("inventory:lots"))]
