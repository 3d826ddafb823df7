"""What a points account may become: available, owed and lifetime, and nothing below zero. Pure.

`points` of a change moves *available*; `owed_delta` moves *owed*; `lifetime_delta` moves what
grades are judged by. Source: decisions.md §3.1, docs/algorithms/points.md §3.
"""

from dataclasses import dataclass

from facet.loyalty.errors import PointsShort
from facet.loyalty.rules.kinds import EntryKind


@dataclass(frozen=True, slots=True)
class Balance:
    """Points a member can use, points owed to the house, and points ever earned net of returns."""

    available: int = 0
    owed: int = 0
    lifetime: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One future ledger line and the balance once it counts."""

    kind: EntryKind
    points: int
    owed_delta: int
    lifetime_delta: int
    after: Balance


def earn(balance: Balance, points: int, *, kind: EntryKind = EntryKind.EARNED) -> tuple[Change, ...]:
    """Earned points count for life; what is owed is made good by a second line."""
    return _credited(balance, points, kind, lifetime=points)


def adjust(balance: Balance, points: int) -> tuple[Change, ...]:
    """Given by hand (positive) or taken (negative); never counts for grades. Raises: PointsShort."""
    if points > 0:
        return _credited(balance, points, EntryKind.ADJUSTED, lifetime=0)
    return (_debited(balance, -points, EntryKind.ADJUSTED),) if points else ()


def expire(balance: Balance, points: int) -> Change:
    """Points that came to their last day. Raises: PointsShort."""
    return _debited(balance, points, EntryKind.EXPIRED)


def claw_back(balance: Balance, points: int) -> Change:
    """Points of a return, more than 0: from what is available, the rest becomes owed."""
    taken = min(points, balance.available)
    after = Balance(balance.available - taken, balance.owed + points - taken, balance.lifetime - points)
    return Change(EntryKind.CLAWED_BACK, -taken, points - taken, -points, after)


def award(balance: Balance, points: int, *, kind: EntryKind) -> tuple[Change, ...]:
    """Points of a gift, a referral or a grant: they never count for grades; what is owed is made good first."""
    return _credited(balance, points, kind, lifetime=0)


def brought_over(balance: Balance, points: int) -> Change:
    """What grades were judged by in an older system: it counts for life and is nothing to spend."""
    after = Balance(balance.available, balance.owed, balance.lifetime + points)
    return Change(EntryKind.ADJUSTED, 0, 0, points, after)


def take_back(balance: Balance, points: int) -> Change:
    """An award, more than 0, that goes back: from what is available, the rest becomes owed."""
    taken = min(points, balance.available)
    after = Balance(balance.available - taken, balance.owed + points - taken, balance.lifetime)
    return Change(EntryKind.TAKEN_BACK, -taken, points - taken, 0, after)


def spend(balance: Balance, points: int, *, kind: EntryKind, reserved: int = 0) -> Change:
    """Points used for something; those that wait for other open tickets cannot be used. Raises: PointsShort."""
    if points > balance.available - reserved:
        raise PointsShort(available=max(balance.available - reserved, 0), wanted=points)
    return _debited(balance, points, kind)


def give_back(balance: Balance, points: int, *, kind: EntryKind) -> tuple[Change, ...]:
    """Used points that come back; what is owed is made good first, and grades do not move."""
    return _credited(balance, points, kind, lifetime=0)


def _credited(balance: Balance, points: int, kind: EntryKind, *, lifetime: int) -> tuple[Change, ...]:
    if points <= 0:
        return ()
    after = Balance(balance.available + points, balance.owed, balance.lifetime + lifetime)
    credited = Change(kind, points, 0, lifetime, after)
    repaid = min(points, balance.owed)
    if not repaid:
        return (credited,)
    settled = Balance(after.available - repaid, after.owed - repaid, after.lifetime)
    return credited, Change(EntryKind.REPAID, -repaid, -repaid, 0, settled)


def _debited(balance: Balance, points: int, kind: EntryKind) -> Change:
    if points > balance.available:
        raise PointsShort(available=balance.available, wanted=points)
    return Change(kind, -points, 0, 0, Balance(balance.available - points, balance.owed, balance.lifetime))
