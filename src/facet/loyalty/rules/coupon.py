"""Coupons: what a type promises, whether one may be used, and what it takes off which line. Pure.

Units: fen, basis points. Source: decisions.md §3.5 and §4.7, R076, docs/algorithms/coupons.md.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import basis_points_of, split_by_largest_remainder
from facet.loyalty.errors import CouponNotHere, CouponNotYours, CouponOver, CouponSpendMore, CouponUsed, CouponWorthless

MOST_AT_ONCE = 5_000
APPROVAL_KIND = "loyalty.issue_coupons"
LIMIT = "coupon_issue"  # fen of cost that one issue may give away alone


class Benefit(StrEnum):
    """What a coupon gives."""

    AMOUNT = "amount"
    PERCENT = "percent"
    LABOUR = "labour"
    GIFT = "gift"


BENEFIT_LABELS = {
    Benefit.AMOUNT: gettext_noop("An amount off"),
    Benefit.PERCENT: gettext_noop("A percentage off"),
    Benefit.LABOUR: gettext_noop("A percentage off labour"),
    Benefit.GIFT: gettext_noop("A gift"),
}


class CouponState(StrEnum):
    """Where one coupon stands."""

    ISSUED = "issued"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    VOID = "void"


COUPON_LABELS = {
    CouponState.ISSUED: gettext_noop("Can be used"),
    CouponState.REDEEMED: gettext_noop("Used"),
    CouponState.EXPIRED: gettext_noop("Expired"),
    CouponState.VOID: gettext_noop("Void"),
}


class CouponMove(StrEnum):
    """What happened to a coupon."""

    ISSUED = "issued"
    REDEEMED = "redeemed"
    RESTORED = "restored"
    EXPIRED = "expired"
    VOIDED = "voided"


COUPON_MOVE_LABELS = {
    CouponMove.ISSUED: gettext_noop("Issued"),
    CouponMove.REDEEMED: gettext_noop("Used"),
    CouponMove.RESTORED: gettext_noop("Usable again after a return"),
    CouponMove.EXPIRED: gettext_noop("Expired"),
    CouponMove.VOIDED: gettext_noop("Made void"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a coupon type promises and asks.

    `value` is fen for AMOUNT, basis points for PERCENT and LABOUR, and nothing for GIFT. `cap_cents`
    (0: none) limits a percentage. Empty `classes` or `store_ids` mean all. `days` is how long it
    lives, its day of issue included. `per_member` 0 is any number.
    """

    benefit: str
    value: int = 0
    cap_cents: int = 0
    min_spend_cents: int = 0
    classes: frozenset[str] = frozenset()
    store_ids: frozenset[int] = frozenset()
    stacks: bool = False
    days: int = 90
    per_member: int = 0
    cost_cents: int = 0


@dataclass(frozen=True, slots=True)
class CouponLine:
    """One ticket line as coupons see it: due after other discounts, its labour, its class and price kind."""

    line_no: int
    due_cents: int
    points_class: str
    labour_cents: int = 0
    price_kind: str = "fixed"  # by_weight, bar, fixed, set


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Who wants to use a coupon, where and when, and how many others are on the ticket already."""

    member_id: int | None
    store_id: int | None
    on: date
    others: int = 0
    others_stack: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One coupon as it lies in the book."""

    state: str
    member_id: int | None
    valid_from: date
    valid_until: date  # the last day


def last_day(issued_on: date, days: int) -> date:
    """The last day on which a coupon issued then can be used."""
    return issued_on + timedelta(days=days - 1)


def check_use(held: Held, *, terms: Terms, use: Use) -> None:
    """Refuse a coupon that cannot be used here and now.

    Raises: CouponUsed, CouponOver, CouponNotYours, CouponNotHere, CouponWorthless.
    """
    if held.state == CouponState.REDEEMED:
        raise CouponUsed
    if held.state != CouponState.ISSUED or not held.valid_from <= use.on <= held.valid_until:
        raise CouponOver(begins=held.valid_from, last=held.valid_until)
    if held.member_id is not None and held.member_id != use.member_id:
        raise CouponNotYours
    if terms.store_ids and use.store_id not in terms.store_ids:
        raise CouponNotHere
    if use.others and not (terms.stacks and use.others_stack):
        raise CouponWorthless(reason=gettext_noop("it does not go together with another coupon"))


def taken_off(terms: Terms, lines: Sequence[CouponLine]) -> Mapping[int, int]:
    """What the coupon takes off each line, by line number; together never more than is due.

    Gold by weight gives on its labour only, an investment bar never. Raises: CouponSpendMore, CouponWorthless.
    """
    fitting = [line for line in lines if not terms.classes or line.points_class in terms.classes]
    spent = sum(line.due_cents for line in fitting)
    if spent < terms.min_spend_cents:
        raise CouponSpendMore(least_cents=terms.min_spend_cents, spent_cents=spent)
    if terms.benefit == Benefit.GIFT:
        return {}
    bases = {line.line_no: _base(line, terms.benefit) for line in fitting}
    whole = sum(bases.values())
    if whole <= 0:
        raise CouponWorthless(reason=gettext_noop("nothing on this ticket takes it"))
    off = min(terms.value if terms.benefit == Benefit.AMOUNT else basis_points_of(whole, terms.value), whole)
    if terms.cap_cents and terms.benefit != Benefit.AMOUNT:
        off = min(off, terms.cap_cents)
    parts = split_by_largest_remainder(off, list(bases.values()))
    return {line_no: part for line_no, part in zip(bases, parts, strict=True) if part}


def check_terms(terms: Terms, *, has_prize: bool) -> None:
    """Refuse terms that promise nothing or too much. Raises: Invalid, naming the field."""
    if terms.benefit == Benefit.GIFT and not has_prize:
        raise Invalid(field="prize", reason=gettext_noop("say which prize the coupon gives"))
    if terms.benefit in {Benefit.PERCENT, Benefit.LABOUR} and not 0 < terms.value <= 10_000:
        raise Invalid(field="value", reason=gettext_noop("more than 0 and at most 100 percent"))
    if terms.benefit == Benefit.AMOUNT and not 0 < terms.value <= 10**8:
        raise Invalid(field="value", reason=gettext_noop("an amount above ¥0, at most ¥1,000,000"))
    if not 0 < terms.days <= 3_660:
        raise Invalid(field="days", reason=gettext_noop("from 1 day to ten years"))


def check_number(quantity: int) -> None:
    """Raises: Invalid, unless so many may be made at once."""
    if not 0 < quantity <= MOST_AT_ONCE:
        raise Invalid(field="quantity", reason=gettext_noop("from 1 to 5,000 at once"))


def cost_of(terms: Terms, quantity: int) -> int:
    """What giving away `quantity` is reckoned to cost, in fen: what limits and approvals look at."""
    each = terms.cost_cents or (terms.value if terms.benefit == Benefit.AMOUNT else terms.cap_cents)
    return each * quantity


def digest_of(*, member_id: int, type_code: str) -> str:
    """The sha256 of one coupon by hand: another member or type needs another yes."""
    return hashlib.sha256(json.dumps([member_id, type_code]).encode()).hexdigest()


def _base(line: CouponLine, benefit: str) -> int:
    if line.price_kind == "bar":
        return 0
    labour = max(min(line.labour_cents, line.due_cents), 0)
    if benefit == Benefit.LABOUR or line.price_kind == "by_weight":
        return labour
    return max(line.due_cents, 0)
