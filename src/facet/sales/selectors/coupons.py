"""Coupons on a quote or an open ticket: what they would take off, without using them."""

from collections.abc import Sequence
from datetime import date

from facet.loyalty.selectors.coupon_offer import coupon_offer, use_of
from facet.sales.rules.coupon_lines import CouponOff, as_coupon_lines, with_coupon
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import CouponRequest


def coupons_off(
    coupons: Sequence[CouponRequest], lines: Sequence[PricedLine], *, member_id: int | None, store_id: int, on: date
) -> tuple[list[PricedLine], list[CouponOff]]:
    """The lines after the coupons, one after the other, and what each took off.

    Raises: what loyalty's `redeem_coupon` refuses. Queries: 2 for each coupon.
    """
    after, taken, stack = list(lines), [], True
    for place, coupon in enumerate(coupons):
        use = use_of(member_id=member_id, store_id=store_id, on=on, others=place, others_stack=stack)
        offer = coupon_offer(coupon.code, use=use, lines=as_coupon_lines(after))
        stack = stack and offer.stacks
        taken.append(CouponOff(code=offer.code, name=offer.name, off=offer.off, gift=offer.gift))
        after = with_coupon(after, taken[-1])
    return after, taken
