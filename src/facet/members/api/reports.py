"""Figures over members, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from facet.kernel.clock import local_date, now
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors
from facet.members.api.contact import Day

router = Router(tags=["members"])
ZONE = "Asia/Shanghai"


class GradeLineOut(Schema):
    """One grade now, and what its members bought in the days asked for. Units: cents, mg."""

    grade_code: str = Field(description="The grade a member has now; empty for none.")
    members: int = Field(description="Active members of the grade within reach.")
    net_cents: int = Field(description="What they bought, returns taken off.")
    weight_mg: int
    margin_cents: int | None = Field(description="Null for who may not see costs.")
    silent: int | None = Field(description="Members of a senior grade whom nobody contacted; null for other grades.")


@router.get(
    "/grade-report", response={200: list[GradeLineOut]} | PROBLEMS, operation_id="grade_report",
    summary="Grades in figures",
)  # fmt: skip
def grade_report(request: HttpRequest, first: Day, last: Day) -> Any:
    """Members, sales, grams and margin by grade, largest sales first; the viewer's reach counts."""
    if first > last:
        raise Invalid(field="last", reason=gettext_noop("The first day is after the last."))
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.grade_report(actor, first=first, last=last, on=local_date(now(), ZONE))
