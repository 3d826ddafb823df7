"""Prices over time: one value a day, for charts and the tables under them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.catalog.models import BoardPrice, MarketPrice
from facet.kernel import clock


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The prices in force when a day ended (or now, today); None before the first publication.

    Units: cents per gram. `published` says whether anything was published that day.
    """

    on: date
    retail_cents: int | None
    exchange_cents: int | None
    buy_back_cents: int | None
    published: bool


def price_series(*, price_item_id: int, price_group_id: int, first: date, last: date, zone: str) -> list[DayPrice]:
    """One row a day from `first` through `last` in the time zone `zone`. Queries: 2. Source: R107."""
    start, end = clock.start_of_day(first, zone), clock.end_of_day(last, zone)
    columns = ("valid_from", "retail_cents_per_gram", "exchange_cents_per_gram", "buy_back_cents_per_gram")
    prices = BoardPrice.objects.filter(price_item_id=price_item_id, price_group_id=price_group_id)
    before = prices.filter(valid_from__lt=start).order_by("-valid_from", "-pk").values_list(*columns).first()
    rows = prices.filter(valid_from__gte=start, valid_from__lt=end).order_by("valid_from", "pk").values_list(*columns)
    return list(_daily(before, list(rows), first=first, last=last, zone=zone))


def market_series(series: str, *, first: date, last: date) -> dict[date, int]:
    """What the trade paid from `first` through `last`, by day; missing days are missing. Queries: 1. Source: R108."""
    rows = MarketPrice.objects.filter(series=series, on__gte=first, on__lte=last).order_by("on")
    return dict(rows.values_list("on", "value_cents"))


def market_values(days: Collection[date]) -> dict[tuple[date, str], int]:
    """What is recorded for these days, by day and series. Queries: 1."""
    rows = MarketPrice.objects.filter(on__in=days)
    return {(on, series): value for on, series, value in rows.values_list("on", "series", "value_cents")}


_Row = tuple[datetime, int, int | None, int | None]


def _daily(before: _Row | None, rows: Sequence[_Row], *, first: date, last: date, zone: str) -> Iterable[DayPrice]:
    by_day = {clock.local_date(row[0], zone): row for row in rows}  # the last one of a day stays
    held = before
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        held = by_day.get(day, held)
        retail, exchange, buy_back = held[1:] if held else (None, None, None)
        yield DayPrice(day, retail, exchange, buy_back, day in by_day)
