"""Printing tags: of scanned pieces, of the rows picked in the list, of what was just received."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.inventory import selectors, services
from facet.inventory.flows.tag_labels import PdfUnavailable, tags_pdf
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.tag_labels import MOST, MOST_SHIFT, SIZES, TAG_SIZE, LabelPlan, checked_plan, in_lines
from facet.inventory.web.fields import Words
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors

_KEPT = "tag_labels"  # in the session: the size and the shift, which belong to the printer at this desk


def _shift(label: Any, hint: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=False, decimal_places=1, min_value=-MOST_SHIFT / 10,
        max_value=MOST_SHIFT / 10, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


class TagLabelsForm(forms.Form):
    """Which tags, on which label, and how far this printer is off."""

    tags = Words(
        MOST * 40, label=_("Tags"), help_text=_("Scan one after the other, or paste a column of a sheet."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    size = forms.ChoiceField(label=_("Label"), help_text=_("What lies in the label printer."))
    right = _shift(_("Move to the right (mm)"), _("When the print sits too far left; below zero moves it left."))
    down = _shift(_("Move down (mm)"), _("When the print sits too high; below zero moves it up."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["size"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, _(size.label)) for key, size in SIZES.items()]

    def plan(self) -> LabelPlan:
        """What stands in the valid form."""
        facts = self.cleaned_data
        return LabelPlan(
            tags=tuple(in_lines(facts["tags"])), size=facts["size"], right=int((facts["right"] or 0) * 10),
            down=int((facts["down"] or 0) * 10),
        )  # fmt: skip


@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest) -> HttpResponse:
    """Choose tags and label; "Show" draws them, "Print" gives the file for the label printer."""
    require(request.actor, InventoryPermission.PRINT_TAGS)
    if request.method != "POST" or "tags" not in request.POST:
        return _page(request, TagLabelsForm(initial=_first(request)))
    form = TagLabelsForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        return _printed(request, form) if "print" in request.POST else _drawn(request, form)
    except NotPermitted:
        raise
    except DomainError as refusal:
        add_refusal(form, refusal)
        return _page(request, form, status=422)


def _first(request: HttpRequest) -> dict[str, Any]:
    """The picked rows or the tags of the address, with what this desk's printer used last."""
    picked = [int(each) for each in request.POST.getlist("row")[:MOST] if each.isdecimal() and len(each) < 19]
    with viewing(request.actor):
        found = (
            selectors.tags_picked(request.actor, picked) if picked else in_lines(request.GET.get("tags", "")[:8_000])
        )
    usual = organisation_selectors.policy_value(
        TAG_SIZE.key,
        store_id=request.actor.store_id,
        on=local_date(now(), settings.TIME_ZONE),
        default=TAG_SIZE.default,
    )
    return {"size": usual, **request.session.get(_KEPT, {}), "tags": "\n".join(found[:MOST])}


def _drawn(request: HttpRequest, form: TagLabelsForm) -> HttpResponse:
    plan = checked_plan(form.plan())
    with viewing(request.actor):
        labels = selectors.tag_labels(request.actor, plan.tags)
    return _page(request, form, labels=labels, plan=plan, drawn=SIZES[plan.size])


def _printed(request: HttpRequest, form: TagLabelsForm) -> HttpResponse:
    plan = form.plan()
    labels = services.print_tags(actor=request.actor, plan=plan, at=now())
    request.session[_KEPT] = {"size": plan.size, "right": f"{plan.right / 10:g}", "down": f"{plan.down / 10:g}"}
    try:
        content = tags_pdf(labels, plan)
    except PdfUnavailable as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="tags-{len(labels)}.pdf"'
    return response


def _page(request: HttpRequest, form: TagLabelsForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "inventory/tag_labels.html", {"form": form, "most": MOST, **more}, status=status)
