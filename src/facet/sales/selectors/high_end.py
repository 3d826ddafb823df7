"""Buyers of high-end pieces, as a computed group of members. Source: R347, R027."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count

from facet.kernel.errors import gettext_noop
from facet.members.rules.group import GroupParam, GroupRule
from facet.sales.models import SaleLine
from facet.sales.rules.kinds import LineKind


def high_end_members(params: Mapping[str, int], on: date) -> frozenset[int]:
    """Who bought at least `pieces` pieces of at least `cents` each in the `months` before `on`. Queries: 1.

    Pieces that came back do not count.
    """
    rows = SaleLine.objects.filter(
        kind=LineKind.PIECE.value, net_cents__gte=params["cents"], returned_by=None, sale__member__isnull=False,
        sale__business_date__gt=months_before(on, params["months"]), sale__business_date__lte=on,
    )  # fmt: skip
    counted = rows.order_by().values("sale__member_id").annotate(bought=Count("pk"))
    enough = counted.filter(bought__gte=params["pieces"])
    return frozenset(enough.values_list("sale__member_id", flat=True))


def months_before(day: date, months: int) -> date:
    """The same day so many months before, the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))


def _asks() -> tuple[GroupParam, ...]:
    facts: tuple[dict[str, Any], ...] = (
        {"key": "pieces", "label": gettext_noop("Pieces at least"), "default": 2, "least": 1, "most": 100},
        {"key": "cents", "label": gettext_noop("Each for at least"), "default": 2_000_000, "unit": "yuan", "least": 1},
        {"key": "months", "label": gettext_noop("Within months"), "default": 12, "least": 1, "most": 120},
    )
    return tuple(GroupParam(**each) for each in facts)


HIGH_END = GroupRule("sales.high_end", gettext_noop("Buyers of high-end pieces"), _asks(), high_end_members, 10)
