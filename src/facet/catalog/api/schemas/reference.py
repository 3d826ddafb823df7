"""Lines of the board, grades of purity, trade prices and legal names as programs send and get them."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from facet.catalog.api.schemas.common import Closed, Code, CodeOrNone, Day, Fineness, plain
from facet.catalog.rules.market import MarketSeries
from facet.catalog.rules.weights import Metal
from facet.catalog.services import MarketQuote, PriceItemRequest
from facet.kernel.interface import Text, Whole


class PriceItemIn(Closed):
    """A line of the board."""

    name: Text(32, least=1)
    name_en: Text(32, least=1)
    metal: Metal
    fineness_e4: Fineness
    base: CodeOrNone = ""
    premium_bp: Whole(-10_000, 10_000) = 0
    order: Whole(0, 10_000) = 0
    is_active: bool = True

    def wanted(self) -> PriceItemRequest:
        return PriceItemRequest(**plain(self, "code"))


class NewPriceItemIn(PriceItemIn):
    """A new line of the board."""

    code: Text(16, least=1)


class PriceItemOut(Schema):
    """A line of the board; `base_code` and `premium_bp` suggest its price."""

    id: int
    code: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    base_code: str
    premium_bp: int
    order: int
    is_active: bool


class PurityIn(Closed):
    """A grade of purity from a day on."""

    metal: Metal
    fineness_e4: Fineness
    legal_name: Text(32, least=1)
    legal_name_en: Text(32, least=1)
    mark: Text(16, least=1)
    valid_from: Day
    source: Text(120, least=1)


class PurityEndIn(Closed):
    """The first day on which the grade no longer holds."""

    valid_until: Day


class PurityOut(Schema):
    """A grade of purity; `valid_until` is exclusive."""

    id: int
    metal: str
    fineness_e4: int
    legal_name: str
    legal_name_en: str
    mark: str
    valid_from: date
    valid_until: date | None
    source: str


class MarketPriceIn(Closed):
    """One day's trade price: cents per gram, for the diamond index hundredths of a point."""

    on: Day
    series: MarketSeries
    value_cents: Whole(1, 10**9)
    source: Text(60) = ""

    def wanted(self) -> MarketQuote:
        return MarketQuote(**plain(self))


class MarketPricesIn(Closed):
    """A file's worth of trade prices."""

    prices: list[MarketPriceIn] = Field(min_length=1, max_length=200)


class MarketPriceOut(Schema):
    """One day's trade price."""

    on: date
    value_cents: int


class CountOut(Schema):
    """How many rows changed."""

    changed: int


class LegalNameOut(Schema):
    """What a piece may be called."""

    name: str
    name_en: str


class MarketSpanIn(Closed):
    """Which series, from which day through which."""

    series: MarketSeries
    first: Day
    last: Day


class LegalNameIn(Closed):
    """What a piece is made of; `form` and `gem` are codes of the dictionaries."""

    metal: Metal
    fineness_e4: Annotated[int, Field(ge=1, le=10_000)]
    form: Code
    gem: CodeOrNone = ""
