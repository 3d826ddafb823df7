"""Proof that the member herself agrees to spending: kinds, times, and what a proof is good for. Pure.

A proof is asked for one purpose, one member, one amount and one document; it is given once, and
used once. Source: R317, docs/algorithms/redemption.md §1.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.loyalty.errors import ProofDiffers, ProofExpired, ProofLost, ProofMissing, ProofUsed

CODE_DIGITS = 6
CODE_MINUTES = 5  # how long a code, or any other answer, may be awaited
GIVEN_MINUTES = 15  # how long a given proof may be used: a ticket takes its time
TRIES = 5
PIN_LENGTH = 6
APPROVAL_KIND = "loyalty.spend_without_member"
LIMIT = "proof_cents"  # up to what amount a manager may vouch for a member


class ProofKind(StrEnum):
    """How the member, or somebody for her, shows that she agrees."""

    CODE = "code"
    QR = "qr"
    PIN = "pin"
    MANAGER = "manager"


PROOF_LABELS = {
    ProofKind.CODE: gettext_noop("One-time code"),
    ProofKind.QR: gettext_noop("Changing QR code"),
    ProofKind.PIN: gettext_noop("PIN of the member"),
    ProofKind.MANAGER: gettext_noop("A manager vouches"),
}


class Purpose(StrEnum):
    """What is going to be spent."""

    POINTS = "points"
    STORED_VALUE = "stored_value"
    COUPON = "coupon"
    PIN = "pin"  # to set a new PIN


PURPOSE_LABELS = {
    Purpose.POINTS: gettext_noop("Points"),
    Purpose.STORED_VALUE: gettext_noop("Stored value"),
    Purpose.COUPON: gettext_noop("Coupon"),
    Purpose.PIN: gettext_noop("A new PIN"),
}


class ProofState(StrEnum):
    """Where a proof stands."""

    WAITING = "waiting"
    GIVEN = "given"
    USED = "used"
    LOST = "lost"  # too many wrong answers


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a proof is bound to. `amount` is in points for POINTS, else in fen; a smaller amount fits, too."""

    member_id: int
    purpose: str
    amount: int
    document: str


@dataclass(frozen=True, slots=True)
class Held:
    """A proof as it lies in the book."""

    state: str
    wanted: Wanted
    expires_at: datetime


def code_of(mac: bytes) -> str:
    """Six digits from a mac of the asked proof: nothing of the code is ever stored."""
    return f"{int.from_bytes(mac[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def waits_until(at: datetime) -> datetime:
    """Until when an answer is accepted."""
    return at + timedelta(minutes=CODE_MINUTES)


def good_until(at: datetime) -> datetime:
    """Until when a proof given at `at` can be used."""
    return at + timedelta(minutes=GIVEN_MINUTES)


def may_answer(state: str, *, expires_at: datetime, at: datetime) -> None:
    """Refuse an answer to a proof that waits no more. Raises: ProofLost, ProofUsed, ProofExpired."""
    if state == ProofState.LOST:
        raise ProofLost(tries=TRIES)
    if state != ProofState.WAITING:
        raise ProofUsed
    if at >= expires_at:
        raise ProofExpired


def check_use(held: Held | None, *, wanted: Wanted, at: datetime) -> None:
    """Refuse unless `held` proves exactly `wanted`. Raises: ProofMissing, ProofUsed, ProofExpired, ProofDiffers."""
    if held is None or held.state in {ProofState.WAITING, ProofState.LOST}:
        raise ProofMissing
    if held.state == ProofState.USED:
        raise ProofUsed
    if at >= held.expires_at:
        raise ProofExpired
    proved = held.wanted
    same = (proved.member_id, proved.purpose, proved.document) == (wanted.member_id, wanted.purpose, wanted.document)
    if not same or wanted.amount > proved.amount:
        raise ProofDiffers


def is_asked(*, asked: bool, from_cents: int, cents: int) -> bool:
    """Whether the house asks for a proof when `cents` worth are spent: from the threshold on."""
    return asked and cents >= from_cents


def pin_is_good(pin: str) -> bool:
    """Six digits, not all the same and not a plain run up or down."""
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdecimal()):
        return False
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    return len(steps) > 1 or steps.isdisjoint({0, 1, -1})
