"""Everything that writes stock. Neighbours call these names: `inventory_services.issue_pieces(...)`."""

from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.inventory.services.bulk_ledger import BulkIssue, issue_bulk, lock_lots
from facet.inventory.services.movement import refuse_unless_here
from facet.inventory.services.sale import issue_pieces, lock_pieces, release, reserve_pieces, return_pieces

__all__ = [
    "BulkIssue",
    "LotForSale",
    "PieceForSale",
    "issue_bulk",
    "issue_pieces",
    "lock_lots",
    "lock_pieces",
    "refuse_unless_here",
    "release",
    "reserve_pieces",
    "return_pieces",
]
