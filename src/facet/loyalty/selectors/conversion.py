"""What points become, and the type of coupon that a code names."""

from datetime import date

from facet.kernel.errors import Invalid, gettext_noop
from facet.loyalty.errors import ConversionOff, CouponUnknown
from facet.loyalty.models import CouponType
from facet.loyalty.rules import conversion as rules
from facet.loyalty.rules import settings
from facet.loyalty.rules.conversion import Into
from facet.organisation import selectors as organisation_selectors


def conversion_rate(*, into: str, points: int, coupon_type: str, on: date) -> tuple[int, int]:
    """What points become in fen, and how many are used.

    Raises: ConversionOff, CouponUnknown, Invalid. Queries: 1 to 3.
    """
    if into not in set(Into):
        raise Invalid(field="into", reason=gettext_noop("choose one of the values offered"))
    per_yuan = organisation_selectors.policy_value(settings.POINTS_PER_YUAN, store_id=None, on=on)
    if not per_yuan:
        raise ConversionOff
    if into == Into.MONEY and not organisation_selectors.policy_value(settings.PAY_OUT, store_id=None, on=on):
        raise ConversionOff
    if into == Into.COUPON:
        return rules.for_coupon(find_type(coupon_type).terms, per_yuan)
    return rules.for_money(points, per_yuan)


def find_type(code: str) -> CouponType:
    """The type of that code. Raises: CouponUnknown. Queries: 2."""
    rows = CouponType.objects.select_related("prize").prefetch_related("stores")
    row = rows.filter(code=code.strip().upper()).first()
    if row is None:
        raise CouponUnknown(key=code)
    return row
