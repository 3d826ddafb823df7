"""The till's forms: yuan as people write them, percent as Chinese shops say them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facet.catalog.rules.pricing import LineDiscount
from facet.kernel.interface import OperationForm
from facet.kernel.operations import OperationKey
from facet.sales.rules.kinds import METHOD_LABELS, MONEY, Method
from facet.sales.services.basket import MOST_MG, MOST_PIECES

_YUAN = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


class YuanField(forms.CharField):
    """An amount as typed, 1,234.5 or 1234.50; cleaned to cents, None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).translate(_FULL_WIDTH).replace(",", "").replace("¥", "").strip()
        if not text:
            return None
        match = _YUAN.fullmatch(text)
        if match is None:
            raise ValidationError(_("Write an amount such as 1280 or 1280.50."))
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


class ScanForm(forms.Form):
    """Whatever was scanned or typed into the one field; its key makes sending it again harmless."""

    code = forms.CharField(max_length=64, label=_("Scan a piece, a member or a receipt"))
    operation_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def operation(self) -> OperationKey | None:
        """The key of this scan; a scan without one (no script) may count again when it is sent again."""
        key = self.cleaned_data["operation_id"]
        return OperationKey.of(key, {"code": self.cleaned_data["code"]}) if key else None


class LineForm(forms.Form):
    """Quantity and weight of bulk goods. A new quantity brings its own average weight, unless one was written."""

    line_no = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    was_mg = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    step = forms.IntegerField(min_value=-1, max_value=1, required=False, widget=forms.HiddenInput)
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, max_value=MOST_PIECES, help_text=_("+ and − change it by one."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    grams = forms.DecimalField(
        label=_("Weight"), min_value=0, max_value=MOST_MG // 1000, decimal_places=3, required=False,
        help_text=_("As weighed; empty takes the average."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip

    def changes(self) -> dict[str, object]:
        """What the service is told: the quantity, and the weight when somebody weighed."""
        facts = self.cleaned_data
        mg = None if facts["grams"] is None else int(facts["grams"] * 1000)
        weighed = {"weight_mg": mg} if mg is not None and mg != facts["was_mg"] else {}
        return {"quantity": facts["quantity"] + (facts["step"] or 0), **weighed}


class DiscountForm(forms.Form):
    """What one line is given off. "88" means the customer pays 88 %."""

    line_no = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    price_percent = forms.DecimalField(
        label=_("Pays % of the price"), min_value=0, max_value=100, decimal_places=1, required=False,
        help_text=_("88 means 12 % off. For fixed-price and set pieces."),
    )  # fmt: skip
    labour_percent = forms.DecimalField(
        label=_("Pays % of labour"), min_value=0, max_value=100, decimal_places=1, required=False,
        help_text=_("80 means 20 % off labour. For gold by weight."),
    )  # fmt: skip
    per_gram = YuanField(label=_("Yuan off each gram"), help_text=_("Taken off the gold price, for example 10."))

    def discount(self) -> LineDiscount:
        """The discount in basis points and cents."""
        facts = self.cleaned_data
        return LineDiscount(
            fixed_bp=_off_bp(facts["price_percent"]),
            labour_bp=_off_bp(facts["labour_percent"]),
            gram_cents=facts["per_gram"] or 0,
        )


class ManagerForm(OperationForm):
    """Asking a second person: she signs in here, or the request goes to the managers' to-do lists."""

    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("One sentence for the person who decides."))
    username = forms.CharField(
        label=_("User name of the manager"), max_length=32, required=False,
        help_text=_("Leave empty to ask from afar."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Her password"), max_length=128, required=False, help_text=_("Typed by the manager herself."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip


class ApprovalForm(ManagerForm):
    """Asking for one line of the open ticket."""

    line_no = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def _off_bp(percent: Any) -> int:
    return 0 if percent is None else 10_000 - int(percent * 100)


class ShiftOpenForm(OperationForm):
    """Opening the drawer."""

    float_cents = YuanField(
        label=_("Float in the drawer"),
        required=True,
        help_text=_("Cash that is in the drawer before the first sale, in yuan."),
    )


TERMINALS = 3  # card terminals that stand at one till
_BY_AMOUNT = tuple(method for method in MONEY if method not in {Method.CASH, Method.TERMINAL})
NOTES_CENTS = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)


class ShiftCloseForm(OperationForm):
    """The blind count: notes and coins by number, card terminals by their slips, other methods by amount."""

    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("Anything the next person should know.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cents in NOTES_CENTS:
            self.fields[f"notes_{cents}"] = forms.IntegerField(
                label=f"¥{cents // 100}" if cents >= 100 else f"¥0.{cents // 10}", min_value=0, max_value=100_000,
                required=False,
                help_text=_("How many."),
            )  # fmt: skip
        for number in range(1, TERMINALS + 1):
            self.fields[f"terminal_name_{number}"] = forms.CharField(
                label=_("Terminal"), max_length=20, required=False, help_text=_("Its name or the end of its number."),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"terminal_{number}"] = YuanField(
                label=_("Its total"), help_text=_("As its own slip of the day says.")
            )
        for method in _BY_AMOUNT:
            self.fields[f"counted_{method}"] = YuanField(
                label=_(METHOD_LABELS[method]), help_text=_("As the terminal or the slips say.")
            )

    def note_fields(self) -> list[Any]:
        return [self[f"notes_{cents}"] for cents in NOTES_CENTS]

    def method_fields(self) -> list[Any]:
        return [self[f"counted_{method}"] for method in _BY_AMOUNT]

    def terminal_fields(self) -> list[tuple[Any, Any]]:
        return [(self[f"terminal_name_{n}"], self[f"terminal_{n}"]) for n in range(1, TERMINALS + 1)]

    def terminals(self) -> dict[str, int]:
        """What each card terminal printed, by its name; one without a name is called by its place."""
        found: dict[str, int] = {}
        for n in range(1, TERMINALS + 1):
            cents = self.cleaned_data[f"terminal_{n}"]
            if cents is not None:
                name = self.cleaned_data[f"terminal_name_{n}"].strip() or str(n)
                found[name] = found.get(name, 0) + cents
        return found

    def cash_notes(self) -> dict[str, int]:
        """How many of each denomination, by its cents."""
        return {str(cents): self.cleaned_data[f"notes_{cents}"] or 0 for cents in NOTES_CENTS}

    def counted(self) -> dict[str, int]:
        """Cents per method: cash from its notes, the rest as written."""
        cash = sum(int(cents) * number for cents, number in self.cash_notes().items())
        others = {m.value: self.cleaned_data[f"counted_{m}"] or 0 for m in _BY_AMOUNT}
        return {Method.CASH.value: cash, **{method: cents for method, cents in others.items() if cents}}
