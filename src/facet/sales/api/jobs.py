"""Services and deliveries for programs: taken in, moved on, paid by a ticket's `payables`; goods put on a delivery."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.selectors.deliveries import DeliveryPage, delivery_page
from facet.sales.selectors.jobs import JobPage, job_page

router = Router(tags=["services"])
Conditions = Literal["scratched", "bent", "cracked", "stone_loose", "stone_missing", "clasp_worn", "tarnished"]


class ServiceJobIn(Closed):
    store: Text(16, least=1)
    member: RowId | None = None
    kind: Literal["cleaning", "resizing", "repair", "safekeeping"]
    category: Text(32, least=1) = Field(description="Code of the category of the piece.")
    description: Text(400, least=1)
    conditions: Annotated[list[Conditions], Field(max_length=7)] = []
    metal: Literal["", "gold", "platinum", "palladium", "silver"] = Field("", description="With `fineness_e4`.")
    fineness_e4: Whole(0, 10_000) = Field(0, description="Ten-thousandths; with both the metal books follow it.")
    weight_in_mg: Milligrams
    size_from_tenths: Whole(0, 5_000) = Field(0, description="Inner circumference now, tenths of a millimetre.")
    size_to_tenths: Whole(0, 5_000) = 0
    due_on: date
    estimate_cents: Whole(0, 10**12) = 0


class JobStepBody(Closed):
    state: Literal["at_bench", "sent", "ready", "handed_back", "refused"]
    note: Text(200) = ""
    workshop: Text(80) = Field("", description="Who has the piece; `sent` needs it.")
    weight_out_mg: Milligrams = Field(0, description="`ready` and `refused` need it.")
    added_mg: Milligrams = 0
    removed_mg: Milligrams = 0
    charge_cents: Whole(0, 10**12) | None = Field(None, description="Without it, the estimate.")
    claim: Text(24) = Field("", description="The slip's code or the member's number; both ends need it.")


class SignatureBody(Closed):
    number: Text(24, least=1) = Field(description="Number of the service or delivery, code of the old gold.")
    act: Literal["brought", "fetched", "received", "melting"]
    strokes: Text(30_000, least=1) = Field(
        description='Strokes in a box of 600 × 200: "x,y x,y;x,y x,y", strokes parted by ";". Kept sealed.'
    )


class SignatureOut(Schema):
    number: str
    act: str
    signed_at: datetime


class JobStepOut(Schema):
    number: int
    state: str
    at: datetime


class ServiceJobOut(Schema):
    number: str
    kind: str
    state: str
    store: str
    member_id: int | None
    category: str
    description: str
    conditions: list[str]
    metal: str
    fineness_e4: int
    weight_in_mg: int
    added_mg: int
    removed_mg: int
    weight_out_mg: int | None
    expected_mg: int
    tolerance_mg: int
    due_on: date
    is_late: bool
    estimate_cents: int
    charge_cents: int | None
    is_paid: bool
    steps: list[JobStepOut]


class MemberDeliveryIn(Closed):
    sale: UUID
    lines: dict[int, int] = Field(description="Number of the ticket's line → how many of it.")
    kind: Literal["later", "other_store", "shipped"]
    due_on: date
    to_store: Text(16) = ""
    carrier: Text(40) = ""
    tracking: Text(40) = ""
    address: Text(200) = Field("", description="Only for `shipped`; kept sealed.")


class DeliveryStepBody(Closed):
    state: Literal["packed", "shipped", "delivered", "returned"]
    carrier: Text(40) = ""
    tracking: Text(40) = ""
    receiver: Text(60) = Field("", description="Who took the goods; `delivered` needs it.")
    note: Text(200) = ""


class DeliveryGoodsOut(Schema):
    line_no: int
    code: str
    name: str
    quantity: int


class MemberDeliveryOut(Schema):
    number: str
    kind: str
    state: str
    sale: UUID
    store: str
    to_store: str
    member_id: int | None
    salesperson: str
    due_on: date
    is_late: bool
    carrier: str
    tracking: str
    goods: list[DeliveryGoodsOut]
    steps: list[JobStepOut]


@router.post("/services", response={201: ServiceJobOut} | PROBLEMS, operation_id="take_job")
def take_job(request: HttpRequest, payload: ServiceJobIn) -> Any:
    """Take a customer's piece in for a service. Safe to retry with its `Idempotency-Key`."""
    facts = payload.dict() | {"conditions": tuple(payload.conditions)}
    row = services.take_job(
        actor=request.auth, operation=operation_of(request, payload), wanted=services.JobIn(**facts), at=now()
    )
    return Status(201, _job(job_page(request.auth, number=row.number, at=now())))


@router.get("/services/{number}", response={200: ServiceJobOut} | PROBLEMS, operation_id="get_job")
def get_job(request: HttpRequest, number: Text(24)) -> Any:
    """One service with its stages and weights; the slip's code is not told."""
    return _job(job_page(request.auth, number=number, at=now()))


@router.post("/services/{number}/steps", response={200: ServiceJobOut} | PROBLEMS, operation_id="advance_job")
def advance_job(request: HttpRequest, number: Text(24), payload: JobStepBody) -> Any:
    """Move a service to its next stage. Safe to retry with its `Idempotency-Key`."""
    wanted = services.JobStepIn(number=number, **payload.dict())
    services.advance_job(actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=now())
    return _job(job_page(request.auth, number=number, at=now()))


@router.post("/signatures", response={201: SignatureOut} | PROBLEMS, operation_id="sign")
def sign(request: HttpRequest, payload: SignatureBody) -> Any:
    """Keep what a customer signed, once for each act of a paper; the same strokes again change nothing."""
    kept = services.sign(actor=request.auth, wanted=services.SignatureIn(**payload.dict()), at=now())
    return Status(201, {"number": kept.document, "act": kept.act, "signed_at": kept.signed_at})


@router.post("/deliveries", response={201: MemberDeliveryOut} | PROBLEMS, operation_id="record_delivery")
def record_delivery(request: HttpRequest, payload: MemberDeliveryIn) -> Any:
    """Put goods of a ticket on a delivery. Safe to retry with its `Idempotency-Key`."""
    row = services.record_delivery(
        actor=request.auth, operation=operation_of(request, payload), wanted=services.DeliveryIn(**payload.dict()),
        at=now(),
    )  # fmt: skip
    return Status(201, _delivery(delivery_page(request.auth, number=row.number, at=now())))


@router.get("/deliveries/{number}", response={200: MemberDeliveryOut} | PROBLEMS, operation_id="get_delivery")
def get_delivery(request: HttpRequest, number: Text(24)) -> Any:
    """One delivery with its goods and stages; nobody's name and address."""
    return _delivery(delivery_page(request.auth, number=number, at=now()))


@router.post(
    "/deliveries/{number}/steps", response={200: MemberDeliveryOut} | PROBLEMS, operation_id="advance_delivery"
)
def advance_delivery(request: HttpRequest, number: Text(24), payload: DeliveryStepBody) -> Any:
    """Move a delivery to its next stage. Safe to retry with its `Idempotency-Key`."""
    wanted = services.DeliveryStepIn(number=number, **payload.dict())
    services.advance_delivery(actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=now())
    return _delivery(delivery_page(request.auth, number=number, at=now()))


def _steps(rows: Any) -> list[dict[str, Any]]:
    return [{"number": each.number, "state": each.to_state, "at": each.at} for each in rows]


def _job(page: JobPage) -> dict[str, Any]:
    row = page.job
    names = ("number", "kind", "state", "member_id", "description", "conditions", "metal", "fineness_e4",
             "weight_in_mg", "added_mg", "removed_mg", "weight_out_mg", "expected_mg", "tolerance_mg", "due_on",
             "estimate_cents", "charge_cents")  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "store": page.store.code, "category": row.category.code, "is_late": page.is_late,
        "is_paid": page.paid_on is not None, "steps": _steps(page.steps),
    }  # fmt: skip


def _delivery(page: DeliveryPage) -> dict[str, Any]:
    row = page.delivery
    names = ("number", "kind", "state", "member_id", "due_on", "carrier", "tracking")
    return {name: getattr(row, name) for name in names} | {
        "sale": row.sale_id, "store": page.store.code, "to_store": page.to_store.code if page.to_store else "",
        "salesperson": row.clerk.code if row.clerk else "", "is_late": page.is_late, "steps": _steps(page.steps),
        "goods": [
            {"line_no": each.line.line_no, "code": each.line.code, "name": each.line.name, "quantity": each.quantity}
            for each in page.lines
        ],
    }  # fmt: skip
