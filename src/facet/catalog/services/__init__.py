"""Writes of the catalogue."""

from facet.catalog.services.board import (
    APPROVAL_KIND,
    confirm_board_price,
    request_board_price,
    set_board_price,
    wish_for,
)
from facet.catalog.services.categories import (
    CategoryRequest,
    create_category,
    edit_category,
    move_category,
    restore_category,
    withdraw_category,
)
from facet.catalog.services.dictionaries import (
    PriceItemRequest,
    WordRequest,
    add_purity,
    end_purity,
    move_word,
    save_price_item,
    save_word,
)
from facet.catalog.services.install import install_catalog
from facet.catalog.services.market import MarketQuote, record_market_prices, take_in_market_prices
from facet.catalog.services.styles import StyleRequest, create_style, edit_style, withdraw_style

__all__ = [
    "APPROVAL_KIND",
    "CategoryRequest",
    "MarketQuote",
    "PriceItemRequest",
    "StyleRequest",
    "WordRequest",
    "add_purity",
    "confirm_board_price",
    "create_category",
    "create_style",
    "edit_category",
    "edit_style",
    "end_purity",
    "install_catalog",
    "move_category",
    "move_word",
    "record_market_prices",
    "request_board_price",
    "restore_category",
    "save_price_item",
    "save_word",
    "set_board_price",
    "take_in_market_prices",
    "wish_for",
    "withdraw_category",
    "withdraw_style",
]
