"""What was ticked on the return screen, as return requests."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.sales.rules.returns import CONDITION_WORDS, REASON_WORDS, Condition, ReturnRequest
from facet.sales.services.basket import MOST_MG, MOST_PIECES


class ReturnForm(forms.Form):
    """Which lines of one receipt come back, how many of each, in what condition and why."""

    sale = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.TypedMultipleChoiceField(coerce=int, label=_("Goods"))
    condition = forms.ChoiceField(
        label=_("Condition"), initial=Condition.UNWORN.value,
        choices=[(str(key), _(word)) for key, word in CONDITION_WORDS.items()],
        help_text=_("Look at it with the customer before you choose."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("What you saw, in a few words; optional.")
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[(str(key), _(word)) for key, word in REASON_WORDS.items()])

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = cast(forms.TypedMultipleChoiceField, self.fields["line"])
        lines.choices = [(number, str(number)) for number in numbers]
        lines.error_messages["required"] = _("Tick at least one line that comes back.")
        for number in numbers:
            self.fields[f"quantity_{number}"] = forms.IntegerField(
                label=_("Quantity"), min_value=1, max_value=MOST_PIECES, required=False
            )
            self.fields[f"grams_{number}"] = forms.DecimalField(
                label=_("Weight"), min_value=0, max_value=MOST_MG // 1000, decimal_places=3, required=False
            )

    def requests(self) -> list[ReturnRequest]:
        """One request for each ticked line; an empty quantity and weight mean all that is left."""
        facts = self.cleaned_data
        return [
            ReturnRequest(
                sale=UUID(str(facts["sale"])), line_no=number, quantity=facts[f"quantity_{number}"] or 0,
                weight_mg=int((facts[f"grams_{number}"] or 0) * 1000), reason=facts["reason"],
                condition=facts["condition"], note=facts["note"],
            )
            for number in facts["line"]
        ]  # fmt: skip
