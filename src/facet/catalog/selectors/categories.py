"""The category tree as other domains and the screens read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from facet.catalog.models import Category
from facet.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """One category with what a piece of it starts with.

    `path_codes` are the codes from the root down to itself. Units: `labour_value` by `labour_kind`
    (cents per gram, cents, basis points of the metal), shares in basis points.
    """

    id: int
    code: str
    name: str
    name_en: str
    path_codes: tuple[str, ...]
    points_class: str
    tax_class: str
    earns_points: bool
    allows_discount: bool
    icon: str
    price_basis: str = ""
    labour_kind: str = ""
    labour_value: int = 0
    loss_bp: int = 0
    target_margin_bp: int = 0
    price_item_id: int | None = None
    is_leaf: bool = True
    is_active: bool = True

    @property
    def depth(self) -> int:
        """How deep it stands, the roots being 1."""
        return len(self.path_codes)

    @property
    def parent_code(self) -> str:
        """The code of the branch it hangs on, "" for a root."""
        return self.path_codes[-2] if len(self.path_codes) > 1 else ""


def category_facts() -> dict[int, CategoryFacts]:
    """Every category by id, in the order of the tree. Queries: 1."""
    return {facts.id: facts for facts in _walked(Category.objects.select_related(None).order_by("path"))}


def category_by_code(code: str) -> CategoryFacts:
    """One category with the path to it. Raises: NotFound. Queries: 1."""
    for facts in category_facts().values():
        if facts.code == code:
            return facts
    raise NotFound(key=code)


def _walked(rows: Iterable[Category]) -> Iterable[CategoryFacts]:
    """Rows in tree order, each with the codes above it."""
    above: list[str] = []
    for row in rows:
        above = [*above[: row.depth - 1], row.code]
        yield CategoryFacts(
            id=row.pk,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            path_codes=tuple(above),
            points_class=row.points_class,
            tax_class=row.tax_class,
            earns_points=row.earns_points,
            allows_discount=row.allows_discount,
            icon=row.icon,
            price_basis=row.price_basis,
            labour_kind=row.labour_kind,
            labour_value=row.labour_value,
            loss_bp=row.loss_bp,
            target_margin_bp=row.target_margin_bp,
            price_item_id=row.price_item_id,
            is_leaf=row.numchild == 0,
            is_active=row.is_active,
        )
