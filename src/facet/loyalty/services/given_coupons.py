"""Coupons that a purchase brings, and that its return takes away again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import Coupon
from facet.loyalty.rules.coupon import CouponState
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.services.coupon_use import void_step
from facet.loyalty.services.coupons import Issue, issue_step


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponsWith:
    """Coupons of one type for one member, with what `document` bought. `cause` names the rule."""

    type: str
    member_id: int
    quantity: int
    cause: str
    document: str
    store_id: int | None = None


@joins_unit_of_work
def give_coupons(actor: Actor, wanted: CouponsWith, *, act_id: UUID, at: datetime, on: date) -> int:
    """Issue the coupons; gives their batch. The caller holds the member's standing's lock and has asked how many
    more she may have. Raises: CouponUnknown, CouponClosed. Queries: 7 at most.
    """
    issue = Issue(
        type=find_type(wanted.type), member_ids=(wanted.member_id,) * wanted.quantity, store_id=wanted.store_id,
        cause=wanted.cause, document=wanted.document,
    )  # fmt: skip
    return issue_step(actor, issue, act_id=act_id, at=at, on=on)[0].batch_id


@joins_unit_of_work
def take_back_coupons(
    actor: Actor, batch_id: int, *, quantity: int, act_id: UUID, reason: str, at: datetime
) -> Sequence[int]:
    """Make up to `quantity` coupons of a batch void that can still be used; gives their ids.

    Those that ran out unused are worth nothing any more and stay. Locks: the coupons by id. Queries: 1, 2 for each.
    """
    rows = Coupon.objects.select_for_update(of=("self",)).filter(batch=batch_id, state=CouponState.ISSUED)
    taken = list(rows.order_by("pk")[:quantity])
    for coupon in taken:
        void_step(actor, coupon, act_id=act_id, reason=reason, at=at)
    return [coupon.pk for coupon in taken]
