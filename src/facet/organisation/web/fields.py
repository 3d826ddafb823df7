"""Choices of the house's forms, and names in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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
