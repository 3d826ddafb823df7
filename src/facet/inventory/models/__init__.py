"""The tables of inventory."""

from facet.inventory.models.count import CountLine, CountPlan, CountScan, Stocktake
from facet.inventory.models.detail import Certificate, CostPart, PieceMetal, PiecePhoto, PieceStone
from facet.inventory.models.handover import Handover
from facet.inventory.models.lot import BulkBalance, BulkCost, BulkEntry, BulkLot
from facet.inventory.models.metal import MetalAccount, MetalClosing, MetalEntry
from facet.inventory.models.minimum import StockLimit, StockShortage
from facet.inventory.models.month_book import MonthLine, MonthLock
from facet.inventory.models.movement import PieceMovement, Reservation, TagPriceChange
from facet.inventory.models.piece import Piece, PieceName, RetiredTag
from facet.inventory.models.piece_batch import PieceBatch, PieceBatchLine
from facet.inventory.models.place import Place
from facet.inventory.models.repricing import Repricing, RepricingLine
from facet.inventory.models.tell_first import TellFirst
from facet.inventory.models.transfer import Transfer, TransferLine
from facet.inventory.models.works import OutsideLine, OutsideNote, PieceSet, PieceSetLine, Work, WorkLine

__all__ = [
    "BulkBalance",
    "BulkCost",
    "BulkEntry",
    "BulkLot",
    "Certificate",
    "CostPart",
    "CountLine",
    "CountPlan",
    "CountScan",
    "Handover",
    "MetalAccount",
    "MetalClosing",
    "MetalEntry",
    "MonthLine",
    "MonthLock",
    "OutsideLine",
    "OutsideNote",
    "Piece",
    "PieceBatch",
    "PieceBatchLine",
    "PieceMetal",
    "PieceMovement",
    "PieceName",
    "PieceSet",
    "PieceSetLine",
    "PiecePhoto",
    "PieceStone",
    "Place",
    "Repricing",
    "RepricingLine",
    "Reservation",
    "RetiredTag",
    "StockLimit",
    "StockShortage",
    "Stocktake",
    "TagPriceChange",
    "TellFirst",
    "Transfer",
    "TransferLine",
    "Work",
    "WorkLine",
]
