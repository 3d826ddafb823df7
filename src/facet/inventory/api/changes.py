"""Changes to pieces for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.inventory import selectors, services
from facet.inventory.api import answers, schemas
from facet.kernel.clock import now
from facet.kernel.interface import operation_of
from facet.kernel.problems import PROBLEMS

router = Router(tags=["inventory"])


@router.post(
    "/piece-withdrawals",
    response={201: answers.MovedOut} | PROBLEMS,
    operation_id="withdraw_pieces",
    summary="Take pieces out of the sale",
)
def withdraw_pieces(request: HttpRequest, payload: schemas.ChangeBody) -> Any:
    """For a while, back to the supplier, to parts, melted, or missing."""
    moved = services.withdraw_pieces(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, moved)


@router.post(
    "/piece-restorations",
    response={201: answers.MovedOut} | PROBLEMS,
    operation_id="restore_pieces",
    summary="Put pieces back on sale",
)
def restore_pieces(request: HttpRequest, payload: schemas.ChangeBody) -> Any:
    """Found again, brought back, or good to sell again."""
    moved = services.restore_pieces(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, moved)


@router.post(
    "/pieces/{tag}/price",
    response={200: answers.PieceOut} | PROBLEMS,
    operation_id="reprice_piece",
    summary="Write another price on the tag",
)
def reprice_piece(request: HttpRequest, tag: str, payload: schemas.PriceBody) -> Any:
    """The price before is kept in the piece's history."""
    actor = request.auth  # type: ignore[attr-defined]
    services.reprice_piece(actor=actor, tag=tag, change=payload.wanted(), at=now())
    return selectors.piece_card(actor, tag)


@router.post(
    "/pieces/{tag}/tag",
    response={200: answers.PieceOut} | PROBLEMS,
    operation_id="retag_piece",
    summary="Give a piece another tag",
)
def retag_piece(request: HttpRequest, tag: str, payload: schemas.RetagBody) -> Any:
    """The old tag stays taken for ever and still finds the piece."""
    actor = request.auth  # type: ignore[attr-defined]
    new_tag = services.retag_piece(actor=actor, tag=tag, new_tag=payload.new_tag, reason=payload.reason, at=now())
    return selectors.piece_card(actor, new_tag)
