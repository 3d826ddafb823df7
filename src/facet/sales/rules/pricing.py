"""The price of one ticket line, whatever the goods are. Pure.

Sums are made by catalog.rules.pricing; this file only chooses the price basis and says what
is missing. Source: F6–F8, decisions.md §3.9; docs/algorithms/pricing.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facet.catalog.rules.pricing import (
    NO_DISCOUNT,
    Labour,
    LineDiscount,
    Priced,
    price_by_weight,
    price_components,
    price_fixed,
)
from facet.sales.errors import NoBoardPrice
from facet.sales.rules.basis import Switch, check_basis, switched_goods
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.discounts import check_allowed
from facet.sales.rules.kinds import LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is being sold, as far as its price cares. Weights in mg, stones as (mct, cents per ct)."""

    kind: LineKind
    code: str
    name: str
    name_en: str
    category_id: int
    price_item_id: int | None
    metal: str
    weight_mg: int
    quantity: int
    price_basis: str
    tag_price_cents: int
    labour: Labour
    stones: tuple[tuple[int, int], ...] = ()
    cost_cents: int = 0
    is_new_product: bool = False
    piece_id: int | None = None
    lot_id: int | None = None
    style_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board price that holds for one price item."""

    id: int
    cents_per_gram: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """One line with its price, ready to be shown, totalled and stored."""

    line_no: int
    goods: Goods
    discount: LineDiscount
    board: Board | None
    priced: Priced
    points_class: str
    earns_points: bool
    approval: int | None = None
    asked: LineDiscount = NO_DISCOUNT  # what a person gave; `discount` also holds what the member's card brings
    allows_discount: bool = True
    coupon_cents: int = 0  # part of the discount
    promotion_cents: int = 0  # part of the discount
    promotion_bp: int = 0  # what a promotion multiplies the points with; 0 for none
    promised: str = ""  # the number of the quote that promised this price
    switch: Switch | None = None  # sold the other way round than its tag says

    @property
    def is_agreed(self) -> bool:
        """Whether the price was agreed for this line: cards and promotions leave it alone."""
        return bool(self.promised or self.switch)

    @property
    def card_parts(self) -> dict[str, int]:
        """What the member's card brought beyond what was given: basis points, cents a gram."""
        return {
            "card_bp": self.discount.labour_bp - self.asked.labour_bp,
            "card_fixed_bp": self.discount.fixed_bp - self.asked.fixed_bp,
            "card_gram_cents": self.discount.gram_cents - self.asked.gram_cents,
        }

    @property
    def price_kind(self) -> str:
        """What coupons and points call this price: "by_weight", "bar", "fixed" or "set"."""
        if not self.allows_discount:
            return "bar"
        return {"components": "set", "by_weight": "by_weight"}.get(self.goods.price_basis, "fixed")

    @property
    def list_cents(self) -> int:
        return self.priced.list_cents

    @property
    def net_cents(self) -> int:
        return self.priced.net_cents


def price_goods(
    goods: Goods, *, discount: LineDiscount, boards: Mapping[int, Board], allows_discount: bool
) -> tuple[Priced, Board | None]:
    """The price of `goods` with `discount`, and the board price it rests on (None for fixed prices).

    Raises: DiscountNotAllowed, NoBoardPrice.
    """
    check_allowed(discount, code=goods.code, price_basis=goods.price_basis, allows_discount=allows_discount)
    if goods.price_basis == "fixed":
        return price_fixed(tag_price_cents=goods.tag_price_cents * goods.quantity, discount=discount), None
    board = boards.get(goods.price_item_id or 0)
    if board is None:
        raise NoBoardPrice(code=goods.code, metal=goods.metal)
    if goods.price_basis == "components":
        priced = price_components(
            weight_mg=goods.weight_mg,
            board_cents_per_gram=board.cents_per_gram,
            stones=goods.stones,
            labour=goods.labour,
            discount=discount,
        )
    else:
        priced = price_by_weight(
            weight_mg=goods.weight_mg, board_cents_per_gram=board.cents_per_gram, labour=goods.labour, discount=discount
        )
    return priced, board


def price_switched(
    goods: Goods, *, asked: BasisRequest, boards: Mapping[int, Board]
) -> tuple[Goods, Priced, Board | None, Switch]:
    """`goods` the other way round with their price, and what they would cost as their tag says.

    Raises: BasisNotSwitched, Invalid, NoBoardPrice. Source: F6, F7, R332.
    """
    check_basis(asked, goods=goods)
    turned = switched_goods(goods, asked)
    own, own_board = price_goods(goods, discount=NO_DISCOUNT, boards=boards, allows_discount=True)
    priced, board = price_goods(turned, discount=NO_DISCOUNT, boards=boards, allows_discount=True)
    switch = Switch(
        asked=asked, was=goods.price_basis, own_cents=own.list_cents, metal_cents=own.metal_cents or priced.metal_cents
    )
    return turned, priced, board or own_board, switch
