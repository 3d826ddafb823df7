"""What a member bought and kept, for whoever proposes goods to her. Slot "member.goods"."""

from facet.inventory.selectors import Owned
from facet.sales.models import SaleLine
from facet.sales.rules.kinds import LineKind

LATEST = 200


def owned_by(member_id: int) -> Owned:
    """Styles and sets of the pieces a member bought and did not bring back, and what each cost. Queries: 1."""
    rows = SaleLine.objects.filter(
        sale__member_id=member_id, kind=LineKind.PIECE.value, piece__isnull=False, returned_by=None, net_cents__gt=0
    )
    found = list(rows.order_by("-pk").values_list("piece__style_id", "piece__style__set_code", "net_cents")[:LATEST])
    return Owned(
        styles=frozenset(style for style, _, _ in found if style), sets=frozenset(code for _, code, _ in found if code),
        paid=tuple(cents for _, _, cents in found),
    )  # fmt: skip
