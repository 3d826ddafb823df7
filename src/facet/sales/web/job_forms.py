"""The forms of services of customers' pieces."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.weights import METAL_LABELS
from facet.kernel.interface import OperationForm
from facet.sales.rules.jobs import CONDITION_WORDS, KIND_WORDS
from facet.sales.services.jobs import JobIn, JobStepIn
from facet.sales.web.forms import YuanField

_PLAIN = {"autocomplete": "off"}
_DECIMAL = _PLAIN | {"inputmode": "decimal"}


def _grams(label: Any, hint: Any, *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=required, min_value=0, max_value=10_000, decimal_places=3,
        widget=forms.TextInput(attrs=_DECIMAL),
    )  # fmt: skip


def _mm(label: Any, hint: Any, *, required: bool = False, least: int = 0) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=required, min_value=least, max_value=500, decimal_places=1,
        widget=forms.TextInput(attrs=_DECIMAL),
    )  # fmt: skip


def _categories() -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [
        (each.code, each.name_en if english and each.name_en else each.name)
        for each in catalog_selectors.category_facts().values()
        if each.is_leaf and each.is_active
    ]


class JobForm(OperationForm):
    """A customer's piece as it comes in."""

    member = forms.IntegerField(min_value=1, max_value=2**53, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What is to be done"), help_text=_("Safekeeping keeps the piece as it is."),
        choices=[(str(key), _(word)) for key, word in KIND_WORDS.items()],
    )  # fmt: skip
    category = forms.ChoiceField(label=_("What the piece is"), help_text=_("Its category."), choices=_categories)
    description = forms.CharField(
        label=_("Description"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Metal, stones, marks and what the customer asks for."),
    )  # fmt: skip
    conditions = forms.MultipleChoiceField(
        label=_("Seen on it"), required=False, help_text=_("Look at it together with the customer."),
        choices=[(str(key), _(word)) for key, word in CONDITION_WORDS.items()], widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    metal = forms.ChoiceField(
        label=_("Metal"), required=False, help_text=_("With its fineness the grams are kept in the metal books."),
        choices=[("", "—"), *((str(key), _(word)) for key, word in METAL_LABELS.items())],
    )  # fmt: skip
    fineness = forms.DecimalField(
        label=_("Fineness of the piece"), required=False, min_value=1, max_value=1_000, decimal_places=1,
        help_text=_("As stamped or tested: 999 for fine gold, 750 for 18K."), widget=forms.TextInput(attrs=_DECIMAL),
    )  # fmt: skip
    weight_in = _grams(_("Weight now"), _("As it lies on the scale, before the customer's eyes."), required=True)
    due_on = forms.DateField(
        label=_("Promised for"), help_text=_("After this day it is late."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    estimate = YuanField(label=_("Estimate"), help_text=_("What it will cost; empty where it is free."))
    size_from = _mm(_("Size now"), _("Inner circumference; only for resizing."))
    size_to = _mm(_("Size wanted"), _("Inner circumference; only for resizing."))

    def wanted(self, store: str) -> JobIn:
        """The piece as the service takes it."""
        facts = self.cleaned_data
        return JobIn(
            store=store, member=facts["member"], kind=facts["kind"], category=facts["category"],
            description=facts["description"], conditions=tuple(facts["conditions"]),
            metal=facts["metal"], fineness_e4=int((facts["fineness"] or 0) * 10),
            weight_in_mg=_mg(facts["weight_in"]), due_on=facts["due_on"], estimate_cents=facts["estimate"] or 0,
            size_from_tenths=int((facts["size_from"] or 0) * 10), size_to_tenths=int((facts["size_to"] or 0) * 10),
        )  # fmt: skip


class JobStepForm(OperationForm):
    """The next stage of a service."""

    state = forms.CharField(max_length=12, widget=forms.HiddenInput)
    workshop = forms.CharField(
        label=_("Workshop"), max_length=80, required=False, help_text=_("Who has the piece."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    weight_out = _grams(_("Weight after"), _("As it lies on the scale."))
    added = _grams(_("Metal and parts added"), _("Their weight; empty where nothing was added."))
    removed = _grams(_("Metal and parts removed"), _("Their weight; they are the customer's."))
    charge = YuanField(label=_("To pay"), help_text=_("Empty: the estimate. Zero: free."))
    claim = forms.CharField(
        label=_("Claim slip"), max_length=24, required=False,
        help_text=_("Scan its code, or write the number of the member who brought the piece."),
        widget=forms.TextInput(attrs=_PLAIN | {"autocapitalize": "characters"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("A weight beyond the tolerance needs its reason here."),
    )  # fmt: skip

    def wanted(self, number: str) -> JobStepIn:
        """The step as the service takes it."""
        facts = self.cleaned_data
        return JobStepIn(
            number=number, state=facts["state"], note=facts["note"], workshop=facts["workshop"], claim=facts["claim"],
            weight_out_mg=_mg(facts["weight_out"]), added_mg=_mg(facts["added"]), removed_mg=_mg(facts["removed"]),
            charge_cents=facts["charge"],
        )  # fmt: skip


class ResizingForm(forms.Form):
    """What a resizing needs to know of the ring (F23)."""

    change = forms.DecimalField(
        label=_("Change of circumference"), min_value=-50, max_value=50, decimal_places=1,
        help_text=_("Above zero wider, below zero narrower."), widget=forms.TextInput(attrs=_DECIMAL),
    )  # fmt: skip
    width = _mm(_("Band width"), _("Where the ring is cut."), required=True)
    thickness = _mm(_("Band thickness"), _("Where the ring is cut."), required=True)
    density = forms.ChoiceField(
        label=_("Metal"), help_text=_("Grams a cubic centimetre."),
        choices=[
            ("155", "Au 750 · 15.5"), ("193", "Au 999 · 19.3"), ("214", "Pt 999 · 21.4"), ("104", "Ag 925 · 10.4"),
        ],
    )  # fmt: skip

    def facts(self) -> dict[str, int]:
        """The measures in tenths."""
        given = self.cleaned_data
        return {
            "change_tenths": int(given["change"] * 10), "width_tenths": int(given["width"] * 10),
            "thickness_tenths": int(given["thickness"] * 10), "density_tenths": int(given["density"]),
        }  # fmt: skip


def _mg(grams: Any) -> int:
    return int((grams or 0) * 1000)
