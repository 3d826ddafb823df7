"""What was weighed, tested and agreed at the counter, as a request for old gold."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm
from facet.sales.rules.old_gold import ASSAY_WORDS, MAKER_WORDS, WAY_WORDS, Assay, Maker, Way
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.paying import IDENTITY_LABELS
from facet.sales.services.old_gold_seller import SellerIn

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


def _grams(label: Any, hint: Any, *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=required, min_value=0, max_value=10_000, decimal_places=3,
        widget=forms.TextInput(attrs=_NUMBER),
    )  # fmt: skip


def _permille(label: Any, hint: Any, *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, required=required, min_value=1, max_value=1_000, decimal_places=1,
        widget=forms.TextInput(attrs=_NUMBER),
    )  # fmt: skip


class TradeInForm(forms.Form):
    """The gold itself. Nothing personal stands here, so that a trial is an address that can be printed."""

    gross = _grams(_("Weight on the scale"), _("With stones and clasps, as it lies there."), required=True)
    non_metal = _grams(_("Stones and other non-metal"), _("Empty where there is none."))
    fineness = _permille(_("Tested fineness"), _("990 for fine gold, 750 for 18K."), required=True)
    item = forms.ChoiceField(label=_("Metal"), help_text=_("Whose board price counts."))
    maker = forms.ChoiceField(
        label=_("Whose gold"), initial=Maker.OTHER.value, help_text=_("Look for the stamp."),
        choices=[(str(key), _(word)) for key, word in MAKER_WORDS.items()],
    )  # fmt: skip
    assay = forms.ChoiceField(
        label=_("Tested by"), initial=Assay.XRF.value, help_text=_("Kept with the piece of material."),
        choices=[(str(key), _(word)) for key, word in ASSAY_WORDS.items()],
    )  # fmt: skip
    melted = _grams(_("Weight after melting"), _("Only where it was melted before the customer's eyes."))
    credited = _permille(_("Credited fineness"), _("Empty for the tested one; above it a manager decides."))
    description = forms.CharField(
        label=_("What it is"), max_length=120, required=False,
        help_text=_("For example: bracelet, worn, clasp broken."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    receipt = forms.CharField(
        label=_("Our receipt or tag"), max_length=64, required=False,
        help_text=_("For the upgrade of a piece that was bought here."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined]

    def wanted(self, *, origin: tuple[UUID, int] | None, **more: Any) -> OldGoldRequest:
        """The gold as a request; `origin` is the sold line that the receipt field found."""
        facts = self.cleaned_data
        return OldGoldRequest(
            **{"way": Way.VALUE.value} | more, item=facts["item"], gross_mg=_mg(facts["gross"]),
            non_metal_mg=_mg(facts["non_metal"]), melted_mg=_mg(facts["melted"]),
            tested_e4=int(facts["fineness"] * 10), credited_e4=int((facts["credited"] or 0) * 10),
            maker=facts["maker"], assay=facts["assay"], description=facts["description"],
            receipt=origin[0] if origin else None, receipt_line=origin[1] if origin else 0,
        )  # fmt: skip


class TakeForm(TradeInForm, OperationForm):
    """The chosen way, the customer's consent and, where the house asks for it, who she is."""

    way = forms.ChoiceField(label=_("Way"), choices=[(str(key), _(word)) for key, word in WAY_WORDS.items()])
    melt_consent = forms.BooleanField(
        label=_("The customer agrees to melting"), required=False, help_text=_("She signs for it on the slip.")
    )
    seller_name = forms.CharField(
        label=_("Seller's name"), max_length=60, required=False, help_text=_("As on the document; kept sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip
    seller_document = forms.ChoiceField(
        label=_("Document"), required=False, help_text=_("Look at the original."),
        choices=[(str(key), _(word)) for key, word in IDENTITY_LABELS.items()],
    )  # fmt: skip
    seller_number = forms.CharField(
        label=_("Number of the document"), max_length=32, required=False, help_text=_("Kept sealed, shown to nobody."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip

    def seller(self, store: str) -> SellerIn | None:
        """The seller, where a name or a number was written."""
        facts = self.cleaned_data
        if not (facts["seller_name"] or facts["seller_number"]):
            return None
        return SellerIn(
            store=store, document=facts["seller_document"], name=facts["seller_name"], number=facts["seller_number"]
        )


def _mg(grams: Any) -> int:
    return int((grams or 0) * 1000)
