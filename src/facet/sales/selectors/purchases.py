"""A member's purchases, down to the piece. Source: R020, R021."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.permissions import Actor
from facet.sales.models import SaleLine
from facet.sales.selectors.sale import visible_sales

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """What a member bought where the viewer may see it. `lines` are the newest, each with its sale."""

    lines: Sequence[SaleLine]
    has_more: bool


def purchases_of(viewer: Actor, *, member_id: int) -> Purchases:
    """The member's bought goods in the viewer's reach, newest first. Queries: 1."""
    sales = visible_sales(viewer).filter(member_id=member_id)
    rows = (
        SaleLine.objects.filter(sale__in=sales)
        .select_related("sale__store")
        .order_by("-sale__completed_at", "-sale_id", "line_no")[: MOST + 1]
    )
    lines = list(rows)
    return Purchases(lines=lines[:MOST], has_more=len(lines) > MOST)
