"""A sample cart: what counts, what does not, and why."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from facet.catalog import selectors as catalog_selectors
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.cart import Buyer
from facet.promotions.selectors import words
from facet.promotions.selectors.choices import ladder_choices
from facet.promotions.selectors.preview import Sample, SampleLine
from facet.promotions.selectors.preview import preview as try_on
from facet.promotions.web.fields import CleanField, DayField, UnitField, fill, today

LINES = 4


class SampleForm(forms.Form):
    """A cart of up to four lines; gold by weight has grams, metal and labour, the rest a price."""

    draft = CleanField(
        label=_("Draft to try"), max_length=16, required=False, help_text=_("Its code. Empty: only what is live.")
    )
    on = DayField(label=_("On the"), help_text=_("The day of the sample."))
    hour = forms.IntegerField(
        label=_("Hour"), min_value=0, max_value=23, initial=12, help_text=_("By the store's clock.")
    )
    store = forms.ChoiceField(label=_("Store"), required=False, help_text=_("Where it is bought."))
    grade = forms.ChoiceField(label=_("Customer"), required=False, help_text=_("A member of this grade, or nobody."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            self.fields[f"category{number}"] = forms.ChoiceField(label=_("Goods"), required=False)
            self.fields[f"price{number}"] = UnitField("yuan", label=_("Price, or metal"), required=False)
            self.fields[f"labour{number}"] = UnitField("yuan", label=_("Labour"), required=False)
            self.fields[f"grams{number}"] = UnitField("grams", label=_("Grams by weight"), required=False)

    @property
    def rows(self) -> list[list[Any]]:
        """The blanks of each line, for the template."""
        names = ("category", "price", "labour", "grams")
        return [[self[f"{name}{number}"] for name in names] for number in range(1, LINES + 1)]

    def sample(self, kinds: dict[str, str]) -> Sample:
        """The cart that the blanks say."""
        data = self.cleaned_data
        lines = [self._line(number) for number in range(1, LINES + 1) if data[f"category{number}"]]
        return Sample(
            lines=lines, now=datetime.combine(data["on"], time(data["hour"])), store=data["store"],
            store_kind=kinds.get(data["store"], "own"), draft=data["draft"].upper(),
            buyer=Buyer(grade=data["grade"]) if data["grade"] else None,
        )  # fmt: skip

    def _line(self, number: int) -> SampleLine:
        data = self.cleaned_data
        price, grams = data[f"price{number}"], data[f"grams{number}"]
        return SampleLine(
            category=data[f"category{number}"], price_cents=0 if grams else price, weight_mg=grams,
            metal_cents=price if grams else 0, labour_cents=data[f"labour{number}"] if grams else 0,
        )  # fmt: skip


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """The same function that the till asks; nothing is written."""
    require(request.actor, PromotionsPermission.VIEW_PROMOTIONS)
    sent = request.GET if "on" in request.GET else None
    form = SampleForm(sent, initial={"on": today(), "hour": 12, "draft": request.GET.get("draft", "")})
    context: dict[str, Any] = {"form": form}
    with viewing(request.actor):
        kinds = _choices(request, form)
        if form.is_bound and form.is_valid():
            try:
                context |= _told(try_on(request.actor, form.sample(kinds)), form.sample(kinds))
            except DomainError as refusal:
                add_refusal(form, refusal)
    return render(request, "promotions/preview.html", context, status=422 if form.errors else 200)


def _told(result: Any, sample: Sample) -> dict[str, Any]:
    before = sum(line.price_cents + line.metal_cents + line.labour_cents for line in sample.lines)
    return {
        "result": result, "before": before, "after": before - result.cents,
        "applied": [(words.named(each.offer), words.gives(each.offer.terms), each) for each in result.applied],
        "skipped": [(words.named(each.offer), words.why_not(each)) for each in result.skipped],
    }  # fmt: skip


def _choices(request: HttpRequest, form: SampleForm) -> dict[str, str]:
    """Fill the choices; gives each store's kind."""
    chinese = (get_language() or "").startswith("zh")
    categories = [("", "—")] + [
        (facts.code, "　" * (facts.depth - 1) + (facts.name if chinese else facts.name_en or facts.name))
        for facts in catalog_selectors.category_facts().values()
    ]
    for number in range(1, LINES + 1):
        fill(form, f"category{number}", categories)
    stores = organisation_selectors.stores_of(request.actor)
    fill(form, "store", [(store.code, store.name if chinese else store.name_en or store.name) for store in stores])
    fill(
        form,
        "grade",
        [
            ("", _("No card")),
            *((code, name if chinese else english or name) for code, name, english in ladder_choices(today())),
        ],
    )
    return {store.code: store.kind for store in stores}
