"""The forms of quotes, of re-pricing and of the price basis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.pricing import PriceBasis
from facet.kernel.interface import OperationForm, clean_text
from facet.sales.rules.basis import REASONS
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.web.forms import YuanField

_PLAIN = {"autocomplete": "off", "data-free-text": ""}


class QuoteForm(OperationForm):
    """The open ticket as a quote."""

    customer = forms.CharField(
        label=_("Name of the customer"), max_length=60, required=False,
        help_text=_("Where no member is named; it stands on the paper."), widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("Stands on the paper too."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def clean_customer(self) -> str:
        return clean_text(self.cleaned_data["customer"])

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])


class WithdrawForm(OperationForm):
    """Why a quote is promised no longer."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"), max_length=200, help_text=_("One sentence, for whoever asks later."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])


class BasisForm(forms.Form):
    """A piece the other way round: its agreed price, or labour a gram."""

    price_cents = YuanField(label=_("Agreed fixed price"), help_text=_("What the customer pays for the piece."))
    labour_cents = YuanField(label=_("Labour a gram"), help_text=_("On top of today's gold price, for each gram."))
    why = forms.ChoiceField(label=_("Reason"), choices=[(key, _(words)) for key, words in REASONS.items()])

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to
        del self.fields["labour_cents" if to == PriceBasis.FIXED else "price_cents"]
        self.fields["price_cents" if to == PriceBasis.FIXED else "labour_cents"].required = to == PriceBasis.FIXED

    def asked(self) -> BasisRequest:
        """The switch as the service takes it."""
        facts = self.cleaned_data
        return BasisRequest(
            price_basis=self.to, why=facts["why"], price_cents=facts.get("price_cents") or 0,
            labour_cents=facts.get("labour_cents") or 0,
        )  # fmt: skip
