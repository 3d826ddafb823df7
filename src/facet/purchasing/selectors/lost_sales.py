"""What was asked for and could not be sold: the part of demand that no ticket shows."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from facet.catalog import selectors as catalog_selectors
from facet.catalog.selectors import CategoryFacts
from facet.kernel.permissions import Actor
from facet.purchasing.rules.lost_sales import LOOKED_BACK
from facet.purchasing.rules.lost_sales_kinds import kinds_asked
from facet.purchasing.rules.plan_build import Kind
from facet.sales.permissions import SalesPermission
from facet.sales.selectors import reception


def asked_in_vain(
    viewer: Actor, sold: Mapping[Kind, Sequence[int]], *, group_of: Callable[[int], str | None],
    categories: Mapping[int, CategoryFacts], on: date,
) -> dict[Kind, int]:  # fmt: skip
    """Pieces of each kind that were asked for in vain in the last ninety days, from the register of the stores.

    A branch stands for all its leaves, a style for its category. `group_of` says to which group a store belongs,
    None to none. Nothing without the right to see the register. Queries: 1, and 1 where styles were named.
    """
    if not viewer.may(SalesPermission.VIEW_RECEPTIONS):
        return {}
    rows = reception.asked_for(viewer, first=on - timedelta(days=LOOKED_BACK), last=on)
    styles = catalog_selectors.styles_by_code(codes) if (codes := {r.style_code for r in rows if r.style_code}) else {}
    by_code = {facts.code: facts.id for facts in categories.values()}
    found: dict[Kind, int] = Counter()
    for row in rows:
        style = styles.get(row.style_code)
        category = row.category_id or (by_code.get(style.category_code) if style else None)
        group = group_of(row.store_id)
        if category is None or group is None:
            continue
        code = categories[category].code
        leaves = {facts.id for facts in categories.values() if facts.is_leaf and code in facts.path_codes}
        spans = (row.weight_mg, row.price_cents)
        asked = kinds_asked(row.quantity, group=group, categories=leaves or {category}, spans=spans, sold=sold)
        for kind, pieces in asked.items():
            found[kind] += pieces
    return found
