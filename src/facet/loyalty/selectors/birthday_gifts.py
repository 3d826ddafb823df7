"""Birthday gifts: who had one, and whose is still due."""

from datetime import date

from django.db.models import QuerySet

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import BirthdayGift, Prize
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import settings
from facet.loyalty.rules.birthday_gift import birthday_near, year_of
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors


def gifts_queryset(viewer: Actor) -> QuerySet[BirthdayGift]:
    """The gifts that stores within reach handed over. Raises: NotPermitted."""
    require(viewer, LoyaltyPermission.VIEW_COUPONS)
    rows = BirthdayGift.objects.select_related("member", "prize", "store")
    reach = viewer.scope(LoyaltyPermission.VIEW_COUPONS)
    return rows if reach.store_ids is None else rows.filter(store__in=reach.store_ids)


def gift_due(member_id: int, *, on: date) -> date | None:
    """The birthday whose gift she may still have today; None without one. The caller asks for the right. Queries: 5."""
    member = members_selectors.member_for_sale(member_id)
    if member.birth_date is None:
        return None
    days = organisation_selectors.policy_value(settings.GIFT_DAYS, store_id=None, on=on)
    lunar, leap = member.is_lunar_birthday, members_selectors.leap_month(on)
    birthday = birthday_near(member.birth_date, is_lunar=lunar, on=on, days=days, leap=leap)
    if birthday is None or not Prize.objects.filter(is_birthday_gift=True, is_open=True).exists():
        return None
    year = year_of(birthday, is_lunar=lunar)
    return None if BirthdayGift.objects.filter(member_id=member_id, year=year).exists() else birthday


def given_gift(gift_id: int) -> BirthdayGift:
    """One gift, for who has just given it. Queries: 1."""
    gift: BirthdayGift = BirthdayGift.objects.select_related("member", "prize", "store").get(pk=gift_id)
    return gift
