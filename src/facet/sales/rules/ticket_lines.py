"""Lines of a ticket that are not goods off the shelf: returns, old gold, deposits, services. Pure.

Each kind makes its own lines; totals, booking and prints treat them alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from facet.sales.rules.kinds import LineKind
from facet.sales.rules.returns import Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLine:
    """One line with its signed amounts, ready to be shown, totalled and stored.

    `rounding_cents` is the part of an earlier ticket's rounding that goes back with it.
    `facts` is what its own kind needs to book it and is not stored here.
    """

    line_no: int
    kind: LineKind
    code: str
    name: str
    name_en: str = ""
    amounts: Amounts = Amounts()
    category_id: int | None = None
    price_basis: str = ""
    piece_id: int | None = None
    lot_id: int | None = None
    returns_id: int | None = None
    board_price_id: int | None = None
    board_cents_per_gram: int = 0
    rounding_cents: int = 0
    approval: int | None = None
    steps: tuple[Mapping[str, Any], ...] = ()
    facts: Any = field(default=None, compare=False)

    @property
    def list_cents(self) -> int:
        return self.amounts.list_cents

    @property
    def net_cents(self) -> int:
        return self.amounts.net_cents
