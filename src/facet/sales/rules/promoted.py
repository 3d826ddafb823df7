"""Promotions on a ticket: its goods as promotions see them, and what was taken off as it lands on lines. Pure.

Promotions count on prices after discounts by hand and the card's; coupons count after promotions.
Source: P23, P24, decisions.md §4.7; docs/algorithms/promotions.md §5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from facet.catalog.rules.pricing import Priced, Step
from facet.kernel.formats import shown
from facet.kernel.money import cut_to_centigram
from facet.promotions.rules.benefits import LABOUR, METAL
from facet.promotions.rules.cart import CartLine
from facet.promotions.rules.engine import Applied, Result
from facet.promotions.rules.using import UseIn, uses_of
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.ticket_lines import OtherLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted:
    """What promotions made of a ticket: the whole reasoning, and what is to be stored of it."""

    result: Result = Result()
    nets: Mapping[str, int] = field(default_factory=dict)  # what goods cost before, by code
    line_nos: Mapping[str, int] = field(default_factory=dict)

    @property
    def gifts(self) -> list[Applied]:
        return [each for each in self.result.applied if each.gifts]

    def uses(self, gift_lines: Sequence[OtherLine]) -> list[UseIn]:
        """Every promotion as the ticket used it; gift lines name their promotion in `facts`."""
        gifts = {line.facts: line.line_no for line in gift_lines}
        return uses_of(self.result, line_nos=self.line_nos, net_cents=self.nets, gifts=gifts)


NO_PROMOTIONS = Promoted()


def cart_of(lines: Sequence[PricedLine], paths: Mapping[int, tuple[str, ...]]) -> list[CartLine]:
    """The ticket's goods as promotions see them; `paths` are category codes from the root down, by category id."""
    return [
        CartLine(
            code=line.goods.code, net_cents=line.net_cents, list_cents=line.list_cents, style=line.goods.style_code,
            path=paths.get(line.goods.category_id, ()), quantity=line.goods.quantity,
            weight_mg=cut_to_centigram(line.goods.weight_mg), by_weight=line.price_kind in {"by_weight", "bar"},
            metal_cents=line.priced.metal_cents, labour_cents=line.priced.labour_cents,
            cost_cents=line.goods.cost_cents, takes_discount=line.allows_discount,
            by_hand=any((line.asked.fixed_bp, line.asked.labour_bp, line.asked.gram_cents)),
        )
        for line in lines
    ]  # fmt: skip


def with_promotions(lines: Sequence[PricedLine], result: Result) -> list[PricedLine]:
    """The lines after promotions: less net, more discount, a step of the formula for each."""
    return [_lowered(line, result) for line in lines]


def _lowered(line: PricedLine, result: Result) -> PricedLine:
    taken = result.taken_of(line.goods.code)
    cents = sum(part.cents for _, part in taken)
    of_part = {name: sum(part.cents for _, part in taken if part.part == name) for name in (METAL, LABOUR)}
    factor = result.factor_of(line.goods.code)
    if not cents:
        return replace(line, promotion_bp=factor) if factor else line
    steps = [
        Step(each.offer.name, (("op", "−"), ("yuan", shown(part.cents, "yuan"))), -part.cents) for each, part in taken
    ]
    priced: Priced = replace(
        line.priced, metal_cents=line.priced.metal_cents - of_part[METAL],
        labour_cents=line.priced.labour_cents - of_part[LABOUR],
        discount_cents=line.priced.discount_cents + cents, net_cents=line.priced.net_cents - cents,
        steps=(*line.priced.steps, *steps),
    )  # fmt: skip
    return replace(line, priced=priced, promotion_cents=cents, promotion_bp=factor)
