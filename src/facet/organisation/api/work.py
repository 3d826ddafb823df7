"""Approvals, to-dos and the rules of the house."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel import clock, registry
from facet.kernel.clock import now
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors, services
from facet.organisation.api import schemas as s

router = Router(tags=["organisation"])


@router.get(
    "/approvals", response={200: list[s.ApprovalOut]} | PROBLEMS, operation_id="list_approvals", summary="Approvals"
)
def list_approvals(request: HttpRequest, waiting: bool = False) -> Any:
    """The newest 50 that one asked for or may decide; `waiting` for the open ones only."""
    with viewing(request.auth):
        return selectors.list_approvals(request.auth, at=now(), waiting_only=waiting)


@router.get(
    "/approvals/{approval_id}",
    response={200: s.ApprovalOut} | PROBLEMS,
    operation_id="get_approval",
    summary="One approval",
)
def get_approval(request: HttpRequest, approval_id: RowId) -> Any:
    """A till asks here whether the answer has come."""
    with viewing(request.auth):
        return selectors.approval_card(request.auth, approval_id, at=now())


@router.post(
    "/approvals",
    response={201: s.ApprovalOut} | PROBLEMS,
    operation_id="request_approval",
    summary="Ask a second person",
)
def request_approval(request: HttpRequest, payload: s.ApprovalIn) -> Any:
    """The kind's domain says from `payload` what exactly the yes will be bound to."""
    at, kind = now(), registry.offered("approval.kind", payload.kind)
    if kind is None or kind.wish is None:
        raise Invalid(field="kind", reason=gettext_noop("nothing of this kind can be asked for here"))
    store_id = selectors.get_store(request.auth, code=payload.store).pk if payload.store else None
    wish = kind.wish(request.auth, store_id, payload.payload, at)
    approval_id = services.request_approval(
        actor=request.auth,
        operation=operation_of(request, payload),
        kind=payload.kind,
        store_id=store_id,
        wish=wish,
        reason=payload.reason,
        at=at,
    )
    return Status(201, selectors.approval_card(request.auth, approval_id, at=at))


@router.post(
    "/approvals/{approval_id}/decision",
    response={200: s.ApprovalOut} | PROBLEMS,
    operation_id="decide_approval",
    summary="Say yes or no",
)
def decide_approval(request: HttpRequest, approval_id: RowId, payload: s.DecisionIn) -> Any:
    """Never by who asked; a yes works once and for a short time."""
    services.decide_approval(
        actor=request.auth, approval_id=approval_id, approve=payload.approve, note=payload.note, at=now()
    )
    return selectors.approval_card(request.auth, approval_id, at=now())


@router.get("/tasks", response={200: list[s.TaskOut]} | PROBLEMS, operation_id="list_tasks", summary="My to-dos")
def list_tasks(request: HttpRequest) -> Any:
    """The open ones, one's own and the home store's, most urgent first."""
    with viewing(request.auth):
        return selectors.open_tasks(request.auth, limit=100)


@router.post(
    "/tasks/{task_id}/done", response={200: s.DoneOut} | PROBLEMS, operation_id="finish_task", summary="Tick off"
)
def finish_task(request: HttpRequest, task_id: RowId) -> Any:
    """Once."""
    services.finish_task(actor=request.auth, task_id=task_id, at=now())
    return {"done": True}


@router.get(
    "/policies",
    response={200: list[s.PolicyOut]} | PROBLEMS,
    operation_id="list_policies",
    summary="Rules of the house",
)
def list_policies(request: HttpRequest) -> Any:
    """With the chain's values today."""
    with viewing(request.auth):
        today = clock.local_date(now(), selectors.chain_facts().time_zone)
        rows = selectors.policies(request.auth, on=today)
    return [
        {"name": row.setting.key, "title": row.setting.title, "value": row.value, "is_default": row.is_default}
        for row in rows
    ]


@router.post(
    "/policies/{name}", response={201: s.DoneOut} | PROBLEMS, operation_id="set_policy", summary="Change a rule"
)
def set_policy(request: HttpRequest, name: s.PathCode, payload: s.PolicyIn) -> Any:
    """From today or a later day on; the past stays."""
    if registry.offered("setting", name) is None:
        raise NotFound(key=name)
    store_id = selectors.get_store(request.auth, code=payload.store).pk if payload.store else None
    wanted = services.PolicyIn(name, payload.value, payload.valid_from, store_id, payload.note)
    services.set_policy(actor=request.auth, request=wanted, at=now())
    return Status(201, {"done": True})
