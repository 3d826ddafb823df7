"""Styles: the designs that pieces are made to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.errors import CategoryNotALeaf, CodeTaken
from facet.catalog.models import Category, DictionaryEntry, PriceItem, Style
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.categories import DictionaryKind, check_labour
from facet.catalog.rules.codes import check_code
from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.catalog.services.changes import apply_changes
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work

_WORDS = {
    "brand": DictionaryKind.BRAND,
    "craft": DictionaryKind.CRAFT,
    "taste": DictionaryKind.STYLE,
    "form": DictionaryKind.FORM,
    "gem": DictionaryKind.GEM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRequest:
    """A style as somebody wants it: other rows by their codes, "" for none. Weights in mg of metal."""

    name: str
    category: str
    name_en: str = ""
    series: str = ""
    set_code: str = ""
    brand: str = ""
    craft: str = ""
    taste: str = ""
    form: str = ""
    gem: str = ""
    price_item: str = ""
    price_basis: str = PriceBasis.BY_WEIGHT.value
    labour_kind: str = LabourKind.PER_GRAM.value
    labour_value: int | None = None
    weight_from_mg: int | None = None
    weight_to_mg: int | None = None
    note: str = ""


@unit_of_work
def create_style(*, actor: Actor, code: str, request: StyleRequest, at: datetime) -> int:
    """Add a style and give its id.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound, CategoryNotALeaf. Locks: its category.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    values = _values(request)
    check_code(code)
    if Style.objects.filter(code=code).exists():
        raise CodeTaken(key=code)
    style = Style.objects.create(code=code, **values)
    _record(actor, "catalog.style_created", style, at=at, after=values | {"code": code})
    return style.pk


@unit_of_work
def edit_style(*, actor: Actor, code: str, request: StyleRequest, at: datetime) -> int:
    """Change a style; pieces that exist keep what they have.

    Raises: NotPermitted, Invalid, NotFound, CategoryNotALeaf. Locks: the style, its category.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    style = _locked(code)
    if changes := apply_changes(style, _values(request)):
        _record(actor, "catalog.style_changed", style, at=at, **changes)
    return style.pk


@unit_of_work
def withdraw_style(*, actor: Actor, code: str, on: date | None, at: datetime) -> int:
    """Take no new pieces of a style from the day `on`; None takes it back into use.

    Raises: NotPermitted, NotFound. Locks: the style.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    style = _locked(code)
    if changes := apply_changes(style, {"withdrawn_on": on}):
        action = "catalog.style_withdrawn" if on else "catalog.style_restored"
        _record(actor, action, style, at=at, **changes)
    return style.pk


def _locked(code: str) -> Style:
    style = Style.objects.select_for_update(of=("self",)).filter(code=code).first()
    if style is None:
        raise NotFound(key=code)
    return style


def _values(request: StyleRequest) -> dict[str, Any]:
    """The columns for a request, every code resolved. Queries: 2, or 3 with a price item."""
    check_labour(request.labour_kind, request.labour_value or 0)
    low, high = request.weight_from_mg, request.weight_to_mg
    if low is not None and high is not None and low > high:
        raise Invalid(field="weight_to_mg", reason=gettext_noop("must not be less than the smallest weight"))
    plain = ("name", "name_en", "series", "set_code", "price_basis", "labour_kind", "labour_value", "note")
    values: dict[str, Any] = {name: getattr(request, name) for name in plain}
    return values | {
        "weight_from_mg": low,
        "weight_to_mg": high,
        "category_id": _leaf_id(request.category),
        "price_item_id": _item_id(request.price_item),
        **_word_ids(request),
    }


def _leaf_id(code: str) -> int:
    """The id of a leaf in use; locked, so that nobody divides or withdraws it meanwhile."""
    category = Category.objects.select_for_update(of=("self",)).filter(code=code, is_active=True).first()
    if category is None:
        raise NotFound(key=code)
    if category.numchild:
        raise CategoryNotALeaf(category=category.name)
    return int(category.pk)


def _item_id(code: str) -> int | None:
    if not code:
        return None
    found = PriceItem.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(key=code)
    return int(found)


def _word_ids(request: StyleRequest) -> dict[str, int | None]:
    wanted = {name: getattr(request, name) for name in _WORDS}
    rows = DictionaryEntry.objects.filter(code__in={code for code in wanted.values() if code})
    known = {(kind, code): pk for kind, code, pk in rows.values_list("kind", "code", "pk")}
    ids: dict[str, int | None] = {}
    for name, code in wanted.items():
        if code and (_WORDS[name], code) not in known:
            raise NotFound(key=code)
        ids[f"{name}_id"] = known.get((str(_WORDS[name]), code))
    return ids


def _record(actor: Actor, action: str, style: Style, *, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("catalog.style", style.pk, f"{style.code} {style.name}"), **facts
    )
