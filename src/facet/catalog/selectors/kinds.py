"""Styles, dictionaries and grades of purity as screens and other domains read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from facet.catalog.models import DictionaryEntry, MarketPrice, PriceItem, Purity, Style
from facet.catalog.rules.naming import Grade
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """A style with what a new piece of it starts with. Weights in mg; labour None means as its category."""

    id: int
    code: str
    name: str
    name_en: str
    category_id: int
    category_code: str
    category_name: str
    category_name_en: str
    price_item_id: int | None
    price_item_code: str
    price_basis: str
    labour_kind: str
    labour_value: int | None
    weight_from_mg: int | None
    weight_to_mg: int | None
    series: str
    set_code: str
    note: str
    withdrawn_on: date | None
    words: dict[str, "WordFacts"]


@dataclass(frozen=True, slots=True)
class WordFacts:
    """A word of a dictionary."""

    id: int
    kind: str
    code: str
    name: str
    name_en: str
    value: int | None
    position: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class PurityFacts:
    """A grade of purity and when it holds; `valid_until` is exclusive."""

    id: int
    grade: Grade
    valid_from: date
    valid_until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PriceItemFacts:
    """A line of the board; `base_code` and `premium_bp` suggest its price (F9)."""

    id: int
    code: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    base_code: str
    premium_bp: int
    order: int
    is_active: bool


_WORDS = ("brand", "craft", "taste", "form", "gem")


def style_by_code(code: str) -> StyleFacts:
    """One style. Raises: NotFound. Queries: 1."""
    found = styles_by_code([code])
    if code not in found:
        raise NotFound(key=code)
    return found[code]


def styles_by_code(codes: Iterable[str]) -> dict[str, StyleFacts]:
    """Styles by their codes; unknown codes are simply not in the answer. Queries: 1."""
    rows = styles_queryset(None).filter(code__in=set(codes)).order_by("code")
    return {style.code: _style(style) for style in rows}


def find_styles(*, search: str = "", category: str = "", after: str = "", limit: int = 50) -> list[StyleFacts]:
    """A page of styles by code: those whose code, names or series hold `search`. Queries: 1."""
    rows = styles_queryset(None).filter(code__gt=after)
    if search:
        rows = rows.filter(matching(search))
    if category:
        rows = rows.filter(category__code=category)
    return [_style(style) for style in rows.order_by("code")[:limit]]


def matching(search: str) -> Q:
    """The condition that code, names or series of a style hold `search`. Queries: 0."""
    return (
        Q(code__icontains=search)
        | Q(name__icontains=search)
        | Q(name_en__icontains=search)
        | Q(series__icontains=search)
    )


def styles_queryset(viewer: Actor | None) -> QuerySet[Style]:
    """All styles with what they refer to; the catalogue is the same for everybody who may see it."""
    return Style.objects.select_related("category", "price_item", *_WORDS)


def words(kind: str = "") -> list[WordFacts]:
    """The words of one dictionary, or of all, in their order, retired ones too. Queries: 1."""
    rows = DictionaryEntry.objects.filter(kind=kind) if kind else DictionaryEntry.objects.all()
    return [_word(row) for row in rows.order_by("kind", "position", "code")]


def purities() -> list[PurityFacts]:
    """The whole purity table, past rows too. Queries: 1."""
    rows = Purity.objects.order_by("metal", "fineness_e4", "valid_from")
    return [PurityFacts(row.pk, _grade(row), row.valid_from, row.valid_until, row.source) for row in rows]


def grades_on(day: date) -> tuple[Grade, ...]:
    """The grades that hold on `day`, for rules/naming.py. Queries: 1."""
    rows = Purity.objects.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)
    return tuple(_grade(row) for row in rows.order_by("metal", "fineness_e4"))


def price_items() -> list[PriceItemFacts]:
    """The lines of the board in their order, withdrawn ones too. Queries: 1."""
    return [
        PriceItemFacts(
            id=row.pk,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            metal=row.metal,
            fineness_e4=row.fineness_e4,
            base_code=row.base_item.code if row.base_item else "",
            premium_bp=row.premium_bp,
            order=row.order,
            is_active=row.is_active,
        )
        for row in PriceItem.objects.select_related("base_item").order_by("order", "pk")
    ]


def market_queryset(viewer: Actor | None) -> QuerySet[MarketPrice]:
    """The trade's recorded prices, for the list."""
    return MarketPrice.objects.all()


def _grade(row: Purity) -> Grade:
    return Grade(row.metal, row.fineness_e4, row.legal_name, row.legal_name_en, row.mark)


def _word(row: DictionaryEntry) -> WordFacts:
    return WordFacts(row.pk, row.kind, row.code, row.name, row.name_en, row.value, row.position, row.is_active)


def _style(row: Style) -> StyleFacts:
    return StyleFacts(
        id=row.pk,
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        category_id=row.category_id,
        category_code=row.category.code,
        category_name=row.category.name,
        category_name_en=row.category.name_en,
        price_item_id=row.price_item_id,
        price_item_code=row.price_item.code if row.price_item else "",
        price_basis=row.price_basis,
        labour_kind=row.labour_kind,
        labour_value=row.labour_value,
        weight_from_mg=row.weight_from_mg,
        weight_to_mg=row.weight_to_mg,
        series=row.series,
        set_code=row.set_code,
        note=row.note,
        withdrawn_on=row.withdrawn_on,
        words={name: _word(getattr(row, name)) for name in _WORDS if getattr(row, name) is not None},
    )
