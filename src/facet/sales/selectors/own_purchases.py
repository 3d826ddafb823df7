"""What a member may see of her own purchases, on her own phone."""

from facet.sales.models import SaleLine
from facet.sales.rules.kinds import LineKind

LATEST = 10


def own_purchases(member_id: int) -> list[SaleLine]:
    """The lines of goods that she bought and kept, the newest first. Queries: 1."""
    goods = (LineKind.PIECE.value, LineKind.BULK.value)
    rows = SaleLine.objects.filter(sale__member_id=member_id, kind__in=goods, returned_by=None)
    return list(rows.select_related("sale__store").order_by("-sale__completed_at", "line_no")[:LATEST])
