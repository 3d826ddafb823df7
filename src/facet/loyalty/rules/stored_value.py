"""Stored value: principal and bonus apart, limits of cards, what spending and refunding move. Pure.

Units: fen. Source: decisions.md §4.11, R334, docs/algorithms/stored_value.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.kernel.money import share
from facet.loyalty.errors import IdentityNeeded, ValueAboveLimit, ValueFrozen, ValueShort

NAMED_LIMIT, BEARER_LIMIT, IDENTITY_FROM = 500_000, 100_000, 1_000_000


class CardKind(StrEnum):
    """Whose the value is: a member's, or whoever holds the card."""

    NAMED = "named"
    BEARER = "bearer"


CARD_LABELS = {CardKind.NAMED: gettext_noop("Named card"), CardKind.BEARER: gettext_noop("Bearer card")}


class ValueState(StrEnum):
    """Whether a card can be used."""

    ACTIVE = "active"
    FROZEN = "frozen"
    CLOSED = "closed"  # its value went to a named card or back to the customer


VALUE_STATE_LABELS = {
    ValueState.ACTIVE: gettext_noop("Can be used"),
    ValueState.FROZEN: gettext_noop("Frozen"),
    ValueState.CLOSED: gettext_noop("Closed"),
}


class ValueKind(StrEnum):
    """What moved stored value."""

    LOADED = "loaded"
    CONVERTED = "converted"
    SPENT = "spent"
    SPENT_BACK = "spent_back"
    PAID_OUT = "paid_out"
    MOVED_OUT = "moved_out"
    MOVED_IN = "moved_in"


VALUE_LABELS = {
    ValueKind.LOADED: gettext_noop("Loaded"),
    ValueKind.CONVERTED: gettext_noop("Points turned into value"),
    ValueKind.SPENT: gettext_noop("Paid with stored value"),
    ValueKind.SPENT_BACK: gettext_noop("Back from a return"),
    ValueKind.PAID_OUT: gettext_noop("Paid out"),
    ValueKind.MOVED_OUT: gettext_noop("Moved to another card"),
    ValueKind.MOVED_IN: gettext_noop("Moved from another card"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """Money we owe: what was paid for, and what was given on top."""

    principal: int = 0
    bonus: int = 0

    @property
    def total(self) -> int:
        return self.principal + self.bonus

    def __add__(self, other: "Value") -> "Value":
        return Value(self.principal + other.principal, self.bonus + other.bonus)

    def __neg__(self) -> "Value":
        return Value(-self.principal, -self.bonus)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a card may hold, and from what paid-in sum of one member an identity document is looked at."""

    named_cents: int = NAMED_LIMIT
    bearer_cents: int = BEARER_LIMIT
    identity_from_cents: int = IDENTITY_FROM

    def of(self, kind: str) -> int:
        return self.named_cents if kind == CardKind.NAMED else self.bearer_cents


def loaded(now: Value, more: Value, *, kind: str, limits: Limits) -> Value:
    """The value once `more` is on the card. Raises: ValueAboveLimit."""
    after = now + more
    if after.total > limits.of(kind):
        raise ValueAboveLimit(limit_cents=limits.of(kind), after_cents=after.total)
    return after


def check_identity(*, paid_cents: int, more: int, seen: bool, limits: Limits) -> None:
    """From a sum on, all her cards together, somebody must have seen her document. Raises: IdentityNeeded."""
    if paid_cents + more >= limits.identity_from_cents and not seen:
        raise IdentityNeeded(from_cents=limits.identity_from_cents)


def check_usable(state: str) -> None:
    """Raises: ValueFrozen, for a card that is frozen or closed."""
    if state != ValueState.ACTIVE:
        raise ValueFrozen


def spend(now: Value, cents: int) -> Value:
    """What paying `cents` takes: principal first, bonus last. Raises: ValueShort."""
    if cents > now.total:
        raise ValueShort(left_cents=now.total, wanted_cents=cents)
    principal = min(cents, now.principal)
    return Value(principal, cents - principal)


def given_back(spent: Value, *, returned: int, whole: int, already: Value) -> Value:
    """What goes back to the card when `returned` of `whole` has come back so far, in the mix it was spent.

    All parts add up to what was spent exactly, and none is negative. Source: D6.
    """
    if not 0 <= returned <= whole:
        raise ValueError("more would be returned than was paid")
    cents = share(spent.total, returned, whole)
    principal = share(spent.principal, cents, spent.total) if spent.total else 0
    return Value(principal, cents - principal) + -already
