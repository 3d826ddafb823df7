"""A piece that is sold the other way round: by weight instead of its tag's price, or at a fixed price. Pure.

The sums stay F6 and F7; what changes is which of the two counts for one line of one ticket. The house keeps a
floor: a share of the piece's own price, and never less than its metal at the board price.
Source: R332, F6–F7, P27; docs/algorithms/pricing.md §9.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from facet.catalog.rules.pricing import NO_LABOUR, Labour, LabourKind, PriceBasis
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.money import BASIS, basis_points_of
from facet.organisation.rules.policies import Setting
from facet.sales.rules.agreed_errors import BasisNotSwitched, BelowFloor
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.discounts import Wish

if TYPE_CHECKING:
    from facet.sales.rules.pricing import Goods, PricedLine

LIMIT = "basis_switch_bp"
FLOOR = Setting(
    key="sales.basis_floor_bp", title=gettext_noop("Lowest price of a piece whose price basis is switched"),
    hint=gettext_noop("Of its own price; never less than its metal at the board price either."), kind="percent",
    default=9_000, high=10_000, per_store=True, group=gettext_noop("Price basis"), order=0,
)  # fmt: skip
REASONS: Mapping[str, str] = {
    "customer": gettext_noop("The customer asked for it"),
    "slow": gettext_noop("The piece has waited long"),
    "set": gettext_noop("It goes with another piece on the ticket"),
    "tag": gettext_noop("The tag is worn or wrong"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """What a switched line was, and how low it may go. Units: cents."""

    asked: BasisRequest
    was: str
    own_cents: int  # the piece's own price, without any discount
    metal_cents: int  # its metal at the board price

    def floor_cents(self, floor_bp: int) -> int:
        """The lowest price of the line: `floor_bp` of the own price, or the metal where that is more."""
        return max(basis_points_of(self.own_cents, floor_bp), self.metal_cents)

    def below_bp(self, net_cents: int) -> int:
        """How far below the own price a price lies, rounded up; at least 1, so that the limit 0 means never alone."""
        missing = max(0, self.own_cents - net_cents)
        return max(1, -(-missing * BASIS // max(1, self.own_cents)))


def other_basis(basis: str) -> str:
    """What goods of this basis may be switched to; "" for those that are never switched."""
    ways: Mapping[str, str] = {PriceBasis.BY_WEIGHT: PriceBasis.FIXED, PriceBasis.FIXED: PriceBasis.BY_WEIGHT}
    return ways.get(basis, "")


def check_basis(asked: BasisRequest, *, goods: "Goods") -> None:
    """Refuse a switch that these goods cannot take. Raises: BasisNotSwitched, Invalid."""
    if goods.piece_id is None or not other_basis(goods.price_basis):
        reason = gettext_noop("only single pieces by weight or at a fixed price change their price basis")
        raise BasisNotSwitched(code=goods.code, reason=reason)
    if asked.price_basis != other_basis(goods.price_basis):
        raise BasisNotSwitched(code=goods.code, reason=gettext_noop("it is priced this way already"))
    if asked.why not in REASONS:
        raise Invalid(field="why", reason=gettext_noop("Choose one of the reasons offered."))
    if asked.price_basis == PriceBasis.FIXED and asked.price_cents <= 0:
        raise Invalid(field="price_cents", reason=gettext_noop("Write the agreed price."))
    if asked.price_basis == PriceBasis.BY_WEIGHT and (goods.price_item_id is None or goods.weight_mg <= 0):
        raise BasisNotSwitched(
            code=goods.code, reason=gettext_noop("its tag has no net weight, or its metal no gold price")
        )
    if asked.labour_cents < 0:
        raise Invalid(field="labour_cents", reason=gettext_noop("Labour must not be below zero."))


def switched_goods(goods: "Goods", asked: BasisRequest) -> "Goods":
    """The same goods as the line prices them now."""
    if asked.price_basis == PriceBasis.FIXED:
        return replace(goods, price_basis=PriceBasis.FIXED, tag_price_cents=asked.price_cents, labour=NO_LABOUR)
    return replace(
        goods, price_basis=PriceBasis.BY_WEIGHT, labour=Labour(kind=LabourKind.PER_GRAM, value=asked.labour_cents)
    )


def check_floor(line: "PricedLine", *, floor_bp: int) -> None:
    """Refuse a switched line below the house's floor, or below what the piece cost. Raises: BelowFloor."""
    if line.switch is None:
        return
    floor = line.switch.floor_cents(floor_bp)
    if line.net_cents < floor:
        raise BelowFloor(
            code=line.goods.code, price=shown(line.net_cents, "yuan"), floor=shown(floor, "yuan"), field="price"
        )
    if line.net_cents < min(line.goods.cost_cents, line.switch.own_cents):  # what it cost is not everybody's to see
        raise BelowFloor(
            code=line.goods.code, price=shown(line.net_cents, "yuan"), floor=shown(line.switch.own_cents, "yuan"),
            field="price",
        )  # fmt: skip


def basis_wish_bar(line: "PricedLine | None") -> Wish | None:
    """How far a switched line lies below its own price, for the bar of the own limit; None for other lines."""
    if line is None or line.switch is None:
        return None
    return Wish(LIMIT, gettext_noop("Price basis switched"), line.switch.below_bp(line.net_cents))


def basis_digest(asked: BasisRequest, *, store_id: int, code: str) -> str:
    """What an approval is bound to: this piece, this store, exactly this switch (P27)."""
    text = json.dumps({"store": store_id, "code": code, **asdict(asked)}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def agreed_facts(line: "PricedLine", *, by: str) -> dict[str, Any] | None:
    """Why a line's price is not the piece's own, as it is stored with the ticket; None for a plain line."""
    if line.promised:
        return {"kind": "quotation", "number": line.promised}
    if line.switch is None:
        return None
    switch = line.switch
    return {
        "kind": "basis", "was": switch.was, "own_cents": switch.own_cents, "why": switch.asked.why, "by": by,
    }  # fmt: skip
