"""Proofs, prizes and conversion."""

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import flows, services
from facet.loyalty.api.points import today
from facet.loyalty.api.spending_schemas import (
    AnswerIn,
    ConvertedOut,
    ConvertIn,
    PrizeOut,
    ProofIn,
    ProofOut,
    RedeemedOut,
    RedeemIn,
)
from facet.loyalty.selectors import prizes as selectors

router = Router()


@router.post(
    "/loyalty/proofs", response={201: ProofOut} | PROBLEMS, operation_id="ask_proof",
    summary="Ask a member to agree to spending: sends a code, or asks a manager",
)  # fmt: skip
def ask_proof(request: HttpRequest, payload: ProofIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    wanted = services.ProofIn(**payload.model_dump(mode="json"))
    key = operation_of(request, payload)
    return Status(
        201, services.ask_proof(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    )


@router.post(
    "/loyalty/proofs/{proof_id}/answer", response={204: None} | PROBLEMS, operation_id="give_proof",
    summary="Answer a proof; wrong answers are counted",
)  # fmt: skip
def give_proof(request: HttpRequest, proof_id: RowId, payload: AnswerIn) -> Status:
    """Five wrong answers end the proof."""
    flows.give_proof(actor=request.auth, proof_id=proof_id, answer=payload.answer, at=clock.now(), on=today())
    return Status(204, None)


@router.get(
    "/loyalty/prizes", response={200: list[PrizeOut]} | PROBLEMS, operation_id="list_prizes",
    summary="The prizes that a store can give today",
)  # fmt: skip
def list_prizes(request: HttpRequest, store_id: RowId | None = None) -> list[object]:
    """By default the caller's own store."""
    with viewing(request.auth):
        return list(selectors.prize_choices(request.auth, store_id=store_id or request.auth.store_id, on=today()))


@router.post(
    "/loyalty/redemptions", response={201: RedeemedOut} | PROBLEMS, operation_id="redeem_points",
    summary="Spend a member's points on a prize",
)  # fmt: skip
def redeem_points(request: HttpRequest, payload: RedeemIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    wanted = services.RedeemIn(**payload.dict() | {"store_id": payload.store_id or request.auth.store_id})
    key = operation_of(request, payload)
    return Status(
        201, services.redeem_points(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    )


@router.post(
    "/loyalty/redemptions/{redemption_id}/hand-over", response={204: None} | PROBLEMS, operation_id="hand_over",
    summary="Hand over a prize that was set aside",
)  # fmt: skip
def hand_over(request: HttpRequest, redemption_id: RowId) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    services.hand_over(actor=request.auth, operation=operation_of(request), redemption_id=redemption_id, at=clock.now())
    return Status(204, None)


@router.post(
    "/loyalty/redemptions/{redemption_id}/cancellation", response={201: RedeemedOut} | PROBLEMS,
    operation_id="cancel_redemption", summary="Take a redemption back: points to their lots, the prize to its stock",
)  # fmt: skip
def cancel_redemption(request: HttpRequest, redemption_id: RowId) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    done = services.cancel_redemption(
        actor=request.auth, operation=operation_of(request), redemption_id=redemption_id, at=clock.now(), on=today()
    )
    return Status(201, done)


@router.post(
    "/loyalty/conversions", response={201: ConvertedOut} | PROBLEMS, operation_id="convert_points",
    summary="Turn points into stored value, a coupon or, where allowed, money",
)  # fmt: skip
def convert_points(request: HttpRequest, payload: ConvertIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    plain = payload.model_dump(mode="json")
    wanted = services.ConvertIn(**plain | {"store_id": payload.store_id or request.auth.store_id})
    key = operation_of(request, payload)
    return Status(
        201, services.convert_points(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    )
