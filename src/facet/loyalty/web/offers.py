"""What a member can use now: on her page, and at the till."""

from datetime import datetime
from typing import Any

from django.conf import settings

from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.selectors import coupons as selectors
from facet.loyalty.selectors.proof import has_pin
from facet.loyalty.web.coupon_lists import promise

SHOWN_AT_TILL = 3  # coupons that end first; the rest is counted


def offers_tab(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Her coupons, cards and birthday gift. Queries: 7."""
    offers = selectors.offers_of(actor, member_id=member_id, on=local_date(at, settings.TIME_ZONE))
    return {
        "offers": offers,
        "coupons": [(row, promise(row.type), codes.grouped(row.code)) for row in offers.coupons],
        "cards": [(row, codes.masked(row.number), row.principal_cents + row.bonus_cents) for row in offers.cards],
        "member_id": member_id,
        "has_pin": has_pin(member_id),
        "may_issue": actor.may(LoyaltyPermission.ISSUE_COUPONS),
        "may_use": actor.may(LoyaltyPermission.USE_COUPONS),
        "may_redeem": actor.may(LoyaltyPermission.REDEEM),
        "may_see_cards": actor.may(LoyaltyPermission.VIEW_STORED_VALUE),
    }


def till_offers(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """For the till: which coupons she can use, what her cards hold, whether her birthday gift is due. Queries: 6."""
    offers = selectors.offers_of(actor, member_id=member_id, on=local_date(at, settings.TIME_ZONE))
    value = sum(row.principal_cents + row.bonus_cents for row in offers.cards if row.state == "active")
    return {
        "offers": offers,
        "coupons": [(row, promise(row.type)) for row in offers.coupons[:SHOWN_AT_TILL]],
        "more": max(0, len(offers.coupons) - SHOWN_AT_TILL),
        "value_cents": value,
        "member_id": member_id,
        "may_use": actor.may(LoyaltyPermission.USE_COUPONS),
    }


OFFERS_TAB = Panel(
    key="offers",
    title=gettext_noop("Coupons and value"),
    template="loyalty/member_offers.html",
    context=offers_tab,
    permission=LoyaltyPermission.VIEW_COUPONS,
    queries=7,
    order=25,
)
TILL_OFFERS = Panel(
    key="loyalty.offers",
    title=gettext_noop("Coupons and value"),
    template="loyalty/till_offers.html",
    context=till_offers,
    permission=LoyaltyPermission.VIEW_COUPONS,
    queries=6,
)
