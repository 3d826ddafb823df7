"""A second person's yes: asked for, decided, used once."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from facet.audit import services as audit_services
from facet.kernel import operations, outbox, registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.models import Approval, Store
from facet.organisation.rules import approvals as rules
from facet.organisation.rules.approvals import ApprovalKind, Standing, Wish


class Asked(TypedDict):
    """What one asks a second person to allow, in which store (None: of no particular one), and why."""

    kind: str
    store_id: int | None
    wish: Wish
    reason: str


@unit_of_work
def request_approval(*, actor: Actor, operation: OperationKey, at: datetime, **asked: Unpack[Asked]) -> int:
    """Ask a second person; gives the approval's id.

    Raises: Invalid for an unknown kind, NotPermitted for programs, NotFound, OperationConflict.
    """
    act = operations.begin(operation, kind="organisation.request_approval", actor=actor, at=at)
    if act.done:
        return int(act.result["approval_id"])
    approval_id = ask_approval(actor, at=at, **asked)
    act.finish(approval_id=approval_id)
    return approval_id


@joins_unit_of_work
def ask_approval(actor: Actor, *, kind: str, store_id: int | None, wish: Wish, reason: str, at: datetime) -> int:
    """The step of request_approval, for services that ask within their own work."""
    offered = _kind(kind)
    if actor.staff_id is None:
        raise NotPermitted(permission="organisation.request_approval")
    row = Approval.objects.create(
        kind=kind,
        store_id=store_id,
        subject=wish.subject[:120],
        facts={**wish.facts, "limit": wish.limit, "wanted": wish.wanted},
        digest=wish.digest,
        amount=wish.amount,
        reason=reason,
        requested_by_id=actor.staff_id,
        requested_at=at,
        expires_at=rules.expires(at, offered.minutes),
    )
    _record(actor, "organisation.approval_requested", row, at=at, amount=wish.amount, reason=reason)
    outbox.publish("organisation.approval_requested", at=at, approval_id=row.pk, store_id=row.store_id, kind=row.kind)
    return row.pk


@unit_of_work
def decide_approval(*, actor: Actor, approval_id: int, approve: bool, note: str, at: datetime) -> None:
    """Say yes or no to a colleague's request; a yes may be used once, within the kind's minutes.

    Raises: NotFound beyond one's reach, NotPermitted, NotYours, ApprovalDecided, ApprovalExpired,
    ApprovalNeeded when it is beyond the approver's own limit. Locks: the approval.
    """
    row = Approval.objects.select_for_update(of=("self",)).filter(pk=approval_id).first()
    if row is None:
        raise NotFound(key=str(approval_id))
    offered = _kind(row.kind)
    require(actor, offered.permission)
    if not actor.may(offered.permission, store_id=row.store_id):
        raise NotFound(key=str(approval_id))
    standing = _standing(row)
    row.state = rules.decide(
        standing, approver=actor.staff_id, approve=approve, limit=actor.limit(standing.limit), at=at
    )
    row.decided_by_id, row.decided_at, row.note = actor.staff_id, at, note
    row.expires_at = rules.expires(at, offered.minutes)
    row.save(update_fields=["state", "decided_by", "decided_at", "note", "expires_at"])
    done = "organisation.approval_granted" if approve else "organisation.approval_rejected"
    _record(actor, done, row, at=at, amount=row.amount, note=note)
    outbox.publish(done, at=at, approval_id=row.pk, store_id=row.store_id, kind=row.kind)


@joins_unit_of_work
def use_approval(actor: Actor, *, approval_id: int, kind: str, digest: str, amount: int, at: datetime) -> None:
    """Use a yes up: it must be for exactly this request and at least this amount. Works once.

    Raises: NotFound, ApprovalWaiting, ApprovalDecided, ApprovalExpired, ApprovalDiffers.
    Locks: the approval. Queries: 3.
    """
    row = Approval.objects.select_for_update(of=("self",)).filter(pk=approval_id).first()
    if row is None:
        raise NotFound(key=str(approval_id))
    row.state = rules.use(_standing(row), kind=kind, digest=digest, amount=amount, at=at)
    row.used_at, row.used_by = at, actor.key
    row.save(update_fields=["state", "used_at", "used_by"])
    _record(actor, "organisation.approval_used", row, at=at, amount=amount, approved_by=row.decided_by_id)


def _kind(key: str) -> ApprovalKind:
    offered: ApprovalKind | None = registry.offered("approval.kind", key)
    if offered is None:
        raise Invalid(field="kind", reason=gettext_noop("nothing of this kind can be approved"))
    return offered


def _standing(row: Approval) -> Standing:
    return Standing(
        kind=row.kind,
        state=row.state,
        digest=row.digest,
        amount=row.amount,
        requested_by=row.requested_by_id,
        expires_at=row.expires_at,
        limit=row.facts.get("limit", ""),
        wanted=row.facts.get("wanted", 0),
    )


def _record(actor: Actor, action: str, row: Approval, *, at: datetime, **facts: Any) -> None:
    store = Store.objects.filter(pk=row.store_id).values_list("pk", "name").first() if row.store_id else None
    subject = ("organisation.approval", row.pk, f"{row.kind} {row.subject}"[:120])
    audit_services.record(actor, action, at=at, subject=subject, store=store, **facts)
