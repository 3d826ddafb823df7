"""What a second person is asked to allow when coupons or money are given away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.models import CouponType
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import conversion, coupon, settings
from facet.loyalty.selectors.reach import member_within
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish


def wish_to_issue(viewer: Actor, payload: Mapping[str, Any]) -> Wish:
    """The wish to give a coupon: `payload` has member_id and type. Raises: Invalid, MemberUnknown. Queries: 3."""
    member_id, code = payload.get("member_id"), payload.get("type")
    if not isinstance(member_id, int) or not isinstance(code, str):
        raise Invalid(field="payload", reason=gettext_noop("needs member_id and type"))
    kind = CouponType.objects.filter(code=code, is_open=True).first()
    if kind is None:
        raise Invalid(field="payload", reason=gettext_noop("no coupon type of that code is open"))
    member = member_within(viewer, LoyaltyPermission.ISSUE_COUPONS, member_id)
    cost = coupon.cost_of(kind.terms, 1)
    return Wish(
        subject=f"{member.number} {kind.name}", digest=coupon.digest_of(member_id=member_id, type_code=code),
        amount=cost, limit=coupon.LIMIT, wanted=cost, facts={"member_id": member_id, "type": code},
    )  # fmt: skip


def wish_to_pay_out(_viewer: Actor, payload: Mapping[str, Any], on: date) -> Wish:
    """The wish to pay points out: `payload` has member_id and points. Raises: Invalid, MemberUnknown. Queries: 2."""
    member_id, points = payload.get("member_id"), payload.get("points")
    if not isinstance(member_id, int) or not isinstance(points, int):
        raise Invalid(field="payload", reason=gettext_noop("needs member_id and points"))
    per_yuan = organisation_selectors.policy_value(settings.POINTS_PER_YUAN, store_id=None, on=on)
    cents, _ = conversion.for_money(points, per_yuan or 10**9)
    member = members_selectors.member_for_sale(member_id)
    return Wish(
        subject=f"{member.number} {points}", digest=conversion.digest_of(member_id=member_id, points=points),
        amount=cents, facts={"member_id": member_id, "points": points},
    )  # fmt: skip
