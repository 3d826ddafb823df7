"""The purchase plan for programs: made, read with its reasons, changed, ordered from, dropped."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory.permissions import COST
from facet.kernel.clock import now
from facet.kernel.interface import PositiveCents, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.purchasing import services
from facet.purchasing.api.schemas import Closed
from facet.purchasing.rules.forecast import Method
from facet.purchasing.rules.plan import Cut, PlanState
from facet.purchasing.selectors import plan as selectors
from facet.purchasing.services import PlanChange, PlanIn

router = Router(tags=["purchasing"])


class PurchasePlanBody(Closed):
    split: Text(8) = Field("chain", description="chain, area or store: of what the rows are.")  # type: ignore[valid-type]
    grain: Text(8) = Field("month", description="month or week: the periods of the forecast.")  # type: ignore[valid-type]
    lead_days: Whole(0, 365) = 14  # type: ignore[valid-type]
    review_days: Whole(0, 180) = 7  # type: ignore[valid-type]
    service_bp: Whole(8_000, 9_800) = Field(9_000, description="8000, 9000, 9500 or 9800.")  # type: ignore[valid-type]
    ageing_days: Whole(30, 1_000) = 180  # type: ignore[valid-type]
    budget_cents: PositiveCents | None = None
    budget_mg: Whole(0, 10**12) | None = None  # type: ignore[valid-type]


class PurchasePlanOut(Schema):
    number: str
    state: PlanState
    run: int = Field(description="How often it was made; each time replaces its rows.")
    split: str
    grain: str
    planned_on: date
    lead_days: int
    review_days: int
    service_bp: int
    ageing_days: int
    budget_mg: int | None
    rows_count: int
    pieces: int
    weight_mg: int
    amount_cents: int | None = Field(description="Only with the right to see cost.")
    made_at: datetime
    made_by_name: str


class PlanRowOut(Schema):
    id: int
    group: str = Field(description="The area's or the store's code; empty for the whole chain.")
    category: str
    weight_band: str
    price_band: str
    supplier: str | None
    method: Method
    demand_e6: int = Field(description="Expected over lead and review days, in millionths of a piece.")
    lost_e6: int
    safety: int
    on_hand: int
    on_order: int
    in_transit: int
    reserved: int
    need: int
    proposed: int
    cut: Cut
    own_quantity: int | None
    own_reason: str
    quantity: int = Field(description="What counts: the own quantity, or the proposal.")
    weight_mg: int
    unit_cost_cents: int | None
    amount_cents: int | None
    mase_bp: int | None = Field(description="The method's error by the naive error of the time before; 10000 is equal.")
    naive_mase_bp: int | None
    trace: dict[str, Any]


class PurchasePlanFullOut(PurchasePlanOut):
    rows: list[PlanRowOut]
    orders: list[str]


class PlanNumberOut(Schema):
    number: str


class PlanOrdersOut(Schema):
    orders: list[str]


class PlanRowBody(Closed):
    quantity: Whole(0, 100_000) | None = Field(None, description="Empty: as proposed.")  # type: ignore[valid-type]
    reason: Text(120) = ""  # type: ignore[valid-type]
    supplier: Text(32) = ""  # type: ignore[valid-type]


class PlanOrderBody(Closed):
    store: Text(16, least=1)  # type: ignore[valid-type]


class PlanQuery(Schema):
    state: PlanState | None = None
    size: int = Field(100, ge=1, le=500)


@router.post(
    "/purchase-plans", response={201: PlanNumberOut} | PROBLEMS, operation_id="purchase_plan",
    summary="Make the chain's purchase plan, or make the open one again",
)  # fmt: skip
def purchase_plan(request: HttpRequest, payload: PurchasePlanBody) -> Any:
    """Proposals are replaced, never added to. Safe to retry with the same `Idempotency-Key`."""
    number = services.purchase_plan(
        actor=request.auth, operation=operation_of(request, payload), wanted=PlanIn(**payload.dict()), at=now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return Status(201, {"number": number})


@router.get(
    "/purchase-plans", response={200: list[PurchasePlanOut]} | PROBLEMS, operation_id="list_purchase_plans",
    summary="Purchase plans, the latest first",
)  # fmt: skip
def list_purchase_plans(request: HttpRequest, query: Query[PlanQuery]) -> Any:
    """At most one is open."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.plans_queryset(actor).order_by("-made_at", "-pk")
        if query.state:
            rows = rows.filter(state=query.state)
        return [_plan(row, sees_cost=actor.sees(COST)) for row in rows[: query.size]]


@router.get(
    "/purchase-plans/{number}", response={200: PurchasePlanFullOut} | PROBLEMS, operation_id="get_purchase_plan",
    summary="One plan with its rows, each with the numbers it was worked out from",
)  # fmt: skip
def get_purchase_plan(request: HttpRequest, number: str) -> Any:
    """Rows that cost most first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        plan = selectors.find_plan(actor, number)
        rows = selectors.plan_rows(actor, plan.number).order_by("-amount_cents", "pk")
        sees_cost = actor.sees(COST)
        facts = _plan(plan, sees_cost=sees_cost)
        return facts | {"rows": [_row(row, sees_cost=sees_cost) for row in rows],
                        "orders": selectors.orders_of(actor, plan)}  # fmt: skip


@router.put(
    "/purchase-plans/{number}/rows/{row_id}", response={204: None} | PROBLEMS, operation_id="set_plan_quantity",
    summary="Put an own quantity beside a row's proposal, with the reason",
)  # fmt: skip
def set_plan_quantity(request: HttpRequest, number: str, row_id: RowId, payload: PlanRowBody) -> Status:
    """The proposal stays to be seen."""
    change = PlanChange(number=number, row_id=row_id, **payload.dict())
    services.set_plan_quantity(actor=request.auth, change=change, at=now())  # type: ignore[attr-defined]
    return Status(204, None)


@router.post(
    "/purchase-plans/{number}/orders", response={201: PlanOrdersOut} | PROBLEMS, operation_id="order_from_plan",
    summary="Write the plan's rows as draft orders, by supplier",
)  # fmt: skip
def order_from_plan(request: HttpRequest, number: str, payload: PlanOrderBody) -> Any:
    """Closes the plan. Safe to retry with the same `Idempotency-Key`."""
    orders = services.order_from_plan(
        actor=request.auth, operation=operation_of(request, payload), number=number, store=payload.store, at=now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return Status(201, {"orders": orders})


@router.post(
    "/purchase-plans/{number}/drop", response={204: None} | PROBLEMS, operation_id="drop_purchase_plan",
    summary="Give up the open plan",
)  # fmt: skip
def drop_purchase_plan(request: HttpRequest, number: str) -> Status:
    """It stays to be read."""
    services.drop_purchase_plan(actor=request.auth, number=number, at=now())  # type: ignore[attr-defined]
    return Status(204, None)


def _plan(plan: Any, *, sees_cost: bool) -> dict[str, Any]:
    names = [name for name in PurchasePlanOut.model_fields if name != "amount_cents"]
    return {name: getattr(plan, name) for name in names} | {"amount_cents": plan.amount_cents if sees_cost else None}


def _row(row: Any, *, sees_cost: bool) -> dict[str, Any]:
    made = {"group": row.group_code, "category": row.category.code,
            "supplier": row.supplier.code if row.supplier else None}  # fmt: skip
    hidden = {"unit_cost_cents", "amount_cents"}
    plain = {name: getattr(row, name) for name in PlanRowOut.model_fields if name not in {*made, *hidden}}
    return plain | made | {name: getattr(row, name) if sees_cost else None for name in hidden}
