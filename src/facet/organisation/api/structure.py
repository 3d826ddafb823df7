"""The trees: areas and departments."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors, services
from facet.organisation.api import schemas as s

router = Router(tags=["organisation"])


@router.get(
    "/areas", response={200: list[s.NodeOut]} | PROBLEMS, operation_id="list_areas", summary="The tree of areas"
)
def list_areas(request: HttpRequest) -> Any:
    """In tree order."""
    with viewing(request.auth):
        return selectors.areas(request.auth)


@router.post("/areas", response={201: s.DoneOut} | PROBLEMS, operation_id="create_area", summary="Add an area")
def create_area(request: HttpRequest, payload: s.NewNodeIn) -> Any:
    """Below another area, or at the top."""
    services.create_area(actor=request.auth, code=payload.code, request=_node(payload), at=now())
    return Status(201, {"done": True})


@router.put(
    "/areas/{code}", response={200: s.DoneOut} | PROBLEMS, operation_id="edit_area", summary="Rename or move an area"
)
def edit_area(request: HttpRequest, code: s.PathCode, payload: s.NodeBody) -> Any:
    """Everything below moves along; rights follow at the next request."""
    services.edit_area(actor=request.auth, code=code, request=_node(payload), at=now())
    return {"done": True}


@router.delete(
    "/areas/{code}", response={200: s.DoneOut} | PROBLEMS, operation_id="remove_area", summary="Take away an empty area"
)
def remove_area(request: HttpRequest, code: s.PathCode) -> Any:
    """Refused while areas or stores are in it."""
    services.remove_area(actor=request.auth, code=code, at=now())
    return {"done": True}


@router.get(
    "/departments",
    response={200: list[s.NodeOut]} | PROBLEMS,
    operation_id="list_departments",
    summary="The tree of departments",
)
def list_departments(request: HttpRequest) -> Any:
    """In tree order."""
    with viewing(request.auth):
        return selectors.departments(request.auth)


@router.post(
    "/departments", response={201: s.DoneOut} | PROBLEMS, operation_id="create_department", summary="Add a department"
)
def create_department(request: HttpRequest, payload: s.NewNodeIn) -> Any:
    """Below another department, or at the top."""
    services.create_department(actor=request.auth, code=payload.code, request=_node(payload), at=now())
    return Status(201, {"done": True})


@router.put(
    "/departments/{code}",
    response={200: s.DoneOut} | PROBLEMS,
    operation_id="edit_department",
    summary="Rename, move or close a department",
)
def edit_department(request: HttpRequest, code: s.PathCode, payload: s.NodeBody) -> Any:
    """One with people in it cannot be closed."""
    services.edit_department(actor=request.auth, code=code, request=_node(payload), at=now())
    return {"done": True}


def _node(payload: s.NodeBody) -> services.NodeIn:
    return services.NodeIn(payload.name, payload.name_en, payload.parent, payload.is_active)
