"""Sharing received goods out among stores (配货): who gets how many, by what sells and what lies there. Pure.

A store's need of a kind is what it should have for `cover_days` at the pace of its last ninety days,
less what it has. Pieces go by need, shared by the largest remainder; where no store needs any, by what
each sold. Source: R320; docs/algorithms/allocation.md, whose tables are this file's tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facet.kernel.money import split_by_largest_remainder

COUNTED_DAYS = 90
COVER_DAYS = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """What one store sold in ninety days, and has now, of one kind. Pieces."""

    sold: int
    held: int

    def need(self, cover_days: int = COVER_DAYS) -> int:
        """Pieces that are missing for the cover, in ninetieths: sold × cover − held × 90, never below zero."""
        return max(0, self.sold * cover_days - self.held * COUNTED_DAYS)


def shares(pieces: int, paces: Sequence[Pace], *, cover_days: int = COVER_DAYS) -> list[int]:
    """How many of `pieces` each store gets; they add up exactly. No need anywhere: by sales; no sales: evenly."""
    if not paces:
        return []
    weights = [pace.need(cover_days) for pace in paces]
    if not any(weights):
        weights = [pace.sold for pace in paces]
    if not any(weights):
        weights = [1 for _ in paces]
    return split_by_largest_remainder(pieces, weights)


def proposal(kinds: Mapping[str, Sequence[str]], paces: Mapping[str, Mapping[str, Pace]]) -> dict[str, str]:
    """The store of each tag. `kinds`: tags by kind; `paces`: by kind, then by store in a fixed order.

    Within a kind the tags are dealt round the stores, so that heavy and light pieces mix.
    """
    found: dict[str, str] = {}
    for kind, tags in kinds.items():
        stores = list(paces[kind])
        left = dict(zip(stores, shares(len(tags), list(paces[kind].values())), strict=True))
        waiting = list(tags)
        while waiting:
            for store in stores:
                if left[store] and waiting:
                    found[waiting.pop(0)] = store
                    left[store] -= 1
    return found
