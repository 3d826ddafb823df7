"""The forms of a day's money: pay-ins and pay-outs, the close, the bank's slip."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor
from facet.organisation.selectors import StaffRef
from facet.sales.permissions import SalesPermission
from facet.sales.rules.drawer import DRAWER_LABELS, ELSEWHERE, OUT
from facet.sales.rules.kinds import METHOD_LABELS, MONEY
from facet.sales.web.forms import YuanField


class PayInForm(OperationForm):
    """One sum beside tickets."""

    kind = forms.ChoiceField(label=_("What for"), help_text=_("The list ends with what goes out of the drawer."))
    amount_cents = YuanField(label=_("Amount"), required=True, help_text=_("Always above zero, also when it goes out."))
    method = forms.ChoiceField(
        label=_("Paid by"), choices=[(str(each), _(METHOD_LABELS[each])) for each in MONEY],
        help_text=_("Change, expenses and the safe are cash."),
    )  # fmt: skip
    member = forms.CharField(
        label=_("Member"), max_length=40, required=False,
        help_text=_("Who pays back, or whose new value card it is: phone, name or member number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    card = forms.CharField(
        label=_("Value card"), max_length=32, required=False,
        help_text=_("The number on a card to load; empty opens a new card."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    identity_seen = forms.BooleanField(
        label=_("I have seen the buyer's identity document"), required=False,
        help_text=_("Needed from ¥10,000 of stored value on, all cards together."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remark"), max_length=120, required=False,
        help_text=_("What for, in a few words; needed for expenses and for other money."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, store_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_out = actor.may(SalesPermission.PAY_OUT, store_id=store_id)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (str(kind), _(words))
            for kind, words in DRAWER_LABELS.items()
            if kind not in ELSEWHERE and (may_out or kind not in OUT)
        ]


class DayCloseForm(OperationForm):
    """Closing the day; the reason is asked when something is open."""

    reason = forms.CharField(
        label=_("Why it is closed all the same"), max_length=200, required=False,
        help_text=_("Needed while a shift is not counted or a payment is unclear; only a manager may."),
    )  # fmt: skip


class DepositForm(OperationForm):
    """Cash that somebody carried to the bank."""

    amount_cents = YuanField(label=_("Paid in at the bank"), required=True, help_text=_("As the bank's slip says."))
    slip_number = forms.CharField(
        label=_("Number of the slip"), min_length=2, max_length=40, help_text=_("Each slip is entered once."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    carried_by = forms.ChoiceField(label=_("Taken to the bank by"), help_text=_("Who went to the bank."))
    paid_on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The date on the slip."),
    )

    def __init__(self, *args: Any, crew: Sequence[StaffRef], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carried_by"].choices = [(each.code, each.name) for each in crew]  # type: ignore[attr-defined]
        self.fields["paid_on"].initial = on
