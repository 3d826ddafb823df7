"""Everything that writes stock. Neighbours call these names: `inventory_services.issue_pieces(...)`."""

from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.inventory.services.allocation import AllocationIn, allocate_goods
from facet.inventory.services.batches import (
    RetaggingIn,
    WithdrawalIn,
    cancel_piece_batch,
    retag_many,
    withdraw_many,
    write_allowed_batches,
)
from facet.inventory.services.bulk_ledger import BulkIssue, issue_bulk, lock_lots, return_bulk
from facet.inventory.services.change import (
    PieceChange,
    PriceChange,
    StoredPhoto,
    add_photo,
    change_piece,
    reprice_piece,
    retag_piece,
)
from facet.inventory.services.count import CountIn, cancel_stocktake, close_stocktake, open_stocktake
from facet.inventory.services.count_approve import ApproveIn, DecisionIn, Settled, approve_stocktake
from facet.inventory.services.count_ask import ask_to_settle
from facet.inventory.services.count_plans import CountPlanIn, call_for_counts, save_count_plan
from facet.inventory.services.count_scans import BatchIn, ScanAnswer, ScanIn, record_scans
from facet.inventory.services.handover import HandoverIn, hand_over_tray
from facet.inventory.services.imports import import_pieces
from facet.inventory.services.lots import BulkIn, LotIn, adjust_bulk, open_lot, receive_bulk
from facet.inventory.services.mark_down import mark_down
from facet.inventory.services.metal import MetalTransferIn, post_metal, reverse_metal, transfer_metal
from facet.inventory.services.metal_close import close_metal_day
from facet.inventory.services.metal_derive import derive_metal
from facet.inventory.services.minimum import MinimumIn, end_minimum, set_minimum, watch_minimums
from facet.inventory.services.month_book import ask_to_reopen_month, lock_month, reopen_month
from facet.inventory.services.move import (
    ChangeRequest,
    Moved,
    MoveRequest,
    move_pieces,
    restore_pieces,
    withdraw_pieces,
)
from facet.inventory.services.movement import Occasion, refuse_unless_here
from facet.inventory.services.places import PlaceChange, PlaceIn, add_place, change_place, places_of_store
from facet.inventory.services.receive import Received, ReceiveRequest, put_into_stock, receive_pieces
from facet.inventory.services.repricing import RepricingIn, apply_due_repricings, cancel_repricing, reprice_pieces
from facet.inventory.services.sale import issue_pieces, lock_pieces, release, reserve_pieces, return_pieces
from facet.inventory.services.tag_labels import print_tags
from facet.inventory.services.tell_first import list_tell_first, settle_tell_first
from facet.inventory.services.transfer import TransferRequest, cancel_transfer, lose_on_the_road, request_transfer
from facet.inventory.services.transfer_receive import Arrived, TransferReceipt, receive_transfer
from facet.inventory.services.transfer_send import SendRequest, send_transfer
from facet.inventory.services.transfer_steps import TransferBulk, TransferItem

__all__ = [
    "ApproveIn", "BatchIn", "CountIn", "CountPlanIn", "DecisionIn", "ScanAnswer", "ScanIn", "Settled",
    "ask_to_settle", "approve_stocktake", "call_for_counts", "cancel_stocktake", "close_stocktake", "open_stocktake",
    "record_scans",
    "save_count_plan",
    "RetaggingIn", "WithdrawalIn", "cancel_piece_batch", "retag_many", "withdraw_many", "write_allowed_batches",
    "RepricingIn", "apply_due_repricings", "cancel_repricing", "reprice_pieces",
    "AllocationIn", "HandoverIn", "allocate_goods", "hand_over_tray",
    "MinimumIn", "end_minimum", "set_minimum", "watch_minimums",
    "ask_to_reopen_month", "mark_down", "lock_month", "reopen_month",
    "MetalTransferIn", "close_metal_day", "derive_metal", "post_metal", "reverse_metal", "transfer_metal",
    "Arrived", "SendRequest", "TransferBulk", "TransferItem", "TransferReceipt", "TransferRequest",
    "cancel_transfer", "lose_on_the_road", "receive_transfer", "request_transfer", "send_transfer",
    "BulkIn", "BulkIssue", "ChangeRequest", "LotForSale", "LotIn", "MoveRequest", "Moved", "Occasion", "PieceChange",
    "PieceForSale", "PlaceChange", "PlaceIn", "PriceChange", "ReceiveRequest", "Received", "StoredPhoto", "add_photo",
    "add_place", "adjust_bulk", "change_piece", "change_place", "import_pieces", "issue_bulk", "issue_pieces",
    "list_tell_first",
    "print_tags",
    "lock_lots", "lock_pieces", "move_pieces", "open_lot", "places_of_store", "put_into_stock", "receive_bulk",
    "receive_pieces", "refuse_unless_here", "release", "reprice_piece", "reserve_pieces", "restore_pieces",
    "retag_piece", "return_bulk", "return_pieces", "settle_tell_first", "withdraw_pieces",
]  # fmt: skip
