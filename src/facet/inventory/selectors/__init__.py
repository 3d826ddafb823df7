"""Everything that reads stock. The viewer comes first."""

from facet.inventory.selectors.cards import PieceCard, StoneLine, find_pieces, piece_card
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale, lots_for_sale, pieces_for_sale
from facet.inventory.selectors.lists import lots_queryset, movements_queryset, pieces_queryset
from facet.inventory.selectors.lots import LotPage, LotRow, lot_page, lot_rows
from facet.inventory.selectors.page import PiecePage, TagPrice, piece_page, price_history
from facet.inventory.selectors.places import PlaceRow, list_places
from facet.inventory.selectors.prices import todays_prices
from facet.inventory.selectors.search import PieceHit, search_pieces
from facet.inventory.selectors.stock import Amount, StockMatrix, StoreStock, stock_by_store, stock_matrix
from facet.inventory.selectors.trend import PriceDay, price_trend
from facet.inventory.selectors.where import LotSighting, Sighting, WhereIs, where_is

__all__ = [
    "Amount", "LotForSale", "LotPage", "LotRow", "LotSighting", "PieceCard", "PieceForSale", "PieceHit",
    "PiecePage", "PlaceRow", "PriceDay", "Sighting", "StockMatrix", "StoneLine", "StoreStock", "TagPrice",
    "WhereIs", "find_pieces", "list_places", "lot_page", "lot_rows", "lots_for_sale", "lots_queryset",
    "movements_queryset", "piece_card", "piece_page", "pieces_for_sale", "pieces_queryset", "price_history",
    "price_trend", "search_pieces", "stock_by_store", "stock_matrix", "todays_prices", "where_is",
]  # fmt: skip
