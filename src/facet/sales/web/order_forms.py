"""The forms of customers' orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm
from facet.sales.rules.orders import APPROVER_WORDS, KIND_WORDS, SOURCE_WORDS
from facet.sales.services.orders import OrderIn, OrderStepIn
from facet.sales.web.forms import YuanField

_PLAIN = {"autocomplete": "off"}
_CAPITALS = _PLAIN | {"autocapitalize": "characters"}


def _grams(label: Any, hint: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=False, min_value=0, max_value=10_000, decimal_places=3,
        widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "decimal"}),
    )  # fmt: skip


class OrderForm(OperationForm):
    """What a member orders."""

    member = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"), help_text=_("Special: a known style otherwise. Custom: made to her wish."),
        choices=[(str(key), _(word)) for key, word in KIND_WORDS.items()],
    )  # fmt: skip
    style = forms.CharField(
        label=_("Style"), max_length=32, required=False, help_text=_("Its code; a special order needs it."),
        widget=forms.TextInput(attrs=_CAPITALS),
    )  # fmt: skip
    design = forms.CharField(
        label=_("What is wanted"), max_length=400, help_text=_("Form, stones, surface, engraving, as she says it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    size = forms.DecimalField(
        label=_("Ring or bangle size"), required=False, min_value=0, max_value=500, decimal_places=1,
        help_text=_("Inner circumference in millimetres; empty where it has none."),
        widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "decimal"}),
    )  # fmt: skip
    weight_from = _grams(_("Weight from"), _("What she would like at least."))
    weight_to = _grams(_("Weight to"), _("What she would like at most."))
    estimate_from = YuanField(label=_("Estimate from"), required=True, help_text=_("What it will cost at least."))
    estimate_to = YuanField(label=_("Estimate to"), required=True, help_text=_("What it will cost at most."))
    metal_source = forms.ChoiceField(
        label=_("Whose metal"), help_text=_("The customer's own metal is weighed now."),
        choices=[(str(key), _(word)) for key, word in SOURCE_WORDS.items()],
    )  # fmt: skip
    metal_gross = _grams(_("Her metal, gross"), _("As it lies on the scale."))
    metal_fine = _grams(_("Her metal, fine"), _("By the test; it is set off in her favour."))
    promised_on = forms.DateField(
        label=_("Promised for"), help_text=_("After this day it is late."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def wanted(self, store: str) -> OrderIn:
        """The order as the service takes it."""
        facts = self.cleaned_data
        return OrderIn(
            store=store, member=facts["member"], kind=facts["kind"], design=facts["design"], style=facts["style"],
            size_tenths=int((facts["size"] or 0) * 10), weight_from_mg=_mg(facts["weight_from"]),
            weight_to_mg=_mg(facts["weight_to"]), estimate_from_cents=facts["estimate_from"],
            estimate_to_cents=facts["estimate_to"], metal_source=facts["metal_source"],
            metal_gross_mg=_mg(facts["metal_gross"]), metal_fine_mg=_mg(facts["metal_fine"]),
            promised_on=facts["promised_on"],
        )  # fmt: skip


class StepForm(OperationForm):
    """The next stage of an order."""

    state = forms.CharField(max_length=12, widget=forms.HiddenInput)
    piece = forms.CharField(
        label=_("Tag of the piece"), max_length=32, required=False, help_text=_("What arrived for it; optional."),
        widget=forms.TextInput(attrs=_CAPITALS),
    )  # fmt: skip
    receipt = forms.CharField(
        label=_("Ticket"), max_length=32, required=False,
        help_text=_("The ticket that sold the piece; using the order's deposit fills it in by itself."),
        widget=forms.TextInput(attrs=_CAPITALS),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("In a few words; optional."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def wanted(self, number: str) -> OrderStepIn:
        """The step as the service takes it."""
        facts = {name: self.cleaned_data[name] for name in ("state", "piece", "receipt", "note")}
        return OrderStepIn(number=number, **facts)


class DrawingForm(forms.Form):
    """A drawing of what will be made."""

    picture = forms.FileField(label=_("Drawing"), help_text=_("JPEG, PNG or WebP, at most 40 megapixels and 20 MB."))
    caption = forms.CharField(
        label=_("What it shows"), max_length=120, required=False, help_text=_("In a few words; optional."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip


class ApproveForm(forms.Form):
    """The customer's yes to a drawing."""

    drawing = forms.IntegerField(min_value=1, max_value=32_000, widget=forms.HiddenInput)
    approver = forms.ChoiceField(
        label=_("Approved by"), help_text=_("Who said yes."),
        choices=[(str(key), _(word)) for key, word in APPROVER_WORDS.items()],
    )  # fmt: skip
    approved_on = forms.DateField(
        label=_("On"), help_text=_("The day of the yes."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def _mg(grams: Any) -> int:
    return int((grams or 0) * 1000)
