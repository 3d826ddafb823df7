"""What loyalty adds to the head of a member's page, and to her next step."""

from datetime import date
from typing import Any

from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.selectors.birthday_gifts import gift_due
from facet.loyalty.selectors.head import points_ahead
from facet.members.rules.next_step import NextStep, points_step
from facet.members.selectors import MemberFile

GIFT_WEIGHT = 91  # above a birthday that comes, below the birthday itself and a promise that is late


def points_head(actor: Actor, member_id: int, on: date) -> dict[str, Any]:
    """Slot "member.head": pending points, what ends next, and why she has her grade. Queries: 2 at most."""
    if not actor.may(LoyaltyPermission.VIEW_POINTS):
        return {}
    pending, expiring, ends = points_ahead(member_id, on=on)
    url = reverse("loyalty:member_grade", args=[member_id])
    return {"pending": pending, "expiring": expiring, "expires_on": ends, "grade_url": url}


def points_ending(actor: Actor, file: MemberFile) -> NextStep | None:
    """Slot "member.next_step": points that end within two months. Queries: 2 at most."""
    if not actor.may(LoyaltyPermission.VIEW_POINTS):
        return None
    _, expiring, ends = points_ahead(file.id, on=file.today)
    return (
        points_step(expiring, ends, today=file.today, url=reverse("members:contact", args=[file.id])) if ends else None
    )


def gift_waiting(actor: Actor, file: MemberFile) -> NextStep | None:
    """Slot "member.next_step": the year's birthday gift, while it can be given. Queries: 4 at most."""
    if not actor.may(LoyaltyPermission.USE_COUPONS):
        return None
    birthday = gift_due(file.id, on=file.today)
    if birthday is None:
        return None
    text = gettext_noop("The birthday gift of the year is waiting for her: the birthday is {day}.")
    url = f"{reverse('loyalty:birthday_gift')}?member={file.id}"
    return NextStep(
        weight=GIFT_WEIGHT, icon="cake", text=text, facts={"day": birthday.isoformat()}, url=url,
        verb=gettext_noop("Give the gift"),
    )  # fmt: skip
