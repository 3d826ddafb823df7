"""Gold prices as programs send and get them. Units: cents per gram."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from facet.catalog.api.schemas.common import CentsPerGram, Closed, Code, Day, Moment
from facet.catalog.rules.board import BoardRequest, PriceLine, Quote
from facet.kernel.interface import RowId, Text


class PriceIn(Closed):
    """One item's prices. Leave out exchange or buy-back where the house does not do that."""

    item: Code = Field(description="Code of the price item, e.g. AU999.")
    retail_cents_per_gram: CentsPerGram
    exchange_cents_per_gram: CentsPerGram | None = None
    buy_back_cents_per_gram: CentsPerGram | None = None


class BoardPricesIn(Closed):
    """Prices for one price group from a moment on."""

    price_group: Code
    prices: list[PriceIn] = Field(min_length=1, max_length=200)
    valid_from: Moment | None = Field(None, description="Leave out to begin now.")
    note: Text(120) = ""
    approval_id: RowId | None = Field(None, description="A second person's approval, for a change above 3 %.")

    def wanted(self) -> BoardRequest:
        """The request that the service takes."""
        lines = [
            PriceLine(
                each.item,
                Quote(each.retail_cents_per_gram, each.exchange_cents_per_gram, each.buy_back_cents_per_gram),
            )
            for each in self.prices
        ]
        return BoardRequest(
            price_group=self.price_group, lines=tuple(lines), valid_from=self.valid_from, note=self.note
        )


class BoardApprovalIn(BoardPricesIn):
    """The same prices, and why a second person should allow them."""

    reason: Text(200) = ""


class BoardPriceOut(Schema):
    """One price in force."""

    id: int
    price_item_id: int
    code: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    retail_cents_per_gram: int
    exchange_cents_per_gram: int | None
    buy_back_cents_per_gram: int | None
    valid_from: datetime


class PublicationOut(Schema):
    """One act of publishing."""

    id: int
    valid_from: datetime
    published_at: datetime
    published_by: str
    largest_change_bp: int
    approval_id: int | None
    note: str


class BoardApprovalOut(Schema):
    """A request that waits for a second person."""

    approval_id: int


class ConfirmationIn(Closed):
    """A store confirms what is on its counter. Without a publication: what holds now."""

    store: Code
    publication_id: RowId | None = None


class ConfirmationOut(Schema):
    """The publication that is confirmed."""

    publication_id: int


class StoreConfirmationOut(Schema):
    """A store of the price group; `confirmed_at` is null where it has not confirmed."""

    code: str
    name: str
    name_en: str
    confirmed_at: datetime | None
    confirmed_by: str


class SpanIn(Closed):
    """Which item of which price group, from which day through which."""

    price_group: Code
    item: Code
    first: Day
    last: Day


class DayPriceOut(Schema):
    """What held when a day ended; nulls before the first publication. Units: cents per gram."""

    on: date
    retail_cents: int | None
    exchange_cents: int | None
    buy_back_cents: int | None
    published: bool
