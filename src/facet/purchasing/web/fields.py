"""Words and choices of purchasing's screens."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from facet.catalog import selectors as catalog_selectors
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.purchasing import selectors

Choices = list[tuple[str, str]]


def spoken(name: str, name_en: str) -> str:
    """A thing's name in the reader's language, where it has one."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def labelled(words: Mapping[Any, str]) -> Choices:
    """Choices whose English words are translated when they are shown."""
    return [(str(value), gettext(word)) for value, word in words.items()]


def stores(actor: Actor, permission: str) -> Choices:
    """Open stores that `permission` reaches, by code."""
    rows = organisation_selectors.stores_of(actor, permission)
    return [(row.code, f"{row.code} {spoken(row.name, row.name_en)}") for row in rows]


def suppliers(actor: Actor) -> Choices:
    """Active suppliers by code."""
    return [(code, f"{code} {spoken(name, name_en)}") for code, name, name_en in selectors.supplier_choices(actor)]


def categories() -> Choices:
    """Categories that take goods, with the branch they hang on."""
    facts = catalog_selectors.category_facts()
    names = {each.code: spoken(each.name, each.name_en) for each in facts.values()}
    return [
        (each.code, " / ".join(names[code] for code in each.path_codes))
        for each in facts.values()
        if each.is_leaf and each.is_active
    ]
