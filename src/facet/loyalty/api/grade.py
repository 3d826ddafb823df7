"""A member's grade: why, the next step, the history."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.api.points import today
from facet.loyalty.api.schemas import MemberGradeOut

router = Router()


@router.get(
    "/members/{member_id}/grade",
    response={200: MemberGradeOut} | PROBLEMS,
    operation_id="member_grade",
    summary="A member's grade: why she has it, what the next one needs, how she came here",
)
def member_grade(request: HttpRequest, member_id: int = Path(..., ge=1, le=2**63 - 1)) -> dict[str, Any]:
    """`figure` is compared with the thresholds, in their unit."""
    with viewing(request.auth):
        found = selectors.member_grade(request.auth, member_id=member_id, on=today())
    return {
        "member_id": found.member_id, "grade": found.progress.grade, "next_grade": found.progress.above,
        "missing": found.progress.missing, "basis": found.basis.kind, "figure": found.figure,
        "safe_until": found.safe_until, "below_since": found.below_since, "history": found.history,
    }  # fmt: skip
