"""Fields that forms of several domains share: clean texts, and numbers as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.kernel.interface import clean_text

LONGEST = 24  # characters of a typed number


class CleanText(forms.CharField):
    """A text without invisible characters; lines only where asked for."""

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "", lines=self.lines)


class UnitField(forms.CharField):
    """A whole number typed in a unit: 18.5 percent gives 1850 basis points; empty gives None."""

    def __init__(self, *, unit: str, low: int = 0, high: int = 10**12, **kwargs: Any) -> None:
        self.unit, self.low, self.high = unit, low, high
        typing = {"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST}
        kwargs.setdefault("widget", forms.TextInput(attrs=typing))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return formats.plain(value, self.unit) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").strip()
        if not text:
            return None
        number = formats.typed(text, self.unit) if len(text) <= LONGEST else None
        if number is None:
            raise forms.ValidationError(_("This is not a number, or has too many decimals."))
        if not self.low <= number <= self.high:
            low, high = formats.shown(self.low, self.unit), formats.shown(self.high, self.unit)
            raise forms.ValidationError(_("From %(low)s to %(high)s."), params={"low": low, "high": high})
        return number
