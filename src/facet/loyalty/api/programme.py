"""The rules: read, tried, drafted, published."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from facet.kernel import clock
from facet.kernel.errors import NotFound
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import flows, selectors, services
from facet.loyalty.api.points import today
from facet.loyalty.api.schemas import (
    DraftIn,
    GradeOut,
    ProgrammeOut,
    PublishIn,
    RegradedOut,
    SimulationIn,
    SimulationOut,
    VersionOut,
)
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.programme import GradeFacts

router = Router()


@router.get(
    "/loyalty/programme",
    response={200: ProgrammeOut} | PROBLEMS,
    operation_id="get_programme",
    summary="The points rules in force today, with the grade ladder",
)
def get_programme(request: HttpRequest) -> dict[str, Any]:
    """One version, complete."""
    with viewing(request.auth):
        row = selectors.programme_page(request.auth, on=today()).in_force
    if row is None:
        raise NotFound(key="programme")
    return {
        "number": row.number, "state": row.state, "effective_on": row.effective_on,
        "rules": row.rules, "ladder": row.programme.ladder,
    }  # fmt: skip


@router.get(
    "/loyalty/grades",
    response={200: list[GradeOut]} | PROBLEMS,
    operation_id="list_grades",
    summary="The grade ladder in force today, from the lowest step up",
)
def list_grades(request: HttpRequest) -> list[GradeFacts]:
    """Thresholds in lifetime points."""
    with viewing(request.auth):
        row = selectors.programme_page(request.auth, on=today()).in_force
    return list(row.programme.ladder) if row else []


@router.post(
    "/loyalty/simulate",
    response={200: SimulationOut} | PROBLEMS,
    operation_id="simulate_points",
    summary="What a ticket would earn; nothing is written",
)
def simulate_points(request: HttpRequest, payload: SimulationIn) -> dict[str, Any]:
    """The same function that the ledger is written from."""
    lines = [EarningLine(line_no=number, **line.dict()) for number, line in enumerate(payload.lines, start=1)]
    with viewing(request.auth):
        preview = selectors.simulate(
            request.auth,
            who=payload.member_id or payload.grade,
            lines=lines,
            on=payload.on or today(),
            draft=payload.draft,
        )
    return {
        "total": preview.total,
        "rules_number": preview.programme.number,
        "grade": preview.grade,
        "lines": [asdict(line) | {"window": line.trace["window"]} for line in preview.lines],
    }


@router.put(
    "/loyalty/programme/draft",
    response={200: VersionOut} | PROBLEMS,
    operation_id="save_draft",
    summary="Keep these rules as the draft, in place of the one there may be",
)
def save_draft(request: HttpRequest, payload: DraftIn) -> Any:
    """Counts for nobody until it is published."""
    ladder = [GradeFacts(**step.dict()) for step in payload.ladder]
    wanted = services.Rules(rules=payload.rules.model_dump(mode="json"), ladder=ladder)
    return services.save_draft(actor=request.auth, wanted=wanted, at=clock.now())


@router.post(
    "/loyalty/programme/{number}/publish",
    response={200: VersionOut} | PROBLEMS,
    operation_id="publish_rule_version",
    summary="Put the draft in force from a day on, today at the earliest",
)
def publish_rule_version(request: HttpRequest, payload: PublishIn, number: int = Path(..., ge=1, le=10**9)) -> Any:
    """A published version is never edited; a further version takes its place."""
    return services.publish_rule_version(
        actor=request.auth, number=number, effective_on=payload.effective_on, at=clock.now()
    )


@router.post(
    "/loyalty/regradings",
    response={201: RegradedOut} | PROBLEMS,
    operation_id="regrade_members",
    summary="Lift every member to the grade her points carry; again it changes nothing",
)
def regrade_members(request: HttpRequest) -> Status:
    """Nobody is lowered."""
    return Status(201, {"changed": flows.regrade_everybody(actor=request.auth, at=clock.now(), on=today())})
