"""Styles."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.catalog import selectors, services
from facet.catalog.api import schemas
from facet.catalog.api.schemas.common import Code
from facet.catalog.permissions import CatalogPermission
from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS

router = Router(tags=["catalog"])


@router.get(
    "/styles",
    response={200: list[schemas.StyleOut]} | PROBLEMS,
    operation_id="list_styles",
    summary="Styles by their codes, a page at a time",
)
def list_styles(request: HttpRequest, asked: Query[schemas.StylesIn]) -> Any:
    """`search` looks into code, names and series; give the last code of a page as `after`."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return selectors.find_styles(search=asked.search, category=asked.category, after=asked.after, limit=asked.limit)


@router.get(
    "/styles/{code}",
    response={200: schemas.StyleOut} | PROBLEMS,
    operation_id="get_style",
    summary="One style",
)
def get_style(request: HttpRequest, code: Code) -> Any:
    """With the words that describe it."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return selectors.style_by_code(code)


@router.post(
    "/styles",
    response={201: schemas.StyleOut} | PROBLEMS,
    operation_id="create_style",
    summary="Add a style",
)
def create_style(request: HttpRequest, payload: schemas.NewStyleIn) -> Any:
    """Its category must be a leaf."""
    services.create_style(actor=request.auth, code=payload.code, request=payload.wanted(), at=now())
    return Status(201, selectors.style_by_code(payload.code))


@router.put(
    "/styles/{code}",
    response={200: schemas.StyleOut} | PROBLEMS,
    operation_id="edit_style",
    summary="Change a style",
)
def edit_style(request: HttpRequest, code: Code, payload: schemas.StyleIn) -> Any:
    """Pieces that exist keep what they have."""
    services.edit_style(actor=request.auth, code=code, request=payload.wanted(), at=now())
    return selectors.style_by_code(code)


@router.post(
    "/styles/{code}/withdraw",
    response={200: schemas.StyleOut} | PROBLEMS,
    operation_id="withdraw_style",
    summary="Withdraw a style, or take it back into use",
)
def withdraw_style(request: HttpRequest, code: Code, payload: schemas.WithdrawIn) -> Any:
    """A withdrawn style keeps its pieces and takes no new ones."""
    services.withdraw_style(actor=request.auth, code=code, on=payload.on, at=now())
    return selectors.style_by_code(code)
