"""What each grade brings beside points."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from facet.kernel import clock
from facet.kernel.interface import BasisPoints, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty.api.points import today
from facet.loyalty.rules.policy import LONGEST, PolicyIn
from facet.loyalty.selectors import policy as selectors
from facet.loyalty.services import policy as services

router = Router()


class GradePolicyIn(Schema):
    """A new version of one grade's policy. Shares in basis points."""

    model_config = ConfigDict(extra="forbid")

    grade_code: Text(16, least=1)
    member_discount_bp: BasisPoints = 0
    labour_discount_bp: BasisPoints = 0
    birthday_gift: Text(LONGEST) = ""
    free_services: Text(LONGEST) = ""
    campaign_rights: Text(LONGEST) = ""
    standard: Text(LONGEST) = Field("", description="What staff do for a member of this grade.")
    standard_en: Text(LONGEST) = ""


class GradePolicyOut(Schema):
    grade_code: str
    version: int = Field(description="0 where nothing was written yet.")
    since: datetime | None
    member_discount_bp: int
    labour_discount_bp: int
    birthday_gift: str
    free_services: str
    campaign_rights: str
    standard: str
    standard_en: str


class GradePolicyVersionOut(Schema):
    version: int


@router.get(
    "/loyalty/grade-policies",
    response={200: list[GradePolicyOut]} | PROBLEMS,
    operation_id="grade_policies",
    summary="What each grade brings beside points",
)
def grade_policies(request: HttpRequest) -> Any:
    """Every grade of the ladder in force."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.grade_policies(actor, on=today())
    return [asdict(row.policy) | {"version": row.version, "since": row.since} for row in rows]


@router.put(
    "/loyalty/grade-policies",
    response={200: GradePolicyVersionOut} | PROBLEMS,
    operation_id="save_grade_policy",
    summary="Put a grade's policy into force",
)
def save_grade_policy(request: HttpRequest, payload: GradePolicyIn) -> Any:
    """In force at once; older versions stay."""
    version = services.save_grade_policy(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=PolicyIn(**payload.model_dump()),
        on=today(),
        at=clock.now(),
    )
    return {"version": version}
