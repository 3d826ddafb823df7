"""Suppliers and purchase orders for programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema, Status

from facet.kernel.clock import local_date, now
from facet.kernel.interface import operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.purchasing import selectors, services
from facet.purchasing.api.deliveries import DeliveryBody
from facet.purchasing.api.schemas import (
    ConfirmationBody,
    DeliveryOut,
    LabourPriceBody,
    NumberOut,
    OrderApprovalOut,
    OrderBody,
    OrderOut,
    OrderReasonBody,
    OrderShortOut,
    ReturnBody,
    StateOut,
    SupplierOut,
    SupplierShortOut,
    TermsBody,
)
from facet.purchasing.flows import sending
from facet.purchasing.rules.words import OrderState

router = Router(tags=["purchasing"])


class OrderQuery(Schema):
    state: OrderState | None = None


@router.get(
    "/suppliers", response={200: list[SupplierShortOut]} | PROBLEMS, operation_id="list_suppliers",
    summary="Suppliers with how many orders are open",
)  # fmt: skip
def list_suppliers(request: HttpRequest) -> Any:
    """By code; five hundred at most."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return list(selectors.suppliers_queryset(actor).order_by("code")[:500])


@router.get(
    "/suppliers/{code}", response={200: SupplierOut} | PROBLEMS, operation_id="get_supplier",
    summary="One supplier: terms, and how deliveries really are",
)  # fmt: skip
def get_supplier(request: HttpRequest, code: str) -> Any:
    """Lead time, punctuality and refusals are measured over a year."""
    actor = request.auth  # type: ignore[attr-defined]
    at = now()
    with viewing(actor):
        return selectors.supplier_page(actor, code, at=at, on=local_date(at, settings.TIME_ZONE))


@router.put(
    "/suppliers/{code}/terms", response={200: SupplierOut} | PROBLEMS, operation_id="save_supplier_terms",
    summary="Write down what was agreed with a supplier",
)  # fmt: skip
def save_supplier_terms(request: HttpRequest, code: str, payload: TermsBody) -> Any:
    """The address for orders is kept sealed and never given out."""
    actor = request.auth  # type: ignore[attr-defined]
    services.save_supplier_terms(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(code), at=now()
    )
    return get_supplier(request, code)


@router.post(
    "/suppliers/{code}/prices", response={201: SupplierOut} | PROBLEMS, operation_id="add_supplier_price",
    summary="Add a row to a supplier's price list",
)  # fmt: skip
def add_supplier_price(request: HttpRequest, code: str, payload: LabourPriceBody) -> Any:
    """For a category or for a style; the row before it counts until its first day."""
    actor = request.auth  # type: ignore[attr-defined]
    services.add_supplier_price(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(code), at=now()
    )
    return Status(201, get_supplier(request, code))


@router.get(
    "/purchase-orders", response={200: list[OrderShortOut]} | PROBLEMS, operation_id="list_purchase_orders",
    summary="The newest purchase orders of the stores in reach",
)  # fmt: skip
def list_purchase_orders(request: HttpRequest, query: Query[OrderQuery]) -> Any:
    """A hundred of them."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.orders_queryset(actor).order_by("-created_at", "-id")
        return list((rows.filter(state=str(query.state)) if query.state else rows)[:100])


@router.post(
    "/purchase-orders", response={201: OrderOut} | PROBLEMS, operation_id="create_purchase_order",
    summary="Write a purchase order",
)  # fmt: skip
def create_purchase_order(request: HttpRequest, payload: OrderBody) -> Any:
    """A draft: approve it, then send it."""
    actor = request.auth  # type: ignore[attr-defined]
    number = services.create_purchase_order(
        actor=actor, operation=operation_of(request, payload), request=payload.wanted(), at=now()
    )
    return Status(201, _page(request, number))


@router.get(
    "/purchase-orders/{number}", response={200: OrderOut} | PROBLEMS, operation_id="get_purchase_order",
    summary="One purchase order with its lines",
)  # fmt: skip
def get_purchase_order(request: HttpRequest, number: str) -> Any:
    """What was ordered, confirmed, received, refused and is still to come."""
    return _page(request, number)


@router.post(
    "/purchase-orders/{number}/approval-request", response={201: OrderApprovalOut} | PROBLEMS,
    operation_id="request_order_approval", summary="Ask a second person to allow an order above the limit",
)  # fmt: skip
def request_order_approval(request: HttpRequest, number: str, payload: OrderReasonBody) -> Any:
    """Only a person may ask."""
    actor = request.auth  # type: ignore[attr-defined]
    approval_id = services.request_order_approval(
        actor=actor, operation=operation_of(request, payload), number=number, reason=payload.reason, at=now()
    )
    return Status(201, {"approval_id": approval_id})


@router.post(
    "/purchase-orders/{number}/approval", response={200: StateOut} | PROBLEMS, operation_id="approve_purchase_order",
    summary="Make a draft an order that may be sent",
)  # fmt: skip
def approve_purchase_order(request: HttpRequest, number: str) -> Any:
    """Within one's limit, or with the yes that was asked for."""
    actor = request.auth  # type: ignore[attr-defined]
    state = services.approve_purchase_order(actor=actor, operation=operation_of(request), number=number, at=now())
    return {"number": number, "state": state}


@router.post(
    "/purchase-orders/{number}/letters", response={200: StateOut} | PROBLEMS, operation_id="send_purchase_order",
    summary="Send the order as a PDF with a link to confirm",
)  # fmt: skip
def send_purchase_order(request: HttpRequest, number: str) -> Any:
    """502 when the mail server did not take it: send again with a new key."""

    def link(secret: str) -> str:
        return request.build_absolute_uri(reverse("purchasing:supplier_answer", args=[secret]))

    actor = request.auth  # type: ignore[attr-defined]
    state = sending.send_purchase_order(
        actor=actor, operation=operation_of(request), number=number, link=link, at=now()
    )
    return {"number": number, "state": state}


@router.post(
    "/purchase-orders/{number}/confirmation", response={200: OrderOut} | PROBLEMS,
    operation_id="confirm_purchase_order", summary="Write down what the supplier said",
)  # fmt: skip
def confirm_purchase_order(request: HttpRequest, number: str, payload: ConfirmationBody) -> Any:
    """Less, or later than wanted, puts a to-do on the store's list."""
    actor = request.auth  # type: ignore[attr-defined]
    services.confirm_purchase_order(
        actor=actor, operation=operation_of(request, payload), number=number, answer=payload.wanted(), at=now()
    )
    return _page(request, number)


@router.post(
    "/purchase-orders/{number}/deliveries", response={201: DeliveryOut} | PROBLEMS,
    operation_id="receive_purchase_order", summary="Take a delivery in: weighed, checked, tagged",
)  # fmt: skip
def receive_purchase_order(request: HttpRequest, number: str, payload: DeliveryBody) -> Any:
    """All of its pieces or none; refused ones are noted and still to come."""
    actor = request.auth  # type: ignore[attr-defined]
    done = services.receive_purchase_order(
        actor=actor, operation=operation_of(request, payload), request=payload.wanted(number), at=now()
    )
    return Status(201, done)


@router.post(
    "/purchase-orders/{number}/cancellation", response={200: OrderOut} | PROBLEMS,
    operation_id="cancel_purchase_order", summary="Cancel what has not come",
)  # fmt: skip
def cancel_purchase_order(request: HttpRequest, number: str, payload: OrderReasonBody) -> Any:
    """What came stays."""
    actor = request.auth  # type: ignore[attr-defined]
    services.cancel_purchase_order(
        actor=actor, operation=operation_of(request, payload), number=number, reason=payload.reason, at=now()
    )
    return _page(request, number)


@router.post(
    "/supplier-returns", response={201: NumberOut} | PROBLEMS, operation_id="return_to_supplier",
    summary="Send pieces back to the supplier they came from",
)  # fmt: skip
def return_to_supplier(request: HttpRequest, payload: ReturnBody) -> Any:
    """For good; grams that were still owed for them are owed no longer."""
    actor = request.auth  # type: ignore[attr-defined]
    number = services.return_to_supplier(
        actor=actor, operation=operation_of(request, payload), wanted=payload.wanted(), at=now()
    )
    return Status(201, {"number": number})


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.order_page(actor, number, at=now())
