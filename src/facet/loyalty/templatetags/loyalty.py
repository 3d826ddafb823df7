"""Words of loyalty for templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from facet.loyalty.rules.kinds import CLASS_LABELS, PointsClass

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """The name of a grade, window or bonus in the reader's language: names are the chain's own words."""
    if thing is None:
        return ""
    chinese = (get_language() or "").startswith("zh")
    return str(thing.name if chinese or not thing.name_en else thing.name_en)


@register.filter
def class_label(name: str) -> str:
    """A class of goods in the reader's language."""
    return gettext(CLASS_LABELS[PointsClass(name)])


@register.filter
def in_order(names: Iterable[str]) -> list[str]:
    """A set's members, always in the same order."""
    return sorted(names)
