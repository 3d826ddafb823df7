"""Grants to many: whom a condition finds, and what became of those given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import CouponType, Grant
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grant as rules
from facet.loyalty.rules.coupon import cost_of
from facet.loyalty.rules.grant import Conditions
from facet.members.selectors.condition import Condition, members_meeting
from facet.organisation.rules.approvals import Wish

SAMPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPreview:
    """How many members, by id, and what it comes to; `cents` is what coupons may cost. `sample` are numbers."""

    member_ids: tuple[int, ...]
    points: int
    cents: int
    sample: tuple[str, ...]

    @property
    def members(self) -> int:
        return len(self.member_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """One grant as its page shows it."""

    id: int
    reason: str
    conditions: Mapping[str, Any]
    points: int
    coupon: str
    members: int
    done: int
    passed_over: int
    state: str
    asked_at: datetime
    asked_by: str
    finished_at: datetime | None
    undone_at: datetime | None
    undone_by: str

    @property
    def share(self) -> int:
        """How far it is, in percent."""
        return 100 * (self.done + self.passed_over) // self.members


def grant_preview(viewer: Actor, conditions: Conditions, *, points: int = 0, coupon: str = "") -> GrantPreview:
    """Whom the conditions find within the viewer's reach, and what each getting it comes to.

    Raises: NotPermitted. Queries: 1 or 2.
    """
    require(viewer, LoyaltyPermission.ADJUST_POINTS)
    names = Condition.__slots__
    wanted = Condition(**{name: getattr(conditions, name) for name in names})
    rows = members_meeting(viewer, LoyaltyPermission.ADJUST_POINTS, wanted)
    found = list(rows.values_list("pk", "number")[: rules.MOST_MEMBERS + 1])
    kind = CouponType.objects.filter(code=coupon).first() if coupon else None
    return GrantPreview(
        member_ids=tuple(pk for pk, _ in found), points=points * len(found),
        cents=cost_of(kind.terms, len(found)) if kind else 0, sample=tuple(number for _, number in found[:SAMPLE]),
    )  # fmt: skip


def grants_queryset(viewer: Actor) -> QuerySet[Grant]:
    """The grants; who sees the chain's rules sees all, others those of their stores."""
    reach = viewer.scope(LoyaltyPermission.ADJUST_POINTS)
    rows = Grant.objects.select_related("coupon_type", "store")
    return rows if reach.store_ids is None else rows.filter(store__in=reach.store_ids)


def find_grant(viewer: Actor, grant_id: int) -> GrantRow:
    """One grant. Raises: NotPermitted, NotFound, also beyond reach. Queries: 1."""
    require(viewer, LoyaltyPermission.ADJUST_POINTS)
    row = grants_queryset(viewer).filter(pk=grant_id).first()
    if row is None:
        raise NotFound(key=grant_id)
    return GrantRow(
        id=row.pk, reason=row.reason, conditions=row.conditions, points=row.points,
        coupon=row.coupon_type.name if row.coupon_type else "", members=row.members, done=row.done,
        passed_over=row.passed_over, state=row.state, asked_at=row.asked_at, asked_by=row.asked_by,
        finished_at=row.finished_at, undone_at=row.undone_at, undone_by=row.undone_by,
    )  # fmt: skip


def wish_to_grant(viewer: Actor, payload: Mapping[str, Any]) -> Wish:
    """The wish to grant what `payload` (reason, points or coupon, conditions) says. Raises: Invalid. Queries: 2."""
    reason, points, coupon = payload.get("reason", ""), payload.get("points", 0), payload.get("coupon", "")
    if not isinstance(reason, str) or not isinstance(points, int) or not isinstance(coupon, str):
        raise Invalid(field="payload", reason=gettext_noop("needs reason, points or coupon, and conditions"))
    try:
        conditions = rules.conditions_of(payload.get("conditions") or {})
    except (TypeError, ValueError, AttributeError) as error:
        raise Invalid(field="payload", reason=gettext_noop("the conditions cannot be read")) from error
    rules.check(points=points, coupon=coupon, reason=reason, conditions=conditions)
    found = grant_preview(viewer, conditions, points=points, coupon=coupon)
    amount = found.points or found.members
    return Wish(
        subject=f"{found.members} × {points or coupon}",
        digest=rules.digest_of(members=found.member_ids, points=points, coupon=coupon, reason=reason),
        amount=amount, limit=rules.LIMIT, wanted=amount, facts={"members": found.members, "points": found.points},
    )  # fmt: skip
