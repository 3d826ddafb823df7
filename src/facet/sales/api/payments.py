"""Charges at terminals for programs: asked once, and settled by hand where the answer is unclear."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.organisation import selectors as organisation_selectors
from facet.sales.api.schemas import Closed
from facet.sales.flows.terminal import charge_terminal as charge
from facet.sales.flows.terminal import required_terminal
from facet.sales.models import Payment
from facet.sales.selectors.reconciling import to_reconcile
from facet.sales.services.payments import ChargeIn
from facet.sales.services.payments import reconcile_payment as settle

router = Router(tags=["sales"])


class ChargeBody(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    method: Literal["terminal", "wechat", "alipay"] = "terminal"
    amount_cents: Whole(1, 10**12)
    basket: UUID | None = Field(None, description="The open ticket; one that is unclear is not charged again.")


class DecisionBody(Closed):
    decision: Literal["charged", "not_charged", "reversed"]
    note: Text(200) = ""


class PaymentOut(Schema):
    id: UUID
    state: str
    method: str
    amount_cents: int
    reference: str
    answers: int
    asked_at: datetime


@router.post("/sales/payments", response={201: PaymentOut} | PROBLEMS, operation_id="charge_terminal")
def charge_terminal(request: HttpRequest, payload: ChargeBody) -> Any:
    """Charge at the store's terminal; name the payment in the ticket's tender. Safe to retry with its key."""
    till = organisation_selectors.till_facts(store_code=payload.store, till_code=payload.till)
    at = now()
    asked = ChargeIn(method=payload.method, amount_cents=payload.amount_cents, basket=payload.basket)
    paid = charge(
        actor=request.auth, operation=operation_of(request, payload), till=till, request=asked,
        terminal=required_terminal(till.store_id, on=at), at=at,
    )  # fmt: skip
    return Status(201, payment_out(paid))


@router.get("/sales/payments/open", response={200: list[PaymentOut]} | PROBLEMS, operation_id="payments_to_reconcile")
def payments_to_reconcile(request: HttpRequest) -> Any:
    """Charges without a clear answer or without a ticket, in reach."""
    return [
        {
            "id": row.id, "state": row.code, "method": row.by_method, "amount_cents": row.amount_cents,
            "reference": row.reference, "answers": row.answers, "asked_at": row.asked_at,
        }
        for row in to_reconcile(request.auth).payments
    ]  # fmt: skip


@router.post(
    "/sales/payments/{uuid:payment_id}/decision", response={200: PaymentOut} | PROBLEMS,
    operation_id="reconcile_payment",
)  # fmt: skip
def reconcile_payment(request: HttpRequest, payment_id: UUID, payload: DecisionBody) -> Any:
    """Settle an unclear charge by the terminal's own list. Safe to retry with its `Idempotency-Key`."""
    row = settle(
        actor=request.auth, operation=operation_of(request, payload), payment_id=payment_id,
        decision=payload.decision, note=payload.note, at=now(),
    )  # fmt: skip
    return payment_out(row)


def payment_out(row: Payment) -> dict[str, Any]:
    """A charge as the API gives it."""
    return {name: getattr(row, name) for name in PaymentOut.model_fields}
