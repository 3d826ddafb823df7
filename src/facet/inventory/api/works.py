"""Works on goods for programs: split, combine, take apart, approve, undo."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory.api.schemas import Closed, Code, CodeOrNone, Tag
from facet.inventory.rules.works import LossReason, WorkKind, WorkState
from facet.inventory.selectors import works as selectors
from facet.inventory.services.works import WorkIn, approve_work, refuse_work, work_pieces
from facet.inventory.services.works_steps import PartIn
from facet.inventory.services.works_undo import undo_work
from facet.kernel.clock import now
from facet.kernel.interface import Millicarats, PositiveCents, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class PartBody(Closed):
    """One piece that comes out. What is left out is like the piece it comes from."""

    gross_weight_mg: Whole(1, 10**9)  # type: ignore[valid-type]
    tag: CodeOrNone = Field("", description="Left out: made from the tag of the piece it comes from.")
    category: CodeOrNone = ""
    legal_name: Text(80) = ""  # type: ignore[valid-type]
    carat_mct: Millicarats = 0
    stone_count: Whole(0, 10**6) = 0  # type: ignore[valid-type]
    tag_price_cents: PositiveCents | None = None
    like: CodeOrNone = Field("", description="Tag of a former part that it becomes again.")


class WorkBody(Closed):
    """Pieces of one store and what is made of them. A loss above the tolerance waits for a second person."""

    store: Code
    kind: WorkKind
    tags: list[Tag] = Field(min_length=1, max_length=40)
    parts: list[PartBody] = Field(min_length=1, max_length=40)
    loss_reason: LossReason = LossReason.NONE
    fee_cents: PositiveCents = 0
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self) -> WorkIn:
        parts = tuple(PartIn(**each.facts()) for each in self.parts)
        return WorkIn(**self.facts("tags", "parts"), tags=tuple(self.tags), parts=parts)


class WorkReasonBody(Closed):
    reason: Text(120, least=1)  # type: ignore[valid-type]


class WorkLineOut(Schema):
    tag: str
    came_out: bool
    gross_mg: int
    net_mg: int
    carat_mct: int
    cost_cents: int | None


class WorkOut(Schema):
    number: str
    kind: str
    state: str
    store_code: str
    loss_mg: int
    loss_mct: int
    lost_stones: int
    added_mg: int = Field(description="Metal that a factory added.")
    fee_cents: int | None
    document: str
    note: str
    made_at: datetime
    made_by: str
    decided_by: str
    undone_by: str
    lines: list[WorkLineOut]


class WorkShortOut(Schema):
    number: str
    kind: str
    state: str
    store: str = Field(alias="store.code")
    went_in: int
    came_out: int
    loss_mg: int
    made_at: datetime


class WorkQuery(Schema):
    state: WorkState | None = None


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.work_page(actor, number)


@router.get(
    "/works", response={200: list[WorkShortOut]} | PROBLEMS, operation_id="list_works",
    summary="The newest works of the stores in reach",
)  # fmt: skip
def list_works(request: HttpRequest, query: Query[WorkQuery]) -> Any:
    """A hundred of them, the newest first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_works(actor, state=query.state or "")


@router.post(
    "/works", response={201: WorkOut} | PROBLEMS, operation_id="work_pieces",
    summary="Split, combine or take apart pieces",
)  # fmt: skip
def post_work(request: HttpRequest, payload: WorkBody) -> Any:
    """Metal, stones and cost come out as they went in, less a loss that is named."""
    done = work_pieces(
        actor=request.auth, operation=operation_of(request, payload), request=payload.wanted(), at=now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return Status(201, _page(request, done.number))


@router.get(
    "/works/{number}", response={200: WorkOut} | PROBLEMS, operation_id="get_work", summary="One work with its pieces"
)  # fmt: skip
def get_work(request: HttpRequest, number: str) -> Any:
    """What went in, what came out, what was lost."""
    return _page(request, number)


@router.post(
    "/works/{number}/approval", response={200: WorkOut} | PROBLEMS, operation_id="approve_work",
    summary="Approve the loss of a work that waits",
)  # fmt: skip
def post_approval(request: HttpRequest, number: str) -> Any:
    """Somebody other than who wrote it down; the work is carried out at once."""
    done = approve_work(actor=request.auth, operation=operation_of(request), number=number, at=now())  # type: ignore[attr-defined]
    return _page(request, done.number)


@router.post(
    "/works/{number}/refusal", response={200: WorkOut} | PROBLEMS, operation_id="refuse_work",
    summary="Refuse a work that waits",
)  # fmt: skip
def post_refusal(request: HttpRequest, number: str, payload: WorkReasonBody) -> Any:
    """Nothing is done and the pieces are free again."""
    refuse_work(actor=request.auth, number=number, reason=payload.reason, at=now())  # type: ignore[attr-defined]
    return _page(request, number)


@router.post(
    "/works/{number}/undoing", response={200: WorkOut} | PROBLEMS, operation_id="undo_work", summary="Undo a work"
)  # fmt: skip
def post_undoing(request: HttpRequest, number: str, payload: WorkReasonBody) -> Any:
    """As long as nothing that came out has moved on."""
    operation = operation_of(request, payload)
    undo_work(actor=request.auth, operation=operation, number=number, reason=payload.reason, at=now())  # type: ignore[attr-defined]
    return _page(request, number)
