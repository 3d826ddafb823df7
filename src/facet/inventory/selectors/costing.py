"""What the stock in reach costs by part, what it brings, what lies too long, what sells best and slowest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, QuerySet, Sum

from facet.inventory.models import CostPart, Piece, PieceMovement
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.books_settings import (
    CAPITAL,
    MARKDOWN_DAYS,
    MARKDOWN_SHARE,
    SHRINKAGE,
    SPIFF_DAYS,
    SPIFF_SHARE,
    STORAGE,
)
from facet.inventory.rules.costing import AgePolicy, AgeProposal, AgeStep, Measures, age_proposal, holding_cents
from facet.inventory.rules.month_book import BookColumn, BookKey, Goods, change_of, columns_of, previous_month
from facet.inventory.rules.states import MovementKind, PieceState
from facet.inventory.rules.words import Ownership
from facet.inventory.selectors.month_flows import goods_now, moves_by_month
from facet.kernel import registry
from facet.kernel.clock import local_date
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors

VIEW = InventoryPermission.VIEW_COSTING
MONTHS = 12
AGED_SHOWN = 200
STYLES_SHOWN = 10


def require_cost(viewer: Actor) -> frozenset[int] | None:
    """The stores whose cost is in reach; None is all. Raises: NotPermitted, without the switch as well."""
    require(viewer, VIEW)
    if not viewer.sees(COST):
        raise NotPermitted(permission=COST)
    return viewer.scope(VIEW).store_ids


def _in_stock(viewer: Actor, store: str = "") -> QuerySet[Piece]:
    stores = viewer.scope(VIEW).store_ids
    rows = Piece.objects.filter(state=PieceState.IN_STOCK.value, ownership=Ownership.OWN.value)
    if stores is not None:
        rows = rows.filter(store__in=stores)
    return rows.filter(store__code=store) if store else rows


def cost_by_part(viewer: Actor, *, store: str = "") -> dict[int, dict[str, int]]:
    """What the pieces in stock cost, by category and part of cost, in cents; "" is what no part explains.

    Raises: NotPermitted. Queries: 2. Source: R121, R124.
    """
    require_cost(viewer)
    pieces = _in_stock(viewer, store).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    parts = CostPart.objects.filter(piece__in=pieces).order_by().values_list("piece__category_id", "kind")
    for category, kind, cents in parts.annotate(cents=Sum("cents")):
        found[category][kind] = cents
    for category, cents in pieces.values_list("category_id").annotate(cents=Sum("cost_cents", default=0)):
        rest = cents - sum(found[category].values())
        if rest:
            found[category][""] = rest
    return dict(found)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """F47 and F48 of one category. Units: cents at cost."""

    category_id: int
    measures: Measures
    holding_cents: int
    shrinkage_cents: int  # expected of the average stock
    lost_cents: int  # written off less found


@dataclass(frozen=True, slots=True)
class StockYear:
    """Twelve months of stock: measures by category and together, and the stock at the end of each month."""

    rows: list[MeasureRow]
    total: MeasureRow
    months: list[tuple[date, int]]


def stock_measures(viewer: Actor, *, at: datetime, store: str = "") -> StockYear:
    """GMROI, turns, days and holding cost over the last twelve months, of the stores in reach.

    The average stock is that of the thirteen ends of months, now included. Slot "margin.by_category":
    `margins(viewer, since, until)` gives margin in cents by (store, category). Raises: NotPermitted.
    Queries: 8 and those of the slot. Source: F47, F48, R122, R123, R127.
    """
    stores = require_cost(viewer)
    today = local_date(at, settings.TIME_ZONE)
    starts = [today.replace(day=1)]
    while len(starts) < MONTHS:
        starts.insert(0, previous_month(starts[0]))
    codes = {row.id: row.code for row in organisation_selectors.stores_of(viewer, VIEW)}

    def seen(key: BookKey) -> bool:
        return (stores is None or key.store_id in stores) and (not store or codes.get(key.store_id) == store)

    moves: dict[int, list[Any]] = defaultdict(list)
    for bucket, move in moves_by_month(starts):
        moves[bucket].append(move)
    flows = [columns_of(moves[bucket]) for bucket in range(len(starts))]
    ends = _ends({key: goods for key, goods in goods_now().items() if seen(key)}, flows, seen)
    days = (today - starts[0]).days + 1
    margins = _margins(viewer, starts[0], today + timedelta(days=1), seen)
    policy = organisation_selectors.policy_values((STORAGE, CAPITAL, SHRINKAGE), store_id=None, on=today)
    rows = [
        _measure(
            category,
            [end.get(category, 0) for end in ends],
            _flows_of(flows, category, seen),
            margins,
            policy=policy,
            days=days,
        )
        for category in sorted({category for end in ends for category in end})
    ]
    months = list(zip([*starts, today], [sum(end.values()) for end in ends], strict=True))
    return StockYear([row for row in rows if row.measures.average_cents or row.measures.sold_cents],
                     _together(rows, margins, days), months)  # fmt: skip


def _ends(now: Mapping[BookKey, Goods], flows: Sequence[Mapping[BookKey, Any]], seen: Any) -> list[dict[int, int]]:
    """The stock at cost by category at the beginning of each month, and now; rolled back from now."""
    held = dict(now)
    ends = [_by_category(held)]
    for month in reversed(flows):
        for key, columns in month.items():
            if seen(key):
                held[key] = held.get(key, Goods()).minus(change_of(columns))
        ends.insert(0, _by_category(held))
    return ends


def _by_category(held: Mapping[BookKey, Goods]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for key, goods in held.items():
        sums[key.category_id] += goods.cost_cents
    return dict(sums)


def _flows_of(flows: Sequence[Mapping[BookKey, Any]], category: int, seen: Any) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for month in flows:
        for key, columns in month.items():
            if key.category_id == category and seen(key):
                for column, goods in columns.items():
                    sums[column] += goods.cost_cents
    return sums


def _measure(
    category: int, ends: Sequence[int], flows: Mapping[str, int], margins: Mapping[int, int] | None, *,
    policy: Mapping[str, int], days: int,
) -> MeasureRow:  # fmt: skip
    average = sum(ends) // len(ends)
    sold = flows.get(BookColumn.SOLD, 0) - flows.get(BookColumn.RETURNED, 0)
    lost = flows.get(BookColumn.WRITTEN_OFF, 0) - flows.get(BookColumn.FOUND, 0)
    margin = None if margins is None else margins.get(category, 0)
    return MeasureRow(
        category, Measures(average, sold, margin, days),
        holding_cents(average, policy[STORAGE], policy[CAPITAL], days=days),
        holding_cents(average, policy[SHRINKAGE], days=days), lost,
    )  # fmt: skip


def _together(rows: Sequence[MeasureRow], margins: Mapping[int, int] | None, days: int) -> MeasureRow:
    sums = Measures(
        sum(row.measures.average_cents for row in rows), sum(row.measures.sold_cents for row in rows),
        None if margins is None else sum(row.measures.margin_cents or 0 for row in rows), days,
    )  # fmt: skip
    return MeasureRow(0, sums, sum(row.holding_cents for row in rows), sum(row.shrinkage_cents for row in rows),
                      sum(row.lost_cents for row in rows))  # fmt: skip


def _margins(viewer: Actor, since: date, until: date, seen: Any) -> dict[int, int] | None:
    offered = registry.offered("margin.by_category", "margins")
    if offered is None:
        return None
    sums: dict[int, int] = defaultdict(int)
    for (store, category), cents in offered(viewer, since, until).items():
        if seen(BookKey(store, category)):
            sums[category] += cents
    return sums


@dataclass(frozen=True, slots=True)
class AgedPiece:
    """One piece that lies long, and what is proposed. Units: cents; cost None: not to be seen."""

    tag: str
    name: str
    name_en: str
    store_code: str
    store_name: str
    store_name_en: str
    net_mg: int
    days: int
    tag_cents: int | None
    cost_cents: int | None
    proposal: AgeProposal


def age_policy(on: date) -> AgePolicy:
    """The chain's settings of ageing. Queries: 1."""
    names = (SPIFF_DAYS, SPIFF_SHARE, MARKDOWN_DAYS, MARKDOWN_SHARE)
    values = organisation_selectors.policy_values(names, store_id=None, on=on)
    return AgePolicy(*(values[name] for name in names))


def aged_pieces(viewer: Actor, *, at: datetime, least_days: int, store: str = "") -> list[AgedPiece]:
    """Pieces in stock for `least_days` and more, the oldest first, with F11's proposal.

    A bonus rests on cost and is shown only with it. Raises: NotPermitted. Queries: 2. Source: R125, F11.
    """
    require(viewer, VIEW)
    policy = age_policy(local_date(at, settings.TIME_ZONE))
    rows = _in_stock(viewer, store).filter(received_at__lte=at - timedelta(days=least_days))
    columns = ("tag", "legal_name", "legal_name_en", "store__code", "store__name", "store__name_en", "net_weight_mg",
               "received_at", "tag_price_cents", "cost_cents", "price_basis", "repriced")  # fmt: skip
    rows = rows.annotate(repriced=Max("price_changes__at")).order_by("received_at", "pk")
    found = []
    for *facts, received, tag_cents, cost, basis, repriced in rows.values_list(*columns)[:AGED_SHOWN]:
        days, shown = (at - received).days, cost if viewer.sees(COST) else None
        price = tag_cents if basis == "fixed" else None
        proposal = age_proposal(days=days, tag_cents=price, cost_cents=shown, policy=policy)
        if repriced is not None and repriced >= received + timedelta(days=policy.markdown_days):
            proposal = AgeProposal(AgeStep.MOVE)  # it was marked down once, and still lies
        found.append(AgedPiece(*facts, days, price, shown, proposal))  # type: ignore[call-arg]
    return found


@dataclass(frozen=True, slots=True)
class StyleRow:
    """One style: sold in the span, in stock, and since when the oldest lies."""

    code: str
    name: str
    name_en: str
    sold: int
    in_stock: int
    oldest_days: int | None


def styles_by_sale(viewer: Actor, *, at: datetime, days: int = 180) -> tuple[list[StyleRow], list[StyleRow]]:
    """The styles that sold best and those that sold least although they lie in stock. Queries: 3. Source: R138."""
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    sales = PieceMovement.objects.filter(kind=MovementKind.SOLD.value, at__gte=at - timedelta(days=days)).order_by()
    if stores is not None:
        sales = sales.filter(store__in=stores)
    keys = ("piece__style__code", "piece__style__name", "piece__style__name_en")
    sold = {row[0]: row for row in sales.exclude(piece__style=None).values_list(*keys).annotate(n=Count("pk"))}
    held_rows = (
        _in_stock(viewer).exclude(style=None).order_by().values_list("style__code", "style__name", "style__name_en")
    )
    held = {row[0]: row for row in held_rows.annotate(n=Count("pk"), oldest=Min("received_at"))}
    rows = []
    for code in sold.keys() | held.keys():
        names = (sold.get(code) or held[code])[:3]
        _, _, _, n, oldest = held.get(code, (*names, 0, None))
        times, days_old = sold[code][3] if code in sold else 0, (at - oldest).days if oldest else None
        rows.append(StyleRow(*names, times, n, days_old))  # type: ignore[call-arg]
    best = sorted(rows, key=lambda row: (-row.sold, row.in_stock, row.code))[:STYLES_SHOWN]
    slow = [row for row in rows if row.in_stock]
    slow.sort(key=lambda row: (row.sold, -(row.oldest_days or 0), row.code))
    return [row for row in best if row.sold], slow[:STYLES_SHOWN]
