"""Reservations whose time is over."""

from datetime import datetime

from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.services.spending import reserved_for_others
from facet.members import services as members_services


@unit_of_work
def end_reservations(*, actor: Actor, member_id: int, at: datetime) -> int:
    """Give points back that abandoned tickets hold; gives what is still reserved. Safe to repeat.

    Raises: NotPermitted, MemberUnknown. Locks: the member's standing, the account. Source: P7.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    members_services.lock_standing(member_id)
    account = PointsAccount.objects.select_for_update().get(member_id=member_id)
    return reserved_for_others(account, document="", at=at)
