"""Requests that wait for a second person, and to-dos."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation.models import Approval, Task
from facet.organisation.rules.approvals import ApprovalKind


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """One request with everything a second person needs to decide. `state` may also be "expired"."""

    id: int
    kind: str
    title: str
    unit: str
    subject: str
    amount: int
    limit: str
    wanted: int
    facts: dict[str, Any]
    reason: str
    store: str
    state: str
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    decided_by: str
    decided_at: datetime | None
    note: str
    used_at: datetime | None
    is_own: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One open to-do. `title` is English for gettext, to be filled with `facts`."""

    id: int
    kind: str
    title: str
    facts: dict[str, Any]
    url: str
    icon: str
    tone: str
    due_on: date | None
    is_for_store: bool


def kinds() -> dict[str, ApprovalKind]:
    """What can be approved, by key. Queries: 0."""
    return {kind.key: kind for kind in registry.offers("approval.kind")}


def approvals_queryset(viewer: Actor) -> QuerySet[Approval]:
    """The requests that `viewer` made or may decide."""
    mine = Q(requested_by_id=viewer.staff_id)
    rows = Approval.objects.select_related("store", "requested_by", "decided_by")
    for kind in kinds().values():
        reach = viewer.scope(kind.permission)
        if reach.store_ids is None:
            mine |= Q(kind=kind.key)
        elif reach.store_ids:
            mine |= Q(kind=kind.key, store_id__in=reach.store_ids)
    return rows.filter(mine)


def approval_card(viewer: Actor, approval_id: int, *, at: datetime) -> ApprovalCard:
    """One request. Raises: NotFound beyond one's reach. Queries: 1."""
    row = approvals_queryset(viewer).filter(pk=approval_id).first()
    if row is None:
        raise NotFound(key=str(approval_id))
    return card_of(row, viewer, at=at)


def approval_state(approval_id: int, *, at: datetime) -> str:
    """waiting, approved, rejected, used or expired: all that a ticket's screen tells of the request it made.

    For whoever may see the ticket, whoever asked. Queries: 1. Raises: NotFound.
    """
    row = Approval.objects.filter(pk=approval_id).values_list("state", "expires_at").first()
    if row is None:
        raise NotFound(key=str(approval_id))
    state, expires_at = row
    return "expired" if state in {"waiting", "approved"} and expires_at <= at else str(state)


def own_approvals(viewer: Actor, *, kind: str, digests: Collection[str], at: datetime) -> dict[str, ApprovalCard]:
    """The newest request of `viewer` for each digest. Queries: 1, none without digests."""
    if not digests:
        return {}
    rows = Approval.objects.select_related("store", "requested_by", "decided_by").filter(
        kind=kind, digest__in=digests, requested_by_id=viewer.staff_id
    )
    return {row.digest: card_of(row, viewer, at=at) for row in rows.order_by("requested_at", "pk")}


def list_approvals(viewer: Actor, *, at: datetime, limit: int = 50, waiting_only: bool = False) -> list[ApprovalCard]:
    """The newest requests that `viewer` made or may decide. Queries: 1."""
    rows = approvals_queryset(viewer)
    if waiting_only:
        rows = rows.filter(state=Approval.State.WAITING, expires_at__gt=at)
    return [card_of(row, viewer, at=at) for row in rows.order_by("-requested_at", "-pk")[:limit]]


def approvals_to_decide(viewer: Actor, *, at: datetime, limit: int = 7) -> list[ApprovalCard]:
    """What waits for `viewer`, oldest first. Queries: 1."""
    rows = approvals_queryset(viewer).filter(state=Approval.State.WAITING, expires_at__gt=at)
    rows = rows.exclude(requested_by_id=viewer.staff_id).order_by("requested_at", "pk")
    return [card_of(row, viewer, at=at) for row in rows[:limit]]


def tasks_queryset(viewer: Actor) -> QuerySet[Task]:
    """The to-dos of `viewer` and those of the home store that are nobody's in particular."""
    return Task.objects.filter(Q(assignee_id=viewer.staff_id) | Q(assignee=None, store_id=viewer.store_id))


def open_tasks(viewer: Actor, *, limit: int = 7) -> list[TaskRow]:
    """The open to-dos of `viewer`, most urgent first. Queries: 1."""
    urgency = Case(
        *(When(tone=tone, then=Value(number)) for number, tone in enumerate(("danger", "warn", "gold"))),
        default=Value(9),
        output_field=IntegerField(),
    )
    rows = tasks_queryset(viewer).filter(done_at=None).order_by(urgency, "due_on", "opened_at", "pk")[:limit]
    return [
        TaskRow(
            row.pk, row.kind, row.title, row.facts, row.url, row.icon, row.tone, row.due_on, row.assignee_id is None
        )
        for row in rows
    ]


def card_of(row: Approval, viewer: Actor, *, at: datetime) -> ApprovalCard:
    """The card of `row`, whose relations are loaded."""
    kind = kinds().get(row.kind)
    open_still = row.state in {Approval.State.WAITING, Approval.State.APPROVED} and at < row.expires_at
    own = row.requested_by_id == viewer.staff_id
    state = row.state if open_still or row.state in {Approval.State.USED, Approval.State.REJECTED} else "expired"
    within = kind is not None and viewer.may(kind.permission) and viewer.may(kind.permission, store_id=row.store_id)
    return ApprovalCard(
        id=row.pk, kind=row.kind, title=kind.title if kind else row.kind, unit=kind.unit if kind else "none",
        subject=row.subject, amount=row.amount, limit=row.facts.get("limit", ""), wanted=row.facts.get("wanted", 0),
        facts={name: value for name, value in row.facts.items() if name not in {"limit", "wanted"}},
        reason=row.reason, store=row.store.name if row.store else "", state=state,
        requested_by=row.requested_by.name, requested_at=row.requested_at, expires_at=row.expires_at,
        decided_by=row.decided_by.name if row.decided_by else "", decided_at=row.decided_at, note=row.note,
        used_at=row.used_at, is_own=own, may_decide=state == "waiting" and within and not own,
    )  # fmt: skip
