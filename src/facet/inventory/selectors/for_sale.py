"""Pieces and lots as a sale needs them: every fact that prices, none that does not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from facet.catalog.rules.pricing import PriceBasis
from facet.inventory.errors import LotUnknown, PieceUnknown
from facet.inventory.models import BulkBalance, BulkLot, Piece, PieceSetLine, PieceStone, Place, Reservation
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import Holding
from facet.inventory.rules.sets import GONE, SetPolicy, broken_by
from facet.inventory.rules.states import PieceState, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceForSale:
    """One piece with what its price, its points and its stock movement need. Units: mg, cents, mct."""

    id: int
    tag: str
    legal_name: str
    legal_name_en: str
    category_id: int
    price_item_id: int | None
    style_id: int | None
    style_code: str | None
    metal: str
    fineness_e4: int
    weight_mg: int  # net metal weight, which prices
    gross_weight_mg: int
    circumference_tenths: int | None
    price_basis: str
    tag_price_cents: int | None
    labour_kind: str
    labour_value: int
    stones: tuple[tuple[int, int], ...]  # (mct, cents per ct), for pieces priced by components only
    cost_cents: int | None
    state: str
    store_id: int
    place_id: int
    customer_place_id: int | None
    sequence: int
    reserved_by: str | None  # holder of an unreleased reservation; it counts until `reserved_until`
    reserved_until: datetime | None
    ownership: str
    form: str  # the catalogue's word: ring, bangle
    photo: str
    is_new_product: bool
    in_set_id: int | None = None
    set_tag: str = ""
    set_missing: tuple[str, ...] = ()  # of a set that is sold as a whole: what was not asked for with it

    def held_by_other(self, *, holder: str, at: datetime) -> bool:
        """Whether somebody other than `holder` has the piece reserved at `at`."""
        return (
            self.reserved_by is not None
            and self.reserved_by != holder
            and self.reserved_until is not None
            and self.reserved_until > at
        )

    @property
    def in_stock(self) -> bool:
        return self.state == PieceState.IN_STOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class LotForSale:
    """One bulk lot with what the store has of it. Units: pieces, mg, cents."""

    id: int
    sku: str
    name: str
    name_en: str
    category_id: int
    price_item_id: int | None
    metal: str
    fineness_e4: int
    price_basis: str  # per_piece or by_weight
    price_cents: int  # per piece, or the labour per gram
    cost_cents_per_gram: int | None
    quantity: int
    weight_mg: int
    store_id: int | None
    held: tuple[Holding, ...]  # what each place of the store has, by account
    customers: Holding | None  # the virtual account of the store's customers

    @property
    def balance_ids(self) -> tuple[int, ...]:
        return tuple(each.account_id for each in self.held)


_SAME_NAME = (
    "id", "tag", "legal_name", "legal_name_en", "category_id", "price_item_id", "style_id", "metal", "fineness_e4",
    "gross_weight_mg", "circumference_tenths", "price_basis", "tag_price_cents", "labour_kind", "labour_value",
    "cost_cents", "state", "store_id", "place_id", "sequence", "ownership", "form", "photo", "is_new_product",
    "in_set_id",
)  # fmt: skip


def for_sale_rows(tags: Sequence[str]) -> QuerySet[Any, dict[str, Any]]:
    """The rows behind PieceForSale, by id: services lock this query, `pieces_for_sale` reads it."""
    open_hold = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
    customers = Place.objects.filter(store=OuterRef("store_id"), kind=PlaceKind.CUSTOMER).order_by()
    rows: QuerySet[Any, dict[str, Any]] = (
        Piece.objects.filter(tag__in={normal_tag(tag) for tag in tags})
        .order_by("pk")
        .values(
            *_SAME_NAME,
            "net_weight_mg",
            style_code=Subquery(Piece.objects.filter(pk=OuterRef("pk")).order_by().values("style__code")[:1]),
            reserved_by=Subquery(open_hold.values("holder")[:1]),
            reserved_until=Subquery(open_hold.values("expires_at")[:1]),
            customer_place_id=Subquery(customers.values("pk")[:1]),
        )
    )
    return rows


def as_pieces_for_sale(rows: Sequence[dict[str, Any]], tags: Sequence[str]) -> list[PieceForSale]:
    """Rows of `for_sale_rows` in the order of `tags`; a set that is whole among them has the set's price.

    Raises: PieceUnknown. Queries: 0, 1 with components, 1 with pieces of sets.
    """
    by_tag = {row["tag"]: row for row in rows}
    for tag in tags:
        if normal_tag(tag) not in by_tag:
            raise PieceUnknown(tag=tag, key=tag)
    stones = _priced_stones([row["id"] for row in rows if row["price_basis"] == PriceBasis.COMPONENTS])
    pieces = {}
    for tag, row in by_tag.items():
        facts = {name: value for name, value in row.items() if name != "net_weight_mg"}
        pieces[tag] = PieceForSale(**facts, weight_mg=row["net_weight_mg"], stones=tuple(stones.get(row["id"], ())))
    found = [pieces[tag] for tag in dict.fromkeys(normal_tag(tag) for tag in tags)]
    return _as_sets(found) if any(piece.in_set_id for piece in found) else found


def _as_sets(pieces: Sequence[PieceForSale]) -> list[PieceForSale]:
    """The pieces with the price of their set where it is whole, and with what is missing where it is sold so only."""
    lines = PieceSetLine.objects.filter(set__in={piece.in_set_id for piece in pieces if piece.in_set_id}, is_live=True)
    columns = ("set_id", "set__tag", "set__policy", "set__price_cents", "piece_id", "piece__tag", "piece__state",
               "share_cents")  # fmt: skip
    sets: dict[int, list[tuple[Any, ...]]] = {}
    for row in lines.order_by("set", "line_no").values_list(*columns):
        sets.setdefault(row[0], []).append(row[1:])
    asked = {piece.id for piece in pieces}
    found = []
    for piece in pieces:
        members = sets.get(piece.in_set_id or 0, [])
        if members:
            missing = broken_by(asked, {row[3]: row[4] for row in members if row[5] not in GONE})
            whole = {row[3] for row in members} <= asked
            share = next(row[6] for row in members if row[3] == piece.id)
            piece = replace(  # noqa: PLW2901 -- the same piece, as its set makes it
                piece, set_tag=members[0][0], set_missing=missing if members[0][1] == SetPolicy.TOGETHER else (),
                **({"price_basis": PriceBasis.FIXED.value, "tag_price_cents": share} if whole and share else {}),
            )  # fmt: skip
        found.append(piece)
    return found


def _priced_stones(piece_ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    stones: dict[int, list[tuple[int, int]]] = {}
    if piece_ids:
        rows = PieceStone.objects.filter(piece__in=piece_ids, price_cents_per_ct__isnull=False)
        for piece_id, mct, cents in rows.order_by("piece", "line_no").values_list(
            "piece_id", "carat_mct", "price_cents_per_ct"
        ):
            stones.setdefault(piece_id, []).append((mct, cents or 0))
    return stones


def pieces_for_sale(viewer: Actor, tags: Sequence[str]) -> list[PieceForSale]:
    """The pieces under `tags`, unlocked, for a quote; chain-visible. Order: that of `tags`.

    Raises: NotPermitted, PieceUnknown. Queries: 1, and 1 when a piece is priced by components.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    return as_pieces_for_sale(list(for_sale_rows(tags)), tags)


def pieces_on_shelf(viewer: Actor, *, store_id: int, at: datetime, most: int) -> list[PieceForSale]:
    """Pieces of a store that anybody could buy at `at`, the newest first: in stock and kept for nobody.

    Raises: NotPermitted. Queries: 2, and 1 when a piece is priced by components.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    here = Piece.objects.filter(store_id=store_id, state=PieceState.IN_STOCK).order_by("-pk")
    tags = list(here.values_list("tag", flat=True)[:most])
    found = as_pieces_for_sale(list(for_sale_rows(tags)), tags) if tags else []
    return [piece for piece in found if not piece.held_by_other(holder="", at=at)]


def tags_of(piece_ids: Sequence[int]) -> dict[int, str]:
    """The tag that each piece carries now, for services that lock by tag. Queries: 1, or 0 for none."""
    if not piece_ids:
        return {}
    return dict(Piece.objects.filter(pk__in=piece_ids).values_list("pk", "tag"))


_LOT_FACTS = (
    "id", "sku", "name", "name_en", "category_id", "price_item_id", "metal", "fineness_e4", "price_basis",
    "price_cents", "cost_cents_per_gram",
)  # fmt: skip


def as_lots_for_sale(skus: Sequence[str], balances: Sequence[BulkBalance]) -> list[LotForSale]:
    """The lots under `skus` with `balances` (with their places) added up, in the order of `skus`.

    Raises: LotUnknown. Queries: 1.
    """
    wanted = list(dict.fromkeys(normal_tag(sku) for sku in skus))
    rows = {row["sku"]: row for row in BulkLot.objects.filter(sku__in=wanted).values(*_LOT_FACTS)}
    lots = []
    for sku in wanted:
        if sku not in rows:
            raise LotUnknown(sku=sku, key=sku)
        mine = [each for each in balances if each.lot_id == rows[sku]["id"]]
        held = tuple(_holding(each) for each in mine if not each.is_virtual)
        lots.append(
            LotForSale(
                **rows[sku],
                quantity=sum(each.quantity for each in held),
                weight_mg=sum(each.weight_mg for each in held),
                store_id=mine[0].store_id if mine else None,
                held=held,
                customers=next((_holding(each) for each in mine if each.place.kind == PlaceKind.CUSTOMER), None),
            )
        )
    return lots


def _holding(balance: BulkBalance) -> Holding:
    return Holding(balance.pk, balance.quantity, balance.weight_mg)


def lots_for_sale(viewer: Actor, skus: Sequence[str], *, store_id: int) -> list[LotForSale]:
    """The lots under `skus` with what the store has of them, unlocked, for a quote.

    Raises: NotPermitted, LotUnknown. Queries: 2.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    wanted = [normal_tag(sku) for sku in skus]
    balances = BulkBalance.objects.select_related("place").filter(lot__sku__in=wanted, store=store_id)
    return as_lots_for_sale(wanted, list(balances.order_by("pk")))
