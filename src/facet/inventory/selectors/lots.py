"""One bulk lot: where it lies, and what moved it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from facet.inventory.errors import LotUnknown
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.bulk import BULK_WORDS, BulkKind
from facet.inventory.rules.states import PLACE_WORDS, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.lists import lots_queryset
from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named

SHOWN = 60


@dataclass(frozen=True, slots=True)
class LotBalance:
    """What one place holds. Units: pieces, mg."""

    store_code: str
    store_name: str
    place_code: str
    place_name: str  # as given, or the English word of its kind
    quantity: int
    weight_mg: int


@dataclass(frozen=True, slots=True)
class LotMove:
    """One side of a move on a real place. Units: signed pieces and mg."""

    at: datetime
    word: str
    store_name: str
    place_name: str
    quantity: int
    weight_mg: int
    quantity_after: int
    weight_after_mg: int
    document: str
    actor_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class LotFacts:
    """What a lot of bulk goods is, for whoever takes some in. Units: ten-thousandths."""

    id: int
    sku: str
    metal: str
    fineness_e4: int


def lots_named(skus: Iterable[str]) -> dict[str, LotFacts]:
    """The open lots with these numbers; unknown ones are not in the answer. Queries: 1, 0 for none."""
    wanted = {normal_tag(sku) for sku in skus}
    if not wanted:
        return {}
    rows = BulkLot.objects.filter(sku__in=wanted, is_open=True).values_list("pk", "sku", "metal", "fineness_e4")
    return {sku: LotFacts(pk, sku, metal, fineness) for pk, sku, metal, fineness in rows}


@dataclass(frozen=True, slots=True)
class LotPage:
    """One kind of bulk goods. `cost_cents_per_gram` by right only."""

    id: int
    sku: str
    name: str
    name_en: str
    category_name: str
    category_name_en: str
    price_item_name: str
    price_basis: str
    price_cents: int
    cost_cents_per_gram: int | None
    is_open: bool
    quantity: int
    weight_mg: int
    balances: tuple[LotBalance, ...]
    moves: tuple[LotMove, ...]  # newest first, at most 60


def lot_page(viewer: Actor, sku: str) -> LotPage:
    """The lot `sku`: quantities are the chain's to see, moves those of the stores in reach.

    Raises: NotPermitted, LotUnknown. Queries: 3.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    lot = BulkLot.objects.select_related("category", "price_item").filter(sku=normal_tag(sku)).first()
    if lot is None:
        raise LotUnknown(sku=sku, key=sku)
    balances = _balances(lot)
    return LotPage(
        id=lot.pk,
        sku=lot.sku,
        name=lot.name,
        name_en=lot.name_en,
        category_name=lot.category.name,
        category_name_en=lot.category.name_en,
        price_item_name=lot.price_item.name if lot.price_item else "",
        price_basis=lot.price_basis,
        price_cents=lot.price_cents,
        cost_cents_per_gram=lot.cost_cents_per_gram if viewer.sees(COST) else None,
        is_open=lot.is_open,
        quantity=sum(each.quantity for each in balances),
        weight_mg=sum(each.weight_mg for each in balances),
        balances=balances,
        moves=_moves(viewer, lot),
    )


@dataclass(frozen=True, slots=True)
class LotRow:
    """One kind of bulk goods and what the stores in reach have of it. Units: pieces, mg, cents."""

    sku: str
    name: str
    name_en: str
    price_basis: str
    price_cents: int
    quantity: int
    weight_mg: int


def lot_rows(viewer: Actor, *, most: int = 500) -> list[LotRow]:
    """The first `most` open lots by number. Raises: NotPermitted. Queries: 1."""
    require(viewer, InventoryPermission.VIEW_PIECES)
    return [
        LotRow(*row)
        for row in lots_queryset(viewer)
        .filter(is_open=True)
        .order_by("sku")
        .values_list("sku", "name", "name_en", "price_basis", "price_cents", "on_hand", "on_hand_mg")[:most]  # type: ignore[misc]  # annotated
    ]


def _balances(lot: BulkLot) -> tuple[LotBalance, ...]:
    rows = BulkBalance.objects.filter(lot=lot, is_virtual=False).exclude(quantity=0, weight_mg=0)
    return tuple(
        LotBalance(
            row.store.code,
            named(row.store),
            row.place.code,
            _name(row.place.name, row.place.kind),
            row.quantity,
            row.weight_mg,
        )  # fmt: skip
        for row in rows.select_related("store", "place").order_by("store__code", "place__code")
    )


def _moves(viewer: Actor, lot: BulkLot) -> tuple[LotMove, ...]:
    rows: QuerySet[BulkEntry] = BulkEntry.objects.filter(account__lot=lot, account__is_virtual=False)  # type: ignore[misc]
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    if reach.store_ids is not None:
        rows = rows.filter(account__store__in=reach.store_ids)
    return tuple(
        LotMove(
            at=row.recorded_at,
            word=BULK_WORDS[BulkKind(row.kind)],
            store_name=named(row.account.store),
            place_name=_name(row.account.place.name, row.account.place.kind),
            quantity=row.quantity,
            weight_mg=row.weight_mg,
            quantity_after=row.quantity_after,
            weight_after_mg=row.weight_after_mg,
            document=row.document,
            actor_name=row.actor_name,
            reason=row.reason,
        )
        for row in rows.select_related("account__store", "account__place").order_by("-pk")[:SHOWN]
    )


def _name(name: str, kind: str) -> str:
    return name or PLACE_WORDS[PlaceKind(kind)]
