"""What loyalty adds to the member's own card page on her phone: coupons, stored value, points that end."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext

from facet.kernel import formats
from facet.kernel.clock import local_date
from facet.loyalty.rules import codes
from facet.loyalty.selectors.own_card import ending_points, own_cards, own_coupons
from facet.loyalty.web.coupon_lists import promise
from facet.members.selectors.card_page import CardPagePart


def coupons_part(member_id: int, at: datetime) -> CardPagePart:
    """Slot "card.page": the coupons she can use, each with its code to show. Queries: 1."""
    rows = own_coupons(member_id, on=local_date(at, settings.TIME_ZONE))
    last = gettext("Code %(code)s, through %(day)s")
    return CardPagePart(
        title=gettext("My coupons"), icon="ticket", empty=gettext("No coupon right now."),
        rows=tuple(
            (row.type.name, promise(row.type), last % {"code": codes.grouped(row.code), "day": row.valid_until})
            for row in rows
        ),
    )  # fmt: skip


def value_part(member_id: int, at: datetime) -> CardPagePart | None:
    """Slot "card.page": what her stored-value cards hold; nothing without one. Queries: 1."""
    rows = tuple(
        (codes.masked(row.number), f"¥{formats.shown(row.principal_cents + row.bonus_cents, 'yuan')}", "")
        for row in own_cards(member_id)
    )
    return CardPagePart(title=gettext("Stored value"), icon="wallet", rows=rows) if rows else None


def points_part(member_id: int, at: datetime) -> CardPagePart | None:
    """Slot "card.page": which of her points end when; nothing without points. Queries: 1."""
    rows = tuple(
        (gettext("%(n)s points") % {"n": formats.shown(points, "points")}, day.isoformat(), gettext("last day"))
        for day, points in ending_points(member_id, on=local_date(at, settings.TIME_ZONE))
    )
    return CardPagePart(title=gettext("When my points end"), icon="coins", rows=rows) if rows else None


PARTS = {"loyalty.coupons": coupons_part, "loyalty.value": value_part, "loyalty.points": points_part}
