"""What inventory answers to programs. Units as in schemas.py."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from facet.inventory.selectors.same_style import SameStyle


class TaggedOut(Schema):
    id: int
    tag: str


class ReceivedOut(Schema):
    document: str
    pieces: list[TaggedOut]


class OverOut(Schema):
    place: str
    pieces: int
    capacity: int


class MovedOut(Schema):
    moved: list[str]
    already_there: list[str]
    over_capacity: OverOut | None = Field(
        None,
        description="The place, or one above it, that now holds more than fits; the pieces lie there all the same.",
    )

    @staticmethod
    def resolve_over_capacity(moved: Any) -> dict[str, Any] | None:
        return dict(zip(("place", "pieces", "capacity"), moved.over, strict=True)) if moved.over else None


class StoneOut(Schema):
    kind: str
    count: int
    carat_mct: int
    shape: str
    colour: str
    clarity: str
    cut: str
    treatment: str
    depth_bp: int | None
    table_bp: int | None
    measurements: str
    price_cents_per_ct: int | None
    is_main: bool


class PaperOut(Schema):
    lab: str
    number: str


class PieceOut(Schema):
    """The public card of a piece; `cost_cents` only with the right to see it."""

    id: int
    tag: str
    legal_name: str
    legal_name_en: str
    category_id: int
    category_name: str
    style_code: str
    form: str
    metal: str
    fineness_e4: int
    gross_weight_mg: int
    net_weight_mg: int
    colour: str
    circumference_tenths: int | None
    length_mm: int | None
    price_basis: str
    price_item_name: str
    tag_price_cents: int | None
    labour_kind: str
    labour_value: int
    stones: list[StoneOut]
    certificates: list[PaperOut]
    state: str
    store_code: str
    store_name: str
    place_code: str
    received_at: datetime
    reserved_until: datetime | None = Field(description="End of an unreleased hold; past moments do not count.")
    is_new_product: bool
    cost_cents: int | None

    @staticmethod
    def resolve_certificates(card: Any) -> list[dict[str, str]]:
        return [{"lab": lab, "number": number} for lab, number in card.certificates]


class PriceStepOut(Schema):
    name: str
    amount_cents: int


class PriceOut(Schema):
    """Today's price without any discount, and the sum that makes it."""

    net_cents: int
    metal_cents: int
    labour_cents: int
    stones_cents: int
    steps: list[PriceStepOut]


class MovementOut(Schema):
    kind: str
    store_name: str
    from_place: str
    to_place: str
    document: str
    actor_name: str
    at: datetime
    reason: str


class TagPriceOut(Schema):
    at: datetime
    basis: str
    price_cents: int | None
    labour_kind: str
    labour_value: int
    reason: str


class PiecePageOut(Schema):
    """Everything about one piece that the caller may see; movements and prices only within his reach."""

    card: PieceOut
    price: PriceOut | None
    epc: str
    supplier_name: str
    batch: str
    photos: list[str]
    movements: list[MovementOut]
    tag_prices: list[TagPriceOut]
    possible: list[str] = Field(description="Movements that the piece's state allows.")


class PieceHitOut(Schema):
    tag: str
    legal_name: str
    legal_name_en: str
    net_weight_mg: int
    gross_weight_mg: int
    circumference_tenths: int | None
    price_basis: str
    tag_price_cents: int | None
    place_code: str


class SightingOut(Schema):
    card: PieceOut
    movement: str
    at: datetime
    document: str
    actor_name: str


class LotPlaceOut(Schema):
    store_name: str
    place_name: str
    quantity: int
    weight_mg: int


class LotSightingOut(Schema):
    sku: str
    name: str
    places: list[LotPlaceOut]

    @staticmethod
    def resolve_places(lot: Any) -> list[dict[str, Any]]:
        names = ("store_name", "place_name", "quantity", "weight_mg")
        return [dict(zip(names, place, strict=True)) for place in lot.places]


class WhereIsOut(Schema):
    code: str
    known: bool
    pieces: list[SightingOut]
    lots: list[LotSightingOut]


class AmountOut(Schema):
    pieces: int
    net_weight_mg: int
    board_cents: int = Field(description="Metal by weight at today's retail price, and fixed tag prices; no labour.")
    cost_cents: int | None


class StoreStockOut(Schema):
    code: str
    name: str
    amount: AmountOut
    bulk_quantity: int
    bulk_weight_mg: int


class CellOut(Schema):
    store_code: str
    pieces: int
    net_weight_mg: int
    board_cents: int


class MatrixRowOut(Schema):
    category_code: str
    category_name: str
    depth: int
    cells: list[CellOut]


class PlaceOut(Schema):
    id: int
    store_code: str
    code: str
    name: str
    kind: str
    depth: int
    is_open: bool
    takes_in: bool
    pieces: int = Field(description="In the place itself.")
    within: int = Field(description="In it and in the places inside it.")
    capacity: int | None = Field(description="How many fit, with the places inside it.")
    tare_mg: int | None
    fullness: str = Field(description="room, nearly, full, over; empty without a capacity.")
    responsible: str = Field(description="Code of who answers for it.")


class LotOut(Schema):
    sku: str
    name: str
    name_en: str
    price_basis: str
    price_cents: int
    quantity: int
    weight_mg: int


class LotBalanceOut(Schema):
    store_code: str
    place_code: str
    quantity: int
    weight_mg: int


class LotMoveOut(Schema):
    at: datetime
    store_name: str
    place_name: str
    quantity: int
    weight_mg: int
    quantity_after: int
    weight_after_mg: int
    document: str
    reason: str


class LotPageOut(LotOut):
    cost_cents_per_gram: int | None
    balances: list[LotBalanceOut]
    moves: list[LotMoveOut]


class HoldingOut(Schema):
    quantity: int
    weight_mg: int


class SiblingOut(Schema):
    tag: str
    store_code: str
    store_name: str
    state: str
    is_kept: bool = Field(description="Somebody holds it now.")
    net_weight_mg: int
    circumference_tenths: int | None
    length_mm: int | None
    price_cents: int | None = Field(description="In the caller's own store today; empty where the board has no price.")


class SameStyleOut(Schema):
    """Pieces of one style that could be sold, the caller's own store first; at most 60."""

    tag: str
    style_code: str
    pieces: list[SiblingOut]
    more: int = Field(description="How many were left off.")


def same_style_out(found: SameStyle) -> dict[str, Any]:
    """The pieces of a style as the API gives them."""
    names = ("tag", "store_code", "store_name", "state", "net_weight_mg", "circumference_tenths", "length_mm")
    rows = [
        {name: getattr(row.card, name) for name in names}
        | {"is_kept": row.is_kept, "price_cents": row.price.net_cents if row.price else None}
        for row in found.rows
    ]
    return {"tag": found.card.tag, "style_code": found.card.style_code, "pieces": rows, "more": found.more}
