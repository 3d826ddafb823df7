"""Work of many transactions: expiring and regrading the whole chain, one member or page at a time."""

from datetime import date, datetime

from facet.kernel.permissions import Actor, require
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.selectors import jobs


def expire_points_of_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """End every lot whose last day is before `on`, member by member; gives the points that expired.

    May be stopped at any time and run again: each member's part is whole or absent. Source: P6.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    expired, after = 0, 0
    while page := jobs.members_with_ended_lots(on, after=after):
        expired += sum(services.expire_points(actor=actor, member_id=member_id, at=at, on=on) for member_id in page)
        after = page[-1]
    return expired


def regrade_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """Lift everybody to the grade that the points carry on the ladder of `on`; gives how many changed."""
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    changed, after = 0, 0
    while page := jobs.members_to_regrade(on, after=after):
        changed += services.regrade_members(actor=actor, member_ids=page, at=at, on=on)
        after = page[-1]
    return changed
