"""The programmes a new chain may start with. Pure.

Source: seed 000 (R043–R060), decisions.md §4.14.
"""

from collections.abc import Mapping
from typing import Any

from facet.loyalty.rules.programme import GradeFacts

# What a house has before anybody wrote a rule: everybody is on one grade and nothing earns. Sales are kept
# with their amounts all the same, so that the first real rules can be replayed over them.
BLANK: Mapping[str, Any] = {"rates": {}, "years_kept": 1, "worth": {"points": 100, "cents": 100, "expected_bp": 6_000}}
FIRST_STEP = (GradeFacts("ordinary", "普通卡", "Ordinary", 0, 10_000),)

SEED_RATES = {"diamond": 20_000, "gold": 10_000, "platinum": 15_000, "craft": 10_000}
SEED_WORTH = {"points": 100, "cents": 100, "expected_bp": 6_200}


def _ladder(silver: int, gold: int, diamond: int) -> tuple[GradeFacts, ...]:
    return (
        GradeFacts("ordinary", "普通卡", "Ordinary", 0, 10_000),
        GradeFacts("silver", "银卡", "Silver", silver, 12_000),
        GradeFacts("gold", "金卡", "Gold", gold, 15_000),
        GradeFacts("diamond", "钻石卡", "Diamond", diamond, 20_000),
    )


# Sections of decisions.md §4.4–4.6; the seed names the means (sign-up, birthday, survey) without numbers.
SEED_SECTIONS: dict[str, object] = {
    "rewards": {"registration": 100, "birthday": 200, "survey": 50},
    "referral": {
        "levels": [{"fixed_points": 200, "percent_bp": 1_000}, {"fixed_points": 50, "percent_bp": 300}],
        "return_window_days": 7,
    },
    "cash": {"min_points": 1_000, "points": 100, "cents": 100, "share_bp": 3_000, "excluded": ["bar", "by_weight"]},
    "expiry": {"notice_days": [60, 30, 7], "grace_days": 30},
    "basis": {"kind": "lifetime"},
}

CHRISTMAS = {
    "name": "圣诞",
    "name_en": "Christmas",
    "begins": "2025-12-24",
    "until": "2025-12-26",
    "yearly": True,
    "factor_bp": 20_000,
}
NEW_PRODUCT = {"name": "新品加赠", "name_en": "New product", "points": 100}

TEMPLATES: dict[str, tuple[dict[str, object], tuple[GradeFacts, ...]]] = {
    "empty": (dict(BLANK), FIRST_STEP),
    "seed": (
        {
            "rates": SEED_RATES,
            "windows": [CHRISTMAS],
            "member_days": [],
            "bonuses": [NEW_PRODUCT],
            "years_kept": 1,
            "worth": SEED_WORTH,
        }
        | SEED_SECTIONS,
        _ladder(1_000, 2_001, 6_001),
    ),
    "demo": (
        {
            "rates": SEED_RATES | {"jade": 10_000, "silver": 10_000},
            "windows": [CHRISTMAS],
            "member_days": [],
            "bonuses": [NEW_PRODUCT],
            "years_kept": 1,
            "worth": SEED_WORTH,
        }
        | SEED_SECTIONS,
        _ladder(10_000, 50_000, 200_000),
    ),
}
