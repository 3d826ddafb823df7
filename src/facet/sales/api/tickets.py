"""Tickets, shifts and staff results for programs: the same services as the till's."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.kernel.clock import now
from facet.kernel.interface import Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import selectors, services
from facet.sales.api.schemas import (
    PersonDayOut,
    QuoteIn,
    QuoteOut,
    SaleIn,
    SaleOut,
    ShiftCloseIn,
    ShiftIn,
    ShiftOut,
    quote_out,
    sale_out,
)
from facet.sales.flows.pending import refuse_conflict, sync_sale

router = Router(tags=["sales"])


@router.post("/sales/quote", response={200: QuoteOut} | PROBLEMS, operation_id="quote_sale")
def quote_sale(request: HttpRequest, payload: QuoteIn) -> Any:
    """Price a ticket without selling it; its board prices hold for 30 minutes."""
    return quote_out(services.quote_sale(actor=request.auth, request=payload.request(), at=now()))


@router.post("/sales", response={201: SaleOut} | PROBLEMS, operation_id="complete_sale")
def complete_sale(request: HttpRequest, payload: SaleIn) -> Any:
    """Sell everything on a ticket, or nothing. Safe to retry with the same `Idempotency-Key`."""
    if waited := payload.pending_in():
        row = sync_sale(
            actor=request.auth, operation=operation_of(request, payload), request=payload.sale_request(),
            pending=waited, at=now(),
        )  # fmt: skip
        refuse_conflict(row)
        return Status(201, sale_out(selectors.get_sale(request.auth, sale_id=row.pk)))
    sold = services.complete_sale(
        actor=request.auth, operation=operation_of(request, payload), request=payload.sale_request(), at=now()
    )
    return Status(201, sale_out(sold))


@router.get("/sales/{uuid:sale_id}", response={200: SaleOut} | PROBLEMS, operation_id="get_sale")
def get_sale(request: HttpRequest, sale_id: UUID) -> Any:
    """One completed ticket with every "why"."""
    return sale_out(selectors.get_sale(request.auth, sale_id=sale_id))


@router.post("/shifts", response={201: ShiftOut} | PROBLEMS, operation_id="open_shift")
def open_shift(request: HttpRequest, payload: ShiftIn) -> Any:
    """Open the drawer of a till with a float."""
    shift = services.open_shift(
        actor=request.auth, operation=operation_of(request, payload), store=payload.store, till=payload.till,
        float_cents=payload.float_cents, at=now(),
    )  # fmt: skip
    return Status(201, selectors.get_shift(request.auth, shift_id=shift.pk))


@router.post("/shifts/close", response={200: ShiftOut} | PROBLEMS, operation_id="close_shift")
def close_shift(request: HttpRequest, payload: ShiftCloseIn) -> Any:
    """Write down what was counted; what was expected is answered only now."""
    count = services.BlindCount(
        store=payload.store,
        till=payload.till,
        counted={str(method): cents for method, cents in payload.counted.items()},
        terminals={str(name): cents for name, cents in payload.terminals.items()},
        note=payload.note,
    )
    shift = services.close_shift(actor=request.auth, operation=operation_of(request, payload), count=count, at=now())
    return selectors.get_shift(request.auth, shift_id=shift.pk)


@router.get("/sales/results", response={200: list[PersonDayOut]} | PROBLEMS, operation_id="staff_day")
def staff_day(request: HttpRequest, store: Query[Text(16, least=1)], on: Query[date]) -> Any:
    """Who sold how much in a store on a business date: yuan, pieces and grams."""
    return selectors.staff_day(request.auth, store_code=store, day=on)
