"""The counter's screen: always dark, 1920 × 1080, read from four metres."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from lunar_python import Solar

from facet.catalog import selectors
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.pricing import Labour, LabourKind, PriceBasis, Priced, price_by_weight
from facet.catalog.selectors import BoardLine
from facet.catalog.web import history
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow

LINES = 5
SPAN = 30
EXAMPLE_MG = 10_000


@require_GET
def price_board(request: HttpRequest) -> HttpResponse:
    """Today's prices for the customers of one store; asks itself again every minute."""
    actor, at = request.actor, now()
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        stores = organisation_selectors.stores_of(actor, CatalogPermission.VIEW_CATALOG)
        store = _chosen(stores, request.GET.get("store", ""), actor.store_id)
        context = _context(store, at) if store else {"store": None}
    part = "#bd-live" if getattr(request, "htmx", False) else ""
    return render(request, f"catalog/price_board.html{part}", context)


def _chosen(stores: list[StoreRow], code: str, home: int | None) -> StoreRow | None:
    if code:
        found = next((store for store in stores if store.code == code), None)
        if found is None:
            raise NotFound(key=code)
        return found
    return next((store for store in stores if store.id == home), None) or next(iter(stores), None)


def _context(store: StoreRow, at: datetime) -> dict[str, Any]:
    today = clock.local_date(at, store.time_zone)
    since = clock.start_of_day(today, store.time_zone)
    board = selectors.board_lines(store.price_group_id, at=at, since=since)
    lines = [line for line in board if line.price][:LINES]
    first = lines[0] if lines else None
    return {
        "store": store,
        "chain": organisation_selectors.chain_facts(),
        "today": today,
        "lunar": lunar(today) if (get_language() or "").startswith("zh") else "",
        "at": at,
        "lines": lines,
        "publication": selectors.publication_in_force(store.price_group_id, at=at, store_id=store.id),
        "history": _trend(first, store, at),
        "example": _example(first),
        "fee_cents": organisation_selectors.policy_value("catalog.exchange_fee_cents", store_id=store.id, on=today),
        "hotline": organisation_selectors.policy_value("catalog.report_hotline", store_id=None, on=today),
    }


def lunar(day: date) -> str:
    """The lunar date in Chinese: 腊月廿七."""
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{found.getMonthInChinese()}月{found.getDayInChinese()}"


def _trend(first: BoardLine | None, store: StoreRow, at: datetime) -> history.History | None:
    if first is None:
        return None
    return history.history_of(first, store.price_group_id, span=SPAN, zone=store.time_zone, at=at)


def _example(first: BoardLine | None) -> Priced | None:
    """Ten grams of the first line with the labour of a usual category, as the customer may check it."""
    if first is None or first.price is None:
        return None
    for facts in selectors.category_facts().values():
        by_gram = facts.price_basis == PriceBasis.BY_WEIGHT and facts.labour_kind == LabourKind.PER_GRAM
        if by_gram and facts.price_item_id == first.item_id and facts.labour_value and facts.is_active:
            return price_by_weight(
                weight_mg=EXAMPLE_MG,
                board_cents_per_gram=first.price.retail_cents_per_gram,
                labour=Labour(LabourKind.PER_GRAM, facts.labour_value),
            )
    return None
