"""Goods from the shelf as priced ticket lines: one way for quote, basket and sale (P16)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import NO_DISCOUNT, Labour, LabourKind, PriceBasis
from facet.catalog.selectors.categories import CategoryFacts
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import share
from facet.members.rules.cards import Benefits
from facet.sales.rules.discounts import with_card
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import Board, Goods, PricedLine, price_goods, price_switched
from facet.sales.rules.quotations import Promised
from facet.sales.rules.request import LineRequest

NO_CARD = Benefits()


def check_lines(lines: Sequence[LineRequest], *, or_other: bool = False) -> None:
    """Refuse a ticket without lines (of goods `or_other`), a line without or with two codes, a piece named twice."""
    if not lines and not or_other:
        raise Invalid(field="lines", reason=gettext_noop("Scan at least one piece."))
    if any(bool(line.tag) == bool(line.sku) for line in lines):
        raise Invalid(field="lines", reason=gettext_noop("Each line names either a tag or a sku."))
    if any(line.quantity <= 0 or line.weight_mg < 0 for line in lines):
        raise Invalid(field="lines", reason=gettext_noop("Quantity must be above zero, weight not below."))
    tags = [normal_tag(line.tag) for line in lines if line.tag]
    if len(set(tags)) != len(tags):
        raise Invalid(field="lines", reason=gettext_noop("One piece stands on two lines."))
    skus = [normal_tag(line.sku) for line in lines if line.sku]
    if len(set(skus)) != len(skus):
        raise Invalid(field="lines", reason=gettext_noop("One sku stands on two lines; add the quantities up."))


def price_ticket(
    lines: Sequence[LineRequest],
    *,
    pieces: Mapping[str, PieceForSale],
    lots: Mapping[str, LotForSale],
    price_group_id: int,
    prices_at: datetime,
    card: Benefits = NO_CARD,
    promised: Mapping[str, Promised] | None = None,
) -> list[PricedLine]:
    """Every line of a ticket at the board prices of `prices_at`, in the ticket's order.

    `promised` are lines of a quote that holds, by code: theirs are the quoted sums, to the cent.
    Raises: DiscountNotAllowed, NoBoardPrice, BasisNotSwitched, Invalid. Queries: 2 (categories, board prices).
    """
    categories = catalog_selectors.category_facts()
    boards = {
        item: Board(id=price.id, cents_per_gram=price.retail_cents_per_gram)
        for item, price in catalog_selectors.board_prices_at(price_group_id, at=prices_at).items()
    }
    priced_lines = []
    for line_no, line in enumerate(lines, start=1):
        goods = (
            _piece_as_goods(pieces[normal_tag(line.tag)])
            if line.tag
            else _lot_as_goods(lots[normal_tag(line.sku)], line)
        )
        category = categories[goods.category_id]
        quoted = (promised or {}).get(goods.code)
        if quoted and quoted.covers(line):
            facts = _as_promised(goods, quoted)
        elif line.basis:
            facts = _switched(goods, line, boards)
        else:
            facts = _its_own_way(goods, line, category, card, boards)
        priced_lines.append(
            PricedLine(
                line_no=line_no,
                allows_discount=category.allows_discount,
                points_class=category.points_class,
                earns_points=category.earns_points,
                approval=line.approval,
                **facts,
            )
        )
    return priced_lines


def _its_own_way(
    goods: Goods, line: LineRequest, category: CategoryFacts, card: Benefits, boards: Mapping[int, Board]
) -> dict[str, Any]:
    """As the tag says, less what was given by hand or the member's card brings."""
    board = boards.get(goods.price_item_id or 0)
    discount = with_card(
        line.discount, card, price_basis=goods.price_basis, path=category.path_codes,
        allows_discount=category.allows_discount, board_cents=board.cents_per_gram if board else 0,
    )  # fmt: skip
    priced, board = price_goods(goods, discount=discount, boards=boards, allows_discount=category.allows_discount)
    return {"goods": goods, "discount": discount, "asked": line.discount, "priced": priced, "board": board}


def _as_promised(goods: Goods, quoted: Promised) -> dict[str, Any]:
    return {
        "goods": quoted.as_goods(goods), "discount": NO_DISCOUNT, "priced": quoted.priced, "board": quoted.board,
        "promised": quoted.number,
    }  # fmt: skip


def _switched(goods: Goods, line: LineRequest, boards: Mapping[int, Board]) -> dict[str, Any]:
    """The other way round than the tag says; an agreed price takes no further discount."""
    if line.discount != NO_DISCOUNT:
        raise Invalid(
            field="discount", reason=gettext_noop("A line with an agreed price takes no discount; agree another price.")
        )
    assert line.basis is not None
    turned, priced, board, switch = price_switched(goods, asked=line.basis, boards=boards)
    return {"goods": turned, "discount": NO_DISCOUNT, "priced": priced, "board": board, "switch": switch}


def _piece_as_goods(piece: PieceForSale) -> Goods:
    return Goods(
        kind=LineKind.PIECE,
        code=piece.tag,
        name=piece.legal_name,
        name_en=piece.legal_name_en,
        category_id=piece.category_id,
        price_item_id=piece.price_item_id,
        metal=piece.metal,
        weight_mg=piece.weight_mg,
        quantity=1,
        price_basis=piece.price_basis,
        tag_price_cents=piece.tag_price_cents or 0,
        labour=Labour(kind=piece.labour_kind, value=piece.labour_value),
        stones=piece.stones,
        cost_cents=piece.cost_cents or 0,
        is_new_product=piece.is_new_product,
        piece_id=piece.id,
        style_code=piece.style_code or "",
    )


def _lot_as_goods(lot: LotForSale, line: LineRequest) -> Goods:
    by_weight = lot.price_basis == PriceBasis.BY_WEIGHT
    return Goods(
        kind=LineKind.BULK,
        code=lot.sku,
        name=lot.name,
        name_en=lot.name_en,
        category_id=lot.category_id,
        price_item_id=lot.price_item_id,
        metal=lot.metal,
        weight_mg=line.weight_mg,
        quantity=line.quantity,
        price_basis=PriceBasis.BY_WEIGHT if by_weight else PriceBasis.FIXED,
        tag_price_cents=0 if by_weight else lot.price_cents,
        labour=Labour(kind=LabourKind.PER_GRAM, value=lot.price_cents if by_weight else 0),
        cost_cents=share(lot.cost_cents_per_gram or 0, line.weight_mg, 1_000),
        lot_id=lot.id,
    )
