"""Sharing goods out among stores, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Code, Tag
from facet.inventory.services import AllocationIn
from facet.kernel.clock import now
from facet.kernel.interface import Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class AllocationShareBody(Closed):
    store: Code
    tags: list[Tag] = Field(min_length=1, max_length=200)


class AllocationBody(Closed):
    from_store: Code
    shares: list[AllocationShareBody] = Field(min_length=1, max_length=60)
    note: Text(200) = ""  # type: ignore[valid-type]


class AllocationOut(Schema):
    numbers: list[str] = Field(description="The transfers, by the code of the store that gets them.")


class ProposalBody(Closed):
    from_store: Code
    tags: list[Tag] = Field(min_length=1, max_length=500)
    stores: list[Code] = Field(default_factory=list, max_length=60)


class SharedPieceOut(Schema):
    tag: str
    store_code: str
    category_code: str
    sold: int = Field(description="Of its category in that store in ninety days.")
    held: int


@router.post(
    "/allocations/proposal",
    response={200: list[SharedPieceOut]} | PROBLEMS,
    operation_id="propose_allocation",
    summary="Which store needs which piece most",
)
def propose_allocation(request: HttpRequest, payload: ProposalBody) -> Any:
    """By what each store sold in ninety days and has now; nothing is written."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.propose_allocation(
            actor, from_store=payload.from_store, tags=payload.tags, stores=payload.stores, at=now()
        )


@router.post(
    "/allocations",
    response={201: AllocationOut} | PROBLEMS,
    operation_id="allocate_goods",
    summary="Share goods out: one transfer for each store",
)
def allocate_goods(request: HttpRequest, payload: AllocationBody) -> Any:
    """All of them or none; the warehouse packs them as transfers that were asked for."""
    numbers = services.allocate_goods(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        allocation=AllocationIn(
            from_store=payload.from_store,
            shares=tuple((each.store, tuple(each.tags)) for each in payload.shares),
            note=payload.note,
        ),
        at=now(),
    )
    return Status(201, {"numbers": numbers})
