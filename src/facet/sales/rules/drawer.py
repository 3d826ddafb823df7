"""Money that comes into or leaves a till beside tickets: pay-ins and pay-outs. Pure.

Units: cents, signed: in is positive. Source: decisions.md §3.5, R323; docs/algorithms/day_close.md.
"""

from collections.abc import Iterable
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.rules.kinds import MONEY, LineKind, Method


class DrawerKind(StrEnum):
    """What a pay-in or a pay-out is for."""

    STORED_VALUE_SOLD = LineKind.STORED_VALUE_SOLD.value
    CREDIT_REPAYMENT = LineKind.CREDIT_REPAYMENT.value
    OTHER_IN = "other_in"
    CHANGE_ADDED = "change_added"
    STORED_VALUE_OUT = "stored_value_out"
    EXPENSE = "expense"
    OTHER_OUT = "other_out"
    TO_SAFE = "to_safe"


DRAWER_LABELS: dict[str, str] = {
    DrawerKind.STORED_VALUE_SOLD: gettext_noop("Stored value sold"),
    DrawerKind.CREDIT_REPAYMENT: gettext_noop("Credit repaid"),
    DrawerKind.OTHER_IN: gettext_noop("Other money in"),
    DrawerKind.CHANGE_ADDED: gettext_noop("Change from the safe"),
    DrawerKind.STORED_VALUE_OUT: gettext_noop("Value card paid out"),
    DrawerKind.EXPENSE: gettext_noop("Expense of the store"),
    DrawerKind.OTHER_OUT: gettext_noop("Other money out"),
    DrawerKind.TO_SAFE: gettext_noop("Cash to the safe"),
}

OUT = frozenset({DrawerKind.STORED_VALUE_OUT, DrawerKind.EXPENSE, DrawerKind.OTHER_OUT, DrawerKind.TO_SAFE})
CASH_ONLY = OUT | {DrawerKind.CHANGE_ADDED}
ELSEWHERE = frozenset({DrawerKind.STORED_VALUE_OUT})
"""Done on another page, which writes it into the drawer itself: a card is closed with its payout."""
SAFE = frozenset({DrawerKind.TO_SAFE, DrawerKind.CHANGE_ADDED})
"""Cash that only changes its place inside the store: drawer and safe."""
NEEDS_NOTE = frozenset({DrawerKind.EXPENSE, DrawerKind.OTHER_OUT, DrawerKind.OTHER_IN})
MOST_CENTS = 10**10  # ¥100 million at once is a typing mistake


def entry_cents(*, kind: str, method: str, amount_cents: int, note: str) -> int:
    """The signed amount of one entry. Raises: Invalid for what no drawer can do."""
    if kind not in DRAWER_LABELS or kind in ELSEWHERE:
        raise Invalid(field="kind", reason=gettext_noop("Choose one of the list."))
    if method not in set(MONEY) or (kind in CASH_ONLY and method != Method.CASH):
        raise Invalid(field="method", reason=gettext_noop("This can only be done in cash."))
    if not 0 < amount_cents <= MOST_CENTS:
        raise Invalid(field="amount_cents", reason=gettext_noop("Write an amount above zero."))
    if kind in NEEDS_NOTE and len(note.strip()) < 2:
        raise Invalid(field="note", reason=gettext_noop("Say what for in a few words."))
    return -amount_cents if kind in OUT else amount_cents


def for_the_bank(*, counted_less_float_cents: int, safe_entries: Iterable[int]) -> int:
    """What of a day's cash belongs in the bank: what the drawers hold beyond their floats, and the safe's.

    `safe_entries` are the signed drawer entries of kinds in `SAFE`; what left the drawer for the safe
    (below zero) waits there. The floats stay in the store.
    """
    return counted_less_float_cents - sum(safe_entries)
