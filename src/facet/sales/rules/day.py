"""A store's business day, tied to the fen: tickets, pay-ins and counts by way of paying. Pure.

The identity: over all ways, what tickets took is what they had due; with pay-ins and pay-outs it is
what must be there. Nothing is forced to match what was counted.
Units: cents. Source: P25, P30, R323; docs/algorithms/day_close.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facet.kernel.money import split_by_largest_remainder
from facet.sales.rules.kinds import METHOD_LABELS, MONEY


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodDay:
    """One way of paying on one day. `counted_cents` is None for ways that nobody can count: they have books."""

    method: str
    tickets_cents: int
    drawer_cents: int
    counted_cents: int | None = None

    @property
    def label(self) -> str:
        """The way's English word, translated where it is shown."""
        return METHOD_LABELS[self.method]

    @property
    def expected_cents(self) -> int:
        return self.tickets_cents + self.drawer_cents

    @property
    def difference_cents(self) -> int:
        return 0 if self.counted_cents is None else self.counted_cents - self.expected_cents


def methods_of(*, tickets: Mapping[str, int], drawer: Mapping[str, int], counted: Mapping[str, int]) -> list[MethodDay]:
    """The day by way of paying, in the order of the till. `counted` is without the floats."""
    money = {method.value for method in MONEY}
    return [
        MethodDay(
            method=method, tickets_cents=tickets.get(method, 0), drawer_cents=drawer.get(method, 0),
            counted_cents=counted.get(method, 0) if method in money else None,
        )
        for method in map(str, METHOD_LABELS)
        if method in tickets or method in drawer or method in counted
    ]  # fmt: skip


def ties(methods: Sequence[MethodDay], *, due_cents: int, drawer_cents: int) -> bool:
    """Whether the ways of paying add up to what tickets had due and what came in and left beside them."""
    return (
        sum(each.tickets_cents for each in methods) == due_cents
        and sum(each.drawer_cents for each in methods) == drawer_cents
    )


def labour_parts(labour_cents: int, shares_bp: Sequence[int]) -> list[int]:
    """One line's labour cut between its people; adds up exactly."""
    return split_by_largest_remainder(labour_cents, shares_bp)
