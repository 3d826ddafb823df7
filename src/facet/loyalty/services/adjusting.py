"""Points given or taken by hand, within a limit, with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import adjusting as rules
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.ledger import Change
from facet.loyalty.rules.programme import Programme, expires_on
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.services.posting import Posting, held_lots, open_account, post_credit, post_debit
from facet.members import services as members_services
from facet.organisation import services as organisation_services


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What somebody wants to do to a member's points, and why. Positive gives, negative takes."""

    member_id: int
    points: int
    reason: str
    approval_id: int | None = None  # a second person's yes, above the actor's own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """The ledger line that was written, and the member's points after it."""

    entry_id: int
    points: int
    available: int
    owed: int


@unit_of_work
def adjust_points(*, actor: Actor, operation: OperationKey, request: Adjustment, at: datetime, on: date) -> Adjusted:
    """Give or take points by hand; the same operation again changes nothing more.

    They never count for grades. Given points first make good what the member owes.
    Raises: NotPermitted, MemberUnknown, Invalid, ApprovalNeeded and the approval's refusals, PointsShort,
    OperationConflict. Locks: the operation, the approval, the member's standing, the account. Source: R074.
    """
    act = operations.begin(operation, kind="loyalty.adjust_points", actor=actor, at=at)
    if act.done:
        return Adjusted(**act.result)
    require(actor, LoyaltyPermission.ADJUST_POINTS)
    member = member_within(actor, LoyaltyPermission.ADJUST_POINTS, request.member_id)
    _check(actor, request, at)
    standing = members_services.lock_standing(request.member_id)
    account = open_account(request.member_id)
    programme = programme_on(on)
    posting = Posting(
        operation_id=act.id, at=at, reason=request.reason, rule_version_id=programme.version_id,
        store_id=actor.store_id, trace={"by": actor.name},
    )  # fmt: skip
    entry = _post(account, ledger.adjust(account.balance, request.points), posting, programme, on)
    members_services.apply_standing(standing, **account.standing_columns)
    audit_services.record(
        actor,
        "loyalty.points_adjusted",
        at=at,
        subject=("members.member", member.id, member.number),
        points=request.points,
        available=account.available,
        owed=account.owed,
        reason=request.reason,
    )
    outbox.publish("loyalty.points_adjusted", at=at, member_id=request.member_id, points=request.points)
    act.finish(entry_id=entry.pk, points=request.points, available=account.available, owed=account.owed)
    return Adjusted(**act.result)


def _check(actor: Actor, request: Adjustment, at: datetime) -> None:
    size, limit = abs(request.points), actor.limit(rules.LIMIT)
    if not 0 < size <= rules.LARGEST:
        raise Invalid(field="points", reason=gettext_noop("must be a number of points to give or to take"))
    if not 0 < len(request.reason.strip()) <= rules.REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; they stay in the points book"))
    if size <= limit:
        return
    if request.approval_id is None:
        raise ApprovalNeeded(what=gettext_noop("Points by hand"), limit=limit, wanted=size)
    digest = rules.digest_of(member_id=request.member_id, points=request.points, reason=request.reason)
    organisation_services.use_approval(
        actor, approval_id=request.approval_id, kind=rules.APPROVAL_KIND, digest=digest, amount=size, at=at
    )


def _post(
    account: PointsAccount, changes: tuple[Change, ...], posting: Posting, programme: Programme, on: date
) -> PointsEntry:
    if changes[0].points > 0:
        return post_credit(account, changes=changes, posting=posting, expires_on=expires_on(on, programme.years_kept))
    takes = lots.spend(held_lots(account), -changes[0].points)
    return post_debit(account, change=changes[0], posting=posting, takes=takes)
