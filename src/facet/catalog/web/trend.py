"""The trade's prices beside our own board, and writing them down."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.board import change_bp
from facet.catalog.rules.market import MarketSeries
from facet.catalog.services import MarketQuote
from facet.catalog.web import history, words
from facet.catalog.web.board import Desk, desk
from facet.catalog.web.forms_board import MarketForm
from facet.catalog.web.lists import MARKET_PRICES
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing


@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """How the trade's price of a metal moved, and how far our retail price lies above it."""
    with viewing(request.actor):
        place = desk(request)
        span = next((days for days in history.SPANS if str(days) == request.GET.get("days")), 90)
        series = next((each for each in MarketSeries if each == request.GET.get("series")), MarketSeries.GOLD)
        context = _compared(place, str(series), span)
    return render(request, "catalog/trend.html", context | {"place": place, "options": words.options("series")})


@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """The recorded trade prices, and a form for one more."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    form = MarketForm(request.POST or None, initial={"on": clock.local_date(now(), "Asia/Shanghai")})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        quote = MarketQuote(facts["on"], facts["series"], facts["value"], facts["source"])
        try:
            services.record_market_prices(actor=actor, quotes=[quote], at=now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Written down.")
            return redirect("catalog:sources")
    may_record = actor.may(CatalogPermission.SET_BOARD_PRICE)
    import_url = reverse("shell:import", args=["market_prices"]) if may_record else ""
    context = {"form": form, "may_record": may_record, "import_url": import_url}
    response = list_page(request, MARKET_PRICES, template="catalog/sources.html", context=context)
    response.status_code = 422 if form.errors else response.status_code
    return response


def _compared(place: Desk, series: str, span: int) -> dict[str, Any]:
    """Both lines by day, the newest first; our own price is that of the metal's first line on the board."""
    last = clock.local_date(place.at, place.zone)
    first = last - timedelta(days=span - 1)
    trade = selectors.market_series(series, first=first, last=last)
    line = next((each for each in place.lines if each.metal == series), None)
    ours: dict[date, int] = {}
    if line is not None and place.group is not None:
        days = selectors.price_series(
            price_item_id=line.item_id, price_group_id=place.group.id, first=first, last=last, zone=place.zone
        )
        ours = {day.on: day.retail_cents for day in days if day.retail_cents is not None}
    return {
        "span": span,
        "series": series,
        "line": line,
        "chart": _chart(trade, ours, first=first, span=span, name=words.label(series, "series")),
        "rows": [(day, value, ours.get(day), _above(value, ours.get(day))) for day, value in sorted(trade.items())][
            ::-1
        ],
        "change_bp": change_bp(trade[min(trade)], trade[max(trade)]) if trade else None,
    }


def _above(trade_cents: int, own_cents: int | None) -> int | None:
    """How far our price lies above the trade's. Units: basis points."""
    return change_bp(trade_cents, own_cents) if own_cents is not None else None


def _chart(trade: dict[date, int], ours: dict[date, int], *, first: date, span: int, name: str) -> dict[str, Any]:
    days = [first + timedelta(days=step) for step in range(span)]
    lines = [
        {
            "name": name,
            "colour": "--fc-c6",
            "line": "dashed",
            "symbol": "rect",
            "values": [trade.get(day) for day in days],
        }
    ]
    if ours:
        retail = [ours.get(day) for day in days]
        lines.insert(
            0,
            {
                "name": gettext("Our retail price"),
                "colour": "--fc-c1",
                "line": "solid",
                "symbol": "circle",
                "values": retail,
            },
        )
    return {"days": [history.written(day) for day in days], "series": lines}
