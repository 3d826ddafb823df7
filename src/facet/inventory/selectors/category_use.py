"""How much hangs on a category: slot "category.use", asked before one is divided or taken away."""

from facet.inventory.models import BulkLot, Piece
from facet.inventory.rules.states import PieceState

# Still the house's: what was sold, lost or melted keeps its category in reports and stands in nobody's way.
OURS = tuple(state.value for state in (PieceState.DRAFT, PieceState.IN_STOCK, PieceState.IN_TRANSIT, PieceState.OUT,
                                           PieceState.OUTSIDE))  # fmt: skip


def count_in_category(category_id: int) -> int:
    """Pieces of the house and open lots in this very category. Queries: 2."""
    pieces = Piece.objects.filter(category=category_id, state__in=OURS).count()
    return pieces + BulkLot.objects.filter(category=category_id, is_open=True).count()
