"""Paying beyond the counter: what the limits ask, what a terminal may answer, when cash is reported. Pure.

Units: cents. Source: R079, R317, R327, F31, F34, F43, decisions.md §3.5; docs/algorithms/ticket.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.errors import IdentityNeeded, VoucherUnclear
from facet.sales.rules.kinds import Method
from facet.sales.rules.working_days import WorkCalendar

REPORT_FROM_CENTS = 10_000_000  # F43: cash of one person on one day, over all stores
REPORT_WORKING_DAYS = 5


class VoucherState(StrEnum):
    """Where a group-buying voucher stands."""

    CLAIMED = "claimed"
    RECONCILED = "reconciled"
    GIVEN_BACK = "given_back"


class PaymentState(StrEnum):
    """Where a charge at a terminal stands."""

    ASKED = "asked"  # reserved here, the terminal has not answered
    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"  # the terminal answered nothing: do not charge again
    CLAIMED = "claimed"
    NOT_CHARGED = "not_charged"  # decided by hand: the terminal's own list does not have it
    REVERSED = "reversed"  # decided by hand: charged, and given back at the terminal


PAYMENT_LABELS = {
    PaymentState.ASKED: gettext_noop("Waits for the terminal"),
    PaymentState.APPROVED: gettext_noop("Charged, not on a ticket yet"),
    PaymentState.DECLINED: gettext_noop("Declined"),
    PaymentState.UNKNOWN: gettext_noop("Terminal answered nothing"),
    PaymentState.CLAIMED: gettext_noop("On its ticket"),
    PaymentState.NOT_CHARGED: gettext_noop("Was not charged"),
    PaymentState.REVERSED: gettext_noop("Given back at the terminal"),
}

OPEN_STATES = (PaymentState.ASKED, PaymentState.APPROVED, PaymentState.UNKNOWN)
"""A charge that somebody has to settle before the ticket is charged again."""


class IdentityKind(StrEnum):
    """Which document was seen."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    PERMIT = "permit"


IDENTITY_LABELS = {
    IdentityKind.ID_CARD: gettext_noop("Identity card"),
    IdentityKind.PASSPORT: gettext_noop("Passport"),
    IdentityKind.PERMIT: gettext_noop("Travel permit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRequest:
    """The document that was seen: personal data, sealed at once."""

    kind: str
    name: str
    number: str


def reportable(*, cash_cents: int, earlier_cents: int) -> bool:
    """Whether this ticket's cash reaches the sum that is reported; a ticket without cash never does."""
    return cash_cents > 0 and cash_cents + earlier_cents >= REPORT_FROM_CENTS


def counted_cash(cash: Iterable[int], *, old_gold_cents: int) -> int:
    """What of a ticket's cash counts: what came in, and what went out for old gold; refunds of goods do not.

    `cash` are its cash tenders, below zero when paid out; `old_gold_cents` is what its old gold was worth.
    """
    tenders = list(cash)
    paid_out = -sum(cents for cents in tenders if cents < 0)
    return sum(cents for cents in tenders if cents > 0) + min(paid_out, max(0, old_gold_cents))


def check_identity(identity: IdentityRequest | None, *, day_cents: int) -> IdentityRequest:
    """The document, or a refusal that says why it is asked. Raises: IdentityNeeded, Invalid."""
    if identity is None or not identity.number.strip() or not identity.name.strip():
        raise IdentityNeeded(day_cents=day_cents)
    if identity.kind not in set(IdentityKind):
        raise Invalid(field="identity.kind", reason=gettext_noop("Choose the kind of document."))
    if not 5 <= len(identity.number.strip()) <= 32:
        raise Invalid(field="identity.number", reason=gettext_noop("Write the whole number of the document."))
    return identity


def report_due(on: date, calendar: WorkCalendar) -> date:
    """The last day for the report: five working days on."""
    return calendar.after(on, REPORT_WORKING_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """A group-buying voucher as it is claimed. face − fee = settlement."""

    code: str
    platform: str
    face_cents: int
    settlement_cents: int

    @property
    def fee_cents(self) -> int:
        return self.face_cents - self.settlement_cents


def voucher_of(*, reference: str, amount_cents: int, settlement_cents: int | None, platform: str) -> Voucher:
    """The voucher behind a tender; what its platform pays is the face value unless it is known.

    Raises: VoucherUnclear.
    """
    code = reference.strip().upper()
    paid = amount_cents if settlement_cents is None else settlement_cents
    if not 4 <= len(code) <= 64:
        raise VoucherUnclear(reason=gettext_noop("Write the voucher's whole code."))
    if not 0 <= paid <= amount_cents:
        raise VoucherUnclear(reason=gettext_noop("The platform pays at most the face value."))
    return Voucher(code=code, platform=platform.strip(), face_cents=amount_cents, settlement_cents=paid)


def masked_reference(method: Method, reference: str) -> str:
    """What a tender's row keeps of its reference: of a value card the end only, it is money to whoever reads it."""
    return f"····{reference.strip()[-4:]}" if method is Method.STORED_VALUE and reference else reference


DECISIONS: dict[str, PaymentState] = {
    "charged": PaymentState.APPROVED,
    "not_charged": PaymentState.NOT_CHARGED,
    "reversed": PaymentState.REVERSED,
}
"""What a person decides by the terminal's own list."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a terminal said: approved, declined, or nothing within its time (`approved` None)."""

    approved: bool | None
    reference: str = ""


def after_answer(state: PaymentState, answer: Answer) -> PaymentState:
    """Where a charge stands after an answer. A late approval wins over silence; what is settled stays settled."""
    if state not in {PaymentState.ASKED, PaymentState.UNKNOWN}:
        return state
    if answer.approved is None:
        return PaymentState.UNKNOWN
    return PaymentState.APPROVED if answer.approved else PaymentState.DECLINED
