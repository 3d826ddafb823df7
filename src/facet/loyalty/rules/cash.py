"""Points as cash: what they pay, how many are used, what a ticket takes. Pure.

Units: fen and whole points. Source: F31, P8, decisions.md §3.10 and §4.6, docs/algorithms/redemption.md §2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.money import BASIS
from facet.loyalty.errors import CashOff, CashTooMuch, PointsTooFew
from facet.loyalty.rules.sections import PointsAsCash


@dataclass(frozen=True, slots=True)
class CashLine:
    """One ticket line as points see it: what is due for it and how much of that is labour.

    `price_kind` is "by_weight", "bar", "fixed" or "set"; a kind the rules exclude takes points on
    its labour only, and a bar on nothing.
    """

    due_cents: int
    labour_cents: int = 0
    price_kind: str = "fixed"


@dataclass(frozen=True, slots=True)
class CashOffer:
    """The most that points may pay of a ticket, and the points that takes."""

    cents: int
    points: int
    base_cents: int  # labour and fixed-price lines: what the share is of


def base_of(lines: Sequence[CashLine], cash: PointsAsCash) -> int:
    """What of a ticket may be paid with points at all, in fen."""
    return sum(_payable(line, cash) for line in lines)


def value_of(points: int, cash: PointsAsCash) -> int:
    """What `points` pay: bundles, largest first, the rest at the plain rate, cut to a fen. Source: §3.10."""
    cents = 0
    for bundle, worth in _bundles(cash):
        cents += points // bundle * worth
        points %= bundle
    return cents + _plain(points, cash)


def points_for(cents: int, cash: PointsAsCash) -> int:
    """The fewest points that pay `cents`: what was applied decides, not what was offered. Source: P8."""
    low, high = 0, -(-cents * cash.points // cash.cents)
    while low < high:
        middle = (low + high) // 2
        if value_of(middle, cash) >= cents:
            high = middle
        else:
            low = middle + 1
    return low


def offer(*, available: int, lines: Sequence[CashLine], cash: PointsAsCash) -> CashOffer:
    """The most that `available` points may pay of these lines; nothing below the rules' minimum. Source: F31."""
    base = base_of(lines, cash)
    if not cash.is_on or available < cash.min_points:
        return CashOffer(0, 0, base)
    cents = min(base * cash.share_bp // BASIS, value_of(available, cash))
    return CashOffer(cents, points_for(cents, cash), base)


def used(cents: int, *, available: int, lines: Sequence[CashLine], cash: PointsAsCash) -> int:
    """The points that pay `cents` of these lines. Raises: CashOff, PointsTooFew, CashTooMuch."""
    if not cash.is_on:
        raise CashOff
    if available < cash.min_points:
        raise PointsTooFew(available=available, least=cash.min_points)
    most = offer(available=available, lines=lines, cash=cash)
    if not 0 < cents <= most.cents:
        raise CashTooMuch(most_cents=most.cents)
    return points_for(cents, cash)


def points_for_goods(cents: int, cash: PointsAsCash) -> int:
    """The points that take goods worth `cents` from stock: the whole price, without share and exclusions.

    Raises: CashOff. Source: R066.
    """
    if not cash.is_on:
        raise CashOff
    return points_for(cents, cash)


def _payable(line: CashLine, cash: PointsAsCash) -> int:
    if line.price_kind not in cash.excluded:
        return max(line.due_cents, 0)
    return 0 if line.price_kind == "bar" else max(min(line.labour_cents, line.due_cents), 0)


def _bundles(cash: PointsAsCash) -> list[tuple[int, int]]:
    """Bundles, largest first; one that pays less than its points would without it is left out."""
    kept: list[tuple[int, int]] = []
    for bundle, worth in sorted(cash.steps):
        smaller = PointsAsCash(points=cash.points, cents=cash.cents, steps=tuple(kept))
        if worth >= (value_of(bundle, smaller) if kept else _plain(bundle, cash)):
            kept.append((bundle, worth))
    return kept[::-1]


def _plain(points: int, cash: PointsAsCash) -> int:
    return points * cash.cents // cash.points
