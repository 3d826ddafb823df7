"""Names and numbers of the catalogue in the reader's language."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from facet.catalog.rules.categories import DICTIONARY_LABELS, POINTS_LABELS, TAX_LABELS
from facet.catalog.rules.market import SERIES_LABELS
from facet.catalog.rules.pricing import BASIS_LABELS, LABOUR_LABELS, LabourKind
from facet.catalog.rules.weights import METAL_LABELS, Metal
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown

_LABELS = {
    "points": POINTS_LABELS,
    "tax": TAX_LABELS,
    "basis": BASIS_LABELS,
    "labour": LABOUR_LABELS,
    "metal": METAL_LABELS,
    "dictionary": DICTIONARY_LABELS,
    "series": SERIES_LABELS,
}
_CONTENT: dict[str, str] = {
    Metal.GOLD: gettext_noop("Gold content {share}‰"),
    Metal.PLATINUM: gettext_noop("Platinum content {share}‰"),
    Metal.PALLADIUM: gettext_noop("Palladium content {share}‰"),
    Metal.SILVER: gettext_noop("Silver content {share}‰"),
}


def named(row: Any) -> str:
    """The name of `row` in the reader's language, where it has one."""
    language = get_language() or ""
    return row.name_en if language.startswith("en") and getattr(row, "name_en", "") else row.name


def label(value: str, kind: str) -> str:
    """The label of a code: of what a category is for points, tax, pricing, …"""
    text = _LABELS[kind].get(value, value)
    return gettext(text)


def per_mille(fineness_e4: int) -> str:
    """9999 → 999.9, 7500 → 750."""
    whole, rest = divmod(fineness_e4, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def content(metal: str, fineness_e4: int) -> str:
    """How much of the metal is in it, in words: 含金量 750‰."""
    return gettext(_CONTENT[metal]).format(share=per_mille(fineness_e4))


def labour_text(kind: str, value: int | None) -> str:
    """A labour default as people say it: ¥48.00 a gram."""
    if not value:
        return gettext("None")
    if kind == LabourKind.PERCENT_OF_METAL:
        return gettext("{percent}% of the metal").format(percent=shown(value, "percent"))
    text = gettext("¥{amount} a gram") if kind == LabourKind.PER_GRAM else gettext("¥{amount} a piece")
    return text.format(amount=shown(value, "yuan"))


def options(kind: str) -> list[tuple[str, str]]:
    """The codes of one kind with their labels, for a choice."""
    return [(str(value), capfirst(gettext(text))) for value, text in _LABELS[kind].items()]
