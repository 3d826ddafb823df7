"""Prizes: when one can be had, for how many points, and what moves its stock. Pure.

Source: R065–R067, docs/algorithms/redemption.md §3.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.loyalty.errors import PrizeLimitReached, PrizeNotOffered, PrizeShort

MOST_AT_ONCE = 20
MOST_IN_STOCK = 1_000_000


class PrizeMove(StrEnum):
    """What moved a prize's stock."""

    RECEIVED = "received"
    CORRECTED = "corrected"
    REDEEMED = "redeemed"
    RETURNED = "returned"
    GIFTED = "gifted"


MOVE_LABELS = {
    PrizeMove.RECEIVED: gettext_noop("Prizes received"),
    PrizeMove.CORRECTED: gettext_noop("Prize stock corrected"),
    PrizeMove.REDEEMED: gettext_noop("Handed out for points"),
    PrizeMove.RETURNED: gettext_noop("Redemption taken back"),
    PrizeMove.GIFTED: gettext_noop("Given as a gift"),
}


class RedemptionState(StrEnum):
    """Where a redemption stands."""

    REDEEMED = "redeemed"  # points are spent, the prize is set aside
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


REDEMPTION_LABELS = {
    RedemptionState.REDEEMED: gettext_noop("To be handed over"),
    RedemptionState.HANDED_OVER: gettext_noop("Handed over"),
    RedemptionState.CANCELLED: gettext_noop("Taken back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeFacts:
    """One prize: its price in points, its days (half-open), how many one member may have (0: any number)."""

    name: str
    points: int
    begins: date | None = None
    until: date | None = None
    per_member: int = 0
    is_open: bool = True

    def offered_on(self, day: date) -> bool:
        """Whether it can be redeemed on `day`."""
        inside = (self.begins is None or self.begins <= day) and (self.until is None or day < self.until)
        return self.is_open and self.points > 0 and inside


def points_of(prize: PrizeFacts, quantity: int, *, had: int, on: date) -> int:
    """What `quantity` cost in points, for a member who has had `had`.

    Raises: Invalid, PrizeNotOffered, PrizeLimitReached.
    """
    if not 0 < quantity <= MOST_AT_ONCE:
        raise Invalid(field="quantity", reason=gettext_noop("from 1 to 20 at once"))
    if not prize.offered_on(on):
        raise PrizeNotOffered(name=prize.name)
    if prize.per_member and had + quantity > prize.per_member:
        raise PrizeLimitReached(name=prize.name, limit=prize.per_member, had=had)
    return prize.points * quantity


def on_hand_after(on_hand: int, quantity: int, *, name: str) -> int:
    """Stock after `quantity`, signed, moved. Raises: PrizeShort."""
    if on_hand + quantity < 0:
        raise PrizeShort(name=name, left=on_hand)
    return on_hand + quantity
