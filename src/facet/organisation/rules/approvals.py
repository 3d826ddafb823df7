"""When a second person's yes may be asked, given and used. Pure. Source: P27, decisions.md D8."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from facet.kernel.errors import ApprovalNeeded
from facet.organisation.errors import (
    ApprovalDecided,
    ApprovalDiffers,
    ApprovalExpired,
    ApprovalWaiting,
    NotYours,
)

STATES = {"waiting": "waiting", "approved": "approved", "rejected": "rejected", "used": "used"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `digest` is the sha256 of the request that may use the yes.

    `amount` is in the kind's unit; `limit` names the Actor limit that the approver needs for `wanted`.
    """

    subject: str
    digest: str
    amount: int
    limit: str = ""
    wanted: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """Slot "approval.kind": something that a second person may allow.

    `wish(actor, store_id, payload, at)` makes the Wish from what a program sends, so that nobody
    but its own domain says what the yes is bound to; without it only services may ask.
    `unit`: yuan, percent (basis points), grams, points, rows or none.
    """

    key: str
    title: str  # English, translated where it is shown
    unit: str = "yuan"
    permission: str = "organisation.approve"
    minutes: int = 30
    wish: Callable[..., Wish] | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """An approval as the rules see it."""

    kind: str
    state: str
    digest: str
    amount: int
    requested_by: int
    expires_at: datetime
    limit: str = ""
    wanted: int = 0


def expires(at: datetime, minutes: int) -> datetime:
    """Until when a request may be decided, and a yes be used."""
    return at + timedelta(minutes=minutes)


def decide(standing: Standing, *, approver: int | None, approve: bool, limit: int, at: datetime) -> str:
    """The state after the decision. Raises: NotYours, ApprovalDecided, ApprovalExpired, ApprovalNeeded."""
    if approver is None or approver == standing.requested_by:
        raise NotYours
    if standing.state != "waiting":
        raise ApprovalDecided(state=STATES[standing.state])
    if at >= standing.expires_at:
        raise ApprovalExpired
    if approve and standing.limit and limit < standing.wanted:
        raise ApprovalNeeded(what=standing.limit, limit=limit, wanted=standing.wanted)
    return "approved" if approve else "rejected"


def use(standing: Standing, *, kind: str, digest: str, amount: int, at: datetime) -> str:
    """The state after using a yes. An amount below the approved one is covered, above it is not.

    Raises: ApprovalWaiting, ApprovalDecided, ApprovalExpired, ApprovalDiffers.
    """
    if standing.state == "waiting":
        raise ApprovalWaiting
    if standing.state != "approved":
        raise ApprovalDecided(state=STATES[standing.state])
    if at >= standing.expires_at:
        raise ApprovalExpired
    if standing.kind != kind or standing.digest != digest or amount > standing.amount:
        raise ApprovalDiffers
    return "used"
