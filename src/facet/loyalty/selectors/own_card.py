"""What a member may know of herself: for her own card page, whose secret is her proof."""

from datetime import date

from django.db.models import Sum

from facet.loyalty.models import Coupon, PointsLot, StoredValueAccount
from facet.loyalty.rules.coupon import CouponState


def own_coupons(member_id: int, *, on: date) -> list[Coupon]:
    """The coupons she can use today, those that end first on top. Queries: 1."""
    rows = Coupon.objects.filter(member_id=member_id, state=CouponState.ISSUED, valid_until__gte=on)
    return list(rows.select_related("type__prize").order_by("valid_until", "pk"))


def own_cards(member_id: int) -> list[StoredValueAccount]:
    """Her cards in use. Queries: 1."""
    return list(StoredValueAccount.objects.filter(member_id=member_id, state="active").order_by("pk"))


def ending_points(member_id: int, *, on: date) -> list[tuple[date, int]]:
    """Her points by their last day, the nearest first. Queries: 1."""
    rows = PointsLot.objects.filter(account__member_id=member_id, remaining__gt=0, expires_on__gte=on)
    return list(rows.values_list("expires_on").annotate(points=Sum("remaining")).order_by("expires_on"))
