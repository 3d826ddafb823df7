"""Sales made without the server, for programs: what was refused at its return, and settling it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from facet.kernel.clock import now
from facet.kernel.interface import PositiveCents, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.organisation import selectors as organisation_selectors
from facet.sales.api.schemas import Closed
from facet.sales.selectors.pending import list_conflicts as conflicts_of
from facet.sales.selectors.pending import till_snapshot
from facet.sales.services.pending import SettlementIn
from facet.sales.services.pending import settle_conflict as settle

router = Router(tags=["sales"])


class RefusedLineOut(Schema):
    tag: str
    name: str
    cents: PositiveCents


class ConflictOut(Schema):
    """A refused sale: the money was taken and no ticket says so. Units: cents."""

    id: UUID
    number: str
    store: str
    till: str
    staff: str
    sold_at: datetime
    total_cents: int
    cash_cents: int
    lines: list[RefusedLineOut]
    state: str
    refusal_code: str


class SettlementBody(Closed):
    way: Literal["money_back", "other_piece", "repriced"]
    note: Text(200, least=1)
    ticket: UUID | None = Field(None, description="The ticket that took its place; never with money_back.")


@router.get("/sales/conflicts", response={200: list[ConflictOut]} | PROBLEMS, operation_id="list_conflicts")
def list_conflicts(request: HttpRequest, settled: bool = False) -> Any:
    """Sales made without the server and refused at its return, in reach: open ones, or the settled."""
    return conflicts_of(request.auth, settled=settled)


@router.post(
    "/sales/conflicts/{uuid:pending_id}/settlement", response={200: dict[str, str]} | PROBLEMS,
    operation_id="settle_conflict",
)  # fmt: skip
def settle_conflict(request: HttpRequest, pending_id: UUID, payload: SettlementBody) -> Any:
    """Settle one, with a reason. Safe to retry with its `Idempotency-Key`."""
    row = settle(
        actor=request.auth, operation=operation_of(request, payload), pending_id=pending_id,
        settlement=SettlementIn(**payload.dict()), at=now(),
    )  # fmt: skip
    return {"number": row.number, "state": row.state, "way": row.way}


class KnownPieceOut(Schema):
    tag: str
    name: str
    name_en: str
    cents: int
    weight_mg: int
    until: datetime = Field(description="Until when it may be sold at this price.")


class TillPricesOut(Schema):
    token: str = Field(description="Signed; goes into `pending.token` of each sale.")
    made_at: datetime
    most: int = Field(description="Sales that may wait at this till.")
    most_cents: int
    pieces: list[KnownPieceOut]


@router.get("/sales/pending/prices", response={200: TillPricesOut} | PROBLEMS, operation_id="till_prices")
def till_prices(request: HttpRequest, store: Query[Text(16, least=1)], till: Query[Text(16, least=1)]) -> Any:
    """The pieces a till may sell while it cannot reach us, at plain prices, and how much may wait."""
    place = organisation_selectors.till_facts(store_code=store, till_code=till)
    known = till_snapshot(request.auth, till=place, at=now())
    return {
        "token": known.token, "made_at": known.snapshot.made_at, "most": known.limits.most,
        "most_cents": known.limits.most_cents, "pieces": known.pieces,
    }  # fmt: skip
