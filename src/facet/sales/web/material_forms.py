"""The forms of old gold after the counter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.weights import METAL_LABELS
from facet.kernel.interface import OperationForm
from facet.sales.models import MaterialPiece
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.rules.refunds import FREE_HAND
from facet.sales.rules.request import TenderRequest
from facet.sales.selectors.quote import Quoted
from facet.sales.web.forms import YuanField


class _WeightForm(OperationForm):
    """A form with weights typed in grams."""

    def mg(self, name: str) -> int:
        """The grams of a field, in mg."""
        return int((self.cleaned_data[name] or 0) * 1000)


def _grams(label: Any, hint: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=hint, min_value=0, max_value=1_000_000, decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


def _seal_number() -> forms.CharField:
    return forms.CharField(
        label=_("Seal number"), min_length=2, max_length=32, help_text=_("Every seal has a number of its own."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class SealForm(OperationForm):
    """Tonight's seal, and the second person."""

    seal_number = _seal_number()
    username = forms.CharField(
        label=_("User name of the second person"), max_length=32, help_text=_("Somebody else who counted along."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Her password"), max_length=128, help_text=_("Typed by the second person herself."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip


class MeltForm(_WeightForm):
    """One piece in the crucible."""

    before = _grams(_("Weight before melting"), _("What goes into the crucible, stones and clasps taken off."))
    after = _grams(_("Weight after melting"), _("What came out of it."))


class BagForm(_WeightForm):
    """A bag for headquarters."""

    seal_number = _seal_number()
    weight = _grams(_("Weight of the bag"), _("Weighed closed, with its seal."))


class ReceiptForm(_WeightForm):
    """What headquarters found."""

    weight = _grams(_("Weight of the bag"), _("Weighed closed, before it is opened."))
    seal_intact = forms.BooleanField(
        label=_("The seal is whole"), required=False, help_text=_("Leave empty where it is broken, and say how below.")
    )
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("What you saw, in a few words; optional.")
    )


class LotForm(OperationForm):
    """Which metal goes to which refiner."""

    refiner = forms.ChoiceField(label=_("Refiner"), help_text=_("Kept among the partners of the house."))
    metal = forms.ChoiceField(label=_("Metal"), help_text=_("Everything of it that may go by today."))

    def __init__(
        self, *args: Any, refiners: Sequence[tuple[str, str, str]], pieces: Sequence[MaterialPiece], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refiner"].choices = [  # type: ignore[attr-defined]
            (code, f"{name}（{code}）") for code, name, _english in refiners
        ]
        metals = sorted({piece.price_item.metal for piece in pieces})
        self.fields["metal"].choices = [  # type: ignore[attr-defined]
            (metal, _(METAL_LABELS[metal])) for metal in metals
        ]


class ResultForm(_WeightForm):
    """What the refiner gave back."""

    returned_fine = _grams(_("Fine metal that came back"), _("As the refiner's report says, in grams."))
    price = YuanField(label=_("Price of a gram"), required=True, help_text=_("Values the variance in money."))
    reference = forms.CharField(
        label=_("Report number"), max_length=64, required=False, help_text=_("The refiner's own number; optional.")
    )


class UndoForm(OperationForm):
    """Where the money of a buy-back comes from when it is undone; a trade-in's goes back the way it came."""

    method = forms.ChoiceField(
        label=_("Paid by"), help_text=_("How the customer gives the money of the buy-back back."),
        choices=[(str(method), _(METHOD_LABELS[method])) for method in FREE_HAND],
    )  # fmt: skip

    def tenders(self, quoted: Quoted) -> tuple[TenderRequest, ...]:
        """The money of the undoing: proposed when it goes back, by the chosen way when it comes in."""
        due = quoted.totals.due_cents
        if due <= 0:
            return tuple(quoted.refunds)
        return (TenderRequest(method=self.cleaned_data["method"], amount_cents=due),)
