"""Form fields of the house's screens: numbers as people type them, names in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.kernel.interface import clean_text


class CleanText(forms.CharField):
    """A text without invisible characters; lines only where asked for."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "", lines=self.lines)


class UnitField(forms.Field):
    """A whole number typed in a unit: 18.5 percent gives 1850 basis points."""

    def __init__(self, *, unit: str, low: int = 0, high: int = 10**12, **kwargs: Any) -> None:
        self.unit, self.low, self.high = unit, low, high
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return formats.plain(value, self.unit) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()[:24]
        if not text:
            return None
        number = formats.typed(text, self.unit)
        if number is None:
            raise forms.ValidationError(_("This is not a number with at most two decimals."))
        if not self.low <= number <= self.high:
            low, high = formats.shown(self.low, self.unit), formats.shown(self.high, self.unit)
            raise forms.ValidationError(_("From %(low)s to %(high)s."), params={"low": low, "high": high})
        return number


def named(row: Any) -> str:
    """The name of `row` in the reader's language, where it has one."""
    language = get_language() or ""
    return row.name_en if language.startswith("en") and getattr(row, "name_en", "") else row.name


def options(rows: Iterable[Any], *, empty: str | None = None) -> list[tuple[str, str]]:
    """Choices by code; `empty` is the words of the choice that stands for none."""
    found = [(row.code, f"{row.code} {named(row)}") for row in rows]
    return [("", empty), *found] if empty is not None else found


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Offer `choices` in the field `name` of `form`."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = choices


def labels(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices whose English labels are translated when they are shown."""
    return [(value, _(str(label))) for value, label in choices]
