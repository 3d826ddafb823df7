"""Stock by any two of store, category, style, weight, price and age: added up by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import PriceBasis
from facet.inventory.models import Piece
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.bands import AGE_BANDS, PRICE_BANDS, WEIGHT_BANDS
from facet.inventory.rules.states import PieceState
from facet.inventory.selectors.reach import cost_in_reach
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import divide_half_away
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors

DIMENSIONS = ("store", "category", "style", "weight", "price", "age")
MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StockQuery:
    """By what stock is added up, and which part of it. `by`: one to three of DIMENSIONS."""

    by: tuple[str, ...]
    store: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCell:
    """One sum. `keys` in the order of the query: codes, or names of bands; "" is "has none".

    `board_cents`: metal by weight at today's retail, and fixed tag prices. `cost_cents` None: not to be seen.
    """

    keys: tuple[str, ...]
    pieces: int
    net_weight_mg: int
    board_cents: int
    cost_cents: int | None


def find_stock(viewer: Actor, query: StockQuery, *, at: datetime) -> list[StockCell]:
    """What lies in stock, added up by the query's dimensions; stores and categories are the chain's to see.

    Raises: NotPermitted, Invalid. Queries: 3, and 1 for each price group.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    if not query.by or len(query.by) > 3 or not set(query.by) <= set(DIMENSIONS):
        raise Invalid(field="by", reason=gettext_noop("choose one to three of the dimensions offered"))
    stores = organisation_selectors.stores_of(viewer, InventoryPermission.VIEW_PIECES)
    groups = {store.id: store.price_group_id for store in stores}
    boards = {group: catalog_selectors.board_prices_at(group, at=at) for group in sorted(set(groups.values()))}
    rows = Piece.objects.filter(_part(query), state=PieceState.IN_STOCK.value, store__in=groups).order_by()
    keys = {f"by_{name}": _column(name, at=at) for name in query.by}
    found = rows.annotate(shown_cost=cost_in_reach(viewer), **keys).values_list(
        *keys, "store__price_group_id", "price_basis", "price_item_id"
    )
    sums = found.annotate(
        pieces=Count("pk"), net=Sum("net_weight_mg"), tags=Sum("tag_price_cents"), cost=Sum("shown_cost")
    )
    return _cells(sums[:MOST_CELLS], boards, width=len(keys), sees_cost=viewer.sees(COST))


def _part(query: StockQuery) -> Q:
    wanted = Q(store__code=query.store) if query.store else Q()
    if query.category:
        facts = catalog_selectors.category_facts().values()
        wanted &= Q(category__in=[each.id for each in facts if query.category in each.path_codes])
    return wanted


def _column(name: str, *, at: datetime) -> Any:
    """The column by which rows are grouped."""
    if name == "store":
        return F("store__code")
    if name in ("category", "style"):
        return F(f"{name}__code")
    if name == "weight":
        return band_column(WEIGHT_BANDS, "net_weight_mg")
    if name == "price":
        return band_column(PRICE_BANDS, "tag_price_cents")
    older = [When(received_at__lte=at - timedelta(days=days), then=Value(band)) for band, days in reversed(AGE_BANDS)]
    return Case(*older, default=Value(AGE_BANDS[0][0]), output_field=CharField())


def band_column(bands: Sequence[tuple[str, int]], column: str) -> Case:
    """The name of the band in which `column` lies, "" where it holds nothing. Queries: 0."""
    steps = [When(**{f"{column}__gte": low, "then": Value(name)}) for name, low in reversed(bands)]
    return Case(*steps, default=Value(""), output_field=CharField())


def _cells(rows: Any, boards: Mapping[int, Mapping[int, Any]], *, width: int, sees_cost: bool) -> list[StockCell]:
    """The rows of the database, one for each price line, put together into cells."""
    totals: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        keys, (group, basis, item), (pieces, net, tags, cost) = row[:width], row[width : width + 3], row[width + 3 :]
        line = boards[group].get(item) if item else None
        retail = line.retail_cents_per_gram if line else 0
        board = (tags or 0) if basis == PriceBasis.FIXED else divide_half_away(net * retail, 1_000)
        cell = totals.setdefault(tuple(key or "" for key in keys), [0, 0, 0, 0])
        for place, value in enumerate((pieces, net, board, cost or 0)):
            cell[place] += value
    return [
        StockCell(
            keys=keys, pieces=cell[0], net_weight_mg=cell[1], board_cents=cell[2],
            cost_cents=cell[3] if sees_cost else None,
        )
        for keys, cell in sorted(totals.items())
    ]  # fmt: skip
