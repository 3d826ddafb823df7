"""How much lies where, in pieces, grams and yuan. Quantities are the chain's to see; cost is not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, Sum

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import PriceBasis
from facet.inventory.models import BulkBalance, Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import PieceState
from facet.inventory.selectors.reach import sees_cost
from facet.kernel.money import divide_half_away
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow


@dataclass(slots=True)
class Amount:
    """Goods added up. `board_cents`: metal by weight at today's retail price, and fixed tag prices; no labour."""

    pieces: int = 0
    net_weight_mg: int = 0
    board_cents: int = 0
    cost_cents: int | None = None

    def add(self, pieces: int, net_weight_mg: int, board_cents: int = 0) -> None:
        self.pieces += pieces
        self.net_weight_mg += net_weight_mg
        self.board_cents += board_cents


@dataclass(frozen=True, slots=True)
class StoreStock:
    """What one store has in stock; bulk goods stand apart. `amount.cost_cents` None: no right to see it."""

    store_id: int
    code: str
    name: str
    amount: Amount
    bulk_quantity: int
    bulk_weight_mg: int
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One category, or a branch with everything under it, by store id."""

    category_id: int
    code: str
    name: str
    name_en: str
    depth: int
    stores: Mapping[int, Amount]
    total: Amount


@dataclass(frozen=True, slots=True)
class StockMatrix:
    """Category × store: the stores as columns by code, the categories that hold anything as rows."""

    stores: tuple[tuple[int, str, str], ...]  # id, code, name
    rows: tuple[MatrixRow, ...]
    totals: Mapping[int, Amount]
    total: Amount
    bulk: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What both pages of stock are made of, read once: the table of pieces is the large one."""

    stores: tuple[StoreRow, ...]
    amounts: Mapping[tuple[int, int], Amount]  # by store and category; cost included
    bulk: Mapping[int, tuple[int, int]]


def stock_overview(viewer: Actor, *, at: datetime) -> tuple[list[StoreStock], StockMatrix]:
    """Every store with its stock, and category × store, from one reading of the pieces.

    Raises: NotPermitted. Queries: 4, and 1 for each price group.
    """
    facts = _facts(viewer, at=at)
    return _by_store(viewer, facts), _matrix(facts)


def stock_by_store(viewer: Actor, *, at: datetime) -> list[StoreStock]:
    """Every store with its stock, by code; stores without goods stand there with zero.

    Raises: NotPermitted. Queries: 3, and 1 for each price group.
    """
    return _by_store(viewer, _facts(viewer, at=at))


def stock_matrix(viewer: Actor, *, at: datetime) -> StockMatrix:
    """Category × store of everything in stock; branches add up what hangs under them.

    Raises: NotPermitted. Queries: 4, and 1 for each price group.
    """
    return _matrix(_facts(viewer, at=at))


def _facts(viewer: Actor, *, at: datetime) -> _Facts:
    require(viewer, InventoryPermission.VIEW_PIECES)
    stores = tuple(organisation_selectors.stores_of(viewer, InventoryPermission.VIEW_PIECES))
    amounts = _amounts(at=at, store_groups={store.id: store.price_group_id for store in stores})
    return _Facts(stores, amounts, _bulk())


def _by_store(viewer: Actor, facts: _Facts) -> list[StoreStock]:
    sums: dict[int, Amount] = defaultdict(lambda: Amount(cost_cents=0))
    for (store_id, _), part in facts.amounts.items():
        sums[store_id].add(part.pieces, part.net_weight_mg, part.board_cents)
        sums[store_id].cost_cents = (sums[store_id].cost_cents or 0) + (part.cost_cents or 0)
    found = []
    for store in facts.stores:
        amount = sums[store.id]
        if not sees_cost(viewer, store_id=store.id):
            amount.cost_cents = None
        bulk = facts.bulk.get(store.id, (0, 0))
        found.append(StoreStock(store.id, store.code, store.name, amount, *bulk, store.name_en))
    return found


def _matrix(read: _Facts) -> StockMatrix:
    categories = catalog_selectors.category_facts()
    by_code = {facts.code: facts.id for facts in categories.values()}
    cells: dict[int, dict[int, Amount]] = defaultdict(lambda: defaultdict(Amount))
    totals: dict[int, Amount] = defaultdict(Amount)
    for (store_id, category_id), part in read.amounts.items():
        totals[store_id].add(part.pieces, part.net_weight_mg, part.board_cents)
        for code in categories[category_id].path_codes:
            cells[by_code[code]][store_id].add(part.pieces, part.net_weight_mg, part.board_cents)
    rows = tuple(
        MatrixRow(
            facts.id,
            facts.code,
            facts.name,
            facts.name_en,
            facts.depth,
            dict(cells[facts.id]),
            _sum(cells[facts.id].values()),
        )  # fmt: skip
        for facts in categories.values()
        if facts.id in cells
    )
    shown = tuple((store.id, store.code, store.name) for store in read.stores)
    return StockMatrix(shown, rows, dict(totals), _sum(totals.values()), read.bulk)


def _amounts(*, at: datetime, store_groups: Mapping[int, int]) -> dict[tuple[int, int], Amount]:
    """What lies in each store of each category. Queries: 1, and 1 for each price group."""
    boards = {group: catalog_selectors.board_prices_at(group, at=at) for group in sorted(set(store_groups.values()))}
    rows = (
        Piece.objects.filter(state=PieceState.IN_STOCK.value, store__in=store_groups)
        .order_by()
        .values_list("store_id", "category_id", "price_basis", "price_item_id")
        .annotate(
            pieces=Count("pk"), net=Sum("net_weight_mg"), tags=Sum("tag_price_cents"), cost=Sum("cost_cents", default=0)
        )
    )
    amounts: dict[tuple[int, int], Amount] = defaultdict(lambda: Amount(cost_cents=0))
    for store_id, category_id, basis, item_id, pieces, net, tags, cost in rows:
        line = boards[store_groups[store_id]].get(item_id) if item_id else None
        retail = line.retail_cents_per_gram if line else 0
        board = (tags or 0) if basis == PriceBasis.FIXED else divide_half_away(net * retail, 1_000)
        found = amounts[store_id, category_id]
        found.add(pieces, net, board)
        found.cost_cents = (found.cost_cents or 0) + cost
    return amounts


def _bulk() -> dict[int, tuple[int, int]]:
    """Pieces and milligrams of bulk goods by store. Queries: 1."""
    rows = BulkBalance.objects.filter(~Q(quantity=0, weight_mg=0), is_virtual=False).order_by().values_list("store_id")
    return {store: (pieces, mg) for store, pieces, mg in rows.annotate(Sum("quantity"), Sum("weight_mg"))}


def _sum(parts: Iterable[Amount]) -> Amount:
    total = Amount()
    for part in parts:
        total.add(part.pieces, part.net_weight_mg, part.board_cents)
    return total
