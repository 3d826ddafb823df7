"""What is typed to make a plan, to change a row, to order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import PlanIn
from facet.purchasing.web import fields

SPLITS = [("chain", _("the whole chain")), ("area", _("each area")), ("store", _("each store"))]
GRAINS = [("month", _("months")), ("week", _("weeks"))]
SURE = [(8_000, "80%"), (9_000, "90%"), (9_500, "95%"), (9_800, "98%")]
MOST = 10**12


class UnitAmount(forms.CharField):
    """Yuan or grams as people type them; its value is whole cents or milligrams, None when empty."""

    def __init__(self, unit: str, **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return formats.plain(value, self.unit) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # a number comes out
        text = (super().to_python(value) or "").strip()[:24]
        if not text:
            return None
        number = formats.typed(text, self.unit)
        if number is None or not 0 <= number <= MOST:
            raise forms.ValidationError(_("Write a number, such as 50000 or 120.5."))
        return number


class PlanForm(OperationForm):
    """How far a purchase must last, how sure it must be, what may be spent."""

    split = forms.ChoiceField(
        label=_("Rows for"), choices=SPLITS, help_text=_("One row for all stores together, or for each of them.")
    )
    grain = forms.ChoiceField(
        label=_("Forecast by"), choices=GRAINS, help_text=_("Months for goods that sell slowly, weeks for fast ones.")
    )
    lead_days = forms.IntegerField(
        label=_("Days until goods come"),
        min_value=0,
        max_value=365,
        help_text=_("For suppliers with fewer than three deliveries in a year; of the others the measured days count."),
    )
    review_days = forms.IntegerField(
        label=_("Days until the next plan"), min_value=0, max_value=180,
        help_text=_("The purchase must last until then as well."),
    )  # fmt: skip
    service_bp = forms.TypedChoiceField(
        label=_("How sure"), choices=SURE, coerce=int,
        help_text=_("In so many of a hundred cases nothing runs out; more needs more safety stock."),
    )  # fmt: skip
    ageing_days = forms.IntegerField(
        label=_("Days goods may lie"), min_value=30, max_value=1_000,
        help_text=_("Nothing is proposed that would lie longer at the expected pace."),
    )  # fmt: skip
    budget_cents = UnitAmount(
        "yuan",
        label=_("Budget in yuan"),
        required=False,
        help_text=_("Empty: no limit. What runs out first is bought first."),
    )
    budget_mg = UnitAmount(
        "grams", label=_("Budget in grams"), required=False, help_text=_("Net weight. Empty: no limit.")
    )

    def wanted(self) -> PlanIn:
        """The plan that is asked for."""
        return PlanIn(**{name: value for name, value in self.cleaned_data.items() if name != "operation_id"})


class RowForm(forms.Form):
    """An own quantity beside the proposal."""

    quantity = forms.IntegerField(
        label=_("Own quantity"), required=False, min_value=0, max_value=100_000,
        help_text=_("Empty: as proposed. The proposal stays to be seen."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason for the change"), required=False, max_length=120, help_text=_("Whoever orders reads it.")
    )
    supplier = forms.ChoiceField(
        label=_("Supplier"), required=False, help_text=_("Who brought most of these goods lately, unless you choose.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = [("", "–"), *fields.suppliers(actor)]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])


class PlanOrderForm(OperationForm):
    """Where the ordered goods go first."""

    store = forms.ChoiceField(
        label=_("Goods go to"), help_text=_("Rows that are planned for one store go there instead.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = fields.stores(actor, PurchasingPermission.ORDER_GOODS)
        self.fields["store"].choices = choices  # type: ignore[attr-defined]
