"""Grams that are owed get their price: the oldest first, to the fen. Pure.

Source: docs/algorithms/purchasing.md §4; R321; decisions.md D6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.money import partial_reversal
from facet.purchasing.errors import TooManyGrams
from facet.purchasing.rules.orders import metal_value


@dataclass(frozen=True, slots=True)
class Owed:
    """What one delivery left owing. Units: fine mg, cents."""

    id: int
    fine_mg: int
    settled_mg: int
    provisional_cents: int
    provisional_taken: int = 0  # cents of the provisional cost that earlier fixings replaced

    @property
    def open_mg(self) -> int:
        return self.fine_mg - self.settled_mg


@dataclass(frozen=True, slots=True)
class Part:
    """What a fixing settles of one delivery. `provisional_cents` is what these grams were booked at so far."""

    debt_id: int
    fine_mg: int
    cents: int
    provisional_cents: int

    @property
    def difference_cents(self) -> int:
        return self.cents - self.provisional_cents


def fix(debts: Sequence[Owed], *, fine_mg: int, cents_per_gram: int) -> list[Part]:
    """Spread `fine_mg` over `debts`, in their order. Cumulative, so the parts' cents sum to the whole's value.

    Each part's provisional cost is cumulative over all fixings of its delivery, so that the last one leaves nothing
    behind (D6). Raises: TooManyGrams.
    """
    owed = sum(debt.open_mg for debt in debts)
    if fine_mg > owed:
        raise TooManyGrams(owed_mg=owed, wanted_mg=fine_mg)
    parts: list[Part] = []
    left, done_mg, done_cents = fine_mg, 0, 0
    for debt in debts:
        taken = min(left, debt.open_mg)
        if not taken:
            continue
        done_mg += taken
        cents = metal_value(done_mg, cents_per_gram) - done_cents
        done_cents += cents
        provisional = partial_reversal(
            debt.provisional_cents,
            returned=debt.settled_mg + taken,
            whole=debt.fine_mg,
            already=debt.provisional_taken,
        )
        parts.append(Part(debt.id, taken, cents, provisional))
        left -= taken
    return parts
