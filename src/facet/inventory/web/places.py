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
from facet.inventory.rules.places import FULLNESS_WORDS, Fullness
from facet.inventory.services import PlaceChange, PlaceIn
from facet.inventory.web.fields import Amount, Words, spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.forms import ROOM_HELP, TARE_HELP, PlaceForm
from facet.kernel.clock import now
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors

CROWDED = frozenset({Fullness.NEARLY, Fullness.FULL, Fullness.OVER})


class PlaceChangeForm(forms.Form):
    """What may change about a place."""

    name = Words(60, required=False, label=_("Name"), help_text=_("As people call it, e.g. Diamond counter."))
    is_open = forms.BooleanField(
        required=False, label=_("In use"), help_text=_("A place is closed when nothing lies there.")
    )
    takes_in = forms.BooleanField(
        required=False, label=_("Takes in new goods"), help_text=_("One place of the store does.")
    )
    capacity = Amount("int", low=1, required=False, label=_("Room for pieces"), help_text=ROOM_HELP)
    tare_mg = Amount("grams", low=1, required=False, label=_("Empty tray"), help_text=TARE_HELP)
    responsible = forms.ChoiceField(
        required=False,
        label=_("Responsible colleague"),
        help_text=_("A colleague of this store; empty: nobody in particular."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


@require_GET
def place_list(request: HttpRequest) -> HttpResponse:
    """The places of the stores in reach, each store's as a tree; those of one colleague, or only what is full."""
    actor = request.actor  # type: ignore[attr-defined]
    every = [row for row in selectors.list_places(actor) if row.depth > 1]
    people = sorted({(row.responsible, row.responsible_name) for row in every if row.responsible})
    who, full = request.GET.get("responsible", "")[:16], request.GET.get("full") == "1"
    rows = [row for row in every if not who or row.responsible == who]
    rows = [row for row in rows if not full or row.fullness in CROWDED]
    by_store = groupby(rows, key=lambda row: (row.store_id, spoken(row.store_name, row.store_name_en)))
    stores = [(name, list(group)) for (_, name), group in by_store]
    may_change = actor.may(InventoryPermission.MANAGE_PIECES)
    may_hand_over = actor.may(InventoryPermission.HAND_OVER)
    context = {
        "stores": [(name, [(row, room_badge(row)) for row in group]) for name, group in stores],
        "may_change": may_change, "may_hand_over": may_hand_over, "people": people, "who": who, "full": full,
        "crowded": sum(row.fullness in CROWDED for row in every), "any": bool(every),
    }  # fmt: skip
    return render(request, "inventory/places.html", context)


def room_badge(row: selectors.PlaceRow) -> tuple[str, str, str] | None:
    """Tone, icon and English word of a place that is full or nearly; None where there is room, or nobody said."""
    tones = {Fullness.NEARLY: ("warn", "alert-triangle"), Fullness.FULL: ("warn", "alert-triangle"),
             Fullness.OVER: ("danger", "alert-circle")}  # fmt: skip
    tone = tones.get(row.fullness)
    return (*tone, FULLNESS_WORDS[row.fullness]) if tone else None


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
    """Rename a place, close it, say what fits and who answers, or let it take in new goods."""
    actor = request.actor  # type: ignore[attr-defined]
    row = next((each for each in selectors.list_places(actor) if each.id == place_id), None)
    if row is None:
        raise PlaceUnknown(place=str(place_id), store="", key=str(place_id))
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=row.store_id)
    names = ("name", "is_open", "takes_in", "capacity", "tare_mg", "responsible")
    initial = {name: getattr(row, name) for name in names}
    form = PlaceChangeForm(sent(request), initial=initial, people=_people(actor, row))
    page = FormPage(row.label, spoken(row.store_name, row.store_name_en), gettext("Save"), _crumbs(), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        services.change_place(actor=actor, place_id=place_id, change=PlaceChange(**facts), at=now())
        return reverse("inventory:places")

    return form_page(request, form, page, act)


def _people(actor: Actor, row: selectors.PlaceRow) -> list[tuple[str, str]]:
    """Who may answer for a place: the colleagues of its store, and whoever does now."""
    found = organisation_selectors.staff_of_store(actor, store_id=row.store_id)
    people = {each.code: each.name for each in found}
    if row.responsible:
        people.setdefault(row.responsible, row.responsible_name)
    return list(people.items())


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Places"), reverse("inventory:places"))]
