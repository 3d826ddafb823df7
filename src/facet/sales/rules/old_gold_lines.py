"""Old gold as ticket lines: each below zero, with the sum that led to it; given back, the same with the sign turned.

Pure. Source: docs/algorithms/old_gold.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from facet.catalog.rules.pricing import PriceBasis, Step
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.kernel.money import basis_points_of
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold import Against, NewGoods, Prices, Way, Worth, value_old_gold, worth_of
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.old_gold_settings import HouseTerms
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.returns import Amounts
from facet.sales.rules.ticket_lines import OtherLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldItem:
    """The metal that the board prices, at one moment. `board_id` is the publication's row."""

    id: int
    board_id: int
    code: str
    name: str
    name_en: str
    metal: str
    prices: Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What was bought here and comes back in an upgrade. Units: cents."""

    line_id: int
    code: str
    paid_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """One piece of old gold as it stands on the ticket."""

    request: OldGoldRequest
    item: GoldItem
    worth: Worth
    house: HouseTerms
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A piece of material that goes back to the customer. Units: mg, cents."""

    piece_id: int
    code: str
    name: str
    name_en: str
    net_mg: int
    value_cents: int


def new_goods(goods: Sequence[PricedLine], *, metal: str) -> NewGoods:
    """What the ticket sells, as far as old gold of `metal` may count against it."""
    by_weight = [line for line in goods if line.goods.price_basis == PriceBasis.BY_WEIGHT and line.goods.metal == metal]
    weighed_cents = sum(line.net_cents for line in by_weight)
    return NewGoods(
        by_weight_mg=sum(line.goods.weight_mg for line in by_weight),
        by_weight_cents=weighed_cents,
        other_cents=sum(line.net_cents for line in goods) - weighed_cents,
    )


def left_of(new: NewGoods, worth: Worth, *, ratio_bp: int, least_bp: int) -> NewGoods:
    """What of the new goods is left for the next piece of old gold: grams and yuan count once.

    Gold that is bought for money counts against no new goods.
    """
    if worth.way == Way.BUY_BACK:
        return new
    if worth.way == Way.UPGRADE:
        cents = max(0, new.cents - basis_points_of(worth.paid_cents, least_bp))
        return NewGoods(new.by_weight_mg, min(new.by_weight_cents, cents), max(0, cents - new.by_weight_cents))
    used = max(worth.matched_mg, basis_points_of(worth.net_mg, ratio_bp)) if new.by_weight_mg else 0
    return NewGoods(max(0, new.by_weight_mg - used), new.by_weight_cents, new.other_cents)


def taken_in(
    requests: Sequence[OldGoldRequest], *, items: Mapping[str, GoldItem], origins: Mapping[Any, Origin],
    goods: Sequence[PricedLine], house: HouseTerms,
) -> list[TakenIn]:  # fmt: skip
    """Every piece valued against what the ticket sells, each gram of it once. Raises: Invalid, OldGoldNotTaken."""
    left: dict[str, NewGoods] = {}
    taken = []
    for wanted in requests:
        item, terms = items[wanted.item], house.terms
        new = left.get(item.metal) or new_goods(goods, metal=item.metal)
        origin = origins.get((wanted.receipt, wanted.receipt_line))
        paid = origin.paid_cents if origin else 0
        against = Against(new=new, prices=item.prices, terms=terms, paid_cents=paid)
        worth = value_old_gold(wanted.way, wanted.weighed, maker=wanted.maker, against=against)
        left[item.metal] = left_of(new, worth, ratio_bp=terms.ratio_bp(wanted.maker), least_bp=terms.upgrade_least_bp)
        taken.append(TakenIn(request=wanted, item=item, worth=worth, house=house, origin=origin))
    return taken


def old_gold_lines(taken: Sequence[TakenIn], *, after: int) -> list[OtherLine]:
    """The ticket lines of what came in, numbered on from `after`: below zero, no revenue."""
    return [_line(each, number) for number, each in enumerate(taken, start=after + 1)]


def _line(each: TakenIn, number: int) -> OtherLine:
    worth, item = each.worth, each.item
    credit = worth.credit_cents
    return OtherLine(
        line_no=number, kind=LineKind.OLD_GOLD, code=each.origin.code if each.origin else item.code,
        name=each.request.description or f"旧{item.name}", name_en=each.request.description or f"Old {item.name_en}",
        amounts=Amounts(
            quantity=-1, weight_mg=-worth.net_mg, metal_cents=-credit, list_cents=-credit, net_cents=-credit
        ),
        price_basis=PriceBasis.BY_WEIGHT if worth.price else PriceBasis.FIXED,
        board_price_id=item.board_id if worth.price else None, board_cents_per_gram=worth.price,
        approval=each.request.approval, steps=tuple(asdict(step) for step in steps_of(worth)), facts=each,
    )  # fmt: skip


def given_back_lines(pieces: Sequence[GivenBack], *, after: int) -> list[OtherLine]:
    """The ticket lines of what goes back to the customer: what was credited, with the sign turned."""
    return [
        OtherLine(
            line_no=number, kind=LineKind.OLD_GOLD, code=piece.code, name=piece.name, name_en=piece.name_en,
            amounts=Amounts(
                quantity=1, weight_mg=piece.net_mg, metal_cents=piece.value_cents, list_cents=piece.value_cents,
                net_cents=piece.value_cents,
            ),
            facts=piece,
        )
        for number, piece in enumerate(pieces, start=after + 1)
    ]  # fmt: skip


def steps_of(worth: Worth) -> list[Step]:
    """How the credit came about, as the customer gets it; the steps add up to it with the sign turned."""
    if worth.way == Way.UPGRADE:
        terms = (("yuan", shown(worth.paid_cents, "yuan")), ("op", "×"), ("percent", shown(worth.share_bp, "percent")))
        return [Step(gettext_noop("Price paid"), terms, -worth.amount_cents)]
    rest = worth.credited_mg - worth.matched_mg
    rest_cents = worth_of(rest, worth.rest_price)
    named = (
        (gettext_noop("Old gold"), worth.matched_mg, worth.price, rest_cents - worth.amount_cents),
        (gettext_noop("Grams beyond the new piece"), rest, worth.rest_price, -rest_cents),
        (gettext_noop("Exchange fee"), worth.net_mg, worth.fee_price, worth.fee_cents),
        (gettext_noop("Missing weight"), worth.missing_mg, worth.missing_price, worth.missing_cents),
    )
    return [
        Step(name, (("grams", shown(mg, "grams")), ("op", "×"), ("yuan_per_gram", shown(price, "yuan"))), cents)
        for name, mg, price, cents in named
        if cents
    ]
