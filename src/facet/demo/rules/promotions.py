"""Nine promotions of the demonstration, one in each state and of several kinds, around its own today. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from facet.promotions.rules.terms import Conditions, CostShares, Guard, Kind, Limits, Scope, Terms


@dataclass(frozen=True, slots=True)
class Planned:
    """One promotion. `state` is how far it has come: draft, review, published or stopped."""

    code: str
    name: str
    name_en: str
    state: str
    terms: Terms
    days_ago: int = 0  # when it was drafted and published


_DIAMONDS = Scope(categories=frozenset({"diamond"}))


def promotions(today: date) -> Iterator[Planned]:
    """What marketing has planned, runs and has run."""
    yield from _live(today)
    yield from _drafted(today)


def _days(today: date, first: int, last: int, **more: Any) -> Conditions:
    return Conditions(begins=today + timedelta(days=first), until=today + timedelta(days=last + 1), **more)


def _live(today: date) -> Iterator[Planned]:
    yield Planned("GOLD20", "足金每克减20", "20 off per gram", "published", Terms(
        kind=Kind.GRAM, value=2_000, conditions=_days(today, -3, 10, members_only=True), group="gold",
        limits=Limits(per_member=2, budget_cents=20_000_000),
    ), 5)  # fmt: skip
    yield Planned("FULL5000", "满5000减300", "300 off every 5,000", "published", Terms(
        kind=Kind.SPEND_SAVE, value=30_000, from_cents=500_000, steps=True, most_steps=5,
        conditions=_days(today, -1, 20),
        scope=_DIAMONDS, guard=Guard(floor_bp=8_500), shares=CostShares(mall_bp=3_000), group="diamond",
    ), 5)  # fmt: skip
    yield Planned("NEXT200", "满8000送下次200元券", "A ¥200 coupon from 8,000", "published", Terms(
        kind=Kind.COUPON, from_cents=800_000, coupon="B200", coupon_quantity=1,
        conditions=_days(today, -1, 20), limits=Limits(per_member=1),
    ), 4)  # fmt: skip
    yield Planned("XMAS", "圣诞钻饰九折", "Christmas: 10% off diamonds", "published", Terms(
        kind=Kind.PERCENT, value=1_000, conditions=_days(today, 25, 35), scope=_DIAMONDS, group="diamond", priority=5,
    ), 2)  # fmt: skip
    yield Planned("AUTUMN", "秋季工费七折", "Autumn: 30% off labour", "published", Terms(
        kind=Kind.LABOUR, value=3_000, conditions=_days(today, -70, -40),
    ), 75)  # fmt: skip
    yield Planned("SECOND", "第二件半价", "Second piece half price", "stopped", Terms(
        kind=Kind.SECOND_PIECE, value=5_000, conditions=_days(today, -20, 20), scope=_DIAMONDS,
    ), 22)  # fmt: skip


def _drafted(today: date) -> Iterator[Planned]:
    yield Planned("BIRTHDAY", "生日双倍积分", "Double points around the birthday", "review", Terms(
        kind=Kind.POINTS, value=20_000, conditions=_days(today, 5, 365, birthday_days=7),
    ))  # fmt: skip
    yield Planned("NEWYEAR", "新年多件多折", "New year: two pieces 8% off", "draft", Terms(
        kind=Kind.PIECES, value=800, pieces=2, conditions=_days(today, 40, 55), scope=_DIAMONDS,
    ))  # fmt: skip
    yield Planned("HEAVY", "超30克每克再减8", "8 more off each gram above 30", "draft", Terms(
        kind=Kind.GRAM, value=800, excess_over_mg=30_000, conditions=_days(today, 12, 40), group="gold",
    ))  # fmt: skip


TICKETS = tuple((store, number) for number in range(3) for store in ("S01", "S02", "S03", "S04", "S05"))
"""Who sells with promotions today: a ring, a bangle by weight, both."""


def goods_of(number: int) -> tuple[str, ...]:
    """The categories on a ticket: rings take so much off each 5,000, gold by weight so much off each gram."""
    return (("diamond-ring",), ("gold-heritage",), ("diamond-ring", "gold-heritage"))[number % 3]
