"""Bulk goods: from which places an amount is taken, and the two sides of each move. Pure.

Source: docs/algorithms/bulk_stock.md, whose worked tables are this file's tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.inventory.errors import LotShort
from facet.kernel.errors import gettext_noop


class BulkKind(StrEnum):
    """Why bulk goods moved."""

    RECEIVED = "received"
    SOLD = "sold"
    RETURNED = "returned"
    MOVED = "moved"
    ADJUSTED = "adjusted"
    SENT = "sent"
    ARRIVED = "arrived"
    CAME_BACK = "came_back"


BULK_WORDS = {
    BulkKind.RECEIVED: gettext_noop("Received into stock"),
    BulkKind.SOLD: gettext_noop("Sold"),
    BulkKind.RETURNED: gettext_noop("Returned by the customer"),
    BulkKind.MOVED: gettext_noop("Moved within the store"),
    BulkKind.ADJUSTED: gettext_noop("Corrected after counting"),
    BulkKind.SENT: gettext_noop("Sent to another store"),
    BulkKind.ARRIVED: gettext_noop("Arrived"),
    BulkKind.CAME_BACK: gettext_noop("Sending cancelled"),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """What one account holds, or gives. Units: pieces, mg."""

    account_id: int
    quantity: int
    weight_mg: int

    def less(self, part: "Holding") -> "Holding":
        return Holding(self.account_id, self.quantity - part.quantity, self.weight_mg - part.weight_mg)

    def more(self, quantity: int, weight_mg: int) -> "Holding":
        return Holding(self.account_id, self.quantity + quantity, self.weight_mg + weight_mg)


def grams(weight_mg: int) -> str:
    """Milligrams as grams with three decimals, for sentences."""
    sign = "-" if weight_mg < 0 else ""
    return f"{sign}{abs(weight_mg) // 1000}.{abs(weight_mg) % 1000:03d}"


def drawn(holdings: Sequence[Holding], *, sku: str, quantity: int, weight_mg: int) -> list[Holding]:
    """What each account gives so that `quantity` and `weight_mg` come together.

    One account gives all if one can; else each gives what it has, in the order given.
    Raises: LotShort when all together hold less of either.
    """
    if quantity < 0 or weight_mg < 0 or quantity == weight_mg == 0:
        raise ValueError("a positive amount is drawn")
    for one in holdings:
        if one.quantity >= quantity and one.weight_mg >= weight_mg:
            return [Holding(one.account_id, quantity, weight_mg)]
    have, have_mg = sum(each.quantity for each in holdings), sum(each.weight_mg for each in holdings)
    if have < quantity or have_mg < weight_mg:
        raise LotShort(sku=sku, quantity=have, grams=grams(have_mg), wanted=quantity, wanted_grams=grams(weight_mg))
    parts = []
    for each in holdings:
        part = Holding(each.account_id, min(quantity, each.quantity), min(weight_mg, each.weight_mg))
        if part.quantity or part.weight_mg:
            parts.append(part)
        quantity, weight_mg = quantity - part.quantity, weight_mg - part.weight_mg
    return parts


def adjusted(held: Holding, *, quantity: int, weight_mg: int) -> tuple[int, int]:
    """What must be booked so that a place holds what was counted: signed pieces and milligrams."""
    return quantity - held.quantity, weight_mg - held.weight_mg
