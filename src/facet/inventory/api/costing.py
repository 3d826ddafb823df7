"""Costing for programs: measures of the stock, what lies too long, what was lost. Units: mg, cents at cost."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors, services
from facet.inventory.api.schemas import CodeOrNone, Tag
from facet.kernel.clock import local_date, now
from facet.kernel.interface import Whole
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class StoreQuery(Schema):
    store: CodeOrNone = ""


class MeasureOut(Schema):
    category_code: str = Field(description="Empty: all together.")
    average_cents: int
    sold_cents: int
    margin_cents: int | None
    gmroi_bp: int | None = Field(description="Margin ÷ average stock; 7000 is 0.70.")
    turns_bp: int | None = Field(description="Cost of sales ÷ average stock; 16333 is 1.63.")
    days_tenths: int | None
    holding_cents: int
    shrinkage_cents: int = Field(description="Expected, by the setting of the house.")
    lost_cents: int


class CostPartOut(Schema):
    category_code: str
    parts: dict[str, int] = Field(description="Cents by part of cost; the empty key is what no part explains.")


class AgedQuery(StoreQuery):
    days: Whole(0, 3_650) = 365  # type: ignore[valid-type]


class AgedOut(Schema):
    tag: str
    store_code: str
    days: int
    net_mg: int
    tag_cents: int | None
    cost_cents: int | None
    proposal: str = Field(description="spiff, markdown, move or empty")
    proposal_cents: int | None = Field(description="The bonus, or the new tag price.")


class LossQuery(StoreQuery):
    days: Whole(1, 3_650) = 365  # type: ignore[valid-type]


class LossOut(Schema):
    at: datetime
    store_code: str
    what: str
    cause: str
    reason: str
    document: str
    actor_name: str
    pieces: int
    net_mg: int
    cost_cents: int | None


class MarkDownOut(Schema):
    tag_price_cents: int


def _codes() -> dict[int, str]:
    return {each.id: each.code for each in catalog_selectors.category_facts().values()} | {0: ""}


def _today() -> date:
    return local_date(now(), settings.TIME_ZONE)


@router.get(
    "/costing/parts",
    response={200: list[CostPartOut]} | PROBLEMS,
    operation_id="cost_by_part",
    summary="What the goods in stock cost, by part",
)
def cost_by_part(request: HttpRequest, query: Query[StoreQuery]) -> Any:
    """Only with the right to see cost."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        found, codes = selectors.cost_by_part(actor, store=query.store.upper()), _codes()
    return [{"category_code": codes[category], "parts": parts} for category, parts in sorted(found.items())]


@router.get(
    "/costing/measures",
    response={200: list[MeasureOut]} | PROBLEMS,
    operation_id="stock_measures",
    summary="GMROI, turns, days of stock and holding cost",
)
def stock_measures(request: HttpRequest, query: Query[StoreQuery]) -> Any:
    """Of the last twelve months by category, all together last. Only with the right to see cost."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        year, codes = selectors.stock_measures(actor, at=now(), store=query.store.upper()), _codes()
    names = ("average_cents", "sold_cents", "margin_cents", "gmroi_bp", "turns_bp", "days_tenths")
    return [
        {
            "category_code": codes[row.category_id], "holding_cents": row.holding_cents,
            "shrinkage_cents": row.shrinkage_cents, "lost_cents": row.lost_cents,
            **{name: getattr(row.measures, name) for name in names},
        }
        for row in (*year.rows, year.total)
    ]  # fmt: skip


@router.get(
    "/costing/aged",
    response={200: list[AgedOut]} | PROBLEMS,
    operation_id="aged_pieces",
    summary="Pieces that lie too long, and what is proposed",
)
def aged_pieces(request: HttpRequest, query: Query[AgedQuery]) -> Any:
    """The oldest first, 200 at most."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.aged_pieces(actor, at=now(), least_days=query.days, store=query.store.upper())
    names = ("tag", "store_code", "days", "net_mg", "tag_cents", "cost_cents")
    return [
        {**{name: getattr(row, name) for name in names}, "proposal": str(row.proposal.step),
         "proposal_cents": row.proposal.cents}
        for row in rows
    ]  # fmt: skip


@router.get(
    "/costing/losses",
    response={200: list[LossOut]} | PROBLEMS,
    operation_id="list_losses",
    summary="What was lost and found again",
)
def list_losses(request: HttpRequest, query: Query[LossQuery]) -> Any:
    """The newest first; finds have their amounts below zero."""
    actor, today = request.auth, _today()  # type: ignore[attr-defined]
    first = today - timedelta(days=query.days - 1)
    with viewing(actor):
        return selectors.list_losses(actor, first=first, last=today, store=query.store.upper())


@router.post(
    "/costing/mark-downs/{tag}",
    response={200: MarkDownOut} | PROBLEMS,
    operation_id="mark_down",
    summary="Write the proposed lower price on a piece's tag",
)
def mark_down(request: HttpRequest, tag: Tag) -> Any:
    """Once for each piece; a second call is refused."""
    reason = gettext("Mark-down by stock age")
    return {"tag_price_cents": services.mark_down(actor=request.auth, tag=tag, reason=reason, at=now())}  # type: ignore[attr-defined]
