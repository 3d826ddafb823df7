"""Members by the margin they leave, as far as a higher domain knows costs. Source: R336.

Slot "member.margin": `column(since, through)` gives a query expression for a row of members, in fen.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from facet.kernel import registry
from facet.members.rules.trade import CLASS_A, CLASS_B, MARGIN_SETTINGS, bounds_of
from facet.organisation import selectors as organisation_selectors

YEAR = timedelta(days=365)


def with_margin(members: QuerySet[Any], on: date) -> QuerySet[Any]:
    """`members` with `margin_cents` of the year before `on`; 0 where nobody knows costs. Queries: 0."""
    offered = registry.offered("member.margin", "year")
    return members.annotate(margin_cents=Coalesce(offered(on - YEAR, on), 0)) if offered else members


def class_bounds(on: date) -> dict[str, int]:
    """From which margin a member is in class A, and in B, fen. Queries: 2."""
    keys = {"class_a": CLASS_A, "class_b": CLASS_B}
    defaults = {setting.key: setting.default for setting in MARGIN_SETTINGS}
    return {
        name: int(organisation_selectors.policy_value(key, store_id=None, on=on, default=defaults[key]))
        for name, key in keys.items()
    }


def of_margin_class(members: QuerySet[Any], name: str, *, on: date) -> QuerySet[Any]:
    """Those of `members` (with their margin) in the class "a" to "d". Queries: 2."""
    low, below = bounds_of(name, **class_bounds(on))
    members = members if low is None else members.filter(margin_cents__gte=low)
    return members if below is None else members.filter(margin_cents__lt=below)
