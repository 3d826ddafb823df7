"""The plans by which stores count."""

from dataclasses import dataclass

from facet.catalog import selectors as catalog_selectors
from facet.inventory.models import CountPlan, Place
from facet.inventory.permissions import InventoryPermission
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan with the words and codes of its scope; no places means the whole store."""

    id: int
    row: CountPlan
    store_code: str
    store_name: str
    store_name_en: str
    places: tuple[tuple[str, str], ...]  # code, name
    categories: tuple[tuple[str, str, str], ...]  # code, name, English name


def count_plans(viewer: Actor, *, plan_id: int | None = None) -> list[PlanRow]:
    """The plans of the stores in reach, by the day they come next. Raises: NotPermitted. Queries: 3."""
    require(viewer, InventoryPermission.VIEW_STOCKTAKES)
    reach = viewer.scope(InventoryPermission.VIEW_STOCKTAKES)
    rows = CountPlan.objects.select_related("store").order_by("-is_active", "next_on", "pk")
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    found = list(rows if plan_id is None else rows.filter(pk=plan_id))
    here = Place.objects.filter(pk__in={each for row in found for each in row.place_ids})
    places = {pk: (code, name or code) for pk, code, name in here.values_list("pk", "code", "name")}
    facts = catalog_selectors.category_facts()
    return [
        PlanRow(
            id=row.pk,
            row=row,
            store_code=row.store.code,
            store_name=row.store.name,
            store_name_en=row.store.name_en,
            places=tuple(places[each] for each in row.place_ids if each in places),
            categories=tuple(
                (facts[each].code, facts[each].name, facts[each].name_en) for each in row.category_ids if each in facts
            ),
        )
        for row in found
    ]
