"""What a budget in money and in grams leaves of a plan. Pure. Source: ux.md §2.15; docs/algorithms/purchase_plan.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.purchasing.rules.forecast import E6


@dataclass(frozen=True, slots=True)
class Claim:
    """One row's claim on the budget. Units: pieces, cents and mg a piece; `demand_e6` over the same days for all."""

    buy: int
    cents: int
    mg: int
    available: int
    demand_e6: int

    @property
    def cover_e6(self) -> int:
        """How often what is there covers what is expected; what runs out first comes first."""
        return max(0, self.available) * E6 * E6 // self.demand_e6 if self.demand_e6 else E6 * E6


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent at most. None: no limit. Units: cents, mg."""

    cents: int | None = None
    mg: int | None = None


def within_budget(claims: Sequence[Claim], budget: Budget) -> list[int]:
    """How many pieces of each claim fit, in the order given: least covered first, then the greater demand.

    A row that fits only in part gets whole pieces; rows after it may still fit. Never more than was claimed.
    """
    granted = [0] * len(claims)
    cents, mg = budget.cents, budget.mg
    for at in sorted(range(len(claims)), key=lambda at: (claims[at].cover_e6, -claims[at].demand_e6, at)):
        claim = claims[at]
        pieces = claim.buy
        if cents is not None and claim.cents:
            pieces = min(pieces, cents // claim.cents)
        if mg is not None and claim.mg:
            pieces = min(pieces, mg // claim.mg)
        granted[at] = pieces
        cents = None if cents is None else cents - pieces * claim.cents
        mg = None if mg is None else mg - pieces * claim.mg
    return granted
