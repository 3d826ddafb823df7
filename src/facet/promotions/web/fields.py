"""Form fields that read numbers and codes as people write them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facet.kernel import clock, formats
from facet.kernel.interface import clean_text


def today() -> Any:
    """The chain's calendar day."""
    return clock.local_date(clock.now(), settings.TIME_ZONE)


class UnitField(forms.CharField):
    """A number of yuan, percent or grams as it is said; its value is whole fen, basis points or milligrams."""

    def __init__(self, unit: str, **more: Any) -> None:
        self.unit = unit
        super().__init__(**more)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return 0 if not self.required else None
        number = formats.typed(text[:20], self.unit)
        if number is None or not 0 <= number <= 10**12:
            raise ValidationError(_("Write a number, such as 300 or 8.5."))
        return number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return formats.shown(value, self.unit).replace(",", "") if value else ""
        return value


class CleanField(forms.CharField):
    """A text without control and invisible characters."""

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "")


class CodesField(CleanField):
    """Several codes, parted by commas or blanks; its value is the set of them."""

    def to_python(self, value: Any) -> Any:
        return frozenset(super().to_python(value).replace(",", " ").replace("，", " ").upper().split())

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(sorted(value or ()))


class TimeField(forms.TimeField):
    """An hour of the day; its value is minutes after midnight, 24:00 when empty at the end."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class DayField(forms.DateField):
    """A calendar day, picked or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def fill(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a choice of `form` what the house has now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), name
    field.choices = list(choices)
