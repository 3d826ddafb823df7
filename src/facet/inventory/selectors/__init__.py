"""Everything that reads stock. The viewer comes first."""

from facet.inventory.selectors.for_sale import LotForSale, PieceForSale, lots_for_sale, pieces_for_sale

__all__ = ["LotForSale", "PieceForSale", "lots_for_sale", "pieces_for_sale"]
