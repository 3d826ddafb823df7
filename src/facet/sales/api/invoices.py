"""Invoices for programs: asked for a ticket, listed without names, answered with a number or a reason."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Text, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.models import InvoiceRequest
from facet.sales.permissions import SalesPermission
from facet.sales.rules.invoicing import InvoiceWish
from facet.sales.selectors.invoices import visible_invoices

router = Router(tags=["sales"])
MOST = 200


class InvoiceIn(Closed):
    buyer: Literal["person", "company"] = "person"
    title: Text(100, least=1)
    tax_number: Text(24) = ""
    email: Text(120, least=5)


class InvoiceAnswerIn(Closed):
    answer: Literal["issued", "rejected"]
    number: Text(32) = ""
    reason: Text(200) = ""


class InvoiceOut(Schema):
    """One request; whom it names is shown on its page only, and noted."""

    id: UUID
    sale_id: UUID
    state: str
    buyer: str
    amount_cents: int
    net_cents: int
    vat_cents: int
    consumption_cents: int
    invoice_number: str
    asked_at: datetime


@router.post("/sales/{uuid:sale_id}/invoice", response={201: InvoiceOut} | PROBLEMS, operation_id="request_invoice")
def request_invoice(request: HttpRequest, sale_id: UUID, payload: InvoiceIn) -> Any:
    """Ask for a ticket's invoice, over what was received for its goods. Safe to retry with its `Idempotency-Key`."""
    row = services.request_invoice(
        actor=request.auth, operation=operation_of(request, payload), sale_id=sale_id,
        wish=InvoiceWish(**payload.dict()), at=now(),
    )  # fmt: skip
    return Status(201, invoice_out(row))


@router.get("/invoices", response={200: list[InvoiceOut]} | PROBLEMS, operation_id="list_invoices")
def list_invoices(request: HttpRequest, state: Query[Literal["asked", "issued", "rejected"]] = "asked") -> Any:
    """Requests in reach, the newest first, 200 at most."""
    require(request.auth, SalesPermission.ISSUE_INVOICE)
    rows = visible_invoices(request.auth).filter(state=state).order_by("-asked_at", "-id")[:MOST]
    return [invoice_out(row) for row in rows]


@router.post("/invoices/{uuid:invoice_id}/answer", response={200: InvoiceOut} | PROBLEMS, operation_id="decide_invoice")
def decide_invoice(request: HttpRequest, invoice_id: UUID, payload: InvoiceAnswerIn) -> Any:
    """Say that a request was issued, with its number, or why not. Safe to retry with its `Idempotency-Key`."""
    answer = services.InvoiceAnswer(issued=payload.answer == "issued", number=payload.number, reason=payload.reason)
    row = services.decide_invoice(
        actor=request.auth, operation=operation_of(request, payload), invoice_id=invoice_id, answer=answer, at=now()
    )
    return invoice_out(row)


def invoice_out(row: InvoiceRequest) -> dict[str, Any]:
    """A request as the API gives it."""
    return {name: getattr(row, name) for name in InvoiceOut.model_fields}
