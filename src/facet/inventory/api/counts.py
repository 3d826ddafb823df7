"""Counts for programs: a tablet's own app, an RFID reader, a robot that walks the vault."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.services import ApproveIn, BatchIn, CountIn, CountPlanIn, DecisionIn, ScanIn
from facet.kernel.clock import now
from facet.kernel.interface import IdOut, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class CountBody(Schema):
    """Codes of places and categories; none for all."""

    store: Text(32, least=1)  # type: ignore[valid-type]
    name: Text(60, least=1)  # type: ignore[valid-type]
    places: list[Text(24, least=1)] = []  # type: ignore[valid-type]
    categories: list[Text(64, least=1)] = []  # type: ignore[valid-type]
    is_blind: bool = True
    plan_id: RowId | None = None


class ScanBody(Schema):
    """One scan. `client_id` is new for each scan and the same when it is sent again."""

    client_id: UUID
    code: Text(64) = ""  # type: ignore[valid-type]
    scanned_at: datetime
    place: Text(24) = ""  # type: ignore[valid-type]
    quantity: Whole(0, 10**6) | None = None  # type: ignore[valid-type]
    weight_mg: Whole(0, 10**9) | None = None  # type: ignore[valid-type]
    undoes: UUID | None = None


class BatchBody(Schema):
    """`sent_at` is the device's clock on sending: a wrong clock is set right by it."""

    scans: list[ScanBody]
    sent_at: datetime
    device: Text(60) = ""  # type: ignore[valid-type]


class CountDecisionBody(Schema):
    key: Text(96, least=1)  # type: ignore[valid-type]
    book: bool
    reason: Text(120) = ""  # type: ignore[valid-type]


class ApproveBody(Schema):
    """Differences without a decision of their own are booked for the common `reason`."""

    reason: Text(120) = ""  # type: ignore[valid-type]
    decisions: list[CountDecisionBody] = []
    digest: Text(64) = ""  # type: ignore[valid-type]


class CountAskedOut(Schema):
    approval_id: int


class ReasonBody(Schema):
    reason: Text(200, least=1)  # type: ignore[valid-type]


class PlanBody(CountBody):
    every_days: Whole(1, 366)  # type: ignore[valid-type]
    next_on: date
    people: list[RowId] = []
    is_active: bool = True
    plan_id: None = None


class ScanAnswerOut(Schema):
    client_id: UUID
    answer: str
    code: str
    piece_id: int | None
    name: str
    name_en: str
    weight_mg: int
    at: datetime | None
    by: str


class CountRowOut(Schema):
    id: int
    number: str
    name: str
    store_code: str
    state: str
    scope: str
    is_blind: bool
    opened_at: datetime
    closed_at: datetime | None
    ended_at: datetime | None
    found: int
    missing: int
    extra: int


class DifferenceOut(Schema):
    key: str
    verdict: str
    code: str
    name: str
    weight_mg: int
    place: str
    seen_place: str
    seen_at: datetime | None
    seen_by: str
    quantity: int
    cost_cents: int | None
    tag_cents: int | None
    can_book: bool
    is_booked: bool | None
    reason: str


class StocktakeOut(CountRowOut):
    """`differences` is null while a blind count is open; then `expected` is null, too."""

    present: int
    expected: int | None
    digest: str
    differences: list[DifferenceOut] | None


class ClosedOut(Schema):
    present: int
    expected: int
    differences: int
    digest: str


class CountSettledOut(Schema):
    booked: int
    left: int
    value_cents: int


def _row(row: Any) -> dict[str, Any]:
    names = ("id", "number", "name", "state", "is_blind", "opened_at", "closed_at", "ended_at", "found", "missing")
    facts = {name: getattr(row, name) for name in names}
    return {**facts, "extra": row.extra, "store_code": row.store.code, "scope": row.scope_words}


class PlanOut(Schema):
    id: int
    store_code: str
    name: str
    every_days: int
    next_on: date
    is_blind: bool
    is_active: bool
    places: list[str] = Field(description="Codes; none for the whole store.")
    categories: list[str] = Field(description="Codes; none for all.")


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@router.get(
    "/stocktakes",
    response={200: list[CountRowOut]} | PROBLEMS,
    operation_id="list_stocktakes",
    summary="Counts of the stores in reach",
)
def list_stocktakes(request: HttpRequest) -> Any:
    """The newest 200."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return [_row(each) for each in selectors.list_stocktakes(actor)]


@router.post(
    "/stocktakes",
    response={201: IdOut} | PROBLEMS,
    operation_id="open_stocktake",
    summary="Open a count of some places and categories",
)
def open_stocktake(request: HttpRequest, payload: CountBody) -> Any:
    """Refused while another count has something in common with it."""
    wanted = CountIn(**{**payload.dict(), "places": tuple(payload.places), "categories": tuple(payload.categories)})
    count = services.open_stocktake(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=wanted,
        at=now(),
    )
    return Status(201, {"id": count})


@router.post(
    "/stocktakes/plans",
    response={201: IdOut} | PROBLEMS,
    operation_id="save_count_plan",
    summary="Plan what is counted again and again",
)
def save_count_plan(request: HttpRequest, payload: PlanBody) -> Any:
    """A name is used once in a store."""
    facts = {**payload.dict(exclude={"plan_id"}), "places": tuple(payload.places)}
    wanted = CountPlanIn(**{**facts, "categories": tuple(payload.categories), "people": tuple(payload.people)})
    plan_id = services.save_count_plan(actor=request.auth, plan=wanted, at=now())  # type: ignore[attr-defined]
    return Status(201, {"id": plan_id})


@router.get(
    "/stocktakes/plans",
    response={200: list[PlanOut]} | PROBLEMS,
    operation_id="list_count_plans",
    summary="What is counted again and again, by the day it comes next",
)
def list_count_plans(request: HttpRequest) -> Any:
    """Of the stores in reach, the resting ones last."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return [_plan(each) for each in selectors.count_plans(actor)]


def _plan(plan: selectors.PlanRow) -> dict[str, Any]:
    row = plan.row
    return {
        "id": plan.id, "store_code": plan.store_code, "name": row.name, "every_days": row.every_days,
        "next_on": row.next_on, "is_blind": row.is_blind, "is_active": row.is_active,
        "places": [code for code, _ in plan.places], "categories": [each[0] for each in plan.categories],
    }  # fmt: skip


@router.get(
    "/stocktakes/{stocktake_id}",
    response={200: StocktakeOut} | PROBLEMS,
    operation_id="get_stocktake",
    summary="One count with everything that differs",
)
def get_stocktake(request: HttpRequest, stocktake_id: RowId) -> Any:
    """Reckoned anew until it is settled. Cost only with the right to see it."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.get_stocktake(actor, stocktake_id, at=now())
    hidden = found.differences is None
    expected = None if hidden else found.expected
    facts = {"present": found.present, "expected": expected, "digest": "" if hidden else found.digest}
    return {**_row(found.row), **facts, "differences": found.differences}


@router.post(
    "/stocktakes/{stocktake_id}/scans",
    response={200: list[ScanAnswerOut]} | PROBLEMS,
    operation_id="record_scans",
    summary="Send a batch of scans, in any order, as often as needed",
)
def record_scans(request: HttpRequest, stocktake_id: RowId, payload: BatchBody) -> Any:
    """What each scan met, in the order sent. The `client_id` makes it once; no Idempotency-Key is needed."""
    scans = tuple(ScanIn(**{**each.dict(), "scanned_at": _with_zone(each.scanned_at)}) for each in payload.scans)
    batch = BatchIn(scans=scans, sent_at=_with_zone(payload.sent_at), device=payload.device)
    return services.record_scans(
        actor=request.auth,  # type: ignore[attr-defined]
        stocktake_id=stocktake_id,
        batch=batch,
        at=now(),
    )


@router.post(
    "/stocktakes/{stocktake_id}/close",
    response={200: ClosedOut} | PROBLEMS,
    operation_id="close_stocktake",
    summary="End the first round of a count",
)
def close_stocktake(request: HttpRequest, stocktake_id: RowId) -> Any:
    """Late scans and recounts are still taken until it is settled."""
    found = services.close_stocktake(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        stocktake_id=stocktake_id,
        at=now(),
    )
    return {
        "present": found.present,
        "expected": found.expected,
        "differences": len(found.differences),
        "digest": found.digest,
    }


@router.post(
    "/stocktakes/{stocktake_id}/approval",
    response={200: CountSettledOut} | PROBLEMS,
    operation_id="approve_stocktake",
    summary="Settle the differences of a closed count",
)
def approve_stocktake(request: HttpRequest, stocktake_id: RowId, payload: ApproveBody) -> Any:
    """Not by who counted, and within the limit of who settles."""
    decisions = tuple(DecisionIn(**each.dict()) for each in payload.decisions)
    return services.approve_stocktake(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        stocktake_id=stocktake_id,
        request=ApproveIn(reason=payload.reason, decisions=decisions, digest=payload.digest),
        at=now(),
    )


@router.post(
    "/stocktakes/{stocktake_id}/approval-request",
    response={201: CountAskedOut} | PROBLEMS,
    operation_id="ask_to_settle_stocktake",
    summary="Ask a second person to allow a settlement beyond the own limit",
)
def ask_to_settle(request: HttpRequest, stocktake_id: RowId, payload: ApproveBody) -> Any:
    """Send the same body to the approval once it is allowed; another one is asked for anew."""
    decisions = tuple(DecisionIn(**each.dict()) for each in payload.decisions)
    approval_id = services.ask_to_settle(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        stocktake_id=stocktake_id,
        request=ApproveIn(reason=payload.reason, decisions=decisions, digest=payload.digest),
        at=now(),
    )
    return Status(201, {"approval_id": approval_id})


@router.post(
    "/stocktakes/{stocktake_id}/cancellation",
    response={204: None} | PROBLEMS,
    operation_id="cancel_stocktake",
    summary="Call a count off",
)
def cancel_stocktake(request: HttpRequest, stocktake_id: RowId, payload: ReasonBody) -> Any:
    """Nothing is booked; the scans are kept."""
    services.cancel_stocktake(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        stocktake_id=stocktake_id,
        reason=payload.reason,
        at=now(),
    )
    return Status(204, None)
