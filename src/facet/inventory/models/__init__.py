"""The tables of inventory."""

from facet.inventory.models.detail import Certificate, CostPart, PieceMetal, PiecePhoto, PieceStone
from facet.inventory.models.lot import BulkBalance, BulkEntry, BulkLot
from facet.inventory.models.movement import PieceMovement, Reservation, TagPriceChange
from facet.inventory.models.piece import Piece, PieceName, RetiredTag
from facet.inventory.models.place import Place

__all__ = [
    "BulkBalance",
    "BulkEntry",
    "BulkLot",
    "Certificate",
    "CostPart",
    "Piece",
    "PieceMetal",
    "PieceMovement",
    "PieceName",
    "PiecePhoto",
    "PieceStone",
    "Place",
    "Reservation",
    "RetiredTag",
    "TagPriceChange",
]
