"""Reads of the catalogue."""

from facet.catalog.selectors.categories import CategoryFacts, category_by_code, category_facts
from facet.catalog.selectors.prices import BoardPriceFacts, board_prices_at, board_prices_by_id

__all__ = [
    "BoardPriceFacts",
    "CategoryFacts",
    "board_prices_at",
    "board_prices_by_id",
    "category_by_code",
    "category_facts",
]
