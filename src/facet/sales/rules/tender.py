"""Whether the money on the counter pays the ticket, and what change goes back. Pure.

Source: decisions.md §3.5 (only cash may exceed what is due); ux.md 2.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.sales.errors import PaidTooMuch, PaymentShort
from facet.sales.rules.kinds import NEEDS_REFERENCE, Method
from facet.sales.rules.request import TenderRequest


@dataclass(frozen=True, slots=True)
class Settled:
    """One tender as it is booked: what pays, what was handed over, what went back.

    A refund is negative in both amounts; `refunds` is the earlier payment it gives back.
    """

    method: Method
    amount_cents: int
    tendered_cents: int
    reference: str
    refunds: int | None = None
    asked: TenderRequest | None = field(default=None, compare=False)  # what came in, with its proof

    @property
    def change_cents(self) -> int:
        return self.tendered_cents - self.amount_cents


def settle(due_cents: int, tenders: Sequence[TenderRequest]) -> tuple[Settled, ...]:
    """The tenders as booked; their amounts add up to `due_cents` exactly.

    Change is given from cash only, from the last cash tender first.
    Raises: Invalid, PaymentShort, PaidTooMuch.
    """
    methods = [known_method(tender) for tender in tenders]
    paid = sum(tender.amount_cents for tender in tenders)
    if paid < due_cents:
        raise PaymentShort(
            due_cents=due_cents,
            paid_cents=paid,
            missing_cents=due_cents - paid,
            missing=shown(due_cents - paid, "yuan"),
        )
    change = paid - due_cents
    booked: list[Settled] = []
    for tender, method in zip(reversed(tenders), reversed(methods), strict=True):
        back = min(change, tender.amount_cents) if method is Method.CASH else 0
        change -= back
        booked.append(Settled(method, tender.amount_cents - back, tender.amount_cents, tender.reference, asked=tender))
    if change:
        raise PaidTooMuch(due_cents=due_cents, paid_cents=paid, due=shown(due_cents, "yuan"), paid=shown(paid, "yuan"))
    return tuple(tender for tender in reversed(booked) if tender.amount_cents or tender.tendered_cents)


def known_method(tender: TenderRequest, *, is_refund: bool = False) -> Method:
    """The method of one tender, its amount and reference checked; a refund finds its own. Raises: Invalid."""
    try:
        method = Method(tender.method)
    except ValueError:
        raise Invalid(field="tenders.method", reason=gettext_noop("This way of paying is not known.")) from None
    if tender.amount_cents <= 0:
        raise Invalid(field="tenders.amount_cents", reason=gettext_noop("An amount must be above zero."))
    if method in NEEDS_REFERENCE and not tender.reference and not (is_refund and method is not Method.MALL):
        raise Invalid(field="tenders.reference", reason=NEEDS_REFERENCE[method])
    return method
