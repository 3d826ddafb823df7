"""What a coupon would take off a ticket, read without using it: for quotes and open tickets."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from facet.loyalty.errors import CouponUnknown
from facet.loyalty.models import Coupon
from facet.loyalty.rules import codes
from facet.loyalty.rules import coupon as rules
from facet.loyalty.rules.coupon import Benefit, CouponLine, Held, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponOffer:
    """What a coupon gives on these lines: cents by line number, or a gift. `code` is masked."""

    coupon_id: int
    code: str
    name: str
    off: dict[int, int]
    stacks: bool
    gift: str = ""


def coupon_code(text: str) -> str:
    """The code of a coupon that exists under `text`, "" where it is none. Queries: 0, or 1."""
    wanted = codes.read(text)
    return wanted if wanted and Coupon.objects.filter(code=wanted).exists() else ""


def coupon_offer(code: str, *, use: Use, lines: list[CouponLine]) -> CouponOffer:
    """The coupon under `code` as `redeem_coupon` would use it.

    Raises: CouponUnknown and what `redeem_coupon` refuses. Queries: 2.
    """
    wanted = codes.read(code)
    rows = Coupon.objects.select_related("type__prize").prefetch_related("type__stores")
    row: Any = wanted and rows.filter(code=wanted).first()
    if not row:
        raise CouponUnknown(key=code)
    terms = row.type.terms
    held = Held(state=row.state, member_id=row.member_id, valid_from=row.valid_from, valid_until=row.valid_until)
    rules.check_use(held, terms=terms, use=use)
    gift = row.type.prize.name if row.type.prize and row.type.benefit == Benefit.GIFT else ""
    off = dict(rules.taken_off(terms, lines))
    return CouponOffer(
        coupon_id=row.pk, code=codes.masked(row.code), name=row.type.name, off=off, stacks=terms.stacks, gift=gift
    )


def use_of(*, member_id: int | None, store_id: int, on: date, others: int, others_stack: bool) -> Use:
    """Who wants to use a coupon, where and when."""
    return Use(member_id=member_id, store_id=store_id, on=on, others=others, others_stack=others_stack)
