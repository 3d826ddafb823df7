"""The payment sheet's form: an amount for each way of paying, and what some ways ask besides."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm
from facet.loyalty.rules.proof import PROOF_LABELS, ProofKind
from facet.sales.rules.deposit_lines import shares_of_deposits
from facet.sales.rules.kinds import METHOD_LABELS, MONEY, Method
from facet.sales.rules.paying import IDENTITY_LABELS, IdentityRequest
from facet.sales.rules.request import TenderRequest
from facet.sales.web.forms import YuanField

AT_ONCE = (ProofKind.PIN, ProofKind.QR, ProofKind.CODE)  # a manager's yes is asked for on the redemption page
CLAIMED = (Method.POINTS, Method.STORED_VALUE, Method.CREDIT, Method.GROUP_VOUCHER, Method.DEPOSIT)
_PLAIN = {"autocomplete": "off", "data-free-text": ""}


class PaymentForm(OperationForm):
    """What is charged or handed over, rounding off, and what the customer was shown."""

    expected_total_cents = forms.IntegerField(widget=forms.HiddenInput)
    round_off = forms.ChoiceField(
        label=_("Round off"), required=False,
        choices=[("", _("Exact")), ("jiao", _("To the jiao")), ("yuan", _("To the yuan"))],
        help_text=_("Cuts the total down; within your own limit."),
    )  # fmt: skip
    mall_slip = forms.CharField(
        label=_("Mall slip number"), max_length=64, required=False, help_text=_("As printed on the mall's slip.")
    )
    card_number = forms.CharField(
        label=_("Number of the value card"), max_length=32, required=False, help_text=_("Scan it, or type it."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    voucher_code = forms.CharField(
        label=_("Code of the voucher"), max_length=64, required=False,
        help_text=_("Scan it; each code is taken once."), widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    voucher_paid = YuanField(label=_("The platform pays"), help_text=_("Its settlement; empty means the face value."))
    proof_kind = forms.ChoiceField(
        label=_("The member agrees by"), required=False, help_text=_("Asked for points and named cards."),
        choices=[("", _("Not asked"))] + [(kind.value, _(PROOF_LABELS[kind])) for kind in AT_ONCE],
    )  # fmt: skip
    proof_answer = forms.CharField(
        label=_("Her answer"), max_length=128, required=False, help_text=_("Typed or scanned by herself."),
        widget=forms.PasswordInput(attrs=_PLAIN),
    )  # fmt: skip
    proofs = forms.JSONField(required=False, initial=dict, widget=forms.HiddenInput)
    deposits = forms.JSONField(
        required=False, initial=list, widget=forms.HiddenInput
    )  # number and what is left of each
    identity_kind = forms.ChoiceField(
        label=_("Document"), required=False, help_text=_("Whose document you saw."),
        choices=[(kind.value, _(word)) for kind, word in IDENTITY_LABELS.items()],
    )  # fmt: skip
    identity_name = forms.CharField(
        label=_("Name on the document"), max_length=60, required=False, help_text=_("As it is written there."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    identity_number = forms.CharField(
        label=_("Number of the document"), max_length=32, required=False, help_text=_("Sealed as soon as it is saved."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for method in Method:
            self.fields[f"amount_{method}"] = YuanField(
                label=_(METHOD_LABELS[method]), help_text=_("What is charged, or handed over in cash.")
            )

    def tenders(
        self, proofs: Mapping[str, int] | None = None, payments: Mapping[str, UUID] | None = None
    ) -> tuple[TenderRequest, ...]:
        """One tender per method that has an amount; `proofs` are the member's own by method."""
        facts = self.cleaned_data
        reference = {
            Method.MALL: facts["mall_slip"],
            Method.STORED_VALUE: facts["card_number"],
            Method.GROUP_VOUCHER: facts["voucher_code"],
        }
        return tuple(
            TenderRequest(
                method=method, amount_cents=cents, reference=reference.get(method, ""),
                proof=(proofs or {}).get(method.value), payment=(payments or {}).get(method.value),
                settlement_cents=facts["voucher_paid"] if method is Method.GROUP_VOUCHER else None,
            )
            for method in Method
            if (cents := facts[f"amount_{method}"]) and not (method is Method.DEPOSIT and self._deposits())
        ) + self._deposits()  # fmt: skip

    def clean_deposits(self) -> list[tuple[str, int]]:
        """The deposits of the ticket as the sheet showed them; the service looks at what is left itself."""
        given = self.cleaned_data["deposits"] or []
        try:
            return [(str(number)[:24], int(left)) for number, left in given]
        except (TypeError, ValueError):
            raise forms.ValidationError(_("Name the deposit.")) from None

    def _deposits(self) -> tuple[TenderRequest, ...]:
        """One tender for each deposit of the ticket, in their order; none when money goes back into them."""
        cents = self.cleaned_data["amount_deposit"] or 0
        return tuple(
            TenderRequest(method=Method.DEPOSIT.value, amount_cents=part, reference=number)
            for number, part in shares_of_deposits(cents, self.cleaned_data["deposits"])
        )

    def identity(self) -> IdentityRequest | None:
        """The document that was seen, when one was written."""
        facts = self.cleaned_data
        if not facts["identity_number"]:
            return None
        return IdentityRequest(
            kind=facts["identity_kind"], name=facts["identity_name"], number=facts["identity_number"]
        )

    def digest_body(self) -> dict[str, Any]:
        """What the act stands for: everything but the member's answer and the document."""
        left_out = {"proof_answer", "proofs", "identity_name", "identity_number"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    def methods(self) -> list[Any]:
        """The amount fields of money, in the order of the tiles."""
        return [self[f"amount_{method}"] for method in MONEY]

    def claims(self) -> dict[str, Any]:
        """The amount fields of points, value, credit and vouchers, by method."""
        return {method.value: self[f"amount_{method}"] for method in CLAIMED}
