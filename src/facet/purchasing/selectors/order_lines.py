"""What the lines of an order mean: the catalogue's kinds, the supplier's prices, the metal's price of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from facet.catalog import selectors as catalog_selectors
from facet.catalog.selectors import CategoryFacts, StyleFacts
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import divide_half_away
from facet.purchasing.rules.orders import Parts, Price, check_line, cost
from facet.purchasing.rules.suppliers import LabourPrice, labour_on
from facet.purchasing.rules.words import LabourPer
from facet.purchasing.selectors.suppliers import labour_prices

FULL = 10_000  # fineness of the metal itself, in ten-thousandths
TRADE_DAYS = 30  # how old a trade price may be to stand in an order


class Asked(Protocol):
    """A line as it was asked for; see services.orders.OrderLineIn."""

    @property
    def category(self) -> str: ...

    @property
    def style(self) -> str: ...

    @property
    def quantity(self) -> int: ...

    @property
    def weight_mg(self) -> int: ...

    @property
    def label(self) -> str: ...

    @property
    def metal_cents_per_gram(self) -> int | None: ...

    @property
    def labour_per(self) -> str: ...

    @property
    def labour_cents(self) -> int | None: ...

    @property
    def other_cents(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A line with everything decided. Units: mg, ten-thousandths, cents."""

    category_id: int
    style_id: int | None
    label: str
    metal: str
    fineness_e4: int
    quantity: int
    weight_mg: int
    price: Price
    parts: Parts
    by_board: bool = False


def priced_lines(
    lines: Sequence[Asked], *, supplier_id: int, on: date, board: Mapping[str, int] | None = None
) -> list[PricedLine]:
    """Each line with its kind and its prices. `board`: what stands in for a trade price that nobody recorded, in cents
    a fine gram by metal; None: such a line is refused. Raises: Invalid. Queries: 4, and 1 for each metal without a
    price.
    """
    categories = catalog_selectors.category_facts()
    by_code = {facts.code: facts for facts in categories.values()}
    styles = catalog_selectors.styles_by_code({line.style for line in lines if line.style})
    items = {item.id: item for item in catalog_selectors.price_items()}
    asked = labour_prices(supplier_id)
    trade: dict[str, int | None] = {}
    found = []
    for line in lines:
        style = styles.get(line.style) if line.style else None
        category = _category(line, style, by_code)
        item = items.get((style.price_item_id if style else None) or category.price_item_id or 0)
        metal, fineness = (item.metal, item.fineness_e4) if item else ("", 0)
        check_line(quantity=line.quantity, weight_mg=line.weight_mg, metal=metal)
        cents, by_board = _metal_price(line, metal, trade, on=on, board=board or {})
        price = Price(
            metal_cents_per_gram=cents,
            other_cents=line.other_cents,
            **_labour(line, asked, category, by_code, style, on=on),  # type: ignore[arg-type]  # two fields by name
        )
        parts = cost(price, net_mg=line.weight_mg, fineness_e4=fineness, quantity=line.quantity)
        found.append(
            PricedLine(
                category_id=category.id, style_id=style.id if style else None, label=line.label[:80], metal=metal,
                fineness_e4=fineness, quantity=line.quantity, weight_mg=line.weight_mg, price=price, parts=parts,
                by_board=by_board,
            )
        )  # fmt: skip
    return found


def _category(line: Asked, style: StyleFacts | None, by_code: dict[str, CategoryFacts]) -> CategoryFacts:
    if line.style and (style is None or style.withdrawn_on is not None):
        raise Invalid(field="style", reason=gettext_noop("this style does not exist or was withdrawn"))
    category = by_code.get(style.category_code if style else line.category)
    if category is None or not category.is_leaf or not category.is_active:
        raise Invalid(field="category", reason=gettext_noop("goods need an open category without sub-categories"))
    return category


def board_per_fine_gram(price_group_id: int, *, at: datetime) -> dict[str, int]:
    """What the house's own board asks for a fine gram, by metal, from the finest it sells. Units: cents. Queries: 1."""
    found: dict[str, tuple[int, int]] = {}
    for facts in catalog_selectors.board_prices_at(price_group_id, at=at).values():
        if facts.metal and facts.fineness_e4 > found.get(facts.metal, (0, 0))[0]:
            fine = divide_half_away(facts.retail_cents_per_gram * FULL, facts.fineness_e4)
            found[facts.metal] = facts.fineness_e4, fine
    return {metal: cents for metal, (_, cents) in found.items()}


def _metal_price(
    line: Asked, metal: str, trade: dict[str, int | None], *, on: date, board: Mapping[str, int]
) -> tuple[int, bool]:
    """What a gram of fine metal costs: as asked, or the last trade price, or by our own board (then True)."""
    if not metal or not line.weight_mg:
        return line.metal_cents_per_gram or 0, False
    if line.metal_cents_per_gram is not None:
        return line.metal_cents_per_gram, False
    if metal not in trade:
        days = catalog_selectors.market_series(metal, first=on - timedelta(days=TRADE_DAYS), last=on)
        trade[metal] = days[max(days)] if days else None
    value = trade[metal]
    if value is None and metal in board:
        return board[metal], True
    if value is None:
        reason = gettext_noop("write the metal's price: no trade price of the last 30 days is recorded")
        raise Invalid(field="metal_cents_per_gram", reason=reason)
    return value, False


def _labour(
    line: Asked,
    asked: Sequence[LabourPrice],
    category: CategoryFacts,
    by_code: dict[str, CategoryFacts],
    style: StyleFacts | None,
    *,
    on: date,
) -> dict[str, str | int]:
    """As written, else by the supplier's price list, else nothing per gram."""
    if line.labour_cents is not None:
        return {"labour_per": line.labour_per or LabourPer.PER_GRAM, "labour_cents": line.labour_cents}
    upwards = [by_code[code].id for code in reversed(category.path_codes)]
    known = labour_on(asked, category_ids=upwards, style_id=style.id if style else None, on=on)
    if known is None:
        return {"labour_per": line.labour_per or LabourPer.PER_GRAM, "labour_cents": 0}
    return {"labour_per": known.labour_per, "labour_cents": known.labour_cents}
