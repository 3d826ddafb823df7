"""Points lie in lots, each with a last day: which lots a movement takes from or fills. Pure.

Source: F30, decisions.md §3.1, docs/algorithms/points.md §4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of one lot, the last day on which it can be used, the ledger line that opened it."""

    id: int
    remaining: int
    expires_on: date
    entry_id: int = 0


@dataclass(frozen=True, slots=True)
class Take:
    """Points taken from one lot."""

    lot_id: int
    points: int


@dataclass(frozen=True, slots=True)
class Give:
    """Points put back: into their lot, or into a new one where that lot has ended (`lot_id` None)."""

    lot_id: int | None
    points: int
    expires_on: date


def in_spending_order(lots: Sequence[Lot]) -> list[Lot]:
    """Earliest last day first, the older lot first on the same day."""
    return sorted(lots, key=lambda lot: (lot.expires_on, lot.id))


def spend(lots: Sequence[Lot], points: int, *, first: int | None = None) -> tuple[Take, ...]:
    """Take `points` from the lot named `first`, then earliest expiry first, as far as they go."""
    ordered = in_spending_order(lots)
    ordered.sort(key=lambda lot: lot.id != first)
    takes: list[Take] = []
    for lot in ordered:
        part = min(lot.remaining, points)
        if part > 0:
            takes.append(Take(lot.id, part))
            points -= part
    return tuple(takes)


def ended(lots: Sequence[Lot], on: date) -> list[Lot]:
    """The lots with points left whose last day has passed on `on`."""
    return [lot for lot in in_spending_order(lots) if lot.remaining > 0 and lot.expires_on < on]


def restore(taken: Sequence[Lot], points: int, *, on: date, grace_days: int) -> tuple[Give, ...]:
    """Put `points` back in the reverse order of their taking.

    `taken` holds, in the order of taking, what may still go back to each lot. A lot that has
    ended meanwhile is replaced by a new one that lasts `grace_days`. More than was taken is
    a programmer's mistake.
    """
    if points > sum(lot.remaining for lot in taken):
        raise ValueError("more would go back than was taken")
    gives: list[Give] = []
    for lot in reversed(taken):
        part = min(lot.remaining, points)
        if part > 0:
            gone = lot.expires_on < on
            gives.append(
                Give(None if gone else lot.id, part, on + timedelta(days=grace_days) if gone else lot.expires_on)
            )
            points -= part
    return tuple(gives)


def still_out(taken: Sequence[Lot], already: int) -> list[Lot]:
    """Of what was taken, in the order of taking, what may still go back once `already` points have. Source: F30."""
    left: list[Lot] = []
    for lot in reversed(taken):
        back = min(lot.remaining, already)
        already -= back
        left.append(Lot(lot.id, lot.remaining - back, lot.expires_on, lot.entry_id))
    return left[::-1]
