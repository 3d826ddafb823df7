"""The category tree: growing it, changing its defaults, moving and withdrawing branches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.errors import CategoryIntoItself, CategoryInUse, CodeTaken
from facet.catalog.models import Category, PriceItem, Style
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.categories import PointsClass, TaxClass, check_labour
from facet.catalog.rules.codes import check_code
from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.catalog.services.changes import apply_changes
from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRequest:
    """A category as somebody wants it. Units as in the model; `price_item` is a code, "" for none."""

    name: str
    name_en: str
    points_class: str = PointsClass.OTHER.value
    price_basis: str = PriceBasis.FIXED.value
    labour_kind: str = LabourKind.PER_GRAM.value
    labour_value: int = 0
    loss_bp: int = 0
    target_margin_bp: int = 0
    tax_class: str = TaxClass.GENERAL.value
    earns_points: bool = True
    allows_discount: bool = True
    price_item: str = ""
    icon: str = "diamond"


@unit_of_work
def create_category(*, actor: Actor, code: str, parent: str = "", request: CategoryRequest, at: datetime) -> int:
    """Grow a new leaf under `parent` ("" for a new root) and give its id.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound, CategoryInUse when the parent holds goods.
    Locks: the whole tree, for its paths.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    tree = _locked_tree()
    check_code(code)
    if code in tree:
        raise CodeTaken(key=code)
    above = _branch(tree, parent) if parent else None
    if above is not None and above.numchild == 0:
        _refuse_used(above)
    row = grow(code=code, above=above, values=_values(request))
    _record(actor, "catalog.category_created", row, at=at, after=_values(request) | {"code": code, "parent": parent})
    return int(row.pk)


@unit_of_work
def edit_category(*, actor: Actor, code: str, request: CategoryRequest, at: datetime) -> int:
    """Change a category's names and defaults; pieces that exist keep theirs.

    Raises: NotPermitted, Invalid, NotFound. Locks: the whole tree.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    row = _branch(_locked_tree(), code)
    if changes := apply_changes(row, _values(request)):
        _record(actor, "catalog.category_changed", row, at=at, **changes)
    return int(row.pk)


@unit_of_work
def move_category(*, actor: Actor, code: str, parent: str, at: datetime) -> int:
    """Hang a branch, with all that grows on it, under `parent` ("" for a root).

    Raises: NotPermitted, NotFound, CategoryIntoItself, CategoryInUse. Locks: the whole tree.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    tree = _locked_tree()
    row = _branch(tree, code)
    before = [other.code for other in tree.values() if row.path.startswith(other.path) and other.path != row.path]
    target = _branch(tree, parent) if parent else None
    if target is not None and target.path.startswith(row.path):
        raise CategoryIntoItself(category=row.name)
    if target is not None and target.numchild == 0:
        _refuse_used(target)
    if target is not None:
        Category.objects.move(row, target, "last-child")
    elif row.depth > 1:
        Category.objects.move(row, next(iter(tree.values())), "last-sibling")
    _record(actor, "catalog.category_moved", row, at=at, before={"above": before}, after={"parent": parent})
    return int(row.pk)


@unit_of_work
def withdraw_category(*, actor: Actor, code: str, at: datetime) -> int:
    """Take a branch and all under it out of use; it stays in reports.

    Raises: NotPermitted, NotFound, CategoryInUse while goods stand in it. Locks: the whole tree.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    tree = _locked_tree()
    row = _branch(tree, code)
    below = [other for other in tree.values() if other.path.startswith(row.path)]
    for each in below:
        _refuse_used(each)
    for each in below:
        apply_changes(each, {"is_active": False})
    _record(actor, "catalog.category_withdrawn", row, at=at, categories=[each.code for each in below])
    return int(row.pk)


@unit_of_work
def restore_category(*, actor: Actor, code: str, at: datetime) -> int:
    """Take a withdrawn category back into use, with the branches it hangs on.

    Raises: NotPermitted, NotFound. Locks: the whole tree.
    """
    require(actor, CatalogPermission.MANAGE_CATALOG)
    tree = _locked_tree()
    row = _branch(tree, code)
    for above in [other for other in tree.values() if row.path.startswith(other.path)]:
        apply_changes(above, {"is_active": True})
    _record(actor, "catalog.category_restored", row, at=at)
    return int(row.pk)


@joins_unit_of_work
def grow(*, code: str, above: Category | None, values: dict[str, Any]) -> Category:
    """Add a leaf; the caller holds the tree's lock. Queries: 3."""
    fields = {"code": code} | values
    row = Category.objects.add_child(above, fields) if above is not None else Category.objects.add_root(fields)
    assert isinstance(row, Category)
    return row


def _locked_tree() -> dict[str, Category]:
    return {row.code: row for row in Category.objects.select_for_update(of=("self",)).order_by("path")}


def _branch(tree: dict[str, Category], code: str) -> Category:
    if code not in tree:
        raise NotFound(key=code)
    return tree[code]


def _refuse_used(category: Category) -> None:
    """Goods stand in leaves: of styles we know ourselves, other domains offer their counts."""
    count = Style.objects.filter(category=category, withdrawn_on=None).count()
    count += sum(counted(category.pk) for counted in registry.offers("category.use"))
    if count:
        raise CategoryInUse(category=category.name, count=count)


def _values(request: CategoryRequest) -> dict[str, Any]:
    check_labour(request.labour_kind, request.labour_value)
    names = [name for name in CategoryRequest.__slots__ if name != "price_item"]
    values = {name: getattr(request, name) for name in names}
    return values | {"price_item_id": _price_item_id(request.price_item)}


def _price_item_id(code: str) -> int | None:
    if not code:
        return None
    found = PriceItem.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(key=code)
    return int(found)


def _record(actor: Actor, action: str, row: Category, *, at: datetime, **facts: Any) -> None:
    audit_services.record(actor, action, at=at, subject=("catalog.category", row.pk, f"{row.code} {row.name}"), **facts)
