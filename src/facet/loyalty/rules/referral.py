"""Who gets what for bringing a member. Pure. Source: F33, decisions.md §4.5, docs/algorithms/referral.md."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from facet.kernel.money import BASIS

CENTS_IN_YUAN = 100
STAFF_GROUP = "staff"  # members in it, and those related to or living with one, get nothing for bringing others


@dataclass(frozen=True, slots=True)
class Upline:
    """One referrer above a recruit; `level` 1 is the nearest. Nobody who `is_excluded` gets anything."""

    member_id: int
    level: int
    is_excluded: bool = False


def base_points(base_cents: int, rate_bp: int) -> int:
    """Category rate × amount, cut: before coefficient, window and step. Units: fen, basis points → points."""
    return max(base_cents, 0) * rate_bp // (CENTS_IN_YUAN * BASIS)


def share_of(base: int, percent_bp: int) -> int:
    """The referrer's share of a line's base points, cut. 2,000 × 10 % = 200, × 3 % = 60."""
    return base * percent_bp // BASIS


def chain(recruit: int, *, referrer_of: Callable[[int], int | None], levels: int) -> list[int]:
    """The referrers above `recruit`, nearest first, at most `levels`; nobody twice, and never the recruit."""
    found: list[int] = []
    seen, now = {recruit}, referrer_of(recruit)
    while now is not None and now not in seen and len(found) < levels:
        found.append(now)
        seen.add(now)
        now = referrer_of(now)
    return found


def uplines(members: list[int], *, excluded: Set[int]) -> tuple[Upline, ...]:
    """The chain with its levels; an excluded referrer keeps the place, so that nobody moves nearer."""
    return tuple(Upline(each, level, each in excluded) for level, each in enumerate(members, start=1))
