"""The words of stock's dimensions and bands."""

from dataclasses import dataclass

from django.utils.translation import gettext

from facet.catalog import selectors as catalog_selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bands import AGE_BANDS, BAND_WORDS, PRICE_BANDS, WEIGHT_BANDS
from facet.inventory.web.fields import spoken
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

DIMENSION_WORDS = {
    "store": gettext_noop("Store"),
    "category": gettext_noop("Category"),
    "style": gettext_noop("Style"),
    "weight": gettext_noop("Net weight"),
    "price": gettext_noop("Tag price"),
    "age": gettext_noop("Stock age"),
}
NONE = {"style": gettext_noop("no style"), "price": gettext_noop("by weight, no tag price")}


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Codes of stores, categories and styles in the reader's words, and their order."""

    names: dict[tuple[str, str], str]
    order: dict[str, int]

    def word(self, dimension: str, key: str) -> str:
        """The key in words."""
        if key in BAND_WORDS:
            return gettext(BAND_WORDS[key])
        return self.names.get((dimension, key)) or (
            gettext(NONE[dimension]) if key == "" and dimension in NONE else key
        )

    def place(self, key: str) -> tuple[int, str]:
        """Where the key stands in its order: bands from small to large, the rest by code."""
        return (self.order.get(key, 10**6), key)


def key_words(actor: Actor) -> KeyWords:
    """The words for every key that a matrix may show. Queries: 2."""
    stores = organisation_selectors.stores_of(actor, InventoryPermission.VIEW_PIECES)
    facts = list(catalog_selectors.category_facts().values())
    names = {("store", each.code): spoken(each.name, each.name_en) for each in stores}
    names |= {("category", each.code): spoken(each.name, each.name_en) for each in facts}
    bands = [name for band in (WEIGHT_BANDS, PRICE_BANDS, AGE_BANDS) for name, _ in band]
    order = {
        key: place for place, key in enumerate([*bands, *(each.code for each in stores), *(f.code for f in facts)])
    }
    return KeyWords(names, order)
