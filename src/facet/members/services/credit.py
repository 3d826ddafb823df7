"""Members' credit: the limit, repayments, writing off, undoing, reminding. Source: R078–R080, decisions.md §4.12."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.operations import Act, OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import NothingToReverse
from facet.members.models import CreditAccount, CreditEntry, Member, Standing
from facet.members.permissions import MembersPermission
from facet.members.rules import credit as rules
from facet.members.rules.credit import EntryKind
from facet.members.rules.desk import MoneyMoved
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.selectors.credit import ZONE, credit_member, write_off_digest
from facet.members.services.credit_posting import (
    CreditMovement,
    CreditPosted,
    credit_account,
    post,
    post_repayment,
    post_write_off,
)
from facet.members.services.desk import desk_of
from facet.members.services.standing import apply_standing, lock_standing
from facet.members.services.timeline import record_event
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """What a member pays back. Units: cents. `tender` is one of rules.credit.TENDERS."""

    member_id: int
    amount_cents: int
    tender: str
    reason: str = ""


@unit_of_work
def set_credit_limit(
    *, actor: Actor, operation: OperationKey, member_id: int, limit_cents: int, due_days: int, at: datetime
) -> int:
    """Say how much a member may owe, and in how many days it is due; 0 stops new credit. Gives the account's id.

    Headquarters' finance only, up to the role's own limit. Raises: NotPermitted, MemberUnknown,
    MemberArchived, Invalid, ApprovalNeeded. Locks: the standing.
    """
    act = operations.begin(operation, kind="members.set_credit_limit", actor=actor, at=at)
    if act.done:
        return int(act.result["account_id"])
    require(actor, MembersPermission.MANAGE_CREDIT)
    member = credit_member(actor, MembersPermission.MANAGE_CREDIT, member_id)
    if not 0 <= limit_cents <= rules.LARGEST_LIMIT:
        raise Invalid(field="limit", reason=gettext_noop("must be nothing or an amount of money"))
    if not 1 <= due_days <= 365:
        raise Invalid(field="due_days", reason=gettext_noop("must be 1 to 365 days"))
    if limit_cents > actor.limit("credit_limit_cents"):
        raise ApprovalNeeded(
            what=gettext_noop("Credit limit"), limit=shown(actor.limit("credit_limit_cents"), "yuan"),
            wanted=shown(limit_cents, "yuan"),
        )  # fmt: skip
    account = credit_account(lock_standing(member_id))
    before = account.limit_cents
    account.limit_cents, account.due_days = limit_cents, due_days
    account.limit_set_at, account.limit_set_by = at, actor.key
    account.save(update_fields=["limit_cents", "due_days", "limit_set_at", "limit_set_by"])
    _record(actor, "members.credit_limit_set", member, at, before=before, after=limit_cents, due_days=due_days)
    outbox.publish("members.credit_limit_set", at=at, member_id=member_id, limit_cents=limit_cents)
    act.finish(account_id=account.pk)
    return account.pk


@unit_of_work
def repay_credit(*, actor: Actor, operation: OperationKey, request: Repayment, at: datetime) -> CreditPosted:
    """Take what a member pays back; the same operation again takes nothing more.

    Any store takes it; at a till it stands in the open shift. Raises: NotPermitted, MemberUnknown, MemberArchived,
    Invalid, RepaidTooMuch, and at a till NoOpenShift. Locks: the shift, the standing. Source: R080.
    """
    act = operations.begin(operation, kind="members.repay_credit", actor=actor, at=at)
    if act.done:
        return _stored(act)
    require(actor, MembersPermission.TAKE_REPAYMENT)
    desk = desk_of(actor, at=at)
    done = take_repayment(actor, act, request=request, at=at)
    if desk:
        desk.book(
            MoneyMoved(
                act_id=act.id, kind="credit_repayment", method=request.tender, cents=request.amount_cents, at=at,
                document=f"members.credit:{done.entry_id}", member_id=request.member_id, note=request.reason,
            )
        )  # fmt: skip
    return done


@joins_unit_of_work
def take_repayment(actor: Actor, act: Act, *, request: Repayment, at: datetime) -> CreditPosted:
    """The step of `repay_credit`, for a till that takes the money in its own act.

    Raises: NotPermitted, MemberUnknown, MemberArchived, Invalid, RepaidTooMuch. Locks: the standing.
    """
    member = credit_member(actor, MembersPermission.TAKE_REPAYMENT, request.member_id)
    if request.tender not in rules.TENDERS:
        raise Invalid(field="tender", reason=gettext_noop("Choose one of the list."))
    standing = lock_standing(member.pk)
    movement = _movement(actor, act, member, at, tender=request.tender, reason=request.reason)
    done = post_repayment(actor=actor, standing=standing, amount_cents=request.amount_cents, movement=movement)
    _told(actor, act, member, standing, done, (movement, gettext_noop("Repaid {yuan} yuan of credit")),
          "members.credit_repaid", request.amount_cents)  # fmt: skip
    return done


@unit_of_work
def write_off_credit(
    *, actor: Actor, operation: OperationKey, request: Repayment, approval_id: int, at: datetime
) -> CreditPosted:
    """Give up a part of what a member owes; finance must have approved exactly this.

    Raises: NotPermitted, MemberUnknown, Invalid, RepaidTooMuch, the approval's refusals.
    Locks: the approval, the standing.
    """
    act = operations.begin(operation, kind="members.write_off_credit", actor=actor, at=at)
    if act.done:
        return _stored(act)
    member = credit_member(actor, MembersPermission.TAKE_REPAYMENT, request.member_id)
    if not 3 < len(request.reason.strip()) <= rules.REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; it stays in the credit book"))
    organisation_services.use_approval(
        actor, approval_id=approval_id, kind="members.write_off",
        digest=write_off_digest(request.member_id, request.amount_cents), amount=request.amount_cents, at=at,
    )  # fmt: skip
    standing = lock_standing(member.pk)
    movement = _movement(actor, act, member, at, reason=request.reason)
    done = post_write_off(actor=actor, standing=standing, amount_cents=request.amount_cents, movement=movement)
    _told(actor, act, member, standing, done, (movement, gettext_noop("{yuan} yuan of credit were written off")),
          "members.credit_written_off", request.amount_cents)  # fmt: skip
    return done


@unit_of_work
def undo_repayment(*, actor: Actor, operation: OperationKey, entry_id: int, reason: str, at: datetime) -> CreditPosted:
    """Take back a repayment or write-off that was noted wrongly: the amount is open again.

    Finance only. Raises: NotPermitted, NothingToReverse, Invalid. Locks: the standing.
    """
    act = operations.begin(operation, kind="members.undo_repayment", actor=actor, at=at)
    if act.done:
        return _stored(act)
    require(actor, MembersPermission.MANAGE_CREDIT)
    entry = CreditEntry.objects.select_related("account").filter(pk=entry_id).first()
    if entry is None or entry.kind not in {EntryKind.REPAYMENT, EntryKind.WRITE_OFF}:
        raise NothingToReverse
    if not 3 < len(reason.strip()) <= rules.REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; it stays in the credit book"))
    member = credit_member(actor, MembersPermission.MANAGE_CREDIT, entry.account.member_id)
    standing = lock_standing(member.pk)
    account = credit_account(standing)
    if entry.reversals.exists():
        raise NothingToReverse
    movement = _movement(actor, act, member, at, reason=reason)
    done = post(actor, account, EntryKind.REVERSAL, -entry.amount_cents, movement, reverses_id=entry.pk,
                due_on=movement.on)  # fmt: skip
    _told(actor, act, member, standing, done, (movement, gettext_noop("A repayment of {yuan} yuan was taken back")),
          "members.repayment_undone", -entry.amount_cents)  # fmt: skip
    return done


@joins_unit_of_work
def remind_of_overdue(actor: Actor, account: CreditAccount, *, on: date, at: datetime) -> None:
    """Put a to-do before the manager of the member's store; the same open part again changes nothing."""
    if account.oldest_due_on is None:
        return
    member = account.member
    days = rules.days_overdue(account.oldest_due_on, on)
    organisation_services.open_task(
        actor,
        TaskIn(
            key=rules.overdue_key(member.pk, account.oldest_due_on), kind="members.credit_overdue",
            title=gettext_noop("{number} owes {yuan} yuan, {days} days overdue"),
            facts={"number": member.number, "yuan": shown(account.open_cents, "yuan"), "days": days},
            url=f"/members/{member.pk}/credit", icon="alert-triangle", tone="danger", store_id=member.home_store_id,
        ),
        at=at,
    )  # fmt: skip


@unit_of_work
def remind_of_all_overdue(*, actor: Actor, account_ids: list[int], on: date, at: datetime) -> int:
    """Remind of these accounts; gives how many. Safe to repeat. Raises: NotPermitted."""
    require(actor, MembersPermission.MANAGE_CREDIT)
    rows = CreditAccount.objects.select_related("member").filter(pk__in=account_ids, open_cents__gt=0)
    for account in rows:
        remind_of_overdue(actor, account, on=on, at=at)
    return len(rows)


def _movement(actor: Actor, act: Act, member: Member, at: datetime, **more: Any) -> CreditMovement:
    on = local_date(at, member.home_store.time_zone or ZONE)
    return CreditMovement(act_id=act.id, at=at, on=on, store_id=actor.store_id or member.home_store_id, **more)


def _told(  # noqa: PLR0917 -- the end that three use cases share
    actor: Actor,
    act: Act,
    member: Member,
    standing: Standing,
    done: CreditPosted,
    told: tuple[CreditMovement, str],
    action: str,
    amount_cents: int,
) -> None:
    """Standing, timeline, audit, outbox and the stored answer."""
    movement, title = told
    apply_standing(standing, **done.standing_changes)
    record_event(
        member.pk,
        Happening(
            kind=Happened.SERVICE, at=movement.at, on=movement.on, title=title, icon="coin",
            facts={"yuan": shown(amount_cents, "yuan")}, store_id=movement.store_id,
        ),
    )  # fmt: skip
    facts = {"amount_cents": amount_cents, "open_cents": done.open_cents, "entry_id": done.entry_id}
    _record(actor, action, member, movement.at, **facts, tender=movement.tender, reason=movement.reason)
    outbox.publish(action, at=movement.at, member_id=member.pk, store_id=movement.store_id, **facts)
    act.finish(entry_id=done.entry_id, open_cents=done.open_cents, available_cents=done.available_cents)


def _stored(act: Act) -> CreditPosted:
    return CreditPosted(**act.result, standing_changes={"credit_open_cents": act.result["open_cents"]})


def _record(actor: Actor, action: str, member: Member, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), **facts,
    )  # fmt: skip
