"""Customers' orders for programs: taken, read, moved through their stages, their drawings approved."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, PositiveCents, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.selectors.orders import OrderPage, order_page

router = Router(tags=["orders"])


class CustomerOrderIn(Closed):
    store: Text(16, least=1)
    member: RowId
    kind: Literal["special", "custom"]
    design: Text(400, least=1) = Field(description="What is wanted, in the customer's words.")
    style: Text(32) = Field("", description="Code of the style that is wanted otherwise; a special order needs it.")
    size_tenths: Whole(0, 5_000) = Field(0, description="Inner circumference, tenths of a millimetre.")
    weight_from_mg: Milligrams = 0
    weight_to_mg: Milligrams = 0
    estimate_from_cents: Whole(1, 10**12)
    estimate_to_cents: Whole(1, 10**12)
    metal_source: Literal["house", "customer", "both"] = "house"
    metal_gross_mg: Milligrams = 0
    metal_fine_mg: Milligrams = 0
    promised_on: date


class OrderStepBody(Closed):
    state: Literal["confirmed", "making", "arrived", "told", "handed_over", "cancelled"]
    note: Text(200) = ""
    piece: Text(32) = Field("", description="Tag of the piece that arrived.")
    receipt: Text(32) = Field("", description="Number of the ticket that handed it over.")


class ApprovalBody(Closed):
    approver: Literal["member", "family", "other"]
    approved_on: date


class OrderStepOut(Schema):
    number: int
    state: str
    at: datetime
    store: str


class OrderDrawingOut(Schema):
    number: int
    approved_on: date | None
    approver: str


class CustomerOrderOut(Schema):
    number: str
    kind: str
    state: str
    store: str
    member_id: int
    design: str
    style: str
    estimate_from_cents: PositiveCents
    estimate_to_cents: PositiveCents
    metal_source: str
    metal_fine_mg: int
    promised_on: date
    is_late: bool
    sale: UUID | None
    deposits: list[str]
    steps: list[OrderStepOut]
    drawings: list[OrderDrawingOut]


@router.post("/customer-orders", response={201: CustomerOrderOut} | PROBLEMS, operation_id="open_order")
def open_order(request: HttpRequest, payload: CustomerOrderIn) -> Any:
    """Take an order. Safe to retry with its `Idempotency-Key`."""
    row = services.open_order(
        actor=request.auth,
        operation=operation_of(request, payload),
        wanted=services.OrderIn(**payload.dict()),
        at=now(),
    )
    return Status(201, order_out(order_page(request.auth, number=row.number, at=now())))


@router.get("/customer-orders/{number}", response={200: CustomerOrderOut} | PROBLEMS, operation_id="get_order")
def get_order(request: HttpRequest, number: Text(24)) -> Any:
    """One order with its stages and drawings."""
    return order_out(order_page(request.auth, number=number, at=now()))


@router.post(
    "/customer-orders/{number}/steps", response={200: CustomerOrderOut} | PROBLEMS, operation_id="advance_order"
)
def advance_order(request: HttpRequest, number: Text(24), payload: OrderStepBody) -> Any:
    """Move an order to its next stage. Safe to retry with its `Idempotency-Key`."""
    wanted = services.OrderStepIn(number=number, **payload.dict())
    services.advance_order(actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=now())
    return order_out(order_page(request.auth, number=number, at=now()))


@router.post(
    "/customer-orders/{number}/drawings/{drawing}/approval", response={200: CustomerOrderOut} | PROBLEMS,
    operation_id="approve_drawing",
)  # fmt: skip
def approve_drawing(request: HttpRequest, number: Text(24), drawing: Whole(1, 32_000), payload: ApprovalBody) -> Any:
    """Write down the customer's yes to a drawing; once for each."""
    services.approve_drawing(actor=request.auth, number=number, drawing=drawing, at=now(), **payload.dict())
    return order_out(order_page(request.auth, number=number, at=now()))


def order_out(page: OrderPage) -> dict[str, Any]:
    """An order as the API gives it: no name of the customer."""
    row = page.order
    names = ("number", "kind", "state", "member_id", "design", "estimate_from_cents", "estimate_to_cents",
             "metal_source", "metal_fine_mg", "promised_on")  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "store": page.store.code, "style": row.style.code if row.style else "", "is_late": page.is_late,
        "sale": row.sale_id if page.may_open_ticket else None, "deposits": [each.number for each in page.deposits],
        "steps": [
            {"number": each.number, "state": each.to_state, "at": each.at, "store": each.store.code}
            for each in page.steps
        ],
        "drawings": [
            {"number": each.number, "approved_on": each.approved_on, "approver": each.approver}
            for each in page.drawings
        ],
    }  # fmt: skip
