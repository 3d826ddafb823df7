"""The forms of deliveries."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm
from facet.sales.models import SaleLine
from facet.sales.rules.deliveries import KIND_WORDS
from facet.sales.services.deliveries import DeliveryIn, DeliveryStepIn

_PLAIN = {"autocomplete": "off"}


def _text(label: Any, hint: Any, *, most: int) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )


class DeliveryForm(OperationForm):
    """Goods of a ticket, and how they reach the customer."""

    lines = forms.MultipleChoiceField(
        label=_("Goods"), help_text=_("Whatever is not chosen was handed over at once."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("How"), help_text=_("A carrier's number can follow when it leaves."),
        choices=[(str(key), _(word)) for key, word in KIND_WORDS.items()],
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("Promised for"), help_text=_("After this day it is late."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    to_store = forms.ChoiceField(
        label=_("Fetched in"), required=False, help_text=_("Only for goods that are fetched in another store.")
    )
    address = _text(_("Address"), _("Only for goods that are sent; name, telephone and place."), most=200)
    carrier = _text(_("Carrier"), _("Who brings it; optional now."), most=40)
    tracking = _text(_("Carrier's number"), _("From the carrier's slip; optional now."), most=40)

    def __init__(
        self, *args: Any, goods: Sequence[tuple[SaleLine, int]], stores: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._left = {str(line.line_no): left for line, left in goods}
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (str(line.line_no), f"{line.name} {line.code} × {left}") for line, left in goods
        ]
        self.fields["lines"].initial = list(self._left)
        self.fields["to_store"].choices = [("", "—"), *stores]  # type: ignore[attr-defined]

    def wanted(self, sale_id: UUID) -> DeliveryIn:
        """The delivery as the service takes it: all that is left of each line chosen."""
        facts = self.cleaned_data
        names = ("kind", "due_on", "to_store", "address", "carrier", "tracking")
        return DeliveryIn(
            sale=sale_id, lines={int(number): self._left[number] for number in facts["lines"]},
            **{name: facts[name] for name in names},
        )  # fmt: skip


class DeliveryStepForm(OperationForm):
    """The next stage of a delivery."""

    state = forms.CharField(max_length=12, widget=forms.HiddenInput)
    carrier = _text(_("Carrier"), _("Who brings it."), most=40)
    tracking = _text(_("Carrier's number"), _("From the carrier's slip."), most=40)
    receiver = _text(_("Received by"), _("The name of who took the goods."), most=60)
    note = _text(_("Remark"), _("In a few words; optional."), most=200)

    def wanted(self, number: str) -> DeliveryStepIn:
        """The step as the service takes it."""
        facts = {name: self.cleaned_data[name] for name in ("state", "carrier", "tracking", "receiver", "note")}
        return DeliveryStepIn(number=number, **facts)
