"""Salespeople for programs: visits, what was asked for in vain, targets, commission and its plans."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import IdOut, PositiveCents, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.permissions import SalesPermission
from facet.sales.rules.targets import Goal
from facet.sales.selectors.commission import month_statement, plan_page
from facet.sales.selectors.places import store_in_reach
from facet.sales.selectors.reception import asked_for as asked_for_rows
from facet.sales.selectors.targets import month_targets as targets_of

router = Router(tags=["sales"])


class VisitBody(Closed):
    store: Text(16, least=1)
    outcome: Literal["sold", "left", "asked"]
    party: Whole(1, 50) = 1
    staff: Text(16) = Field("", description="Who served, by staff code; empty is the caller.")
    member: RowId | None = None
    note: Text(120) = ""


class AskedForBody(Closed):
    store: Text(16, least=1)
    category: Text(32) = Field("", description="By code; the category or the style must be named.")
    style: Text(32) = ""
    size_tenths: Whole(0, 9_999) = Field(0, description="Tenths of a millimetre.")
    weight_band: Literal["", "0-3", "3-5", "5-10", "10-20", "20-50", "50+"] = Field("", description="Grams.")
    price_band: Literal["", "0-2000", "2000-5000", "5000-10000", "10000-20000", "20000-50000", "50000+"] = ""
    quantity: Whole(1, 100) = 1
    member: RowId | None = None
    note: Text(120) = ""


class VisitOut(Schema):
    id: UUID
    business_date: date


class AskedForOut(Schema):
    store_id: int
    category_id: int | None
    style_code: str
    size_tenths: int
    weight_mg: tuple[int, int | None] | None = Field(description="The band, least and most; most null: and more.")
    price_cents: tuple[int, int | None] | None
    times: int
    quantity: int
    members: int


class TargetBody(Closed):
    staff: Text(16) = Field("", description="Staff code; empty is the store.")
    day: date | None = Field(None, description="Of one day; else of the month.")
    net_cents: PositiveCents = 0
    pieces: Whole(0, 1_000_000) = 0
    weight_mg: Whole(0, 10**12) = 0


class TargetsBody(Closed):
    store: Text(16, least=1)
    month: date
    targets: Annotated[list[TargetBody], Field(min_length=1, max_length=500)]


class TargetsSetOut(Schema):
    targets: int = Field(description="How many hold in this month now.")


class TargetsCopyBody(Closed):
    store: Text(16, least=1)
    month: date = Field(description="Any day of the month that is to be filled from the one before.")


class PersonTargetOut(Schema):
    staff: str = Field(description="Empty: the store.")
    target_cents: int
    target_pieces: int
    target_weight_mg: int
    net_cents: int
    pieces: int
    weight_mg: int
    reached_bp: int | None


class CommissionOut(Schema):
    staff: str
    name: str
    store: str
    tickets: int
    cents: int
    taken_cents: int = Field(description="Of it, what returns took: zero or below.")


class CommissionRuleBody(Closed):
    pays: Literal["per_gram", "percent", "labour", "per_piece"]
    rate: Whole(0, 10_000_000) = Field(description="Cents a gram or a piece, or basis points.")
    store: Text(16) = ""
    role: Text(32) = ""
    category: Text(32) = ""
    style: Text(32) = ""
    place: Whole(0, 200) = Field(0, description="1 is tried first; 0 puts it at the end.")


class CommissionPublishBody(Closed):
    revision: Whole(1, 10**6) = Field(description="Of the draft as it was read.")
    effective_on: date


class CommissionPlanOut(Schema):
    number: int
    state: str
    revision: int
    effective_on: date | None
    published_at: datetime | None


@router.post("/sales/visits", response={201: VisitOut} | PROBLEMS, operation_id="note_visit")
def note_visit(request: HttpRequest, payload: VisitBody) -> Any:
    """Write a visit down. Safe to retry with its `Idempotency-Key`."""
    visit = services.VisitIn(**payload.dict())
    return Status(201, services.note_visit(
        actor=request.auth, operation=operation_of(request, payload), visit=visit, at=now()
    ))  # fmt: skip


@router.post("/sales/asked-for", response={201: VisitOut} | PROBLEMS, operation_id="note_asked_for")
def note_asked_for(request: HttpRequest, payload: AskedForBody) -> Any:
    """Write down what was asked for and was not there; it is a visit, too. Safe to retry with its key."""
    wish = services.WishIn(**payload.dict())
    return Status(201, services.note_asked_for(
        actor=request.auth, operation=operation_of(request, payload), wish=wish, at=now()
    ))  # fmt: skip


@router.get("/sales/asked-for", response={200: list[AskedForOut]} | PROBLEMS, operation_id="asked_for")
def asked_for(request: HttpRequest, first: Query[date], last: Query[date]) -> Any:
    """What was asked for in vain, by store and what it was; the most first."""
    return asked_for_rows(request.auth, first=first, last=last)


@router.post("/sales/targets", response={200: TargetsSetOut} | PROBLEMS, operation_id="set_targets")
def set_targets(request: HttpRequest, payload: TargetsBody) -> Any:
    """Set targets of a store's month; an empty one takes it away. Safe to retry with its `Idempotency-Key`."""
    targets = [
        services.TargetIn(staff=each.staff, day=each.day, goal=Goal(each.net_cents, each.pieces, each.weight_mg))
        for each in payload.targets
    ]
    held = services.set_targets(
        actor=request.auth, operation=operation_of(request, payload), store=payload.store, month=payload.month,
        targets=targets, at=now(),
    )  # fmt: skip
    return {"targets": held}


@router.post("/sales/targets/copy", response={200: TargetsSetOut} | PROBLEMS, operation_id="copy_targets")
def copy_targets(request: HttpRequest, payload: TargetsCopyBody) -> Any:
    """Take last month's targets over where this month has none. Safe to retry with its `Idempotency-Key`."""
    held = services.copy_targets(
        actor=request.auth, operation=operation_of(request, payload), store=payload.store, month=payload.month, at=now()
    )
    return {"targets": held}


@router.get("/sales/targets", response={200: list[PersonTargetOut]} | PROBLEMS, operation_id="month_targets")
def month_targets(request: HttpRequest, store: Query[Text(16, least=1)], month: Query[date]) -> Any:
    """A store's month and its people's: what is to be sold, what was, how much is reached."""
    place = store_in_reach(request.auth, code=store, permission=SalesPermission.VIEW_RESULTS)
    page = targets_of(request.auth, store_id=place.id, month=month)
    rows = [("", page.store), *((each.code, each.progress) for each in page.people)]
    return [
        {
            "staff": code, "target_cents": row.goal.net_cents, "target_pieces": row.goal.pieces,
            "target_weight_mg": row.goal.weight_mg, "net_cents": row.done.net_cents, "pieces": row.done.pieces,
            "weight_mg": row.done.weight_mg, "reached_bp": row.net_bp,
        }
        for code, row in rows
    ]  # fmt: skip


@router.get("/sales/commission", response={200: list[CommissionOut]} | PROBLEMS, operation_id="month_statement")
def commission_statement(request: HttpRequest, first: Query[date], last: Query[date]) -> Any:
    """What each person in reach earned in commission; everybody reads her own."""
    return month_statement(request.auth, first=first, last=last)


@router.post(
    "/sales/commission-plans", response={201: CommissionPlanOut} | PROBLEMS, operation_id="open_commission_plan"
)
def open_commission_plan(request: HttpRequest) -> Any:
    """Begin the next plan as a copy of the last; an open draft is given back."""
    return Status(201, services.open_commission_plan(actor=request.auth, operation=operation_of(request), at=now()))


@router.post("/sales/commission-plans/rules", response={201: IdOut} | PROBLEMS, operation_id="add_commission_rule")
def add_commission_rule(request: HttpRequest, payload: CommissionRuleBody) -> Any:
    """Add a rule to the draft. Safe to retry with its `Idempotency-Key`."""
    row = services.add_commission_rule(
        actor=request.auth, operation=operation_of(request, payload), rule=services.RuleIn(**payload.dict()), at=now()
    )
    return Status(201, {"id": row.pk})


@router.delete(
    "/sales/commission-plans/rules/{rule_id}", response={200: CommissionPlanOut} | PROBLEMS,
    operation_id="remove_commission_rule",
)  # fmt: skip
def remove_commission_rule(request: HttpRequest, rule_id: RowId) -> Any:
    """Take a rule out of the draft; one that is gone already changes nothing. Gives the draft."""
    services.remove_commission_rule(actor=request.auth, rule_id=rule_id, at=now())
    return plan_page(request.auth).plan


@router.post(
    "/sales/commission-plans/publish", response={200: CommissionPlanOut} | PROBLEMS,
    operation_id="publish_commission_plan",
)  # fmt: skip
def publish_commission_plan(request: HttpRequest, payload: CommissionPublishBody) -> Any:
    """Let the draft go live, by somebody who did not change it, exactly as it was read."""
    return services.publish_commission_plan(
        actor=request.auth, operation=operation_of(request, payload), revision=payload.revision,
        effective_on=payload.effective_on, at=now(),
    )  # fmt: skip
