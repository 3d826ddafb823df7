"""The house's own names in the reader's language: Chinese, or English where one was written down."""

from typing import Any

from django.utils.translation import get_language


def in_language(name: str, name_en: str) -> str:
    """The English name for who reads English, where there is one."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def named(row: Any) -> str:
    """The name of a row with `name` and perhaps `name_en`; "" without a row."""
    return in_language(row.name, getattr(row, "name_en", "")) if row else ""
