"""Points that open tickets hold."""

from dataclasses import dataclass
from datetime import datetime

from facet.loyalty.models import PointsReservation


@dataclass(frozen=True, slots=True)
class Held:
    """What other open documents hold of a member's points, and what this one holds: points, cents, until when."""

    by_others: int = 0
    points: int = 0
    cents: int = 0
    until: datetime | None = None


def held_points(member_id: int, *, document: str, at: datetime) -> Held:
    """The reservations that stand at `at`, for the till. The caller asks for the right. Queries: 1."""
    rows = PointsReservation.objects.filter(account__member_id=member_id, state="open", expires_at__gt=at)
    own, others = None, 0
    for row in rows:
        if row.document == document:
            own = row
        else:
            others += row.points
    return Held(others, own.points, own.cents, own.expires_at) if own else Held(others)
