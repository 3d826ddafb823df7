"""The screens of the counter's morning and evening: hand-over, vault list, tray on the scale."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.handover import HANDOVER_WORDS, VERDICT_WORDS, HandoverKind, Verdict
from facet.inventory.services import HandoverIn
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words, labelled, spoken
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors

TONES = {
    Verdict.AGREES: ("ok", "check"),
    Verdict.PIECES: ("danger", "alert-triangle"),
    Verdict.GRAMS: ("warn", "scale"),
}
RIGHT = InventoryPermission.HAND_OVER


class TrayForm(OperationForm):
    """One tray as counted and weighed."""

    place = Words(24, widget=forms.HiddenInput)
    taken_by = Words(16, label=_("Taken by"), widget=forms.HiddenInput)
    counted = Amount("int", label=_("Counted"), help_text=_("Pieces on the tray."))
    scale_mg = Amount("grams", required=False, label=_("Scale"), help_text=_("In grams, with the tray."))
    seal = Words(40, required=False, label=_("Seal number"), help_text=_("If it goes into the vault."))
    reason = Words(120, required=False, label=_("Reason"), help_text=_("Needed if it disagrees."))


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """The trays of a store, each signed with one tap once the colleague is chosen."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, RIGHT)
    at = now()
    on, stores = local_date(at, settings.TIME_ZONE), choices.stores(actor, RIGHT)
    asked = request.POST if request.method == "POST" else request.GET
    store = asked.get("store") or choices.own_store(actor, RIGHT) or (stores[0][0] if stores else "")
    kind = _kind(asked.get("kind", ""), at)
    form = TrayForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "operation_id"}
        wanted = HandoverIn(store=store, kind=kind, **facts)
        operation = form.operation({"store": store, "kind": kind, **facts})
        try:
            services.hand_over_tray(actor=actor, operation=operation, handover=wanted, on=on, at=at)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Signed for {place}.").format(place=wanted.place)
            here = reverse("inventory:handover")
            return redirect(f"{here}?store={store}&kind={kind}&taken_by={wanted.taken_by}#trays")
    context = _context(actor, store=store, kind=kind, on=on, form=form)
    context |= {"stores": stores, "taken_by": asked.get("taken_by", "")}
    return render(request, "inventory/handover.html", context, status=422 if form is not None else 200)


def _kind(asked: str, at: datetime) -> str:
    """The kind asked for; else what the time of day suggests."""
    if asked in set(HandoverKind):
        return asked
    return str(HandoverKind.MORNING if at.astimezone(ZoneInfo(settings.TIME_ZONE)).hour < 14 else HandoverKind.EVENING)


def _context(actor: Actor, *, store: str, kind: str, on: Any, form: TrayForm | None) -> dict[str, Any]:
    with viewing(actor):
        where, rows = selectors.trays(actor, store=store, kind=kind, on=on)
        people = organisation_selectors.staff_of_store(actor, store_id=where.id)
    refused = form.data.get("place") if form is not None else ""
    shown = []
    for row in rows:
        initial = {"place": row.code, "counted": row.book_pieces}
        mine = (
            form
            if form is not None and row.code == refused
            else TrayForm(initial=initial, auto_id=f"id_{row.place_id}_%s")
        )
        shown.append(
            (row, (*TONES[Verdict(row.verdict)], VERDICT_WORDS[Verdict(row.verdict)]) if row.verdict else None, mine)
        )
    return {
        "rows": shown, "store": store, "store_name": spoken(where.name, where.name_en), "kind": kind, "on": on,
        "kinds": labelled(HANDOVER_WORDS), "done": sum(1 for row in rows if row.at), "refused": form,
        "people": [(each.code, each.name) for each in people if each.pk != actor.staff_id],
        "pieces": sum(row.book_pieces for row in rows), "grams": sum(row.book_weight_mg for row in rows),
    }  # fmt: skip


class WeighForm(forms.Form):
    """What the scale shows."""

    scale = Amount("grams", label=_("Scale"), help_text=_("In grams, with the tray on it."))
    limit = forms.TypedChoiceField(
        coerce=int, choices=[(5, _("5 mg")), (10, _("10 mg")), (20, _("20 mg"))], label=_("Scale is good to"),
        help_text=_("As stated on the scale."),
    )  # fmt: skip


@require_GET
def weigh(request: HttpRequest, place_id: int) -> HttpResponse:
    """Put a tray on the scale: does it agree, and if not, which pieces are most likely missing?"""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, RIGHT)
    place = selectors.place_to_weigh(actor, place_id)
    form = WeighForm(request.GET if "scale" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        with viewing(actor):
            found = selectors.weigh_tray(actor, place_id, scale_mg=facts["scale"], limit_mg=facts["limit"])
    context = {"place": place, "form": form, "found": found}
    return render(request, "inventory/tray.html", context, status=422 if form.errors else 200)
