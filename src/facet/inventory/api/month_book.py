"""The month book for programs. Units: pieces, mg, cents at cost."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Code, CodeOrNone
from facet.inventory.selectors.month_pages import book_stores
from facet.kernel.clock import now
from facet.kernel.interface import IdOut, RowId, Text
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])
MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"


class MonthBookQuery(Schema):
    month: str = Field(pattern=MONTH, description="As 2026-10.")
    store: CodeOrNone = ""
    entity: CodeOrNone = Field("", description="Code of a legal entity.")


class GoodsOut(Schema):
    pieces: int
    net_mg: int
    cost_cents: int | None = Field(description="Only with the right to see cost.")


class MonthLineOut(Schema):
    store_code: str
    entity_code: str
    category_code: str
    is_locked: bool
    columns: dict[str, GoodsOut] = Field(description="opening, corrected, in and out; each positive whichever way.")
    closing: GoodsOut


class MonthLockBody(Closed):
    store: Code
    month: Text(7, least=7) = Field(pattern=MONTH)  # type: ignore[valid-type]


class ReopenBody(Closed):
    reason: Text(200, least=1)  # type: ignore[valid-type]


def first_of(month: str) -> date:
    """The first day of a month written as 2026-10."""
    return date(int(month[:4]), int(month[5:7]), 1)


@router.get(
    "/month-book",
    response={200: list[MonthLineOut]} | PROBLEMS,
    operation_id="month_book",
    summary="Stock of a month: opening, in, out, closing",
)
def month_book(request: HttpRequest, query: Query[MonthBookQuery]) -> Any:
    """By store and category, of the stores in reach; locked months as they were locked."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        book = selectors.month_book(actor, month=first_of(query.month))
        stores = book_stores(actor)
        categories = {each.id: each.code for each in catalog_selectors.category_facts().values()}

    def shown(goods: Any) -> dict[str, Any]:
        return {**goods._asdict(), "cost_cents": goods.cost_cents if book.sees_cost else None}

    return [
        {
            "store_code": stores[key.store_id].code, "entity_code": stores[key.store_id].entity_code,
            "category_code": categories[key.category_id], "is_locked": key.store_id in book.locks,
            "columns": {name: shown(goods) for name, goods in line.columns.items()}, "closing": shown(line.closing),
        }
        for key, line in sorted(book.lines.items())
        if key.store_id in stores
        and query.store.upper() in ("", stores[key.store_id].code)
        and query.entity.upper() in ("", stores[key.store_id].entity_code.upper())
    ]  # fmt: skip


@router.post(
    "/month-locks",
    response={201: IdOut} | PROBLEMS,
    operation_id="lock_month",
    summary="Lock a month of a store's stock",
)
def lock_month(request: HttpRequest, payload: MonthLockBody) -> Any:
    """The oldest open month first; locking a locked one gives its lock."""
    actor = request.auth  # type: ignore[attr-defined]
    lock = services.lock_month(actor=actor, store=payload.store, month=first_of(payload.month), at=now())
    return Status(201, {"id": lock})


@router.post(
    "/month-locks/{lock_id}/ask",
    response={204: None} | PROBLEMS,
    operation_id="ask_to_reopen_month",
    summary="Ask a second person to open a locked month",
)
def ask_to_reopen_month(request: HttpRequest, lock_id: RowId, payload: ReopenBody) -> Any:
    """With the reason that the second person reads."""
    services.ask_to_reopen_month(actor=request.auth, lock_id=lock_id, reason=payload.reason, at=now())  # type: ignore[attr-defined]
    return Status(204, None)


@router.post(
    "/month-locks/{lock_id}/reopen",
    response={204: None} | PROBLEMS,
    operation_id="reopen_month",
    summary="Open a locked month that somebody else asked for",
)
def reopen_month(request: HttpRequest, lock_id: RowId) -> Any:
    """The newest locked month only."""
    services.reopen_month(actor=request.auth, lock_id=lock_id, at=now())  # type: ignore[attr-defined]
    return Status(204, None)
