"""What the words in a delivery note mean: codes of the catalogue, of partners and of stores."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.naming import Grade
from facet.catalog.selectors import CategoryFacts, PriceItemFacts, StyleFacts, WordFacts
from facet.inventory.errors import PieceUnfit
from facet.inventory.models import Piece
from facet.inventory.rules.receiving import Defaults, PieceIn, main_stone
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow


@dataclass(frozen=True, slots=True)
class References:
    """The catalogue by code, as far as one delivery needs it."""

    categories: dict[str, CategoryFacts]
    styles: dict[str, StyleFacts]
    price_items: dict[str, PriceItemFacts]
    price_items_by_id: dict[int, PriceItemFacts]
    words: dict[tuple[str, str], WordFacts]  # by kind and code
    grades: tuple[Grade, ...]


def store_named(viewer: Actor, code: str, *, permission: str) -> StoreRow:
    """The open store `code` if `permission` reaches it. Raises: NotFound, for the unknown and the hidden alike.

    Queries: 1.
    """
    for row in organisation_selectors.stores_of(viewer, permission):
        if row.code == code.strip().upper():
            return row
    raise NotFound(key=code)


def supplier_named(code: str) -> int | None:
    """The id of the supplier `code`, None for "". Raises: NotFound. Queries: 1, or 0 for ""."""
    if not code:
        return None
    found = supplier_ids({code})
    if code not in found:
        raise NotFound(key=code)
    return found[code]


def supplier_ids(codes: set[str]) -> dict[str, int]:
    """The ids of the active suppliers with these codes; unknown codes are not in the answer. Queries: 1."""
    partners = Piece._meta.get_field("supplier").related_model._default_manager  # a traversal downwards
    rows = partners.filter(code__in=codes - {""}, is_active=True, kind="supplier")
    return dict(rows.values_list("code", "pk"))


def price_item_named(code: str) -> PriceItemFacts:
    """The price board's line `code`. Raises: NotFound. Queries: 1."""
    for item in catalog_selectors.price_items():
        if item.code == code:
            return item
    raise NotFound(key=code)


def references_of(pieces: Sequence[PieceIn], *, on: date) -> References:
    """Everything of the catalogue that `pieces` may name. Queries: 5."""
    items = catalog_selectors.price_items()
    return References(
        categories={facts.code: facts for facts in catalog_selectors.category_facts().values()},
        styles=catalog_selectors.styles_by_code({piece.style for piece in pieces if piece.style}),
        price_items={item.code: item for item in items},
        price_items_by_id={item.id: item for item in items},
        words={(word.kind, word.code): word for word in catalog_selectors.words()},
        grades=catalog_selectors.grades_on(on),
    )


def defaults_of(piece: PieceIn, references: References) -> tuple[Defaults, int, int | None]:
    """What the catalogue says about `piece`, the id of its category, and that of its style.

    Raises: PieceUnfit when it names something the catalogue does not have.
    """
    category = references.categories.get(piece.category)
    if category is None or not category.is_leaf or not category.is_active:
        raise _unfit(piece, "category", gettext_noop("goods need an open category without sub-categories"))
    style = references.styles.get(piece.style) if piece.style else None
    if piece.style and (style is None or style.withdrawn_on is not None):
        raise _unfit(piece, "style", gettext_noop("this style does not exist or was withdrawn"))
    if piece.price_item and piece.price_item not in references.price_items:
        raise _unfit(piece, "price_item", gettext_noop("the price board has no such line"))
    found = _priced(category, style)
    if piece.price_item:
        found = replace(found, price_item_id=references.price_items[piece.price_item].id)
    if item := references.price_items_by_id.get(found.price_item_id or 0):
        found = replace(found, metal=item.metal, fineness_e4=item.fineness_e4)
    return _named(piece, found, style, references), category.id, style.id if style else None


def _priced(category: CategoryFacts, style: StyleFacts | None) -> Defaults:
    """The pricing of style and category; what the style leaves open, the category says."""
    plain = Defaults(
        price_basis=category.price_basis,
        labour_kind=category.labour_kind,
        labour_value=category.labour_value,
        price_item_id=category.price_item_id,
    )
    if style is None:
        return plain
    priced = replace(plain, price_basis=style.price_basis, price_item_id=style.price_item_id or plain.price_item_id)
    if style.labour_value is None:
        return priced
    return replace(priced, labour_kind=style.labour_kind, labour_value=style.labour_value)


def _named(piece: PieceIn, found: Defaults, style: StyleFacts | None, references: References) -> Defaults:
    """`found` with the words of form and gem: the piece's own, else the style's, else its main stone's."""
    words = style.words if style else {}
    form = references.words.get((DictionaryKind.FORM, piece.form)) if piece.form else words.get("form")
    if piece.form and form is None:
        raise _unfit(piece, "form", gettext_noop("the catalogue does not know this kind of piece"))
    place = main_stone(piece)
    stone = references.words.get((DictionaryKind.GEM, piece.stones[place].kind)) if place is not None else None
    gem = words.get("gem") or stone
    if form:
        found = replace(found, form=form.code, form_name=form.name, form_name_en=form.name_en)
    return replace(found, gem=gem.name, gem_en=gem.name_en) if gem else found


def _unfit(piece: PieceIn, field: str, reason: str) -> PieceUnfit:
    return PieceUnfit(tag=piece.tag, field=field, reason=reason)
