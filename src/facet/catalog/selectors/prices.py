"""What a gram costs at a moment: the reads that the till and every document rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from facet.catalog.models import BoardPrice, PriceItem
from facet.catalog.rules.board import Quote


@dataclass(frozen=True, slots=True)
class BoardPriceFacts:
    """One published price. Units: cents per gram; None where the house does not do that with this metal."""

    id: int
    price_item_id: int
    code: str
    name: str
    retail_cents_per_gram: int
    exchange_cents_per_gram: int | None
    buy_back_cents_per_gram: int | None
    valid_from: datetime
    name_en: str = ""
    metal: str = ""
    fineness_e4: int = 0
    order: int = 0

    @property
    def quote(self) -> Quote:
        return Quote(self.retail_cents_per_gram, self.exchange_cents_per_gram, self.buy_back_cents_per_gram)


COLUMNS = (
    "pk",
    "price_item_id",
    "price_item__code",
    "price_item__name",
    "retail_cents_per_gram",
    "exchange_cents_per_gram",
    "buy_back_cents_per_gram",
    "valid_from",
    "price_item__name_en",
    "price_item__metal",
    "price_item__fineness_e4",
    "price_item__order",
)


def board_prices_at(price_group_id: int, *, at: datetime) -> dict[int, BoardPriceFacts]:
    """The prices in force in a price group at `at`, by price item. Queries: 1.

    A later publication for the same moment wins; withdrawn items have no price.
    """
    rows = BoardPrice.objects.filter(pk__in=latest_ids(price_group_id, at=at)).values_list(*COLUMNS)
    return {facts.price_item_id: facts for facts in map(_facts, rows.order_by("price_item__order", "pk"))}


def board_prices_by_id(ids: Iterable[int]) -> dict[int, BoardPriceFacts]:
    """The published prices with these ids, whether or not they still hold. Queries: 1."""
    rows = BoardPrice.objects.filter(pk__in=set(ids)).values_list(*COLUMNS)
    return {facts.id: facts for facts in map(_facts, rows.order_by("pk"))}


def latest_ids(price_group_id: int, *, at: datetime) -> QuerySet[Any, Any]:
    """A subquery of the ids in force: one look into the index for each active price item."""
    items = PriceItem.objects.filter(is_active=True).annotate(in_force=price_id_at(price_group_id, at=at))
    return items.values("in_force")


def price_id_at(price_group_id: int, *, at: datetime) -> Subquery:
    """Beside a row of PriceItem: the id of its price in force at `at`, or null."""
    prices = BoardPrice.objects.filter(price_group_id=price_group_id, price_item=OuterRef("pk"), valid_from__lte=at)
    return Subquery(prices.order_by("-valid_from", "-pk").values("pk")[:1])


def _facts(row: tuple[Any, ...]) -> BoardPriceFacts:
    return BoardPriceFacts(*row)
