"""Coupons issued: by hand, by a rule or a condition, or in a batch for bearers."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, Invalid, gettext_noop
from facet.kernel.listing.export import refuse_many
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import CodesShown, CouponClosed, CouponUnknown
from facet.loyalty.models import Coupon, CouponBatch, CouponEvent, CouponType
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules import coupon as rules
from facet.loyalty.rules.coupon import CouponMove
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.selectors.reach import member_within
from facet.members import services as members_services
from facet.organisation import services as organisation_services


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Coupons of one type to be made: one each for `member_ids`, or `quantity` for whoever bears them."""

    type: CouponType
    member_ids: Sequence[int] = ()
    quantity: int = 0
    store_id: int | None = None
    cause: str = "by_hand"
    label: str = ""
    document: str = ""  # with which they were given


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchIn:
    """A batch for bearers: codes to print or to send out."""

    type: str
    quantity: int
    label: str
    store_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponIn:
    """One coupon by hand; `approval_id` where it costs more than the actor may give alone."""

    member_id: int
    type: str
    approval_id: int | None = None


@unit_of_work
def issue_coupon(*, actor: Actor, operation: OperationKey, request: CouponIn, at: datetime, on: date) -> int:
    """Give one member a coupon by hand, within the actor's limit of cost; gives its id.

    Raises: NotPermitted, MemberUnknown beyond one's reach, CouponUnknown, CouponClosed, ApprovalNeeded,
    OperationConflict. Locks: the member's standing, so that her limit holds.
    """
    act = operations.begin(operation, kind="loyalty.issue_coupon", actor=actor, at=at)
    if act.done:
        return int(act.result["coupon_id"])
    require(actor, LoyaltyPermission.ISSUE_COUPONS)
    member = member_within(actor, LoyaltyPermission.ISSUE_COUPONS, request.member_id)
    kind = find_type(request.type)
    cost = rules.cost_of(kind.terms, 1)
    if cost > actor.limit(rules.LIMIT):
        _use_yes(actor, request, cost, at)
    members_services.lock_standing(member.id)
    issue = Issue(type=kind, member_ids=(member.id,), store_id=actor.store_id)
    coupon = issue_step(actor, issue, act_id=act.id, at=at, on=on)[0]
    audit_services.record(
        actor, "loyalty.coupon_issued", at=at, subject=("members.member", member.id, member.number),
        type=kind.code, coupon=codes.masked(coupon.code), cost_cents=cost,
    )  # fmt: skip
    act.finish(coupon_id=coupon.pk)
    return coupon.pk


@unit_of_work
def issue_coupons(*, actor: Actor, operation: OperationKey, issue: Issue, at: datetime, on: date) -> int:
    """Give a coupon to each of many members by a rule or condition that `issue.cause` names; gives the batch.

    Members who have had as many as they may are passed over. Raises: NotPermitted, CouponClosed, Invalid,
    OperationConflict. Locks: the members' standings, in the order of their ids.
    """
    act = operations.begin(operation, kind="loyalty.issue_coupons", actor=actor, at=at)
    if act.done:
        return int(act.result["batch_id"])
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    rules.check_number(len(issue.member_ids))
    known = members_services.lock_standings(list(issue.member_ids))
    allowed = below_limit(issue.type, known)
    if not allowed:
        raise CouponClosed(reason=gettext_noop("every member named has had as many as she may"))
    batch_id = issue_step(actor, _for(issue, allowed), act_id=act.id, at=at, on=on)[0].batch_id
    audit_services.record(
        actor, "loyalty.coupons_issued", at=at, subject=("loyalty.coupon_batch", batch_id, issue.type.code),
        quantity=len(allowed), passed_over=len(issue.member_ids) - len(allowed), cause=issue.cause,
    )  # fmt: skip
    act.finish(batch_id=batch_id)
    return batch_id


@unit_of_work
def make_coupon_batch(*, actor: Actor, operation: OperationKey, request: BatchIn, at: datetime, on: date) -> int:
    """Make coupons for bearers, with codes nobody can guess; gives the batch's id.

    Raises: NotPermitted, CouponUnknown, CouponClosed, Invalid, ApprovalNeeded, OperationConflict.
    """
    act = operations.begin(operation, kind="loyalty.make_coupon_batch", actor=actor, at=at)
    if act.done:
        return int(act.result["batch_id"])
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    rules.check_number(request.quantity)
    if not 0 < len(request.label.strip()) <= 60:
        raise Invalid(field="label", reason=gettext_noop("name the batch in a few words"))
    kind = find_type(request.type)
    issue = Issue(type=kind, quantity=request.quantity, store_id=request.store_id, label=request.label.strip())
    batch_id = issue_step(actor, issue, act_id=act.id, at=at, on=on)[0].batch_id
    audit_services.record(
        actor, "loyalty.coupon_batch_made", at=at, subject=("loyalty.coupon_batch", batch_id, request.label),
        type=kind.code, quantity=request.quantity, cost_cents=rules.cost_of(kind.terms, request.quantity),
    )  # fmt: skip
    act.finish(batch_id=batch_id)
    return batch_id


@unit_of_work
def take_out_codes(*, actor: Actor, batch_id: int, at: datetime) -> list[str]:
    """The codes of a batch for the printer, once; afterwards nobody can take them out again.

    Raises: NotPermitted, CouponUnknown, CodesShown, TooManyRows beyond what the role takes away. Locks: the batch.
    """
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    batch = CouponBatch.objects.select_for_update().filter(pk=batch_id, is_bearer=True).first()
    if batch is None:
        raise CouponUnknown(key=batch_id)
    if batch.exported_at is not None:
        raise CodesShown(at=f"{batch.exported_at:%Y-%m-%d}")
    refuse_many(actor, batch.coupons.count())
    batch.exported_at = at
    batch.save(update_fields=["exported_at"])
    found = [codes.grouped(code) for code in batch.coupons.order_by("pk").values_list("code", flat=True)]
    audit_services.record(
        actor, "loyalty.coupon_codes_taken_out", at=at, subject=("loyalty.coupon_batch", batch.pk, batch.label),
        quantity=len(found),
    )  # fmt: skip
    return found


@joins_unit_of_work
def issue_step(actor: Actor, issue: Issue, *, act_id: UUID, at: datetime, on: date) -> list[Coupon]:
    """Write a batch, its coupons and their first line of history. Raises: CouponClosed. Queries: 5, not by number.

    For members the caller holds their standings' locks.
    """
    if not issue.type.is_open:
        raise CouponClosed(reason=gettext_noop("the type is closed"))
    if issue.member_ids and len(below_limit(issue.type, issue.member_ids)) < len(issue.member_ids):
        raise CouponClosed(reason=gettext_noop("she has had as many as one member may"))
    holders: Sequence[int | None] = issue.member_ids or [None] * issue.quantity
    batch = CouponBatch.objects.create(
        type=issue.type, label=issue.label, quantity=len(holders), is_bearer=not issue.member_ids,
        store_id=issue.store_id, cause=issue.cause, created_at=at, created_by=actor.key,
    )  # fmt: skip
    until = rules.last_day(on, issue.type.days)
    coupons = Coupon.objects.bulk_create(
        Coupon(
            code=codes.code_of(secrets.randbits(codes.BITS)), type=issue.type, batch=batch, member_id=member_id,
            valid_from=on, valid_until=until, issued_at=at, store_id=issue.store_id,
        )
        for member_id in holders
    )  # fmt: skip
    CouponEvent.objects.bulk_create(
        CouponEvent(
            coupon=coupon, operation_id=act_id, kind=CouponMove.ISSUED.value, at=at, by=actor.key,
            store_id=issue.store_id, document=issue.document,
        )
        for coupon in coupons
    )  # fmt: skip
    outbox.publish("loyalty.coupons_issued", at=at, batch_id=batch.pk, quantity=len(coupons))
    return coupons


def _use_yes(actor: Actor, request: CouponIn, cost: int, at: datetime) -> None:
    if request.approval_id is None:
        limit = actor.limit(rules.LIMIT)
        raise ApprovalNeeded(what=gettext_noop("A coupon by hand"), limit=limit, wanted=cost)
    digest = rules.digest_of(member_id=request.member_id, type_code=request.type)
    organisation_services.use_approval(
        actor, approval_id=request.approval_id, kind=rules.APPROVAL_KIND, digest=digest, amount=cost, at=at
    )


@joins_unit_of_work
def below_limit(kind: CouponType, member_ids: Collection[int]) -> list[int]:
    """Those of the members who may have one more. Queries: 0 or 1."""
    if not kind.per_member:
        return list(member_ids)
    rows = Coupon.objects.filter(type=kind, member__in=list(member_ids)).exclude(state=rules.CouponState.VOID)
    had = dict(rows.order_by().values_list("member_id").annotate(had=Count("pk")))
    return [member_id for member_id in member_ids if had.get(member_id, 0) < kind.per_member]


def _for(issue: Issue, member_ids: Sequence[int]) -> Issue:
    return Issue(
        type=issue.type, member_ids=tuple(member_ids), store_id=issue.store_id, cause=issue.cause, label=issue.label
    )
