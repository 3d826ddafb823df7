"""Batches that withdraw or retag many pieces, for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Tag
from facet.inventory.rules.batches import MOST, BatchKind, BatchState
from facet.inventory.rules.states import MovementKind
from facet.inventory.services import RetaggingIn, WithdrawalIn
from facet.kernel.clock import now
from facet.kernel.interface import Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])
Reason = Text(120, least=1)


class PiecesWithdrawnBody(Closed):
    """Pieces that leave the sale together."""

    tags: list[Tag] = Field(min_length=1, max_length=MOST)  # type: ignore[valid-type]
    movement: MovementKind = Field(description="taken_off_sale, sent_back, dismantled, melted or missed.")
    reason: Reason  # type: ignore[valid-type]


class PairBody(Closed):
    tag: Tag  # type: ignore[valid-type]
    new_tag: Tag  # type: ignore[valid-type]


class RetaggingBody(Closed):
    """Old and new tags."""

    pairs: list[PairBody] = Field(min_length=1, max_length=MOST)
    reason: Reason  # type: ignore[valid-type]


class BatchLineOut(Schema):
    tag: str
    after_tag: str
    store_code: str
    fate: str = Field(description="waiting, written or left.")


class BatchShortOut(Schema):
    number: str
    kind: BatchKind
    state: BatchState
    movement: str
    reason: str
    pieces: int
    written: int
    made_at: datetime


class BatchOut(BatchShortOut):
    approval_id: int | None
    value_cents: int | None = Field(description="At cost; only with the right to see it.")
    lines: list[BatchLineOut]


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.piece_batch_page(actor, number)


@router.get(
    "/piece-batches", response={200: list[BatchShortOut]} | PROBLEMS, operation_id="list_piece_batches",
    summary="Batches that withdrew or retagged many pieces",
)  # fmt: skip
def list_piece_batches(request: HttpRequest) -> Any:
    """The newest hundred of the stores in reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_piece_batches(actor)


@router.post(
    "/piece-batches/withdrawals", response={201: BatchOut} | PROBLEMS, operation_id="withdraw_many",
    summary="Take many pieces out of the sale, all or none",
)  # fmt: skip
def withdraw_many(request: HttpRequest, payload: PiecesWithdrawnBody) -> Any:
    """Beyond the limit it waits for a second person."""
    number = services.withdraw_many(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=WithdrawalIn(tags=tuple(payload.tags), movement=str(payload.movement), reason=payload.reason),
        at=now(),
    )
    return Status(201, _page(request, number))


@router.post(
    "/piece-batches/retaggings", response={201: BatchOut} | PROBLEMS, operation_id="retag_many",
    summary="Give many pieces new tags, all or none",
)  # fmt: skip
def retag_many(request: HttpRequest, payload: RetaggingBody) -> Any:
    """Beyond the limit it waits for a second person. An old tag is never used again."""
    pairs = tuple((each.tag, each.new_tag) for each in payload.pairs)
    number = services.retag_many(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=RetaggingIn(pairs=pairs, reason=payload.reason),
        at=now(),
    )
    return Status(201, _page(request, number))


@router.get(
    "/piece-batches/{number}", response={200: BatchOut} | PROBLEMS, operation_id="get_piece_batch",
    summary="One batch with what became of each piece",
)  # fmt: skip
def get_piece_batch(request: HttpRequest, number: str) -> Any:
    """Only those who may do the same in all of its stores find it."""
    return _page(request, number)


@router.post(
    "/piece-batches/{number}/cancellation", response={200: BatchOut} | PROBLEMS, operation_id="cancel_piece_batch",
    summary="Call a batch off before it is written",
)  # fmt: skip
def cancel_piece_batch(request: HttpRequest, number: str) -> Any:
    """Every piece stays as it is."""
    services.cancel_piece_batch(actor=request.auth, number=number, at=now())  # type: ignore[attr-defined]
    return _page(request, number)
