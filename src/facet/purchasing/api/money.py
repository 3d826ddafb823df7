"""Grams owed, bills, consigned and lent goods for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.interface import operation_of
from facet.kernel.permissions import Actor
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.purchasing import selectors, services
from facet.purchasing.api.schemas import (
    BillBody,
    BillOut,
    ConsignedOut,
    ConsignmentBody,
    FixingBody,
    GramsOwedOut,
    MemoBackBody,
    MemoBody,
    NumberOut,
    StateOut,
)
from facet.purchasing.permissions import PurchasingPermission

router = Router(tags=["purchasing"])


@router.get(
    "/grams-owed", response={200: list[GramsOwedOut]} | PROBLEMS, operation_id="list_grams_owed",
    summary="Fine grams that are owed to suppliers",
)  # fmt: skip
def list_grams_owed(request: HttpRequest) -> Any:
    """By supplier and metal, the most first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.owed_metal(actor)


@router.post(
    "/price-fixings", response={201: NumberOut} | PROBLEMS, operation_id="fix_purchase_price",
    summary="Fix the price of gold that was received unpriced",
)  # fmt: skip
def fix_purchase_price(request: HttpRequest, payload: FixingBody) -> Any:
    """The oldest grams first; what is sold keeps the cost it was sold at."""
    actor = request.auth  # type: ignore[attr-defined]
    store_id = _store_id(actor, payload.store) if payload.store else None
    number = services.fix_purchase_price(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(store_id), at=now()
    )
    return Status(201, {"number": number})


def _store_id(actor: Actor, code: str) -> int:
    for row in organisation_selectors.stores_of(actor, PurchasingPermission.FIX_PRICES):
        if row.code == code.strip().upper():
            return row.id
    raise NotFound(key=code)


@router.post(
    "/supplier-bills", response={201: BillOut} | PROBLEMS, operation_id="enter_supplier_bill",
    summary="Enter a supplier's bill and match it",
)  # fmt: skip
def enter_supplier_bill(request: HttpRequest, payload: BillBody) -> Any:
    """Each line is set beside order and receipts; what differs is named."""
    actor = request.auth  # type: ignore[attr-defined]
    number = services.enter_supplier_bill(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(), at=now()
    )
    return Status(201, get_supplier_bill(request, number))


@router.get(
    "/supplier-bills/{number}", response={200: BillOut} | PROBLEMS, operation_id="get_supplier_bill",
    summary="One bill with its lines",
)  # fmt: skip
def get_supplier_bill(request: HttpRequest, number: str) -> Any:
    """What was billed, what was expected, what differs."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.bill_page(actor, number)


@router.post(
    "/supplier-bills/{number}/approval", response={200: StateOut} | PROBLEMS, operation_id="approve_supplier_bill",
    summary="Allow a bill that differs",
)  # fmt: skip
def approve_supplier_bill(request: HttpRequest, number: str) -> Any:
    """Somebody other than who entered it, within the own limit."""
    actor = request.auth  # type: ignore[attr-defined]
    state = services.approve_supplier_bill(actor=actor, operation=operation_of(request), number=number, at=now())
    return {"number": number, "state": state}


@router.get(
    "/consigned-goods", response={200: list[ConsignedOut]} | PROBLEMS, operation_id="list_consigned_goods",
    summary="Goods of suppliers in our stores that are not settled",
)  # fmt: skip
def list_consigned_goods(request: HttpRequest) -> Any:
    """The newest thousand."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return list(selectors.consigned_queryset(actor).order_by("-id")[:1000])


@router.post(
    "/consignment-settlements", response={201: NumberOut} | PROBLEMS, operation_id="settle_consignment",
    summary="Settle consigned pieces that were sold",
)  # fmt: skip
def settle_consignment(request: HttpRequest, payload: ConsignmentBody) -> Any:
    """They are ours from then on."""
    actor = request.auth  # type: ignore[attr-defined]
    number = services.settle_consignment(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(), at=now()
    )
    return Status(201, {"number": number})


@router.post(
    "/memos", response={201: NumberOut} | PROBLEMS, operation_id="lend_on_memo", summary="Lend pieces to a partner"
)
def lend_on_memo(request: HttpRequest, payload: MemoBody) -> Any:
    """Until a day; the store gets a to-do."""
    actor = request.auth  # type: ignore[attr-defined]
    number = services.lend_on_memo(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(), at=now()
    )
    return Status(201, {"number": number})


@router.post(
    "/memos/{number}/returns", response={200: StateOut} | PROBLEMS, operation_id="return_from_memo",
    summary="Take lent pieces back",
)  # fmt: skip
def return_from_memo(request: HttpRequest, number: str, payload: MemoBackBody) -> Any:
    """What is missing stays with the partner."""
    actor = request.auth  # type: ignore[attr-defined]
    weights = [(item.tag, item.weight_mg) for item in payload.items]
    state = services.return_from_memo(
        actor=actor, operation=operation_of(request, payload), number=number, weights=weights, at=now()
    )
    return {"number": number, "state": state}
