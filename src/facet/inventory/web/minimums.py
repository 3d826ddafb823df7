"""The screens of monitoring: minimums, and stock by two dimensions."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.minimum import LEVEL_WORDS, Level
from facet.inventory.selectors import StockQuery
from facet.inventory.services import MinimumIn
from facet.inventory.web import choices
from facet.inventory.web.bands import DIMENSION_WORDS, key_words
from facet.inventory.web.fields import Amount, Words, labelled, spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.kernel.clock import local_date, now
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

KINDS = {"category": _("Category"), "style": _("Style"), "lot": _("Bulk goods")}
TONES = {
    Level.OUT: ("danger", "alert-triangle"),
    Level.LOW: ("warn", "trending-down"),
    Level.FINE: ("ok", "check"),
    Level.OVER: ("gold", "stack-2"),
}
MEASURES = {"pieces": "pieces", "grams": "net_weight_mg", "yuan": "board_cents", "cost": "cost_cents"}


class MinimumForm(forms.Form):
    """How much of one thing a store should have."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("For which store it holds."))
    kind = forms.ChoiceField(label=_("Of what"), help_text=_("A category counts with everything under it."))
    code = Words(32, label=_("Code"), help_text=_("Of the category, the style or the lot, e.g. gold-bangle."))
    least = Amount("int", label=_("Least pieces"), help_text=_("Below this the store gets a to-do."))
    most = Amount(
        "int", required=False, label=_("Most pieces"), help_text=_("Above this it stands on the overstock list.")
    )
    warn_on = forms.DateField(
        required=False, label=_("Warning date"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("On this day somebody should look, whatever the stock."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        right = InventoryPermission.SET_MINIMUMS
        self.fields["store"].choices = choices.stores(actor, right)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, right)
        self.fields["kind"].choices = list(KINDS.items())  # type: ignore[attr-defined]


@require_GET
def minimum_list(request: HttpRequest) -> HttpResponse:
    """What stores should have and what they have; the worst first."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    only = request.GET.get("only", "")
    with viewing(actor):
        rows = selectors.list_minimums(actor, at=at, on=local_date(at, settings.TIME_ZONE), only=only)
    shown = [
        (row, (*TONES[row.level], LEVEL_WORDS[row.level]), spoken(row.name, row.name_en),
         spoken(row.store_name, row.store_name_en))
        for row in rows
    ]  # fmt: skip
    choices_shown = [("", _("All")), *((level.value, gettext(word)) for level, word in LEVEL_WORDS.items()),
                     ("due", _("Date has come"))]  # fmt: skip
    context = {"rows": shown, "only": only, "levels": choices_shown}
    return render(request, "inventory/minimums.html", context)


@require_http_methods(["GET", "POST"])
def minimum_new(request: HttpRequest) -> HttpResponse:
    """Set how much a store should have."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.SET_MINIMUMS)
    names = ("store", "kind", "code", "least", "most", "warn_on")
    form = MinimumForm(sent(request), actor=actor, initial={n: request.GET[n] for n in names if n in request.GET})
    purpose = gettext("Below the least the store gets a to-do with one step to another store's pieces.")
    crumbs = [(gettext("Minimums"), reverse("inventory:minimums"))]
    page = FormPage(gettext("Set minimum"), purpose, gettext("Save"), crumbs, gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        services.set_minimum(actor=actor, minimum=MinimumIn(**facts), at=now())
        return reverse("inventory:minimums")

    return form_page(request, form, page, act)


@require_POST
def minimum_end(request: HttpRequest, limit_id: int) -> HttpResponse:
    """Stop watching one thing in one store."""
    services.end_minimum(actor=request.actor, limit_id=limit_id, at=now())  # type: ignore[attr-defined]
    request.session["notice"] = gettext("No longer watched; what was measured stays.")
    return redirect("inventory:minimums")


@require_GET
def bands(request: HttpRequest) -> HttpResponse:
    """Stock by two dimensions, in pieces, grams, today's yuan or cost."""
    actor = request.actor  # type: ignore[attr-defined]
    down, across = (_dimension(request, name, usual) for name, usual in (("rows", "category"), ("columns", "store")))
    measure = request.GET.get("measure", "pieces")
    allowed = {name: field for name, field in MEASURES.items() if name != "cost" or actor.sees("cost")}
    measure = measure if measure in allowed else "pieces"
    wanted = StockQuery(by=(down, across) if down != across else (down,), store=request.GET.get("store", "")[:32])
    with viewing(actor):
        cells = selectors.find_stock(actor, wanted, at=now())
        names = key_words(actor)
    context = {
        "down": down, "across": across, "measure": measure, "measures": list(allowed),
        "dimensions": labelled(DIMENSION_WORDS), **_table(cells, allowed[measure], names, (down, across)),
    }  # fmt: skip
    return render(request, "inventory/bands.html", context)


def _dimension(request: HttpRequest, name: str, usual: str) -> str:
    asked = request.GET.get(name, usual)
    return asked if asked in DIMENSION_WORDS else usual


def _table(cells: Any, field: str, names: Any, by: tuple[str, str]) -> dict[str, Any]:
    """The cells as rows of numbers with sums at both ends."""
    flat = by[0] == by[1]
    values = {(each.keys[0], "" if flat else each.keys[1]): getattr(each, field) or 0 for each in cells}
    rows, columns = (sorted({key[place] for key in values}, key=names.place) for place in (0, 1))
    shown = [
        (names.word(by[0], row), [values.get((row, column)) for column in columns],
         sum(values.get((row, column), 0) for column in columns))
        for row in rows
    ]  # fmt: skip
    feet = [sum(values.get((row, column), 0) for row in rows) for column in columns]
    heads = [] if flat else [names.word(by[1], column) for column in columns]
    return {"heads": heads, "rows": shown, "feet": feet, "all": sum(feet), "flat": flat}
