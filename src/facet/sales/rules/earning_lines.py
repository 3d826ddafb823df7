"""Ticket lines as the points programme sees them. Pure.

A line says what it cost in the four ways that programmes may count on. What was paid of it is after
all discounts, tax included, less what was paid with old gold, points or a bonus. Old gold lowers the
lines by weight first, then the rest by
amount. Source: decisions.md §3.10, §4.2, P3; docs/algorithms/ticket.md.
"""

from collections.abc import Sequence

from facet.kernel.money import split_by_largest_remainder
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.earning_base import Amounts
from facet.loyalty.rules.programme import NO_FACTOR
from facet.sales.rules.pricing import PricedLine


def earning_lines(
    lines: Sequence[PricedLine], *, old_gold_cents: int = 0, unearning_cents: int = 0
) -> list[EarningLine]:
    """What each line earns on: its net amount less its part of what earns nothing. Both amounts are zero or above."""
    bases = earning_bases(lines, old_gold_cents=old_gold_cents, unearning_cents=unearning_cents)
    return [
        EarningLine(
            line_no=line.line_no,
            points_class=line.points_class,
            earns=line.earns_points,
            base_cents=base,
            is_new_product=line.goods.is_new_product,
            style_code=line.goods.style_code,
            quantity=line.goods.quantity,
            label=line.goods.name,
            promotion_bp=line.promotion_bp or NO_FACTOR,
            amounts=Amounts.of(base, gross_cents=line.list_cents, discounted_cents=line.net_cents + line.coupon_cents),
        )
        for line, base in zip(lines, bases, strict=True)
    ]


def earning_bases(lines: Sequence[PricedLine], *, old_gold_cents: int, unearning_cents: int) -> list[int]:
    """The net amounts less old gold (lines by weight first) and less tenders that earn nothing (by amount).

    Ties of a fen go by code, so that the order of scanning cannot matter; the answer is in the ticket's order.
    """
    ordered = sorted(lines, key=lambda line: line.goods.code)
    nets = [line.net_cents for line in ordered]
    by_weight = [line.goods.price_basis == "by_weight" for line in ordered]
    first = [net if flag else 0 for net, flag in zip(nets, by_weight, strict=True)]
    gold = min(old_gold_cents, sum(first))
    nets = _less(nets, gold, weights=first)
    nets = _less(nets, old_gold_cents - gold + unearning_cents, weights=nets)
    base_of = {line.line_no: base for line, base in zip(ordered, nets, strict=True)}
    return [base_of[line.line_no] for line in lines]


def _less(amounts: Sequence[int], cents: int, *, weights: Sequence[int]) -> list[int]:
    """`amounts` less `cents` in proportion to `weights`, never more than there is."""
    cents = min(cents, sum(weights))
    if cents <= 0:
        return list(amounts)
    parts = split_by_largest_remainder(cents, weights)
    return [amount - part for amount, part in zip(amounts, parts, strict=True)]
