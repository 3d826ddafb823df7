"""Ticket lines as the points programme sees them. Pure."""

from collections.abc import Sequence

from facet.loyalty.rules.earning import EarningLine
from facet.sales.rules.pricing import PricedLine


def earning_lines(lines: Sequence[PricedLine]) -> list[EarningLine]:
    """What each line earns on: its net amount, tax included (decisions.md §4.2)."""
    return [
        EarningLine(
            line_no=line.line_no,
            points_class=line.points_class,
            earns=line.earns_points,
            base_cents=line.net_cents,
            is_new_product=line.goods.is_new_product,
            quantity=line.goods.quantity,
            label=line.goods.name,
        )
        for line in lines
    ]
