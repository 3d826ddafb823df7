"""Form fields and words of inventory's screens."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.kernel.interface import clean_text

MOST = {"grams": 10**9, "carats": 10**9, "yuan": 10**12, "percent": 20_000, "int": 10**6}


class Words(forms.CharField):
    """A text without invisible characters."""

    def __init__(self, limit: int, **kwargs: Any) -> None:
        super().__init__(max_length=limit, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class Amount(forms.CharField):
    """A whole number typed in a unit: 28.36 grams gives 28360 mg, 1,280 yuan gives 128000 cents."""

    def __init__(self, unit: str, *, low: int = 0, **kwargs: Any) -> None:
        self.unit, self.low = unit, low
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 24})
        )
        super().__init__(**kwargs)  # without max_length: its validator would measure the number

    def prepare_value(self, value: Any) -> Any:
        return formats.plain(value, self.unit) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # a number comes out
        text = (super().to_python(value) or "").strip()[:40]
        if not text:
            return None
        number = formats.typed(text, self.unit)
        if number is None:
            raise forms.ValidationError(_("This is not a number, or it has too many decimals."))
        if not self.low <= number <= MOST[self.unit]:
            least, most = formats.shown(self.low, self.unit), formats.shown(MOST[self.unit], self.unit)
            raise forms.ValidationError(_("From %(low)s to %(high)s."), params={"low": least, "high": most})
        return number


def spoken(name: str, name_en: str) -> str:
    """A thing's name in the reader's language, where it has one."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def labelled(words: Mapping[Any, str], *, empty: Any = None) -> list[tuple[str, Any]]:
    """Choices whose English words are translated when they are shown."""
    found = [(str(value), gettext(word)) for value, word in words.items()]
    return [("", empty), *found] if empty is not None else found
