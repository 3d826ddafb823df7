"""Bulk goods for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.inventory import selectors, services
from facet.inventory.api import answers, schemas
from facet.kernel.clock import now
from facet.kernel.interface import IdOut, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


@router.get(
    "/lots",
    response={200: list[answers.LotOut]} | PROBLEMS,
    operation_id="list_lots",
    summary="Bulk goods and what the stores in reach have of them",
)
def list_lots(request: HttpRequest) -> Any:
    """The first 500 by number."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.lot_rows(actor)


@router.post(
    "/lots",
    response={201: IdOut} | PROBLEMS,
    operation_id="open_lot",
    summary="Add a kind of bulk goods",
)
def open_lot(request: HttpRequest, payload: schemas.LotBody) -> Any:
    """Sold by the piece, or by the gram with labour."""
    actor = request.auth  # type: ignore[attr-defined]
    return Status(201, {"id": services.open_lot(actor=actor, lot=payload.wanted(), at=now())})


@router.post(
    "/lots/receipts",
    response={201: answers.HoldingOut} | PROBLEMS,
    operation_id="receive_bulk",
    summary="Receive pieces and grams of a lot",
)
def receive_bulk(request: HttpRequest, payload: schemas.BulkBody) -> Any:
    """Answers what the place holds afterwards."""
    held = services.receive_bulk(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, held)


@router.post(
    "/lots/counts",
    response={201: answers.HoldingOut} | PROBLEMS,
    operation_id="adjust_bulk",
    summary="Book what a count found at a place",
)
def adjust_bulk(request: HttpRequest, payload: schemas.BulkBody) -> Any:
    """The difference goes to, or comes from, the losses; it needs a reason."""
    held = services.adjust_bulk(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, held)


@router.get(
    "/lots/{sku}",
    response={200: answers.LotPageOut} | PROBLEMS,
    operation_id="get_lot",
    summary="One lot, where it lies and what moved it",
)
def get_lot(request: HttpRequest, sku: str) -> Any:
    """The newest 60 moves in the stores in reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.lot_page(actor, sku)
