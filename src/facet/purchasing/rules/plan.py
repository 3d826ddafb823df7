"""How much of one thing to buy, each number with its reason. Pure.

need = forecast of (lead + review) + lost sales + safety − (on hand + on order + in transit − reserved), rounded up,
capped by age and cover. Source: F46, R130–R132, R137; docs/algorithms/purchase_plan.md, whose table is this file's
test.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isqrt

from facet.kernel.errors import gettext_noop
from facet.kernel.money import divide_half_away
from facet.purchasing.rules.forecast import E6

Z_E4 = {8_000: 8_416, 9_000: 12_816, 9_500: 16_449, 9_800: 20_537}
"""Safety factors by service level in basis points: the normal quantile, ten-thousandths."""


class PlanState(StrEnum):
    """Where a plan stands. Ordered: its draft orders have been written."""

    OPEN = "open"
    ORDERED = "ordered"
    DROPPED = "dropped"


PLAN_STATE_WORDS: dict[StrEnum, str] = {
    PlanState.OPEN: gettext_noop("Open"),
    PlanState.ORDERED: gettext_noop("Ordered"),
    PlanState.DROPPED: gettext_noop("Dropped"),
}


class Cut(StrEnum):
    """Why less is proposed than is needed."""

    NONE = ""
    AGE = "age"
    BUDGET = "budget"


CUT_WORDS: dict[StrEnum, str] = {
    Cut.NONE: gettext_noop("not cut"),
    Cut.AGE: gettext_noop("would lie too long"),
    Cut.BUDGET: gettext_noop("beyond the budget"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How far a purchase must last, how sure it must be, and how long goods may lie. Units: days, basis points."""

    lead_days: int = 14
    review_days: int = 7
    service_bp: int = 9_000
    ageing_days: int = 180

    @property
    def days(self) -> int:
        return self.lead_days + self.review_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What is there and what comes, in pieces. `aged`: of those on hand, how many lie too long already."""

    on_hand: int = 0
    on_order: int = 0
    in_transit: int = 0
    reserved: int = 0
    aged: int = 0

    @property
    def available(self) -> int:
        return self.on_hand + self.on_order + self.in_transit - self.reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What to buy and how it came about. Units: millionths of a piece (`_e6`), pieces."""

    demand_e6: int
    lost_e6: int
    safety: int
    wanted_e6: int
    available: int
    need: int  # rounded up, before anything cuts it
    most: int  # what the ageing rule allows
    buy: int
    cut: Cut
    safety_dropped: bool


def safety_pieces(*, squared_e12: int, days: int, period_days_e4: int, service_bp: int) -> int:
    """Pieces kept against the forecast's own error over `days`: z × error × root of the periods, rounded.

    `squared_e12` is the mean squared error of one period on the periods held back.
    """
    spread_e10 = isqrt(Z_E4[service_bp] ** 2 * squared_e12 * days * 10_000 // period_days_e4)
    return divide_half_away(spread_e10, 10**10)


def propose(*, demand_e6: int, lost_e6: int, safety: int, position: Position, terms: Terms) -> Proposal:
    """How many pieces to buy (F46).

    Where more than half of what lies there lies too long already, no safety is bought on top. Nothing is bought that
    would still lie there after `ageing_days` at the expected pace.
    """
    dropped = safety > 0 and 2 * position.aged > position.on_hand
    kept = 0 if dropped else safety
    wanted = demand_e6 + lost_e6 + kept * E6
    need = max(0, -((position.available * E6 - wanted) // E6))
    lasts = (demand_e6 + lost_e6) * terms.ageing_days // (terms.days * E6) if terms.days else 0
    most = max(0, lasts - position.available)
    return Proposal(
        demand_e6=demand_e6, lost_e6=lost_e6, safety=kept, wanted_e6=wanted, available=position.available, need=need,
        most=most, buy=min(need, most), cut=Cut.AGE if most < need else Cut.NONE, safety_dropped=dropped,
    )  # fmt: skip
