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
    AskedOut,
    AskIn,
    DraftIn,
    GradeOut,
    ProgrammeOut,
    PublishIn,
    RegradedOut,
    ReplayIn,
    ReplayOut,
    SimulationIn,
    SimulationOut,
    StopIn,
    TicketLineIn,
    VersionOut,
)
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.earning_base import Amounts
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.selectors import replay as replays

router = Router()
NUMBER = Path(..., ge=1, le=10**9)


def _version(row: selectors.VersionRow) -> dict[str, Any]:
    return {
        "number": row.number, "state": row.state, "effective_on": row.effective_on,
        "rules": row.rules, "ladder": row.programme.ladder,
    }  # fmt: skip


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
    return _version(row)


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
    lines = [_line(number, line) for number, line in enumerate(payload.lines, start=1)]
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
        "lines": [
            asdict(line)
            | {name: line.trace[name] for name in ("window", "bonuses")}
            | {"base": preview.programme.earning_base}
            for line in preview.lines
        ],
    }


def _line(number: int, line: TicketLineIn) -> EarningLine:
    told = line.dict()
    gross, discounted = told.pop("gross_cents"), told.pop("discounted_cents")
    amounts = Amounts.of(line.base_cents, gross_cents=gross, discounted_cents=discounted)
    return EarningLine(line_no=number, **told, amounts=amounts)


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
    "/loyalty/programme/draft/approvals",
    response={201: AskedOut} | PROBLEMS,
    operation_id="request_rules_approval",
    summary="Show the draft to a second person, to go live on a day",
)
def request_rules_approval(request: HttpRequest, payload: AskIn) -> Status:
    """A colleague with the right to approve decides under /approvals; any change of the draft asks anew."""
    approval_id = services.request_rules_approval(
        actor=request.auth, effective_on=payload.effective_on, reason=payload.reason, at=clock.now()
    )
    return Status(201, {"approval_id": approval_id})


@router.post(
    "/loyalty/programme/{number}/publish",
    response={200: VersionOut} | PROBLEMS,
    operation_id="publish_points_rules",
    summary="Put the draft in force from a day on, today at the earliest, with a second person's yes",
)
def publish_points_rules(request: HttpRequest, payload: PublishIn, number: int = NUMBER) -> Any:
    """A published version is never edited; a further version takes its place."""
    return services.publish_rule_version(
        actor=request.auth,
        number=number,
        effective_on=payload.effective_on,
        at=clock.now(),
        approval_id=payload.approval_id,
    )


@router.post(
    "/loyalty/programme/{number}/stop",
    response={200: VersionOut} | PROBLEMS,
    operation_id="stop_rule_version",
    summary="Fall back from the version in force to the rules before it, as a new version",
)
def stop_rule_version(request: HttpRequest, payload: StopIn, number: int = NUMBER) -> Any:
    """Needs no second person: those rules were live before."""
    return services.stop_rule_version(
        actor=request.auth, number=number, effective_on=payload.effective_on or today(), at=clock.now()
    )


@router.get(
    "/loyalty/programme/versions",
    response={200: list[ProgrammeOut]} | PROBLEMS,
    operation_id="list_points_rules",
    summary="The versions of the points rules, the newest first",
)
def list_points_rules(request: HttpRequest) -> list[dict[str, Any]]:
    """At most fifty; `state` is draft, coming, in_force or past."""
    with viewing(request.auth):
        rows = selectors.programme_page(request.auth, on=today()).versions
    return [_version(row) for row in rows]


@router.post(
    "/loyalty/regradings",
    response={201: RegradedOut} | PROBLEMS,
    operation_id="regrade_members",
    summary="Lift every member to the grade her points carry; again it changes nothing",
)
def regrade_members(request: HttpRequest) -> Status:
    """Nobody is lowered."""
    return Status(201, {"changed": flows.regrade_everybody(actor=request.auth, at=clock.now(), on=today())})


@router.post(
    "/loyalty/replays",
    response={202: ReplayOut} | PROBLEMS,
    operation_id="replay_points",
    summary="Count a period's real sales again under the draft or another version; a worker does it",
)
def replay_points(request: HttpRequest, payload: ReplayIn) -> Status:
    """Ask again under the address of the answer until `state` is done. Two years at most."""
    period = replays.Period(payload.since, payload.until)
    replay_id = services.ask_replay(actor=request.auth, number=payload.number, period=period, at=clock.now())
    with viewing(request.auth):
        return Status(202, replays.replay_by_id(request.auth, replay_id))


@router.get(
    "/loyalty/replays/{replay_id}",
    response={200: ReplayOut} | PROBLEMS,
    operation_id="get_replay",
    summary="How far a replay is, and what came out",
)
def get_replay(request: HttpRequest, replay_id: int = Path(..., ge=1, le=2**63 - 1)) -> Any:
    """`result` is empty until the replay is done."""
    with viewing(request.auth):
        return replays.replay_by_id(request.auth, replay_id)
