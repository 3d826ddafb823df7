"""Money left before the goods: what it is called, what a lock holds, what instalments and cancelling come to. Pure.

Units: cents, mg, basis points. Source: F20, F21, decisions.md §3.10, §4.10; docs/algorithms/deposits.md.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, basis_points_of, divide_half_away
from facet.sales.errors import EarnestTooMuch

MG_PER_GRAM = 1_000
MONTHS = 12


class DepositKind(StrEnum):
    """What the money is, in the law's words."""

    EARNEST = "earnest"  # lost if she withdraws; at most a fifth of the price
    PREPAYMENT = "prepayment"  # a part of the price paid early; goes back
    LAYAWAY = "layaway"  # instalments for a piece that is kept


class DepositState(StrEnum):
    """Whether anything is left of it."""

    OPEN = "open"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What moved the balance."""

    PAID = "paid"
    USED = "used"
    GIVEN_BACK = "given_back"  # the goods it paid for came back
    REFUNDED = "refunded"
    KEPT = "kept"


class Reason(StrEnum):
    """Why a deposit is settled without goods."""

    WITHDRAWN = "withdrawn"
    HOUSE = "house"
    AGREED = "agreed"


NAMES: dict[str, tuple[str, str]] = {
    DepositKind.EARNEST: ("定金", "Earnest money"),
    DepositKind.PREPAYMENT: ("预付款", "Prepayment"),
    DepositKind.LAYAWAY: ("分期留货", "Layaway"),
}
"""As receipts print it, in Chinese and in English."""

KIND_WORDS: dict[str, str] = {
    DepositKind.EARNEST: gettext_noop("Earnest money"),
    DepositKind.PREPAYMENT: gettext_noop("Prepayment"),
    DepositKind.LAYAWAY: gettext_noop("Layaway"),
}
MEANING: dict[str, str] = {
    DepositKind.EARNEST: gettext_noop(
        "Earnest money secures the purchase: who withdraws loses it, and a seller who fails to deliver returns it"
        " twice."
    ),
    DepositKind.PREPAYMENT: gettext_noop(
        "A prepayment is part of the price: it is set off against the goods and goes back when nothing is bought."
    ),
    DepositKind.LAYAWAY: gettext_noop(
        "The piece is kept while the instalments are paid; who cancels gets back what was paid, less the fee named"
        " here."
    ),
}
STATE_WORDS: dict[str, str] = {
    DepositState.OPEN: gettext_noop("Open"),
    DepositState.CLOSED: gettext_noop("Settled"),
}
ENTRY_WORDS: dict[str, str] = {
    EntryKind.PAID: gettext_noop("Paid in"),
    EntryKind.USED: gettext_noop("Used for goods"),
    EntryKind.GIVEN_BACK: gettext_noop("Goods came back"),
    EntryKind.REFUNDED: gettext_noop("Paid back"),
    EntryKind.KEPT: gettext_noop("Kept by the house"),
}
REASON_WORDS: dict[str, str] = {
    Reason.WITHDRAWN: gettext_noop("The customer withdrew"),
    Reason.HOUSE: gettext_noop("We cannot deliver"),
    Reason.AGREED: gettext_noop("Agreed with the customer"),
}


def kind_of(asked: str, *, amount_cents: int, price_cents: int, most_bp: int) -> DepositKind:
    """What a payment of `amount_cents` is; without a wish as much as the law allows is earnest money.

    Raises: Invalid, EarnestTooMuch. Source: §4.10 (the Civil Code, art. 586: a fifth).
    """
    most = price_cents * most_bp // BASIS
    if asked not in {"", DepositKind.EARNEST, DepositKind.PREPAYMENT}:
        raise Invalid(field="kind", reason=gettext_noop("Choose earnest money or a prepayment."))
    if price_cents <= 0 or not 0 < amount_cents <= price_cents:
        raise Invalid(field="amount", reason=gettext_noop("A deposit is above zero and at most the price."))
    if asked == DepositKind.EARNEST and amount_cents > most:
        raise EarnestTooMuch(most_cents=most, most=f"{most / 100:,.2f}")
    if asked:
        return DepositKind(asked)
    return DepositKind.EARNEST if amount_cents <= most else DepositKind.PREPAYMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLock:
    """Grams of one metal at a price that was promised. `is_lower`: the day's price where that is less."""

    item_id: int
    left_mg: int
    cents_per_gram: int
    is_lower: bool = False

    def price_on(self, day_cents: int) -> int:
        """What a locked gram costs on a day with this board price."""
        return min(self.cents_per_gram, day_cents) if self.is_lower else self.cents_per_gram


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedMetal:
    """The metal of one piece under a lock: some at the locked price, the excess at the day's."""

    locked_mg: int
    locked_price: int
    locked_cents: int
    excess_mg: int
    excess_cents: int

    @property
    def cents(self) -> int:
        return self.locked_cents + self.excess_cents


def locked_metal(weight_mg: int, *, day_cents: int, lock: PriceLock, off_cents: int = 0) -> LockedMetal:
    """F20. A piece lighter than the lock costs its own weight at the locked price; `off_cents` go off each gram."""
    locked_mg = min(weight_mg, lock.left_mg)
    price = lock.price_on(day_cents)
    excess_mg = weight_mg - locked_mg
    return LockedMetal(
        locked_mg=locked_mg, locked_price=price,
        locked_cents=divide_half_away(locked_mg * max(0, price - off_cents), MG_PER_GRAM),
        excess_mg=excess_mg, excess_cents=divide_half_away(excess_mg * (day_cents - off_cents), MG_PER_GRAM),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment of a layaway."""

    number: int
    on: date
    cents: int


def schedule(price_cents: int, *, down_cents: int, instalments: int, opened_on: date) -> tuple[Due, ...]:
    """F21: `instalments` equal parts of what the down payment leaves, a month apart; the last takes the remainder.

    Raises: Invalid.
    """
    rest = price_cents - down_cents
    if not 0 < instalments <= 36 or rest < instalments:
        raise Invalid(field="instalments", reason=gettext_noop("Write how many instalments, at most 36."))
    part = rest // instalments
    amounts = [part] * (instalments - 1) + [rest - part * (instalments - 1)]
    return tuple(Due(number, months_on(opened_on, number), cents) for number, cents in enumerate(amounts, start=1))


def schedule_from(price_cents: int, *, paid_cents: int, instalments: int, first_on: date) -> tuple[Due, ...]:
    """The same for a layaway that is under way: `instalments` are left, the next one due on `first_on`.

    Raises: Invalid.
    """
    parts = schedule(price_cents, down_cents=paid_cents, instalments=instalments, opened_on=first_on)
    return tuple(Due(due.number, months_on(first_on, due.number - 1), due.cents) for due in parts)


def months_on(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def down_payment(price_cents: int, *, down_bp: int) -> int:
    """The least down payment of a layaway."""
    return basis_points_of(price_cents, down_bp)


def unpaid(dues: Sequence[Due], *, price_cents: int, paid_cents: int) -> list[Due]:
    """The instalments that are not covered yet: payments cover the down payment first, then the oldest."""
    covered = price_cents - sum(due.cents for due in dues)
    left = []
    for due in dues:
        covered += due.cents
        if paid_cents < covered:
            left.append(Due(due.number, due.on, min(due.cents, covered - paid_cents)))
    return left


@dataclass(frozen=True, slots=True)
class Split:
    """How a balance is settled: what goes back, what the house keeps."""

    refund_cents: int
    kept_cents: int


def settled(kind: str, *, reason: str, balance_cents: int, price_cents: int, fee_bp: int) -> Split:
    """What the terms say of a deposit that buys nothing (F21; the Civil Code, art. 586–587). Raises: Invalid.

    Twice the earnest money is owed where the house fails; the second part is compensation, no deposit, and is not here.
    """
    if reason not in set(Reason):
        raise Invalid(field="reason", reason=gettext_noop("Say why."))
    kept = 0
    if reason == Reason.WITHDRAWN and kind == DepositKind.EARNEST:
        kept = balance_cents
    if reason == Reason.WITHDRAWN and kind == DepositKind.LAYAWAY:
        kept = min(balance_cents, basis_points_of(price_cents, fee_bp))
    return Split(balance_cents - kept, kept)
