"""Budgets and counts in slices, one a store, and what a ticket takes of them and gives back. Pure.

Source: decisions.md D7 (nothing chain-wide is hot), R096; docs/algorithms/promotions.md §6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.money import BASIS, basis_points_of, split_by_largest_remainder
from facet.promotions.rules.terms import CostShares, Left, Limits

ALERTS_BP = (8_000, 10_000)


def slices(whole: int, stores: int) -> list[int]:
    """`whole` in equal parts, one a store; the first stores take what is left over."""
    return split_by_largest_remainder(whole, [1] * stores) if stores else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One store's part of a promotion's limits, and what is used of it. Units: fen, tickets."""

    budget_cents: int = 0
    used_cents: int = 0
    total: int = 0
    uses: int = 0
    today: int = 0
    uses_today: int = 0


def left_of(limits: Limits, held: Slice) -> Left:
    """What a slice still holds; None where the promotion has no such limit."""
    return Left(
        budget_cents=held.budget_cents - held.used_cents if limits.budget_cents else None,
        total=held.total - held.uses if limits.total else None,
        today=held.today - held.uses_today if limits.per_day else None,
    )


def alerts(budget_cents: int, *, before: int, after: int) -> list[int]:
    """The marks of the budget, in basis points, that this use passes."""
    if not budget_cents:
        return []
    return [mark for mark in ALERTS_BP if before * BASIS < budget_cents * mark <= after * BASIS]


def borne(cents: int, shares: CostShares) -> tuple[int, int, int]:
    """(brand, mall, franchisee) of what was given; the house bears the rest. Source: R328."""
    return (
        basis_points_of(cents, shares.brand_bp),
        basis_points_of(cents, shares.mall_bp),
        min(basis_points_of(cents, shares.franchisee_bp), cents - basis_points_of(cents, shares.brand_bp)
            - basis_points_of(cents, shares.mall_bp)),
    )  # fmt: skip


def wholly_back(parts: Sequence[tuple[int, int]]) -> bool:
    """Whether everything that was given, as (given, taken back), has gone back."""
    return all(given == back for given, back in parts)
