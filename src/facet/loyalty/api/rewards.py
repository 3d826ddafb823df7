"""Referral, grants to many, transfers in a household, survey points, what points will cost."""

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.api.points import today
from facet.loyalty.api.reward_schemas import (
    GrantIn,
    GrantOut,
    GrantPreviewOut,
    LiabilityOut,
    PointsTransferIn,
    PointsTransferOut,
    ReversalIn,
    SurveyIn,
    SurveyOut,
    TreeOut,
    UndoneOut,
)
from facet.loyalty.selectors import granting as grants
from facet.loyalty.selectors import points_liability as liabilities
from facet.loyalty.selectors import referral

router = Router()


@router.post(
    "/loyalty/grants/preview", response={200: GrantPreviewOut} | PROBLEMS, operation_id="preview_grant",
    summary="How many members a grant would reach, and what it comes to",
)  # fmt: skip
def preview_grant(request: HttpRequest, payload: GrantIn) -> object:
    """Nothing is written."""
    with viewing(request.auth):
        return grants.grant_preview(
            request.auth, payload.conditions.as_conditions(), points=payload.points, coupon=payload.coupon
        )


@router.post(
    "/loyalty/grants", response={201: GrantOut} | PROBLEMS, operation_id="grant_points",
    summary="Give points or a coupon to every member who meets a condition",
)  # fmt: skip
def grant_points(request: HttpRequest, payload: GrantIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`. A worker gives it; above one's limit an approval is needed."""
    wanted = services.GrantIn(
        reason=payload.reason, points=payload.points, coupon=payload.coupon, approval_id=payload.approval_id,
        conditions=payload.conditions.as_conditions(),
    )  # fmt: skip
    key = operation_of(request, payload)
    grant_id = services.grant_points(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    with viewing(request.auth):
        return Status(201, grants.find_grant(request.auth, grant_id))


@router.get(
    "/loyalty/grants/{grant_id}", response={200: GrantOut} | PROBLEMS, operation_id="get_grant",
    summary="One grant and how far it is",
)  # fmt: skip
def get_grant(request: HttpRequest, grant_id: RowId) -> object:
    """Unknown and foreign grants look the same."""
    with viewing(request.auth):
        return grants.find_grant(request.auth, grant_id)


@router.post(
    "/loyalty/points/reversals", response={200: UndoneOut} | PROBLEMS, operation_id="reverse_points",
    summary="Take back a whole grant, or what sold lines earned",
)  # fmt: skip
def reverse_points(request: HttpRequest, payload: ReversalIn) -> dict[str, int]:
    """By stored entries, never by today's rules; points that were spent become owed, unused coupons become void.

    Lines are cumulative. Sales of the till go back with their return there; these are for other programs' sales.
    """
    if payload.member_id is not None:
        return {"members": 1, "points": _clawed_back(request, payload, payload.member_id)}
    with viewing(request.auth):
        grants.find_grant(request.auth, payload.grant_id or 0)
    key = operation_of(request, payload)
    members = services.undo_grant(
        actor=request.auth, operation=key, grant_id=payload.grant_id or 0, at=clock.now(), on=today()
    )
    return {"members": members}


def _clawed_back(request: HttpRequest, payload: ReversalIn, member_id: int) -> int:
    lines = [services.ReturnedLine(**line.model_dump()) for line in payload.lines]
    wanted = services.ClawBackIn(member_id=member_id, lines=lines, reason=payload.reason)
    key = operation_of(request, payload)
    return services.claw_back_points(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())


@router.post(
    "/loyalty/points/transfers", response={201: PointsTransferOut} | PROBLEMS, operation_id="transfer_points",
    summary="Give points of one member to another of her household",
)  # fmt: skip
def transfer_points(request: HttpRequest, payload: PointsTransferIn) -> Status:
    """Only where the rules allow it; lots keep their last days and grades do not move."""
    wanted = services.TransferIn(**payload.model_dump())
    key = operation_of(request, payload)
    return Status(
        201, services.transfer_points(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    )


@router.post(
    "/members/{member_id}/points/survey", response={201: SurveyOut} | PROBLEMS, operation_id="give_survey_points",
    summary="Give the points of an answered survey, once for each survey and member",
)  # fmt: skip
def give_survey_points(request: HttpRequest, member_id: RowId, payload: SurveyIn) -> Status:
    """The rules say how many."""
    points = services.give_survey_points(
        actor=request.auth, operation=operation_of(request, payload), member_id=member_id, survey=payload.survey,
        at=clock.now(), on=today(),
    )  # fmt: skip
    return Status(201, {"points": points})


@router.get(
    "/members/{member_id}/referrals", response={200: TreeOut} | PROBLEMS, operation_id="referral_tree",
    summary="Whom a member brought, three levels deep, and what it earned her",
)  # fmt: skip
def referral_tree(request: HttpRequest, member_id: RowId) -> object:
    """Names beyond one's reach are masked; unknown and foreign members look the same."""
    with viewing(request.auth):
        return referral.referral_tree(request.auth, member_id=member_id)


@router.get(
    "/loyalty/liability", response={200: LiabilityOut} | PROBLEMS, operation_id="points_liability",
    summary="What outstanding points are expected to cost, month by month",
)  # fmt: skip
def points_liability(request: HttpRequest) -> object:
    """Of the whole chain, at the worth in force now."""
    with viewing(request.auth):
        return liabilities.points_liability(request.auth, on=today())
