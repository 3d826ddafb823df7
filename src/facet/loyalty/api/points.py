"""Members' points."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import selectors, services
from facet.loyalty.api.schemas import AdjustedOut, AdjustmentIn, MemberPointsOut
from facet.loyalty.selectors import PointsFile

router = Router()


def today() -> date:
    """The chain's calendar day."""
    return clock.local_date(clock.now(), settings.TIME_ZONE)


@router.get(
    "/members/{member_id}/points",
    response={200: MemberPointsOut} | PROBLEMS,
    operation_id="member_points",
    summary="A member's points: available, owed, what ends when, and every movement with its formula",
)
def member_points(
    request: HttpRequest, member_id: RowId, before: RowId | None = None, size: int = Query(20, ge=1, le=100)
) -> dict[str, object]:
    """Newest movements first; unknown and foreign members look the same."""
    with viewing(request.auth):
        return shown(selectors.member_points(request.auth, member_id=member_id, on=today(), before=before, size=size))


@router.post(
    "/members/{member_id}/points/adjustments",
    response={201: AdjustedOut} | PROBLEMS,
    operation_id="adjust_points",
    summary="Give or take points by hand",
)
def adjust_points(request: HttpRequest, member_id: RowId, payload: AdjustmentIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`. They never count for grades."""
    done = services.adjust_points(
        actor=request.auth,
        operation=operation_of(request, payload),
        request=services.Adjustment(member_id=member_id, **payload.dict()),
        at=clock.now(),
        on=today(),
    )
    return Status(201, done)


def shown(file: PointsFile) -> dict[str, object]:
    """The answer's shape; the schema picks its fields."""
    return {
        "member_id": file.member_id,
        "available": file.balance.available,
        "owed": file.balance.owed,
        "pending": file.pending,
        "lifetime": file.balance.lifetime,
        "grade": file.progress.grade,
        "next_grade": file.progress.above,
        "missing": file.progress.missing,
        "endings": file.endings,
        "entries": file.entries,
        "next_before": file.next_before,
    }
