"""A charge at a terminal: reserved before it is asked, claimed by one ticket, settled by hand if unclear.

Every step is a transaction of its own, because the terminal answers outside of any (P9).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import TillFacts
from facet.sales.errors import PaymentDecided, PaymentUnclear
from facet.sales.models import Payment
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import Method
from facet.sales.rules.paying import DECISIONS, OPEN_STATES, PAYMENT_LABELS, Answer, PaymentState, after_answer
from facet.sales.rules.tender import Settled
from facet.sales.services.ticket import Ticket

CHARGED_BY = (Method.TERMINAL.value, Method.WECHAT.value, Method.ALIPAY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeIn:
    """What is to be charged for which open ticket. Units: cents."""

    method: str
    amount_cents: int
    basket: UUID | None = None


@unit_of_work
def reserve_payment(
    *, actor: Actor, operation: OperationKey, till: TillFacts, request: ChargeIn, at: datetime
) -> tuple[Payment, bool]:
    """Write down that a terminal is going to be asked; gives the payment and whether it still has to be asked.

    A charge of this ticket that came in already is given back instead of a second one; while one is
    unclear nothing is charged. Raises: NotPermitted, Invalid, PaymentUnclear. Locks: the ticket's payments.
    """
    act = operations.begin(operation, kind="sales.charge_terminal", actor=actor, at=at)
    if act.done:
        return Payment.objects.get(pk=act.id), False
    require(actor, SalesPermission.TAKE_PAYMENT, store_id=till.store_id)
    if request.method not in CHARGED_BY or request.amount_cents <= 0:
        raise Invalid(
            field="amount_cents", reason=gettext_noop("Name an amount above zero and a way a terminal takes.")
        )
    if request.basket:
        rows = Payment.objects.select_for_update().filter(basket=request.basket, state__in=OPEN_STATES).order_by("pk")
        for row in rows:
            if row.state != PaymentState.APPROVED:
                raise PaymentUnclear(state=PAYMENT_LABELS[PaymentState(row.state)])
            if row.method == request.method and row.amount_cents == request.amount_cents:
                act.finish(payment=str(row.pk))
                return row, False
    row = Payment.objects.create(
        id=act.id, basket=request.basket, store_id=till.store_id, till_id=till.till_id, method=request.method,
        amount_cents=request.amount_cents, state=PaymentState.ASKED.value, asked_at=at, asked_by_id=actor.staff_id,
    )  # fmt: skip
    act.finish(payment=str(row.pk))
    return row, True


@unit_of_work
def note_answer(*, actor: Actor, payment_id: UUID, answer: Answer, at: datetime) -> Payment:
    """Write down what the terminal said; an answer that comes twice is counted and changes nothing.

    Raises: NotFound, NotPermitted. Locks: the payment.
    """
    row = _locked(payment_id)
    require(actor, SalesPermission.TAKE_PAYMENT, store_id=row.store_id)
    row.state = after_answer(PaymentState(row.state), answer).value
    row.reference = row.reference or answer.reference
    row.answers += 1
    row.answered_at = row.answered_at or at
    row.save(update_fields=["state", "reference", "answers", "answered_at"])
    return row


@joins_unit_of_work
def claim_payment(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> None:
    """The ticket that a charge paid; one charge pays one ticket. Raises: PaymentUnclear. Locks: the payment."""
    wanted = tender.asked.payment if tender.asked else None
    if wanted is None:
        return
    row = _locked(wanted)
    fits = (row.method, row.amount_cents, row.store_id) == (tender.method, tender.amount_cents, ticket.till.store_id)
    if row.state != PaymentState.APPROVED or not fits:
        raise PaymentUnclear(state=PAYMENT_LABELS[PaymentState(row.state)])
    row.state, row.sale, row.claimed_at = PaymentState.CLAIMED.value, ticket.id, ticket.at
    row.save(update_fields=["state", "sale", "claimed_at"])


@unit_of_work
def reconcile_payment(
    *, actor: Actor, operation: OperationKey, payment_id: UUID, decision: str, note: str, at: datetime
) -> Payment:
    """Settle an unclear charge by the terminal's own list: charged, not charged, or given back there.

    Raises: NotPermitted, NotFound, Invalid, PaymentDecided, OperationConflict. Locks: the payment.
    """
    act = operations.begin(operation, kind="sales.reconcile_payment", actor=actor, at=at)
    if act.done:
        return Payment.objects.get(pk=payment_id)
    require(actor, SalesPermission.RECONCILE)
    row = _locked(payment_id)
    if not actor.may(SalesPermission.RECONCILE, store_id=row.store_id):
        raise NotFound(key=str(payment_id))
    if decision not in DECISIONS:
        raise Invalid(field="decision", reason=gettext_noop("Say whether the terminal's list has it."))
    if row.state not in OPEN_STATES or row.state == DECISIONS[decision]:
        raise PaymentDecided(state=PAYMENT_LABELS[PaymentState(row.state)])
    before, row.state = row.state, DECISIONS[decision].value
    row.decided_at, row.decided_by_id, row.note = at, actor.staff_id, note
    row.save(update_fields=["state", "decided_at", "decided_by", "note"])
    audit_services.record(
        actor, "sales.payment_reconciled", at=at, subject=("sales.payment", row.pk, str(row.pk)[:8]),
        store=(row.store_id, row.store.name), before=before, after=row.state, amount_cents=row.amount_cents,
    )  # fmt: skip
    act.finish(payment=str(row.pk))
    return row


def _locked(payment_id: UUID) -> Payment:
    row = Payment.objects.select_for_update(of=("self",)).select_related("store").filter(pk=payment_id).first()
    if row is None:
        raise NotFound(key=str(payment_id))
    return row
