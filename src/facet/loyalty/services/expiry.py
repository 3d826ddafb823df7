"""Points that have come to their last day."""

from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.lots import Take
from facet.loyalty.services.posting import Posting, held_lots, open_account, post_debit
from facet.members import services as members_services


@unit_of_work
def expire_points(*, actor: Actor, member_id: int, at: datetime, on: date) -> int:
    """End every lot of the member whose last day is before `on`: one ledger line a lot, however often asked.

    Gives the points that expired now. Raises: NotPermitted, MemberUnknown.
    Locks: the operation, the member's standing, the account. Source: P6, decisions.md §4.4.
    """
    operation = OperationKey.of_job("loyalty.expire_points", f"{member_id}:{on.isoformat()}")
    act = operations.begin(operation, kind="loyalty.expire_points", actor=actor, at=at)
    if act.done:
        return 0
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    standing = members_services.lock_standing(member_id)
    account = open_account(member_id)
    gone = lots.ended(held_lots(account), on)
    for line_no, lot in enumerate(gone, start=1):
        posting = Posting(operation_id=act.id, at=at, line_no=line_no, trace={"expired_on": lot.expires_on.isoformat()})
        change = ledger.expire(account.balance, lot.remaining)
        post_debit(account, change=change, posting=posting, takes=(Take(lot.id, lot.remaining),))
    points = sum(lot.remaining for lot in gone)
    if points:
        members_services.apply_standing(standing, **account.standing_columns)
        number = PointsAccount.objects.values_list("member__number", flat=True).get(pk=account.pk)
        audit_services.record(
            actor,
            "loyalty.points_expired",
            at=at,
            subject=("members.member", member_id, number),
            points=points,
            lots=len(gone),
        )
        outbox.publish("loyalty.points_expired", at=at, member_id=member_id, points=points)
    act.finish(points=points)
    return points
