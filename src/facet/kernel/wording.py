"""The house's own names in the reader's language: Chinese, or English where one was written down."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def in_language(name: str, name_en: str) -> str:
    """The English name for who reads English, where there is one."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def both(place: str, name: str, name_en: str) -> dict[str, str]:
    """A name as a stored sentence keeps it: under its place, and in English beside it where there is one."""
    return {place: name, f"{place}_en": name_en} if name_en else {place: name}


def in_reading(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Stored facts as they fill a sentence now: a name kept in both languages is told in the reader's."""
    return {
        place: in_language(str(value), str(facts[f"{place}_en"])) if f"{place}_en" in facts else value
        for place, value in facts.items()
        if not place.endswith("_en")
    }


def named(row: Any) -> str:
    """The name of a row with `name` and perhaps `name_en`; "" without a row."""
    return in_language(row.name, getattr(row, "name_en", "")) if row else ""
