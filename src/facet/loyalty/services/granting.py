"""A benefit for many members: previewed, allowed by a second person, given in pages, undone as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import jobs, operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import GrantNotReady
from facet.loyalty.models import Award, Coupon, CouponType, Grant, GrantLine
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grant as rules
from facet.loyalty.rules.award import AwardKind
from facet.loyalty.rules.coupon import CouponState
from facet.loyalty.rules.gift import Gift
from facet.loyalty.rules.grant import Conditions, GrantState
from facet.loyalty.selectors import granting as selectors
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.award_book import AwardBook, close_book, lock_book, take_back_awards
from facet.loyalty.services.coupon_use import void_step
from facet.loyalty.services.coupons import Issue, below_limit, issue_step
from facet.loyalty.services.gifts import write_gift
from facet.members.selectors.referral import still_active
from facet.organisation import services as organisation_services


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantIn:
    """What each of the members that `conditions` find gets, and why: `points`, or a coupon of the type `coupon`."""

    reason: str
    conditions: Conditions
    points: int = 0
    coupon: str = ""
    approval_id: int | None = None


@unit_of_work
def grant_points(*, actor: Actor, operation: OperationKey, request: GrantIn, at: datetime, on: date) -> int:
    """Grant a benefit to everybody whom the conditions find now; gives the grant's id, a worker does the rest.

    More points in sum than the actor may give alone, or any coupons, need a second person's yes for exactly these
    members. Raises: NotPermitted, Invalid, ApprovalNeeded and the approval's refusals, CouponUnknown,
    OperationConflict.
    Locks: the operation, the approval. Source: R074–R076, R350.
    """
    act = operations.begin(operation, kind="loyalty.grant_points", actor=actor, at=at)
    if act.done:
        return int(act.result["grant_id"])
    require(actor, LoyaltyPermission.ADJUST_POINTS)
    found = selectors.grant_preview(actor, request.conditions, points=request.points, coupon=request.coupon)
    _check(request, found)
    digest = rules.digest_of(
        members=found.member_ids, points=request.points, coupon=request.coupon, reason=request.reason
    )
    _second_person(actor, request, found, digest, at)
    kind = find_type(request.coupon) if request.coupon else None
    row = Grant.objects.create(
        operation_id=act.id, reason=request.reason.strip(), conditions=request.conditions.as_facts(),
        points=request.points, coupon_type=kind, members=found.members, digest=digest, state=GrantState.RUNNING.value,
        approval_id=request.approval_id, asked_at=at, asked_by=actor.name[:64], earned_on=on, store_id=actor.store_id,
    )  # fmt: skip
    GrantLine.objects.bulk_create(
        [GrantLine(grant=row, member_id=member_id) for member_id in found.member_ids], batch_size=1_000
    )
    audit_services.record(
        actor, "loyalty.grant_asked", at=at, subject=("loyalty.grant", row.pk, str(row.pk)), members=row.members,
        points=row.points, coupon=request.coupon, reason=row.reason,
    )  # fmt: skip
    jobs.enqueue("loyalty.tasks.run_grant", grant_id=row.pk)
    act.finish(grant_id=row.pk)
    return row.pk


def _check(request: GrantIn, found: selectors.GrantPreview) -> None:
    rules.check(points=request.points, coupon=request.coupon, reason=request.reason, conditions=request.conditions)
    if not found.members:
        raise Invalid(field="conditions", reason=gettext_noop("no active member meets them"))
    if found.members > rules.MOST_MEMBERS:
        raise Invalid(field="conditions", reason=gettext_noop("too many members; narrow them"))


def _second_person(actor: Actor, request: GrantIn, found: selectors.GrantPreview, digest: str, at: datetime) -> None:
    if request.points and found.points <= actor.limit(rules.LIMIT):
        return
    wanted = found.points or found.members
    if request.approval_id is None:
        raise ApprovalNeeded(what=gettext_noop("A grant to many"), limit=actor.limit(rules.LIMIT), wanted=wanted)
    organisation_services.use_approval(
        actor, approval_id=request.approval_id, kind=rules.APPROVAL_KIND, digest=digest, amount=wanted, at=at
    )


@unit_of_work
def give_grant_page(*, actor: Actor, grant_id: int, at: datetime) -> int:
    """Give the benefit to the next members of a running grant; gives how many are left. Safe to repeat.

    Raises: NotPermitted, NotFound. Locks: the grant, the members' standings in the order of their ids, their accounts.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    grant = _locked(grant_id)
    if grant.state != GrantState.RUNNING:
        return 0
    rows = grant.lines.filter(is_done=False).order_by("member_id")
    lines = list(rows[: rules.PAGE])
    if lines:
        book = lock_book(grant.operation_id, [line.member_id for line in lines], at=at, on=grant.earned_on)
        done = _give(actor, grant, lines, book)
        close_book(book)
        grant.done += done
        grant.passed_over += len(lines) - done
    left = rows.count()
    if not left:
        grant.state, grant.finished_at = GrantState.DONE.value, at
        outbox.publish("loyalty.grant_done", at=at, grant_id=grant.pk, members=grant.done)
    grant.save(update_fields=["done", "passed_over", "state", "finished_at"])
    return left


def _give(actor: Actor, grant: Grant, lines: Sequence[GrantLine], book: AwardBook) -> int:
    if grant.coupon_type is None:
        return _give_points(grant, lines, book)
    return _give_coupons(actor, grant.coupon_type, grant, lines, book)


def _give_points(grant: Grant, lines: Sequence[GrantLine], book: AwardBook) -> int:
    programme, active = programme_on(grant.earned_on), still_active([line.member_id for line in lines])
    for line in lines:
        line.is_done = True
        if line.member_id not in active:
            continue
        gift = Gift(
            member_id=line.member_id, kind=AwardKind.GRANTED, key=f"granted:{grant.pk}:{line.member_id}",
            points=grant.points, trace={"grant": grant.pk, "reason": grant.reason, "by": grant.asked_by},
            store_id=grant.store_id,
        )  # fmt: skip
        line.award = write_gift(book, gift, programme=programme)
    GrantLine.objects.bulk_update(lines, ["award", "is_done"])
    return len(active)


def _give_coupons(actor: Actor, kind: CouponType, grant: Grant, lines: Sequence[GrantLine], book: AwardBook) -> int:
    active = still_active([line.member_id for line in lines])
    allowed = below_limit(kind, [line.member_id for line in lines if line.member_id in active])
    coupons: dict[int, Coupon] = {}
    if allowed:
        issue = Issue(
            type=kind, member_ids=tuple(allowed), store_id=grant.store_id, cause="grant",
            label=grant.reason[:60],
        )  # fmt: skip
        issued = issue_step(actor, issue, act_id=book.act_id, at=book.at, on=book.on)
        coupons = {coupon.member_id: coupon for coupon in issued if coupon.member_id is not None}
    for line in lines:
        line.coupon, line.is_done = coupons.get(line.member_id), True
    GrantLine.objects.bulk_update(lines, ["coupon", "is_done"])
    return len(coupons)


@unit_of_work
def undo_grant(*, actor: Actor, operation: OperationKey, grant_id: int, at: datetime, on: date) -> int:
    """Take a whole grant back: points from their own lots first, the spent become owed; unused coupons become void.

    Gives for how many members. Raises: NotPermitted, NotFound, GrantNotReady, OperationConflict.
    Locks: the operation, the grant, the members' standings in the order of their ids, their accounts.
    """
    act = operations.begin(operation, kind="loyalty.undo_grant", actor=actor, at=at)
    if act.done:
        return int(act.result["members"])
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    grant = _locked(grant_id)
    if grant.state not in (GrantState.DONE, GrantState.RUNNING):
        raise GrantNotReady(state=rules.GRANT_LABELS[GrantState(grant.state)])
    members = _undo_points(grant, act.id, at=at, on=on) + _undo_coupons(actor, grant, act.id, at=at)
    grant.lines.filter(is_done=False).update(is_done=True)
    grant.state, grant.undone_at, grant.undone_by = GrantState.UNDONE.value, at, actor.name[:64]
    grant.save(update_fields=["state", "undone_at", "undone_by"])
    audit_services.record(
        actor, "loyalty.grant_undone", at=at, subject=("loyalty.grant", grant.pk, str(grant.pk)), members=members
    )
    outbox.publish("loyalty.grant_undone", at=at, grant_id=grant.pk, members=members)
    act.finish(members=members)
    return members


def _undo_points(grant: Grant, act_id: UUID, *, at: datetime, on: date) -> int:
    awards = list(Award.objects.select_related("account__member").filter(key__startswith=f"granted:{grant.pk}:"))
    holders = {award.account.member.merged_into_id or award.account.member_id for award in awards}
    book = lock_book(act_id, holders, at=at, on=on)
    for award in sorted(awards, key=lambda each: each.pk):
        take_back_awards(book, [(award, award.points - award.taken_back)])
    close_book(book)
    return len(awards)


def _undo_coupons(actor: Actor, grant: Grant, act_id: UUID, *, at: datetime) -> int:
    coupons = Coupon.objects.select_for_update().filter(
        pk__in=grant.lines.values("coupon_id"), state=CouponState.ISSUED
    )
    found = list(coupons.order_by("pk"))
    for coupon in found:
        void_step(actor, coupon, act_id=act_id, reason=grant.reason, at=at)
    return len(found)


def _locked(grant_id: int) -> Grant:
    row = Grant.objects.select_for_update(of=("self",)).select_related("coupon_type").filter(pk=grant_id).first()
    if row is None:
        raise NotFound(key=grant_id)
    return row
