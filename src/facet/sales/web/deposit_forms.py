"""The forms of deposits and layaways at the till."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit, SettlesDeposit
from facet.sales.rules.deposits import KIND_WORDS, REASON_WORDS, DepositKind
from facet.sales.web.forms import YuanField

_PLAIN = {"autocomplete": "off"}


class DepositForm(forms.Form):
    """Money that is left, for what, and what is promised for it."""

    kind = forms.ChoiceField(
        label=_("What it is"), required=False, help_text=_("Empty: earnest money up to a fifth of the price, else a"
        " prepayment."),
        choices=[
            ("", _("By its amount")), *((str(key), _(word)) for key, word in KIND_WORDS.items())
        ],
    )  # fmt: skip
    amount = YuanField(label=_("Amount now"), required=True, help_text=_("What the customer pays today."))
    price = YuanField(
        label=_("Price of the goods"), help_text=_("Agreed or estimated; a layaway takes the piece's own.")
    )
    subject = forms.CharField(
        label=_("What for"), max_length=120, required=False, help_text=_("For example: bangle, about 20 g."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    piece = forms.CharField(
        label=_("Keep this piece"), max_length=32, required=False, help_text=_("Scan its tag; nobody else can buy it."),
        widget=forms.TextInput(attrs=_PLAIN | {"autocapitalize": "characters"}),
    )  # fmt: skip
    instalments = forms.IntegerField(
        label=_("Instalments"), min_value=1, max_value=36, required=False,
        help_text=_("Of a layaway: how many months the rest is paid in."),
        widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "numeric"}),
    )  # fmt: skip
    lock_item = forms.ChoiceField(
        label=_("Lock the price of"), required=False, help_text=_("Today's price of the board is promised.")
    )
    lock_grams = forms.DecimalField(
        label=_("Locked grams"), min_value=0, max_value=10_000, decimal_places=2, required=False,
        help_text=_("What is beyond them costs the day's price."),
        widget=forms.TextInput(attrs=_PLAIN | {"inputmode": "decimal"}),
    )  # fmt: skip
    lock_lower = forms.BooleanField(
        label=_("The lower price counts"), required=False, help_text=_("If gold is cheaper on the day, she pays that.")
    )
    order = forms.CharField(
        label=_("Order"), max_length=24, required=False, help_text=_("The number of the order that it is for."),
        widget=forms.TextInput(attrs=_PLAIN | {"autocapitalize": "characters"}),
    )  # fmt: skip
    member = forms.IntegerField(min_value=1, max_value=2**53, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lock_item"].choices = [("", _("No lock")), *items]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("kind") != DepositKind.LAYAWAY and not found.get("price") and "price" not in self.errors:
            self.add_error("price", _("Write the price, or what it is estimated at."))
        return found

    def wanted(self) -> DepositRequest:
        """The deposit as the ticket takes it."""
        facts = self.cleaned_data
        opens = OpensDeposit(
            kind=facts["kind"], price_cents=facts["price"] or 0, subject=facts["subject"], piece=facts["piece"],
            lock_item=facts["lock_item"], lock_mg=int((facts["lock_grams"] or 0) * 1000),
            lock_lower=facts["lock_lower"], instalments=facts["instalments"] or 0, order=facts["order"],
        )  # fmt: skip
        return DepositRequest(amount_cents=facts["amount"], opens=opens)


class PayInForm(forms.Form):
    """More money into a known deposit."""

    amount = YuanField(label=_("Amount now"), required=True, help_text=_("An instalment, or as much as she likes."))

    def wanted(self, number: str) -> DepositRequest:
        """The payment as the ticket takes it."""
        return DepositRequest(number=number, amount_cents=self.cleaned_data["amount"])


class SettleForm(forms.Form):
    """A deposit that ends without goods."""

    reason = forms.ChoiceField(
        label=_("Why"), help_text=_("It decides what goes back."),
        choices=[(str(key), _(word)) for key, word in REASON_WORDS.items()],
    )  # fmt: skip
    refund = YuanField(
        label=_("Goes back"), help_text=_("Empty: as the terms say. Anything else needs a second person.")
    )
    note = forms.CharField(
        label=_("Remark"), max_length=120, required=False, help_text=_("In a few words; optional."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def wanted(self, number: str) -> DepositRequest:
        """The settlement as the ticket takes it."""
        facts = self.cleaned_data
        settles = SettlesDeposit(reason=facts["reason"], refund_cents=facts["refund"], note=facts["note"])
        return DepositRequest(number=number, settles=settles)
