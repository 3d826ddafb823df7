"""What people may choose from on inventory's forms, in their language and reach."""

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import DictionaryKind
from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.web.fields import spoken
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

Choices = list[tuple[str, str]]


def stores(actor: Actor, permission: str = InventoryPermission.VIEW_PIECES) -> Choices:
    """Open stores that `permission` reaches, by code."""
    rows = organisation_selectors.stores_of(actor, permission)
    return [(row.code, f"{row.code} {spoken(row.name, row.name_en)}") for row in rows]


def own_store(actor: Actor, permission: str) -> str:
    """The code of the actor's own store if `permission` reaches it, "" otherwise."""
    rows = organisation_selectors.stores_of(actor, permission)
    return next((row.code for row in rows if row.id == actor.store_id), rows[0].code if len(rows) == 1 else "")


def places(actor: Actor, *, store_code: str = "") -> Choices:
    """Open places of one store, or of all in reach, as an indented tree."""
    rows = [row for row in selectors.list_places(actor, store_code=store_code) if row.is_open and row.depth > 1]
    return [(row.code, "　" * (row.depth - 2) + (f"{row.code} {row.name}" if row.name else row.code)) for row in rows]


def categories() -> Choices:
    """Categories that take goods, with the branch they hang on."""
    facts = catalog_selectors.category_facts()
    names = {each.code: spoken(each.name, each.name_en) for each in facts.values()}
    return [
        (each.code, " / ".join(names[code] for code in each.path_codes))
        for each in facts.values()
        if each.is_leaf and each.is_active
    ]


def branches() -> Choices:
    """All categories as an indented tree, for conditions."""
    rows = catalog_selectors.category_facts().values()
    return [(each.code, "　" * (each.depth - 1) + spoken(each.name, each.name_en)) for each in rows]


def words(kind: DictionaryKind) -> Choices:
    """The words of a dictionary that are in use."""
    rows = catalog_selectors.words(kind)
    return [(row.code, spoken(row.name, row.name_en)) for row in rows if row.is_active]


def price_items() -> Choices:
    """The lines of the price board."""
    rows = catalog_selectors.price_items()
    return [(row.code, f"{spoken(row.name, row.name_en)} {row.code}") for row in rows if row.is_active]
