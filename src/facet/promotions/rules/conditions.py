"""Whether a promotion holds here, now and for this customer, and if not, why. Pure."""

from datetime import date, datetime
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.promotions.rules.cart import Buyer, Context
from facet.promotions.rules.terms import Conditions, Every, Left


class Why(StrEnum):
    """Why a promotion does not count."""

    DAY = "day"
    HOUR = "hour"
    STORE = "store"
    MEMBERS = "members"
    GRADE = "grade"
    GROUP = "group"
    FIRST = "first"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    MEMBER_LIMIT = "member_limit"
    DAY_LIMIT = "day_limit"
    TOTAL_LIMIT = "total_limit"
    BUDGET = "budget"
    GIFTS = "gifts"
    COUPONS = "coupons"
    GOODS = "goods"
    BY_HAND = "by_hand"
    SPEND = "spend"
    PIECES = "pieces"
    WEIGHT = "weight"
    SET = "set"
    ADD_ON = "add_on"
    FLOOR = "floor"
    OTHER = "other"


WHY_WORDS: dict[str, str] = {
    Why.DAY: gettext_noop("not on this day"),
    Why.HOUR: gettext_noop("not at this hour"),
    Why.STORE: gettext_noop("not in this store"),
    Why.MEMBERS: gettext_noop("for members only"),
    Why.GRADE: gettext_noop("for other grades"),
    Why.GROUP: gettext_noop("for another group of members"),
    Why.FIRST: gettext_noop("for the first purchase only"),
    Why.BIRTHDAY: gettext_noop("only around the member's birthday"),
    Why.ANNIVERSARY: gettext_noop("only around the member's anniversary"),
    Why.MEMBER_LIMIT: gettext_noop("the member has used it as often as she may"),
    Why.DAY_LIMIT: gettext_noop("used up for today"),
    Why.TOTAL_LIMIT: gettext_noop("used up"),
    Why.BUDGET: gettext_noop("its budget in this store is used up"),
    Why.GIFTS: gettext_noop("no gift is left in this store"),
    Why.COUPONS: gettext_noop("the member has had as many of these coupons as she may, or they are no longer issued"),
    Why.GOODS: gettext_noop("nothing on this ticket takes it"),
    Why.BY_HAND: gettext_noop("the goods have a discount by hand; take that off to use it"),
    Why.SPEND: gettext_noop("¥{more} more for the next step"),
    Why.PIECES: gettext_noop("{more} more pieces"),
    Why.WEIGHT: gettext_noop("{more} g more"),
    Why.SET: gettext_noop("{more} more pieces make the set"),
    Why.ADD_ON: gettext_noop("no add-on goods on the ticket yet"),
    Why.FLOOR: gettext_noop("the goods stand at their lowest price already"),
    Why.OTHER: gettext_noop("{other} counts instead"),
}


def refused(conditions: Conditions, context: Context) -> Why | None:
    """The first condition that does not hold, or None."""
    if not open_on(conditions, context.now.date()):
        return Why.DAY
    if not conditions.from_minute <= _minute(context.now) < conditions.until_minute:
        return Why.HOUR
    if conditions.stores and context.store not in conditions.stores:
        return Why.STORE
    if conditions.store_kinds and context.store_kind not in conditions.store_kinds:
        return Why.STORE
    if not conditions.asks_member:
        return None
    return Why.MEMBERS if context.buyer is None else _refused_buyer(conditions, context.buyer)


def open_on(conditions: Conditions, day: date) -> bool:
    """Whether the window, the weekday and the repeated day allow `day`."""
    if not conditions.begins <= day < conditions.until:
        return False
    if conditions.weekdays and day.isoweekday() not in conditions.weekdays:
        return False
    match conditions.every:
        case Every.MONTH:
            return day.day == conditions.day
        case Every.DIGIT:
            return day.day % 10 == conditions.day
        case Every.NTH:
            return (day - conditions.begins).days % max(conditions.day, 1) == 0
    return True


def used_up(left: Left) -> Why | None:
    """Which limit leaves nothing, or None."""
    for what, why in (
        (left.member, Why.MEMBER_LIMIT), (left.today, Why.DAY_LIMIT), (left.total, Why.TOTAL_LIMIT),
        (left.budget_cents, Why.BUDGET), (left.gifts, Why.GIFTS), (left.coupons, Why.COUPONS),
    ):  # fmt: skip
        if what is not None and what <= 0:
            return why
    return None


def _refused_buyer(conditions: Conditions, buyer: Buyer) -> Why | None:
    if conditions.grades and buyer.grade not in conditions.grades:
        return Why.GRADE
    if conditions.groups and not conditions.groups & buyer.groups:
        return Why.GROUP
    if conditions.first_purchase and not buyer.is_first:
        return Why.FIRST
    if not _near(buyer.birthday_in, conditions.birthday_days):
        return Why.BIRTHDAY
    if not _near(buyer.anniversary_in, conditions.anniversary_days):
        return Why.ANNIVERSARY
    return None


def _near(days: int | None, window: int | None) -> bool:
    return window is None or (days is not None and abs(days) <= window)


def _minute(now: datetime) -> int:
    return now.hour * 60 + now.minute
