"""How one price moved: the chart, its table, and the sentence that says it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from facet.catalog import selectors
from facet.catalog.rules.board import change_bp
from facet.catalog.selectors import BoardLine, DayPrice, PriceGroupRef
from facet.catalog.web import words
from facet.kernel import clock
from facet.kernel.formats import shown

SPANS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class History:
    """One item's days, oldest first, with what a chart needs. Units: cents per gram, basis points."""

    line: BoardLine
    days: list[DayPrice]
    span: int
    chart: dict[str, Any]
    change_bp: int | None
    first_cents: int | None
    last_cents: int | None
    summary: str

    @property
    def rows(self) -> list[tuple[DayPrice, int | None]]:
        """The days on which something was published, newest first, each with its change of retail."""
        rows: list[tuple[DayPrice, int | None]] = []
        before: int | None = None
        for day in self.days:
            if day.published and day.retail_cents is not None:
                rows.append((day, day.retail_cents - before if before is not None else None))
            before = day.retail_cents
        return rows[::-1]


def chosen(
    request: HttpRequest, group: PriceGroupRef, lines: list[BoardLine], *, zone: str, at: datetime
) -> History | None:
    """The item and span that the address asks for; None while there is no item. Queries: 2."""
    if not lines:
        return None
    line = next((each for each in lines if each.code == request.GET.get("item")), lines[0])
    span = next((days for days in SPANS if str(days) == request.GET.get("days")), SPANS[0])
    return history_of(line, group.id, span=span, zone=zone, at=at)


def history_of(line: BoardLine, price_group_id: int, *, span: int, zone: str, at: datetime) -> History:
    """`span` days of one item up to today. Queries: 2."""
    last = clock.local_date(at, zone)
    days = selectors.price_series(
        price_item_id=line.item_id,
        price_group_id=price_group_id,
        first=last - timedelta(days=span - 1),
        last=last,
        zone=zone,
    )
    known = [day.retail_cents for day in days if day.retail_cents is not None]
    first_cents, last_cents = (known[0], known[-1]) if known else (None, None)
    change = change_bp(known[0], known[-1]) if known else None
    summary = _summary(words.named(line), span, first_cents, last_cents)
    return History(line, days, span, chart_of(days), change, first_cents, last_cents, summary)


def chart_of(days: list[DayPrice]) -> dict[str, Any]:
    """What chart.js draws: the same numbers as the table under it."""
    sides = (
        ("retail_cents", gettext("Retail"), "--fc-c1", "solid", "circle"),
        ("exchange_cents", gettext("Trade-in"), "--fc-c2", "dashed", "rect"),
        ("buy_back_cents", gettext("Buy-back"), "--fc-c6", "dotted", "triangle"),
    )
    return {
        "days": [written(day.on) for day in days],
        "series": [
            {
                "name": name,
                "colour": colour,
                "line": dash,
                "symbol": symbol,
                "values": [getattr(day, side) for day in days],
            }
            for side, name, colour, dash, symbol in sides
        ],
    }


def written(day: date) -> str:
    """A day as an axis shows it."""
    return f"{day.month:02d}-{day.day:02d}"


def _summary(name: str, span: int, first_cents: int | None, last_cents: int | None) -> str:
    if first_cents is None or last_cents is None:
        return gettext("{name}: nothing was published in these {days} days.").format(name=name, days=span)
    words_of_change = (
        gettext("{name} rose from {first} to {last} yuan a gram in {days} days.")
        if last_cents > first_cents
        else gettext("{name} fell from {first} to {last} yuan a gram in {days} days.")
        if last_cents < first_cents
        else gettext("{name} stands at {last} yuan a gram as {days} days ago.")
    )
    return words_of_change.format(
        name=name, first=shown(first_cents, "yuan"), last=shown(last_cents, "yuan"), days=span
    )
