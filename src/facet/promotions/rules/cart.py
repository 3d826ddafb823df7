"""What promotions look at: the goods on a ticket, and who buys them where and when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """Goods of one code on a ticket, priced, discounts by hand taken off. Units: mg, fen.

    `code` names the line: a piece or a sku stands on a ticket once. `weight_mg` is the weight that prices.
    """

    code: str
    net_cents: int
    list_cents: int
    style: str = ""
    path: tuple[str, ...] = ()  # category codes from the root down
    quantity: int = 1
    weight_mg: int = 0
    by_weight: bool = False
    metal_cents: int = 0
    labour_cents: int = 0
    cost_cents: int = 0
    takes_discount: bool = True
    by_hand: bool = False  # somebody took something off already


Cart = Sequence[CartLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """The member as conditions look at her; days to the nearest feast are None where unknown."""

    grade: str = ""
    groups: frozenset[str] = frozenset()
    is_first: bool = False
    birthday_in: int | None = None
    anniversary_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where and when; `now` is the store's own clock, `buyer` None for a customer without a card."""

    now: datetime
    store: str = ""
    store_kind: str = ""
    buyer: Buyer | None = None
