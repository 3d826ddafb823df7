"""What a piece costs a customer today, as a sum that can be read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import Labour, PriceBasis, Priced, price_by_weight, price_components, price_fixed
from facet.catalog.selectors import BoardPriceFacts
from facet.inventory.selectors.cards import PieceCard


def todays_prices(cards: Sequence[PieceCard], *, at: datetime) -> dict[str, Priced]:
    """Today's price of each card without any discount, by tag; left out where the board has no price.

    Queries: 1 for each price group among the cards; none for fixed prices alone.
    """
    by_weight = [card for card in cards if card.price_basis != PriceBasis.FIXED]
    boards = {
        group: catalog_selectors.board_prices_at(group, at=at) for group in {card.price_group_id for card in by_weight}
    }
    prices = {card.tag: priced(card, boards.get(card.price_group_id, {})) for card in cards}
    return {tag: price for tag, price in prices.items() if price is not None}


def priced(card: PieceCard, board: Mapping[int, BoardPriceFacts]) -> Priced | None:
    """The price of one card at the prices of `board`, None where its metal has none."""
    if card.price_basis == PriceBasis.FIXED:
        return price_fixed(tag_price_cents=card.tag_price_cents or 0)
    line = board.get(card.price_item_id or 0)
    if line is None:
        return None
    labour = Labour(card.labour_kind, card.labour_value)
    if card.price_basis == PriceBasis.BY_WEIGHT:
        return price_by_weight(
            weight_mg=card.net_weight_mg, board_cents_per_gram=line.retail_cents_per_gram, labour=labour
        )
    stones = [(each.carat_mct, each.price_cents_per_ct) for each in card.stones if each.price_cents_per_ct is not None]
    return price_components(
        weight_mg=card.net_weight_mg, board_cents_per_gram=line.retail_cents_per_gram, stones=stones, labour=labour
    )
