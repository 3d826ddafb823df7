"""The charts of plans, and the tables that they are drawn from."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import isqrt
from typing import Any

from django.utils.translation import gettext

from facet.kernel.money import BASIS, share
from facet.purchasing.models import PurchasePlan
from facet.purchasing.rules.forecast import E6
from facet.purchasing.selectors.plan import PlanPage, PlanRowPage
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.plan_words import band, cut_badge, method_word, plan_badge, ratio, reason, tenths


def better_bp(error_e6: int, naive_e6: int) -> int | None:
    """By how much the error lies below the naive forecast's. Units: basis points; None: that made none."""
    return share(error_e6 - naive_e6, BASIS, naive_e6) if naive_e6 else None


def periods(plan: PurchasePlan, count: int) -> list[str]:
    """The last `count` whole periods before the plan, and the one that is forecast: months, or first days of weeks."""
    day = plan.planned_on.replace(day=1)
    if plan.grain == "week":
        day = plan.planned_on - timedelta(days=plan.planned_on.weekday())
    found = [day]
    for _ in range(count):
        found.append(_before(found[-1], plan.grain))
    return [each.strftime("%Y-%m") if plan.grain == "month" else each.isoformat() for each in reversed(found)]


def _before(day: date, grain: str) -> date:
    return (day - timedelta(days=1)).replace(day=1) if grain == "month" else day - timedelta(days=7)


def drawn(plan: PurchasePlan, sold: Sequence[int], said_e6: Sequence[int | None], next_e6: int) -> dict[str, Any]:
    """What was sold since the first sale, and what the forecast said before each period and says of the next."""
    first = next((at for at, value in enumerate(sold) if value), 0)
    sold, said_e6 = sold[first:], said_e6[first:]
    series = [
        {"name": gettext("Sold"), "values": [*(value * E6 for value in sold), None], "colour": "--fc-c1",
         "line": "solid", "symbol": "circle"},
        {"name": gettext("Forecast"), "values": [*said_e6, next_e6], "colour": "--fc-c6", "line": "dashed",
         "symbol": "rect"},
    ]  # fmt: skip
    return {"days": periods(plan, len(sold)), "series": series, "scale": E6, "decimals": 1}


def of_plan(page: PlanPage) -> dict[str, Any] | None:
    """The chart of a whole plan; None where nothing was ever sold."""
    return drawn(page.plan, page.sold, page.said_e6, page.next_e6) if any(page.sold) else None


def row_context(page: PlanRowPage, groups: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Everything that the page of one row shows."""
    row = page.row
    tests = {test[0]: test for test in row.tests}
    said = tests[row.method][4:] if row.method in tests else []
    ahead = tests[row.method][3] if row.method in tests else 0
    known: list[int | None] = [None] * (len(row.history) - len(said)) + list(said)
    chart = drawn(row.plan, row.history, known, ahead) if any(row.history) and said else None
    names = periods(row.plan, len(row.history))
    first = next((at for at, value in enumerate(row.history) if value), len(row.history))
    return {
        "page": page, "row": row, "plan": row.plan, "chart": chart, "steps": reason(row), "cut": cut_badge(row.cut),
        "name": spoken(row.category.name, row.category.name_en), "weight": band(row.weight_band),
        "price": band(row.price_band), "group": spoken(*groups.get(row.group_code, ("", ""))),
        "supplier": spoken(row.supplier.name, row.supplier.name_en) if row.supplier else "",
        "state_badge": plan_badge(row.plan.state),
        "tests": [
            (method_word(test[0]), test[0] == row.method, ratio(test[1]), _miss(test), tenths(test[3]))
            for test in sorted(row.tests, key=lambda test: test[2])
        ],
        "months": [(names[at], row.history[at], _said(known[at])) for at in range(first, len(row.history))][::-1],
    }  # fmt: skip


def _miss(test: Sequence[Any]) -> str:
    """By how many pieces a method usually missed: the root of its mean squared error, by which it is chosen."""
    said = test[4:]
    return tenths(isqrt(test[2] // len(said))) if said else "–"


def _said(value_e6: int | None) -> str:
    return "–" if value_e6 is None else tenths(value_e6)
