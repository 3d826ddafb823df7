"""The points rules of the demonstration: a version of the first year, the one in force, and a draft to try. Pure."""

from datetime import date
from typing import Any

from facet.loyalty.rules.templates import TEMPLATES


def drafted(today: date) -> dict[str, Any]:
    """The rules in force with what marketing thinks of: more for gold, a diamond season, a day of the month, steps."""
    rules: dict[str, Any] = dict(TEMPLATES["demo"][0])
    year = today.year
    late = {
        "name": "岁末钻石季", "name_en": "Year-end diamonds", "begins": f"{year}-12-20", "until": f"{year + 1}-01-01",
        "factor_bp": 18_000, "classes": ["diamond"], "grades": [],
    }  # fmt: skip
    eighth = {
        "name": "逢八会员日", "name_en": "Every 8th", "every": "digit", "day": 8, "factor_bp": 15_000,
        "classes": [], "grades": [],
    }  # fmt: skip
    first = {"name": "首件钻饰", "name_en": "First diamond", "points": 500, "points_class": "diamond", "first": True}
    return rules | {
        "rates": {**rules["rates"], "gold": 12_000},
        "windows": [*rules["windows"], late],
        "member_days": [eighth],
        "steps": [{"from_cents": 2_000_000, "factor_bp": 11_000}],
        "rewards": {"registration": 100, "birthday": 200, "survey": 50, "first_purchase": 100, "special": [first]},
    }
