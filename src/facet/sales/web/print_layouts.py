"""The screens on which papers are laid out, with a preview that follows each change."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.flows.logos import kept_logo, shown_logo
from facet.sales.flows.papers import Sheet, sheet_of
from facet.sales.permissions import SalesPermission
from facet.sales.rules.print_layouts import PAPERS, Layout, PrintForm, checked_layout
from facet.sales.selectors import print_layouts as selectors
from facet.sales.web.papers import addresses, is_english
from facet.sales.web.print_layout_form import PrintLayoutForm, first_values


def _today() -> date:
    return clock.local_date(clock.now(), organisation_selectors.chain_facts().time_zone)


@require_GET
def print_layouts(request: HttpRequest) -> HttpResponse:
    """Every form: how the chain prints it today, and every wording of it."""
    found = selectors.print_layouts(request.actor, on=_today())
    rows = [
        (each, PAPERS[each.today.paper].label, [(row, PAPERS[row.paper].label) for row in each.rows]) for each in found
    ]
    may = request.actor.may(SalesPermission.PRINT_LAYOUTS)
    return render(request, "sales/print_layouts/list.html", {"rows": rows, "may_change": may})


@require_http_methods(["GET", "POST"])
def print_layout(request: HttpRequest, form: str) -> HttpResponse:
    """One form to lay out; "Show" and every change draw the preview, "Save" keeps the wording from its day on."""
    require(request.actor, SalesPermission.PRINT_LAYOUTS)
    kind = selectors.form_of(form)
    if request.method != "POST":
        return _shown(request, kind, _form(request, kind))
    typed = _form(request, kind, sent=True)
    if "show" in request.POST or not typed.is_valid():
        return _shown(request, kind, typed, status=200 if typed.is_valid() else 422)
    try:
        services.set_print_layout(
            actor=request.actor, operation=typed.operation(), request=typed.wanted(kept_logo(typed.sent_logo)),
            at=clock.now(),
        )  # fmt: skip
    except NotPermitted:
        raise
    except DomainError as refusal:
        add_refusal(typed, refusal)
        return _shown(request, kind, typed, status=422)
    request.session["notice"] = _("Saved: it prints this way from the first day on.")
    return redirect("sales:print_layouts")


@require_POST
def preview(request: HttpRequest, form: str) -> HttpResponse:
    """The made-up paper as the form would print it now; nothing is kept."""
    require(request.actor, SalesPermission.PRINT_LAYOUTS)
    kind = selectors.form_of(form)
    typed = _form(request, kind, sent=True)
    return render(request, "sales/print_layouts/preview.html", {"sheet": _sheet(request, kind, typed), "form": typed})


def _form(request: HttpRequest, kind: PrintForm, *, sent: bool = False) -> PrintLayoutForm:
    stores = selectors.stores_to_lay_out(request.actor)
    asked = request.GET.get("store", "")
    store_id = next((each.id for each in stores if str(each.id) == asked), None)
    now_printed = selectors.layout_of(kind, store_id=store_id, on=_today())
    initial: dict[str, Any] = first_values(now_printed, kind) | {"valid_from": _today(), "store": asked}
    chain = request.actor.scope(SalesPermission.PRINT_LAYOUTS).chain_wide
    return PrintLayoutForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        form=kind,
        stores=stores,
        chain=chain,
        initial=initial,
    )


def _sheet(request: HttpRequest, kind: PrintForm, typed: PrintLayoutForm) -> Sheet | None:
    """The made-up paper in the form's layout; None while the form has mistakes."""
    layout: Layout
    if not typed.is_bound:
        layout = selectors.layout_of(kind, store_id=None, on=_today())
    elif typed.is_valid():
        try:
            layout = checked_layout(kind, typed.layout())
        except DomainError as refusal:
            add_refusal(typed, refusal)
            return None
    else:
        return None
    sample = kind.sample()
    words = selectors.PaperWords(layout.head_in(is_english()), layout.foot_in(is_english()))
    sheet = sheet_of(replace(sample, layout=layout, words=words), addresses(request))
    if not typed.is_bound or not typed.sent_logo:
        return sheet
    try:
        return replace(sheet, logo=shown_logo(typed.sent_logo))
    except DomainError as refusal:
        add_refusal(typed, refusal)
        return None


def _shown(request: HttpRequest, kind: PrintForm, typed: PrintLayoutForm, *, status: int = 200) -> HttpResponse:
    context = {"kind": kind, "form": typed, "sheet": _sheet(request, kind, typed)}
    return render(request, "sales/print_layouts/edit.html", context, status=status)
