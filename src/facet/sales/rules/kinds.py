"""The kinds of lines and tenders a ticket may hold, and their words. Pure.

The full list stands in decisions.md §3.5; the kinds that need other work are added with it.
"""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class LineKind(StrEnum):
    """What a line of a ticket is."""

    PIECE = "piece"
    BULK = "bulk"
    ROUNDING = "rounding"


class Method(StrEnum):
    """How money comes in."""

    CASH = "cash"
    TERMINAL = "terminal"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK = "bank"
    MALL = "mall"


METHOD_LABELS: dict[str, str] = {
    Method.CASH: gettext_noop("Cash"),
    Method.TERMINAL: gettext_noop("Card terminal"),
    Method.WECHAT: gettext_noop("WeChat Pay"),
    Method.ALIPAY: gettext_noop("Alipay"),
    Method.BANK: gettext_noop("Bank transfer"),
    Method.MALL: gettext_noop("Mall collects"),
}

NEEDS_REFERENCE = {Method.MALL}  # the mall's slip number ties the receivable to its statement
