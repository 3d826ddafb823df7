"""Form fields that read numbers as people write them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.kernel.interface import clean_text
from facet.loyalty.rules.words import times, typed_times


def offer_choices(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Fill a choice that depends on the reader or the day."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class TimesField(forms.CharField):
    """A rate or factor such as 1.5; its value is in basis points."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        factor = typed_times(text)
        if factor is None or factor > 1_000_000:
            raise ValidationError(_("Write a number from 0 to 100, such as 1.5."))
        return factor

    def prepare_value(self, value: Any) -> Any:
        return times(value) if isinstance(value, int) else value


class YuanField(forms.CharField):
    """An amount of money such as 8000 or 8,000.50; its value is in fen."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        cents = formats.typed(text, "yuan")
        if cents is None or not 0 <= cents <= 10**12:
            raise ValidationError(_("Write an amount in yuan, such as 8000 or 8,000.50."))
        return cents

    def prepare_value(self, value: Any) -> Any:
        return formats.shown(value, "yuan") if isinstance(value, int) else value


class CleanField(forms.CharField):
    """A text without control and invisible characters."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "")


class DayField(forms.DateField):
    """A calendar day, picked or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
