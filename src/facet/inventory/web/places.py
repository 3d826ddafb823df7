"""The places of the stores."""

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.errors import PlaceUnknown
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import PlaceIn
from facet.inventory.web.fields import Words, spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.forms import PlaceForm
from facet.kernel.clock import now
from facet.kernel.permissions import require


class PlaceChangeForm(forms.Form):
    """What may change about a place."""

    name = Words(60, required=False, label=_("Name"), help_text=_("As people call it, e.g. Diamond counter."))
    is_open = forms.BooleanField(
        required=False, label=_("In use"), help_text=_("A place is closed when nothing lies there.")
    )
    takes_in = forms.BooleanField(
        required=False, label=_("Takes in new goods"), help_text=_("One place of the store does.")
    )


@require_GET
def place_list(request: HttpRequest) -> HttpResponse:
    """The places of the stores in reach, each store's as a tree."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [row for row in selectors.list_places(actor) if row.depth > 1]
    by_store = groupby(rows, key=lambda row: (row.store_id, spoken(row.store_name, row.store_name_en)))
    stores = [(name, list(group)) for (_, name), group in by_store]
    may_change = actor.may(InventoryPermission.MANAGE_PIECES)
    may_hand_over = actor.may(InventoryPermission.HAND_OVER)
    context = {"stores": stores, "may_change": may_change, "may_hand_over": may_hand_over}
    return render(request, "inventory/places.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a place to a store."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.MANAGE_PIECES)
    form = PlaceForm(sent(request), actor=actor)
    purpose = gettext("Counter, tray, slot, vault or window: where pieces can lie.")
    page = FormPage(gettext("New place"), purpose, gettext("Save"), _crumbs(), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        services.add_place(actor=actor, place=PlaceIn(**facts), at=now())
        return reverse("inventory:places")

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, place_id: int) -> HttpResponse:
    """Rename a place, close it, or let it take in new goods."""
    actor = request.actor  # type: ignore[attr-defined]
    row = next((each for each in selectors.list_places(actor) if each.id == place_id), None)
    if row is None:
        raise PlaceUnknown(place=str(place_id), store="", key=str(place_id))
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=row.store_id)
    initial = {"name": row.name, "is_open": row.is_open, "takes_in": row.takes_in}
    form = PlaceChangeForm(sent(request), initial=initial)
    page = FormPage(row.label, spoken(row.store_name, row.store_name_en), gettext("Save"), _crumbs(), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        services.change_place(actor=actor, place_id=place_id, at=now(), **facts)
        return reverse("inventory:places")

    return form_page(request, form, page, act)


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Places"), reverse("inventory:places"))]
