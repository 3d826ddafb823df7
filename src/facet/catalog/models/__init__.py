"""The catalogue's tables."""

from facet.catalog.models.board import BoardConfirmation, BoardPrice, BoardPublication, MarketPrice, PriceItem
from facet.catalog.models.kinds import Category, DictionaryEntry, Purity, Style

__all__ = [
    "BoardConfirmation",
    "BoardPrice",
    "BoardPublication",
    "Category",
    "DictionaryEntry",
    "MarketPrice",
    "PriceItem",
    "Purity",
    "Style",
]
