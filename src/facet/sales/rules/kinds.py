"""The kinds of lines and tenders a ticket may hold, and their words. Pure.

One ticket holds every kind with one balance due. Source: decisions.md §3.5.
"""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class LineKind(StrEnum):
    """What a line of a ticket is."""

    PIECE = "piece"
    BULK = "bulk"
    SERVICE = "service"
    RETURN = "return"
    OLD_GOLD = "old_gold"
    GIFT = "gift"
    ADD_ON = "add_on"
    STORED_VALUE_SOLD = "stored_value_sold"
    DEPOSIT_TAKEN = "deposit_taken"
    CREDIT_REPAYMENT = "credit_repayment"
    ROUNDING = "rounding"


REVENUE = frozenset({LineKind.PIECE, LineKind.BULK, LineKind.SERVICE, LineKind.RETURN, LineKind.GIFT, LineKind.ADD_ON})


class Method(StrEnum):
    """How money comes in."""

    CASH = "cash"
    TERMINAL = "terminal"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK = "bank"
    MALL = "mall"
    POINTS = "points"
    STORED_VALUE = "stored_value"
    CREDIT = "credit"
    GROUP_VOUCHER = "group_voucher"
    DEPOSIT = "deposit"


METHOD_LABELS: dict[str, str] = {
    Method.CASH: gettext_noop("Cash"),
    Method.TERMINAL: gettext_noop("Card terminal"),
    Method.WECHAT: gettext_noop("WeChat Pay"),
    Method.ALIPAY: gettext_noop("Alipay"),
    Method.BANK: gettext_noop("Bank transfer"),
    Method.MALL: gettext_noop("Mall collects"),
    Method.POINTS: gettext_noop("Points"),
    Method.STORED_VALUE: gettext_noop("Stored value"),
    Method.CREDIT: gettext_noop("Member's credit"),
    Method.GROUP_VOUCHER: gettext_noop("Group-buying voucher"),
    Method.DEPOSIT: gettext_noop("Deposit"),
}

MONEY = (Method.CASH, Method.TERMINAL, Method.WECHAT, Method.ALIPAY, Method.BANK, Method.MALL)
"""What a shift counts at its close; the other ways are books of their own."""

NEEDS_REFERENCE: dict[Method, str] = {
    Method.MALL: gettext_noop("Write the mall's slip number."),  # ties the receivable to its statement
    Method.STORED_VALUE: gettext_noop("Scan the card, or write its number."),
    Method.GROUP_VOUCHER: gettext_noop("Write the voucher's code."),
    Method.DEPOSIT: gettext_noop("Name the deposit."),
}
NEEDS_MEMBER = {Method.POINTS, Method.CREDIT}
