"""The closed lists of purchasing and their words. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from facet.kernel.errors import gettext_noop


class OrderState(StrEnum):
    """How far a purchase order has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    SENT = "sent"
    CONFIRMED = "confirmed"
    PARTLY = "partly"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SendingState(StrEnum):
    """What became of one letter."""

    INTENDED = "intended"
    SENT = "sent"
    FAILED = "failed"


class LabourPer(StrEnum):
    """What a supplier's labour price counts."""

    PER_GRAM = "per_gram"
    PER_PIECE = "per_piece"


class FixedWith(StrEnum):
    """What pays for grams that are owed."""

    MONEY = "money"
    METAL = "metal"
    OLD_GOLD = "old_gold"


class Channel(StrEnum):
    """Where gold on a bill was bought. Source: notice 11/2025."""

    EXCHANGE = "exchange"
    MEMBER = "member"
    TRADE = "trade"


class GoldUse(StrEnum):
    """What gold on a bill is for. Source: notice 11/2025."""

    NON_INVESTMENT = "non_investment"
    INVESTMENT = "investment"
    NO_GOLD = "no_gold"


class InvoiceKind(StrEnum):
    """Which paper the supplier gave."""

    SPECIAL = "special"
    ORDINARY = "ordinary"
    NONE = "none"


class BillState(StrEnum):
    """Whether a bill may be paid."""

    MATCHED = "matched"
    DIFFERS = "differs"
    APPROVED = "approved"


class Mismatch(StrEnum):
    """How a line of a bill differs from what was ordered and received."""

    NOT_RECEIVED = "not_received"
    QUANTITY = "quantity"
    WEIGHT = "weight"
    PRICE = "price"
    BILLED_TWICE = "billed_twice"


class MemoState(StrEnum):
    """Whether lent goods are back."""

    OUT = "out"
    BACK = "back"


ORDER_WORDS = {
    OrderState.DRAFT: gettext_noop("draft"),
    OrderState.WAITING: gettext_noop("waits for approval"),
    OrderState.APPROVED: gettext_noop("to be sent"),
    OrderState.SENT: gettext_noop("sent"),
    OrderState.CONFIRMED: gettext_noop("confirmed"),
    OrderState.PARTLY: gettext_noop("partly received"),
    OrderState.CLOSED: gettext_noop("closed"),
    OrderState.CANCELLED: gettext_noop("cancelled"),
}
SENDING_WORDS = {
    SendingState.INTENDED: gettext_noop("being sent"),
    SendingState.SENT: gettext_noop("sent"),
    SendingState.FAILED: gettext_noop("not sent"),
}
LABOUR_WORDS = {
    LabourPer.PER_GRAM: gettext_noop("per gram"),
    LabourPer.PER_PIECE: gettext_noop("per piece"),
}
FIXED_WITH_WORDS = {
    FixedWith.MONEY: gettext_noop("money"),
    FixedWith.METAL: gettext_noop("metal from stock"),
    FixedWith.OLD_GOLD: gettext_noop("old gold"),
}
CHANNEL_WORDS = {
    Channel.EXCHANGE: gettext_noop("gold exchange"),
    Channel.MEMBER: gettext_noop("through a member of the exchange"),
    Channel.TRADE: gettext_noop("trade, not the exchange"),
}
USE_WORDS = {
    GoldUse.NON_INVESTMENT: gettext_noop("non-investment"),
    GoldUse.INVESTMENT: gettext_noop("investment"),
    GoldUse.NO_GOLD: gettext_noop("no gold on this bill"),
}
INVOICE_WORDS = {
    InvoiceKind.SPECIAL: gettext_noop("special invoice"),
    InvoiceKind.ORDINARY: gettext_noop("ordinary invoice"),
    InvoiceKind.NONE: gettext_noop("no invoice yet"),
}
BILL_WORDS = {
    BillState.MATCHED: gettext_noop("agrees"),
    BillState.DIFFERS: gettext_noop("differs"),
    BillState.APPROVED: gettext_noop("allowed"),
}
MISMATCH_WORDS = {
    Mismatch.NOT_RECEIVED: gettext_noop("not received"),
    Mismatch.QUANTITY: gettext_noop("more pieces than received"),
    Mismatch.WEIGHT: gettext_noop("more grams than received"),
    Mismatch.PRICE: gettext_noop("another amount than agreed"),
    Mismatch.BILLED_TWICE: gettext_noop("already billed"),
}
MEMO_WORDS = {
    MemoState.OUT: gettext_noop("lent out"),
    MemoState.BACK: gettext_noop("all back"),
}


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """`words` as a column's choices, in a fixed order."""
    return [(str(key), word) for key, word in words.items()]


def values(words: Iterable[StrEnum]) -> list[str]:
    """What a column may hold."""
    return [str(key) for key in words]
