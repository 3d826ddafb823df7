"""How a piece's price moved: the chart, and the table it is drawn from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from facet.inventory import selectors
from facet.inventory.web.fields import spoken
from facet.kernel.clock import now
from facet.kernel.money import BASIS, share

SPANS = (30, 90, 365)


@require_GET
def price_trend(request: HttpRequest, tag: str) -> HttpResponse:
    """One piece's price over 30, 90 or 365 days."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    asked = request.GET.get("days", "")
    span = int(asked) if asked.isdecimal() and int(asked) in SPANS else SPANS[1]
    card = selectors.piece_card(actor, tag)
    days = selectors.price_trend(actor, card, days=span, at=at)
    prices = [day.price_cents for day in days if day.price_cents is not None]
    title = gettext("Price")
    series = {"name": title, "values": [day.price_cents for day in days], "colour": "--fc-c1", "line": "solid"}
    context = {
        "card": card,
        "name": spoken(card.legal_name, card.legal_name_en),
        "span": span,
        "spans": SPANS,
        "first": prices[0] if prices else None,
        "last": prices[-1] if prices else None,
        "change_bp": share(prices[-1] - prices[0], BASIS, prices[0]) if prices and prices[0] else None,
        "shown": [day for number, day in enumerate(days) if day.changed or number in (0, len(days) - 1)][::-1],
        "chart": {"days": [day.on.isoformat() for day in days], "series": [{**series, "symbol": "circle"}]},
    }
    return render(request, "inventory/price_trend.html", context)
