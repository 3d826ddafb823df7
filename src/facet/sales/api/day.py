"""The end of a store's day for programs: money beside tickets, the close, the report, the bank's slip."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_money import DayMoney, day_money
from facet.sales.selectors.places import store_in_reach

router = Router(tags=["sales"])


class PayInIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    kind: Literal[
        "stored_value_sold", "credit_repayment", "other_in", "change_added", "expense", "other_out", "to_safe"
    ]
    method: Literal["cash", "terminal", "wechat", "alipay", "bank", "mall"] = "cash"
    amount_cents: Whole(1, 10**10) = Field(description="Above zero, also for what goes out.")
    member: RowId | None = Field(None, description="Who pays back, or whose new value card it is.")
    card: Text(32) = Field("", description="The number of a value card to load; empty opens a new one.")
    identity_seen: bool = False
    note: Text(120) = ""


class PayInOut(Schema):
    id: UUID
    kind: str
    method: str
    amount_cents: int = Field(description="In is positive.")
    document: str = Field(description="What it moved, such as members.credit:17.")
    recorded_at: datetime


class CloseDayIn(Closed):
    store: Text(16, least=1)
    day: date
    reason: Text(200) = Field("", description="Needed while a shift is not counted or a payment is unclear.")


class BankDepositIn(Closed):
    store: Text(16, least=1)
    day: date
    amount_cents: Whole(1, 10**10)
    slip_number: Text(40, least=2)
    carried_by: Text(16, least=1) = Field(description="Staff code.")
    paid_on: date


class BankDepositOut(Schema):
    id: UUID
    amount_cents: int
    slip_number: str
    paid_on: date


class MethodOut(Schema):
    method: str
    tickets_cents: int
    drawer_cents: int
    expected_cents: int
    counted_cents: int | None = Field(description="Null where nothing can be counted: points, value, credit, vouchers.")
    difference_cents: int


class DayReportOut(Schema):
    store: str
    day: date
    tickets: int
    due_cents: int
    net_cents: int
    returned_cents: int
    labour_cents: int
    pieces: int
    weight_mg: int
    drawer_cents: int = Field(description="Pay-ins less pay-outs.")
    difference_cents: int
    methods: list[MethodOut]
    open_shifts: int
    open_payments: list[UUID]
    open_conflicts: list[UUID] = Field(description="Refused sales that nobody has settled, up to this day.")
    for_bank_cents: int
    deposited_cents: int
    closed_at: datetime | None
    close_number: int
    late_tickets: int = Field(description="Tickets since the last close.")


@router.post("/sales/pay-ins", response={201: PayInOut} | PROBLEMS, operation_id="pay_in")
def pay_in(request: HttpRequest, payload: PayInIn) -> Any:
    """Take money in beside tickets, or out of the drawer. Safe to retry with its `Idempotency-Key`."""
    entry = services.pay_in(
        actor=request.auth, operation=operation_of(request, payload), request=services.DrawerIn(**payload.dict()),
        at=now(),
    )  # fmt: skip
    return Status(201, entry)


@router.post("/sales/days/close", response={201: DayReportOut} | PROBLEMS, operation_id="close_day")
def close_day(request: HttpRequest, payload: CloseDayIn) -> Any:
    """Close a store's day over all its shifts. Safe to retry with its `Idempotency-Key`."""
    close = services.close_day(
        actor=request.auth, operation=operation_of(request, payload), store=payload.store, day=payload.day,
        reason=payload.reason, at=now(),
    )  # fmt: skip
    return Status(201, report_out(payload.store, day_money(request.auth, store_id=close.store_id, day=payload.day)))


@router.get("/sales/days", response={200: DayReportOut} | PROBLEMS, operation_id="day_report")
def day_report(request: HttpRequest, store: Query[Text(16, least=1)], on: Query[date]) -> Any:
    """A store's business day by way of paying, expected beside counted, and what goes to the bank."""
    viewer = request.auth
    closes = viewer.may(SalesPermission.CLOSE_DAY) or viewer.scope(SalesPermission.VIEW_RESULTS).own
    right = SalesPermission.CLOSE_DAY if closes else SalesPermission.VIEW_RESULTS
    place = store_in_reach(viewer, code=store, permission=right)
    return report_out(store, day_money(viewer, store_id=place.id, day=on))


@router.post("/sales/bank-deposits", response={201: BankDepositOut} | PROBLEMS, operation_id="record_bank_deposit")
def record_bank_deposit(request: HttpRequest, payload: BankDepositIn) -> Any:
    """Write down cash that was carried to the bank. Safe to retry with its `Idempotency-Key`."""
    row = services.record_bank_deposit(
        actor=request.auth, operation=operation_of(request, payload), deposit=services.DepositIn(**payload.dict()),
        at=now(),
    )  # fmt: skip
    return Status(201, row)


def report_out(store: str, money: DayMoney) -> dict[str, Any]:
    """A day as the API gives it."""
    figures = {name: getattr(money.figures, name) for name in money.figures.__slots__}
    close = money.close
    return figures | {
        "store": store, "day": money.day, "drawer_cents": money.drawer_cents,
        "difference_cents": money.difference_cents,
        "methods": [{name: getattr(row, name) for name in MethodOut.model_fields} for row in money.methods],
        "open_shifts": len(money.open_shifts), "open_payments": [row.id for row in money.payments],
        "open_conflicts": [row.id for row in money.refused],
        "for_bank_cents": money.for_bank_cents, "deposited_cents": money.deposited_cents,
        "closed_at": close.closed_at if close else None, "close_number": close.number if close else 0,
        "late_tickets": money.late_tickets,
    }  # fmt: skip
