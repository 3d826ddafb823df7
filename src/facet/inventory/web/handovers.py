"""The screens of the counter's morning and evening: hand-over, vault list, tray on the scale."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
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
from facet.inventory.web.handover_second import SecondForm, sign_beside, sign_off, signed_beside
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError, Invalid, gettext_noop
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
    counted = Amount("int", label=_("Counted"), help_text=_("Pieces on the tray."))
    scale_mg = Amount("grams", required=False, label=_("Scale"), help_text=_("In grams, with the tray."))
    seal = Words(40, required=False, label=_("Seal number"), help_text=_("If it goes into the vault."))
    reason = Words(120, required=False, label=_("Reason"), help_text=_("Needed if it disagrees."))


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """The trays of a store: the colleague signs once beside, then each tray is one tap."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, RIGHT)
    at = now()
    stores = choices.stores(actor, RIGHT)
    asked = request.POST if request.method == "POST" else request.GET
    store = asked.get("store") or choices.own_store(actor, RIGHT) or (stores[0][0] if stores else "")
    kind, do = _kind(asked.get("kind", ""), at), request.POST.get("do", "")
    here = f"{reverse('inventory:handover')}?store={quote(store)}&kind={kind}"
    form: TrayForm | SecondForm | None = None
    if do == "end":
        sign_off(request)
        return redirect(here)
    if request.method == "POST":
        form = (_second if do == "second" else _sign)(request, store=store, kind=kind, at=at)
        if form is None:
            return redirect(here + "#trays")
    context = _context(request, store=store, kind=kind, at=at, form=form) | {"stores": stores}
    return render(request, "inventory/handover.html", context, status=422 if form is not None else 200)


def _second(request: HttpRequest, *, store: str, kind: str, at: datetime) -> SecondForm | None:
    """Take the colleague's signature; the form back when it was refused."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        where, _rows = selectors.trays(actor, store=store, kind=kind, on=local_date(at, settings.TIME_ZONE))
    form = SecondForm(request.POST, people=_people(actor, where.id))
    if not form.is_valid():
        return form
    try:
        sign_beside(request, form.cleaned_data, store_id=where.id, at=at)
    except DomainError as refusal:
        add_refusal(form, refusal)
        return form
    return None


def _sign(request: HttpRequest, *, store: str, kind: str, at: datetime) -> TrayForm | None:
    """Write one tray with both signatures; the form back when it was refused."""
    actor, form = request.actor, TrayForm(request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        return form
    facts = {name: value for name, value in form.cleaned_data.items() if name != "operation_id"}
    wanted, on = HandoverIn(store=store, kind=kind, **facts), local_date(at, settings.TIME_ZONE)
    with viewing(actor):
        where, _rows = selectors.trays(actor, store=store, kind=kind, on=on)
    beside = signed_beside(request, store_id=where.id, at=at)
    try:
        if beside is None:
            raise Invalid(field="taken_by", reason=gettext_noop("the colleague signs first, with her own password"))
        services.hand_over_tray(
            actor=actor, operation=form.operation({"store": store, "kind": kind, **facts}), handover=wanted,
            second=beside[0], on=on, at=at,
        )  # fmt: skip
    except DomainError as refusal:
        add_refusal(form, refusal)
        return form
    request.session["notice"] = gettext("Signed for {place}.").format(place=wanted.place)
    return None


def _kind(asked: str, at: datetime) -> str:
    """The kind asked for; else what the time of day suggests."""
    if asked in set(HandoverKind):
        return asked
    return str(HandoverKind.MORNING if at.astimezone(ZoneInfo(settings.TIME_ZONE)).hour < 14 else HandoverKind.EVENING)


def _people(actor: Actor, store_id: int) -> list[tuple[str, str]]:
    """The colleagues of a store who may sign beside the actor, by code."""
    found = organisation_selectors.staff_of_store(actor, store_id=store_id)
    return [(each.code, f"{each.name} {each.code}") for each in found if each.pk != actor.staff_id]


def _context(
    request: HttpRequest, *, store: str, kind: str, at: datetime, form: TrayForm | SecondForm | None
) -> dict[str, Any]:
    actor, on = request.actor, local_date(at, settings.TIME_ZONE)  # type: ignore[attr-defined]
    with viewing(actor):
        where, rows = selectors.trays(actor, store=store, kind=kind, on=on)
    tray = form if isinstance(form, TrayForm) else None
    refused = tray.data.get("place") if tray is not None else ""
    shown = []
    for row in rows:
        initial = {"place": row.code, "counted": row.book_pieces}
        mine = tray if row.code == refused else TrayForm(initial=initial, auto_id=f"id_{row.place_id}_%s")
        word = (*TONES[Verdict(row.verdict)], VERDICT_WORDS[Verdict(row.verdict)]) if row.verdict else None
        shown.append((row, word, mine))
    beside = signed_beside(request, store_id=where.id, at=at)
    second = form if isinstance(form, SecondForm) else SecondForm(people=_people(actor, where.id))
    return {
        "rows": shown, "store": store, "store_name": spoken(where.name, where.name_en), "kind": kind, "on": on,
        "kinds": labelled(HANDOVER_WORDS), "done": sum(1 for row in rows if row.at), "refused": tray,
        "second": second, "beside": beside[0].name if beside else "", "until": beside[1] if beside else None,
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
