"""Terms that cannot be meant are refused before they are kept, naming the blank. Pure."""

from collections.abc import Callable

from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS
from facet.promotions.errors import TermsInvalid
from facet.promotions.rules.terms import PERCENT_KINDS, STAGES, Conditions, Every, Kind, Terms

MOST_CENTS = 10**10
FEWEST_PARTS, MOST_PARTS = 2, 5
MOST_FACTOR_BP = 100_000


def check_terms(terms: Terms) -> None:
    """Raises: TermsInvalid, naming the blank."""
    if terms.kind not in STAGES:
        raise TermsInvalid(field="kind", reason=gettext_noop("choose what it gives"))
    _check_value(terms)
    _check_kind(terms)
    _check_when(terms.conditions)
    _check_numbers(terms)


def _check_value(terms: Terms) -> None:
    if terms.kind in {Kind.GIFT, Kind.COUPON}:
        return
    most = MOST_CENTS
    if terms.kind in PERCENT_KINDS:
        most = BASIS
    elif terms.kind == Kind.POINTS:
        most = MOST_FACTOR_BP
    least = 0 if terms.kind == Kind.ADD_ON else 1
    if not least <= terms.value <= most:
        raise TermsInvalid(field="value", reason=gettext_noop("say how much it gives: above 0, at most 100 percent"))


def _check_kind(terms: Terms) -> None:
    for kind, field, is_meant, reason in _ASKED:
        if terms.kind == kind and not is_meant(terms):
            raise TermsInvalid(field=field, reason=reason)
    if terms.steps and terms.from_cents <= 0:
        raise TermsInvalid(field="from_cents", reason=gettext_noop("steps need an amount"))


def _is_set(terms: Terms) -> bool:
    return FEWEST_PARTS <= len(terms.parts) <= MOST_PARTS and not any(part.is_open for part in terms.parts)


_ASKED: tuple[tuple[str, str, Callable[[Terms], bool], str], ...] = (
    (Kind.GIFT, "gift_sku", lambda terms: bool(terms.gift_sku) and terms.gift_quantity > 0,
     gettext_noop("say which goods are given and how many")),
    (Kind.COUPON, "coupon", lambda terms: bool(terms.coupon) and terms.coupon_quantity > 0,
     gettext_noop("say which coupons are given and how many")),
    (Kind.SPEND_SAVE, "from_cents", lambda terms: 0 < terms.from_cents >= terms.value,
     gettext_noop("say from how much on; more than is saved")),
    (Kind.PIECES, "pieces", lambda terms: 2 <= terms.pieces <= 99, gettext_noop("from 2 to 99 pieces")),
    (Kind.ADD_ON, "target", lambda terms: not terms.target.is_open, gettext_noop("say which goods can be added")),
    (Kind.BUNDLE, "parts", _is_set, gettext_noop("a set has 2 to 5 parts, each with its goods")),
)  # fmt: skip


def _check_when(conditions: Conditions) -> None:
    if conditions.begins >= conditions.until:
        raise TermsInvalid(field="last", reason=gettext_noop("the last day cannot come before the first"))
    if (conditions.until - conditions.begins).days > 3_660:
        raise TermsInvalid(field="last", reason=gettext_noop("ten years at most"))
    if not 0 <= conditions.from_minute < conditions.until_minute <= 24 * 60:
        raise TermsInvalid(field="until_minute", reason=gettext_noop("the hours must end after they begin"))
    if conditions.weekdays - set(range(1, 8)):
        raise TermsInvalid(field="weekdays", reason=gettext_noop("weekdays go from 1 to 7"))
    days = {Every.DAY: (0, 0), Every.MONTH: (1, 31), Every.DIGIT: (0, 9), Every.NTH: (1, 366)}
    if conditions.every not in days:
        raise TermsInvalid(field="every", reason=gettext_noop("choose how it repeats"))
    first, last = days[Every(conditions.every)]
    if not first <= conditions.day <= last:
        raise TermsInvalid(field="day", reason=gettext_noop("this day never comes"))
    for days_around in (conditions.birthday_days, conditions.anniversary_days):
        if days_around is not None and not 0 <= days_around <= 45:
            raise TermsInvalid(field="birthday_days", reason=gettext_noop("from 0 to 45 days around the feast"))


def _check_numbers(terms: Terms) -> None:
    limits, guard, shares = terms.limits, terms.guard, terms.shares
    counted = (
        terms.from_cents, terms.most_steps, terms.excess_over_mg, terms.gift_quantity, terms.coupon_quantity,
        limits.per_member, limits.per_day, limits.total, limits.budget_cents,
    )  # fmt: skip
    if any(not 0 <= number <= MOST_CENTS for number in counted):
        raise TermsInvalid(field="limits", reason=gettext_noop("limits and amounts cannot be below 0"))
    if not 0 <= guard.floor_bp <= BASIS or not 0 <= (guard.margin_bp or 0) <= BASIS:
        raise TermsInvalid(field="floor_bp", reason=gettext_noop("from 0 to 100 percent"))
    parts = (shares.brand_bp, shares.mall_bp, shares.franchisee_bp)
    if min(parts) < 0 or sum(parts) > BASIS:
        raise TermsInvalid(field="brand_bp", reason=gettext_noop("the shares come to more than 100 percent"))
    if not -1_000 <= terms.priority <= 1_000:
        raise TermsInvalid(field="priority", reason=gettext_noop("from -1,000 to 1,000"))
