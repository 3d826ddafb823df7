"""The places of stores for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api import answers, schemas
from facet.kernel.clock import now
from facet.kernel.interface import IdOut, RowId
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class PlaceQuery(Schema):
    store: schemas.CodeOrNone = ""
    responsible: schemas.CodeOrNone = ""


@router.get(
    "/places",
    response={200: list[answers.PlaceOut]} | PROBLEMS,
    operation_id="list_places",
    summary="Counters, trays and vaults, and how many pieces lie there",
)
def list_places(request: HttpRequest, query: Query[PlaceQuery]) -> Any:
    """Each store's as a tree, of one store or of all in reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_places(actor, store_code=query.store.upper(), responsible=query.responsible.upper())


@router.post(
    "/places",
    response={201: IdOut} | PROBLEMS,
    operation_id="add_place",
    summary="Add a place to a store",
)
def add_place(request: HttpRequest, payload: schemas.PlaceBody) -> Any:
    """A code is used once in a store."""
    place_id = services.add_place(
        actor=request.auth,  # type: ignore[attr-defined]
        place=payload.wanted(),
        at=now(),
    )
    return Status(201, {"id": place_id})


@router.put(
    "/places/{place_id}",
    response={200: IdOut} | PROBLEMS,
    operation_id="change_place",
    summary="Change a place: name, room, who answers for it",
)
def change_place(request: HttpRequest, place_id: RowId, payload: schemas.PlaceChangeBody) -> Any:
    """A place that takes in goods, or holds some, stays open."""
    services.change_place(
        actor=request.auth,  # type: ignore[attr-defined]
        place_id=place_id,
        change=payload.wanted(),
        at=now(),
    )
    return {"id": place_id}
