"""What a second person is asked to allow."""

from collections.abc import Mapping
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import adjusting as rules
from facet.loyalty.selectors.reach import member_within
from facet.organisation.rules.approvals import Wish


def wish_to_adjust(viewer: Actor, payload: Mapping[str, Any]) -> Wish:
    """The wish to give or take points that `payload` (member_id, points, reason) describes.

    Raises: Invalid, MemberUnknown. Queries: 1.
    """
    member_id, points, reason = payload.get("member_id"), payload.get("points"), payload.get("reason")
    if not isinstance(member_id, int) or not isinstance(points, int) or not isinstance(reason, str):
        raise Invalid(field="payload", reason=gettext_noop("needs member_id, points and reason"))
    if not 0 < abs(points) <= rules.LARGEST or not 0 < len(reason.strip()) <= rules.REASON_LENGTH:
        raise Invalid(field="payload", reason=gettext_noop("points or reason are out of bounds"))
    member = member_within(viewer, LoyaltyPermission.ADJUST_POINTS, member_id)
    return Wish(
        subject=f"{member.number} {points:+}",
        digest=rules.digest_of(member_id=member_id, points=points, reason=reason),
        amount=abs(points),
        limit=rules.LIMIT,
        wanted=abs(points),
        facts={"member_id": member_id, "points": points},
    )
