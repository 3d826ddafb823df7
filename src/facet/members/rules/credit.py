"""What a member owes: how much more she may, how old it is, what a payment settles. Pure.

Source: R078–R080, F34; docs/algorithms/credit.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facet.kernel.errors import gettext_noop


class EntryKind(StrEnum):
    """What a line of the credit book is."""

    CHARGE = "charge"
    REPAYMENT = "repayment"
    WRITE_OFF = "write_off"
    REVERSAL = "reversal"
    PAID_OUT = "paid_out"
    MERGED_IN = "merged_in"
    MERGED_OUT = "merged_out"


ENTRY_LABELS = {
    EntryKind.CHARGE: gettext_noop("Bought on credit"),
    EntryKind.REPAYMENT: gettext_noop("Repaid"),
    EntryKind.WRITE_OFF: gettext_noop("Written off"),
    EntryKind.REVERSAL: gettext_noop("Taken back"),
    EntryKind.PAID_OUT: gettext_noop("Paid back to the member"),
    EntryKind.MERGED_IN: gettext_noop("Came with a joined file"),
    EntryKind.MERGED_OUT: gettext_noop("Went to another file"),
}
TENDERS = {
    "cash": gettext_noop("Cash"),
    "terminal": gettext_noop("Card terminal"),
    "wechat": gettext_noop("WeChat Pay"),
    "alipay": gettext_noop("Alipay"),
    "bank": gettext_noop("Bank transfer"),
}
LARGEST_LIMIT = 100_000_000_00
REASON_LENGTH = 120
BUCKETS = (30, 60, 90)  # days overdue: not due, 1–30, 31–60, 61–90, more


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as ageing sees it. `entry_id` and `reverses` tie a reversal to its charge."""

    entry_id: int
    amount_cents: int
    due_on: date | None = None
    reverses: int | None = None


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What is still open of one charge."""

    entry_id: int
    due_on: date
    open_cents: int


def available_cents(limit_cents: int, open_cents: int) -> int:
    """What she may still buy on credit: never below zero. F34: 20 000 − 8 500 = 11 500."""
    return max(0, limit_cents - open_cents)


def days_overdue(due_on: date | None, today: date) -> int:
    """Whole days since the due day; 0 until it has passed, or when nothing is open."""
    return max(0, (today - due_on).days) if due_on else 0


def is_warned(due_on: date | None, *, today: date, after_days: int) -> bool:
    """Whether the oldest open part is overdue for longer than the house waits. F34: 12 > 7 → yes."""
    return days_overdue(due_on, today) > after_days


def due_day(on: date, due_days: int) -> date:
    """The day by which a charge of `on` is to be repaid."""
    return on + timedelta(days=due_days)


def open_parts(lines: Iterable[Line]) -> list[OpenPart]:
    """What is open of each charge, the earliest due first.

    A reversal settles the charge that it reverses; everything else settles the earliest due first.
    Takes lines in any order and gives parts that sum to the balance.
    """
    lines = lines_of(lines)
    charges = {line.entry_id: line for line in lines if line.amount_cents > 0}
    left = {key: line.amount_cents for key, line in charges.items()}
    loose = 0
    for line in lines:
        if line.amount_cents > 0:
            continue
        paid = -line.amount_cents
        if line.reverses in left:
            taken = min(paid, left[line.reverses])
            left[line.reverses] -= taken
            paid -= taken
        loose += paid
    return _settled(charges, left, loose)


def lines_of(lines: Iterable[Line]) -> Sequence[Line]:
    """`lines` as something that can be gone through twice."""
    return lines if isinstance(lines, Sequence) else tuple(lines)


def _settled(charges: dict[int, Line], left: dict[int, int], loose: int) -> list[OpenPart]:
    parts = []
    for key, line in sorted(charges.items(), key=lambda item: (item[1].due_on or date.min, item[0])):
        taken = min(loose, left[key])
        loose -= taken
        if left[key] - taken:
            parts.append(OpenPart(key, line.due_on or date.min, left[key] - taken))
    return parts


def ageing(parts: Iterable[OpenPart], today: date) -> tuple[int, ...]:
    """Open cents by age: not yet due, 1–30, 31–60, 61–90, more than 90 days overdue."""
    sums = [0] * (len(BUCKETS) + 2)
    for part in parts:
        sums[_bucket(days_overdue(part.due_on, today))] += part.open_cents
    return tuple(sums)


def _bucket(days: int) -> int:
    if days == 0:
        return 0
    return next((place for place, last in enumerate(BUCKETS, start=1) if days <= last), len(BUCKETS) + 1)


def overdue_key(member_id: int, due_on: date) -> str:
    """The key of the to-do about this open part."""
    return f"members.credit_overdue:{member_id}:{due_on}"
