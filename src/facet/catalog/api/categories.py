"""The category tree."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.catalog import selectors, services
from facet.catalog.api import schemas
from facet.catalog.api.schemas.common import Code
from facet.catalog.permissions import CatalogPermission
from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS

router = Router(tags=["catalog"])


@router.get(
    "/categories",
    response={200: list[schemas.CategoryOut]} | PROBLEMS,
    operation_id="list_categories",
    summary="The whole category tree",
)
def list_categories(request: HttpRequest) -> Any:
    """In the order of the tree, withdrawn branches too."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return list(selectors.category_facts().values())


@router.post(
    "/categories",
    response={201: schemas.CategoryOut} | PROBLEMS,
    operation_id="create_category",
    summary="Grow a new leaf",
)
def create_category(request: HttpRequest, payload: schemas.NewCategoryIn) -> Any:
    """A branch that holds goods grows no further: goods stand in leaves only."""
    services.create_category(
        actor=request.auth,
        code=payload.code,
        parent=payload.parent,
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, selectors.category_by_code(payload.code))


@router.put(
    "/categories/{code}",
    response={200: schemas.CategoryOut} | PROBLEMS,
    operation_id="edit_category",
    summary="Change a category's names and defaults",
)
def edit_category(request: HttpRequest, code: Code, payload: schemas.CategoryIn) -> Any:
    """Pieces that exist keep what they have."""
    services.edit_category(actor=request.auth, code=code, request=payload.wanted(), at=now())
    return selectors.category_by_code(code)


@router.post(
    "/categories/{code}/move",
    response={200: schemas.CategoryOut} | PROBLEMS,
    operation_id="move_category",
    summary="Hang a branch elsewhere",
)
def move_category(request: HttpRequest, code: Code, payload: schemas.MoveIn) -> Any:
    """All that grows on it moves along."""
    services.move_category(actor=request.auth, code=code, parent=payload.parent, at=now())
    return selectors.category_by_code(code)


@router.post(
    "/categories/{code}/withdraw",
    response={200: schemas.CategoryOut} | PROBLEMS,
    operation_id="withdraw_category",
    summary="Take a branch out of use",
)
def withdraw_category(request: HttpRequest, code: Code) -> Any:
    """Refused while goods stand in it."""
    services.withdraw_category(actor=request.auth, code=code, at=now())
    return selectors.category_by_code(code)


@router.post(
    "/categories/{code}/restore",
    response={200: schemas.CategoryOut} | PROBLEMS,
    operation_id="restore_category",
    summary="Take a branch back into use",
)
def restore_category(request: HttpRequest, code: Code) -> Any:
    """With the branches it hangs on."""
    services.restore_category(actor=request.auth, code=code, at=now())
    return selectors.category_by_code(code)
