"""Goods from stock for points alone. Pure. Source: R066."""

from collections.abc import Sequence

from facet.sales.errors import GoodsForPointsAlone
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.tender import Settled
from facet.sales.rules.ticket_lines import OtherLine


def check_goods_for_points(due_cents: int, tender: Settled, *, others: Sequence[OtherLine]) -> None:
    """Such points pay the whole of a ticket that holds goods and their gifts only. Raises: GoodsForPointsAlone."""
    if tender.amount_cents != due_cents or any(line.kind != LineKind.GIFT for line in others):
        raise GoodsForPointsAlone
