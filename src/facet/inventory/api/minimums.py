"""Stock by any dimension, and minimums, for programs."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Code, CodeOrNone
from facet.inventory.rules.minimum import Level
from facet.inventory.selectors import StockQuery
from facet.inventory.services import MinimumIn
from facet.kernel.clock import local_date, now
from facet.kernel.interface import IdOut, Whole
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class FindStockQuery(Schema):
    by: str = Field(
        "store,category", max_length=40, description="One to three of store, category, style, weight, price, age."
    )
    store: CodeOrNone = ""
    category: CodeOrNone = ""


class StockCellOut(Schema):
    keys: list[str] = Field(description="In the order of `by`: codes, or bands such as 2_to_5; empty: has none.")
    pieces: int
    net_weight_mg: int
    board_cents: int = Field(description="Metal at today's retail price, and fixed tag prices; no labour.")
    cost_cents: int | None


class MinimumBody(Closed):
    store: Code
    kind: Code = Field(description="category, style or lot")
    code: Code
    least: Whole(0, 100_000)  # type: ignore[valid-type]
    most: Whole(0, 100_000) | None = None  # type: ignore[valid-type]
    warn_on: date | None = Field(None, description="The day on which somebody should look, whatever the stock.")


class MinimumOut(Schema):
    id: int
    store_code: str
    kind: str
    code: str
    name: str
    least: int
    most: int | None
    warn_on: date | None
    pieces: int
    level: Level
    wanted: int = Field(description="How many pieces should come.")
    is_due: bool
    days_out: int = Field(description="Days without any, of the last ninety.")


class MinimumQuery(Schema):
    level: Level | None = None
    store: CodeOrNone = ""


@router.get(
    "/stock/find",
    response={200: list[StockCellOut]} | PROBLEMS,
    operation_id="find_stock",
    summary="Stock in pieces, grams and yuan by any dimension",
)
def find_stock(request: HttpRequest, query: Query[FindStockQuery]) -> Any:
    """Cost only with the right to see it."""
    actor, wanted = request.auth, tuple(part.strip() for part in query.by.split(","))  # type: ignore[attr-defined]
    asked = StockQuery(by=wanted, store=query.store.upper(), category=query.category)
    with viewing(actor):
        return selectors.find_stock(actor, asked, at=now())


@router.get(
    "/stock/minimums",
    response={200: list[MinimumOut]} | PROBLEMS,
    operation_id="list_minimums",
    summary="What stores should have, and what they have",
)
def list_minimums(request: HttpRequest, query: Query[MinimumQuery]) -> Any:
    """The worst first."""
    actor, at = request.auth, now()  # type: ignore[attr-defined]
    on = local_date(at, settings.TIME_ZONE)
    with viewing(actor):
        return selectors.list_minimums(actor, at=at, on=on, only=query.level or "", store=query.store.upper())


@router.post(
    "/stock/minimums",
    response={201: IdOut} | PROBLEMS,
    operation_id="set_minimum",
    summary="Set how much of something a store should have",
)
def set_minimum(request: HttpRequest, payload: MinimumBody) -> Any:
    """Takes the place of an earlier one of the same thing."""
    actor = request.auth  # type: ignore[attr-defined]
    return Status(201, {"id": services.set_minimum(actor=actor, minimum=MinimumIn(**payload.dict()), at=now())})
