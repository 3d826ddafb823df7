"""Points of sold lines taken back for a program that keeps its own returns: by the stored entries, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import adjusting as rules
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.services.returns import ReturnedLine, reverse_points
from facet.members import services as members_services


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawBackIn:
    """Whose sold lines came back, how far by now (cumulative), and why."""

    member_id: int
    lines: Sequence[ReturnedLine]
    reason: str


@unit_of_work
def claw_back_points(*, actor: Actor, operation: OperationKey, request: ClawBackIn, at: datetime, on: date) -> int:
    """Take back what the lines earned, in their share; gives the points. The same operation again takes nothing.

    Raises: NotPermitted, MemberUnknown, Invalid, NothingEarned, MoreReturned, ProgrammeMissing, OperationConflict.
    Locks: the operation, the member's standing, the account. Source: F28.
    """
    act = operations.begin(operation, kind="loyalty.claw_back_points", actor=actor, at=at)
    if act.done:
        return int(act.result["points"])
    require(actor, LoyaltyPermission.ADJUST_POINTS)
    member = member_within(actor, LoyaltyPermission.ADJUST_POINTS, request.member_id)
    if not 0 < len(request.reason.strip()) <= rules.REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; they stay in the points book"))
    if len({(line.document, line.line_no) for line in request.lines}) != len(request.lines):
        raise Invalid(field="lines", reason=gettext_noop("name each sold line once"))
    standing = members_services.lock_standing(member.id)
    taken = reverse_points(
        actor=actor, standing=standing, lines=request.lines, act_id=act.id, member_id=member.id,
        document=f"loyalty.claw_back:{act.id}", at=at, on=on, store_id=actor.store_id,
    )  # fmt: skip
    members_services.apply_standing(standing, **taken.standing_changes)
    subject = ("members.member", member.id, member.number)
    audit_services.record(
        actor, "loyalty.points_reversed", at=at, subject=subject, points=taken.points, reason=request.reason
    )
    outbox.publish("loyalty.points_reversed", at=at, member_id=member.id, points=taken.points)
    act.finish(points=taken.points)
    return taken.points
