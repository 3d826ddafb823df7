"""The day report: a store's figures with words, for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from facet.catalog import selectors as catalog_selectors
from facet.catalog.selectors.categories import CategoryFacts
from facet.kernel.permissions import Actor
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.selectors.day import DayFigures, PersonDay, day_figures, staff_day


@dataclass(frozen=True, slots=True)
class NamedCategory:
    """One category's trade. Units: cents, pieces, mg."""

    name: str
    net_cents: int
    returned_cents: int
    pieces: int
    weight_mg: int
    labour_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """One store's business day, ready to be shown."""

    figures: DayFigures
    people: Sequence[PersonDay]
    categories: Sequence[NamedCategory]
    methods: Sequence[tuple[str, int]]


def day_page(viewer: Actor, *, store_id: int, store_code: str, day: date) -> DayPage:
    """The day report of one store. Queries: 8. Raises: NotPermitted, NotFound."""
    figures = day_figures(viewer, store_id=store_id, day=day)
    kinds = catalog_selectors.category_facts()
    english = (get_language() or "").startswith("en")
    return DayPage(
        figures=figures,
        people=staff_day(viewer, store_code=store_code, day=day),
        categories=[
            NamedCategory(
                _name(kinds.get(each.category_id), english=english),
                each.net_cents, each.returned_cents, each.pieces, each.weight_mg,
                each.labour_cents,
            )
            for each in figures.by_category
        ],
        methods=[(METHOD_LABELS[method], cents) for method, cents in figures.by_method],
    )  # fmt: skip


def _name(kind: CategoryFacts | None, *, english: bool) -> str:
    if kind is None:
        return "—"
    return kind.name_en if english else kind.name
