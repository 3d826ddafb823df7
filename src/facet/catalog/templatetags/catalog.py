"""What the catalogue's templates say about goods; other domains may load it too."""

from typing import Any

from django import template

from facet.catalog.web import words
from facet.kernel.formats import shown

register = template.Library()
register.filter("named", words.named)
register.filter("label", words.label)
register.filter("per_mille", words.per_mille)


@register.filter
def content(item: Any) -> str:
    """The metal content of a price item in words."""
    return words.content(item.metal, item.fineness_e4)


@register.filter
def labour(row: Any) -> str:
    """The labour default of a category or style in words."""
    return words.labour_text(row.labour_kind, row.labour_value)


@register.filter
def short_yuan(cents: int) -> str:
    """Cents as yuan, without decimals where there are none: 18, 18.50."""
    text = shown(int(cents), "yuan")
    return text.removesuffix(".00")


@register.filter
def indent(depth: int) -> range:
    """One step for each level below the roots."""
    return range(depth - 1)


@register.filter
def slots(text: str) -> list[int]:
    """The text 30 90 365 as numbers, for a choice of spans."""
    return [int(each) for each in text.split()]
