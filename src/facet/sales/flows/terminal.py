"""Charging at a terminal: reserve → ask → note the answer; the ticket claims it later. Outside of any transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.errors import PaymentDeclined, PaymentUnclear
from facet.sales.models import Payment
from facet.sales.rules.paying import PAYMENT_LABELS, Answer, PaymentState
from facet.sales.rules.terminal_settings import TERMINAL
from facet.sales.services import payments


class Terminal(Protocol):
    """The port: whatever charges cards and codes. It answers once, twice, or not at all, and never raises."""

    def charge(self, payment_id: UUID, amount_cents: int) -> Sequence[Answer]: ...


class Simulated:
    """A terminal for practice and tests: it answers as its mode says."""

    def __init__(self, mode: str) -> None:
        self.mode = mode

    def charge(self, payment_id: UUID, amount_cents: int) -> Sequence[Answer]:
        """The answers; `timeout` gives none."""
        yes = Answer(True, f"SIM{str(payment_id)[:8].upper()}")
        return {"ok": [yes], "twice": [yes, yes], "decline": [Answer(False)]}.get(self.mode, [])


Adapter = Callable[[str], Terminal]
ADAPTERS: Mapping[str, Adapter] = {"simulated": Simulated}
"""By the part of the setting before the colon; a real terminal adds its own."""


def terminal_of(store_id: int, *, on: datetime) -> Terminal | None:
    """The terminal of a store, None where the clerk charges by hand and types the amount. Queries: 1."""
    value = str(organisation_selectors.policy_value(TERMINAL.key, store_id=store_id, on=on.date(), default="by_hand"))
    name, _, mode = value.partition(":")
    return ADAPTERS[name](mode) if name in ADAPTERS else None


def required_terminal(store_id: int, *, on: datetime) -> Terminal:
    """The terminal of a store that has one. Raises: Invalid."""
    terminal = terminal_of(store_id, on=on)
    if terminal is None:
        raise Invalid(field="store", reason=gettext_noop("This store's terminal is charged by hand."))
    return terminal


def charge_terminal(
    *, actor: Actor, operation: OperationKey, till: TillFacts, request: payments.ChargeIn, terminal: Terminal,
    at: datetime,
) -> Payment:  # fmt: skip
    """Charge once; gives the approved payment for the ticket to claim.

    Raises: PaymentDeclined, PaymentUnclear when the terminal answered nothing, and what reserving refuses.
    """
    row, is_new = payments.reserve_payment(actor=actor, operation=operation, till=till, request=request, at=at)
    if is_new:
        for answer in terminal.charge(row.pk, row.amount_cents) or [Answer(None)]:
            row = payments.note_answer(actor=actor, payment_id=row.pk, answer=answer, at=at)
    if row.state == PaymentState.DECLINED:
        raise PaymentDeclined
    if row.state not in {PaymentState.APPROVED, PaymentState.CLAIMED}:
        raise PaymentUnclear(state=PAYMENT_LABELS[PaymentState(row.state)])
    return row
