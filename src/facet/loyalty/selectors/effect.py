"""The effect of promotions, and what classes earn beside their margin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facet.kernel import registry
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import EarnedLine
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.effect import ClassEffect, PromotionEffect, SoldLine, effects
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import accounts_within


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class: its sales and points, what they cost of the sales, and its margin where the viewer may see it."""

    effect: ClassEffect
    cost_bp: int
    margin_bp: int | None


@dataclass(frozen=True, slots=True)
class Effects:
    """The tables of the report."""

    promotions: Sequence[PromotionEffect]
    classes: Sequence[ClassRow]


def promotion_effect(viewer: Actor, *, since: date, until: date, on: date) -> Effects:
    """The lines of [since, until) within the viewer's reach. Raises: NotPermitted, ProgrammeMissing.

    Slot "margin.by_class": `margins(viewer, since, until)` gives basis points by class, from the
    domain that knows costs; asked only for viewers with the switch "cost". Queries: 2, and those of the slot.
    """
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    within = accounts_within(viewer, LoyaltyPermission.VIEW_POINTS, "account__")
    rows = EarnedLine.objects.filter(within, earned_on__gte=since, earned_on__lt=until).order_by("id")
    columns = rows.values_list(
        "document", "points_class", "base_cents", "points", "bonus", "factor_bp", "trace", "entry__lot__opened",
        "entry__lot__remaining",
    )  # fmt: skip
    worth = programme_on(on).worth
    promotions, classes = effects(
        SoldLine._make((*row[:-2], row[-2] or 0, row[-1] or 0)) for row in columns.iterator(chunk_size=5_000)
    )
    margins = {}
    if viewer.sees("cost") and (offered := registry.offered("margin.by_class", "margins")):
        margins = offered(viewer, since, until)
    return Effects(
        promotions, [ClassRow(each, each.cost_bp(worth), margins.get(each.points_class)) for each in classes]
    )
