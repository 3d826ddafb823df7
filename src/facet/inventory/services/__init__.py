"""Everything that writes stock. Neighbours call these names: `inventory_services.issue_pieces(...)`."""

from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.inventory.services.bulk_ledger import BulkIssue, issue_bulk, lock_lots
from facet.inventory.services.change import (
    PieceChange,
    PriceChange,
    StoredPhoto,
    add_photo,
    change_piece,
    reprice_piece,
    retag_piece,
)
from facet.inventory.services.imports import import_pieces
from facet.inventory.services.lots import BulkIn, LotIn, adjust_bulk, open_lot, receive_bulk
from facet.inventory.services.move import (
    ChangeRequest,
    Moved,
    MoveRequest,
    move_pieces,
    restore_pieces,
    withdraw_pieces,
)
from facet.inventory.services.movement import Occasion, refuse_unless_here
from facet.inventory.services.places import PlaceIn, add_place, change_place, places_of_store
from facet.inventory.services.receive import Received, ReceiveRequest, put_into_stock, receive_pieces
from facet.inventory.services.sale import issue_pieces, lock_pieces, release, reserve_pieces, return_pieces

__all__ = [
    "BulkIn", "BulkIssue", "ChangeRequest", "LotForSale", "LotIn", "MoveRequest", "Moved", "Occasion", "PieceChange",
    "PieceForSale", "PlaceIn", "PriceChange", "ReceiveRequest", "Received", "StoredPhoto", "add_photo", "add_place",
    "adjust_bulk", "change_piece", "change_place", "import_pieces", "issue_bulk", "issue_pieces", "lock_lots",
    "lock_pieces", "move_pieces", "open_lot", "places_of_store", "put_into_stock", "receive_bulk", "receive_pieces",
    "refuse_unless_here", "release", "reprice_piece", "reserve_pieces", "restore_pieces", "retag_piece",
    "return_pieces", "withdraw_pieces",
]  # fmt: skip
