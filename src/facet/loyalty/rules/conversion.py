"""Points turned into something else, at the chain's rate. Pure. Source: R334, docs/algorithms/redemption.md §4."""

import hashlib
import json
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.loyalty.rules.coupon import Benefit, Terms

APPROVAL_KIND = "loyalty.pay_out_points"


class Into(StrEnum):
    """What points may become."""

    STORED_VALUE = "stored_value"
    COUPON = "coupon"
    MONEY = "money"


INTO_LABELS = {
    Into.STORED_VALUE: gettext_noop("Stored value"),
    Into.COUPON: gettext_noop("Coupon"),
    Into.MONEY: gettext_noop("Money"),
}


def for_money(points: int, per_yuan: int) -> tuple[int, int]:
    """Whole yuan for as many of `points` as make them: (fen, points used); the rest stays. Raises: Invalid."""
    yuan = points // per_yuan if points > 0 else 0
    if not yuan:
        raise Invalid(field="points", reason=gettext_noop("fewer points than one yuan takes"))
    return yuan * 100, yuan * per_yuan


def for_coupon(terms: Terms, per_yuan: int) -> tuple[int, int]:
    """What a coupon over an amount costs in points, rounded up: (fen, points). Raises: Invalid."""
    if terms.benefit != Benefit.AMOUNT:
        raise Invalid(field="coupon_type", reason=gettext_noop("points buy coupons over an amount only"))
    return terms.value, -(-terms.value * per_yuan // 100)


def digest_of(*, member_id: int, points: int) -> str:
    """The sha256 of one pay-out: another member or number needs another yes."""
    return hashlib.sha256(json.dumps([member_id, points]).encode()).hexdigest()
