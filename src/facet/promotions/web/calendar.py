"""The promotions of three months side by side."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.transactions import viewing
from facet.promotions.selectors import running_between, words
from facet.promotions.web.fields import today


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """One bar a promotion over the days of a month; ?month=2026-12 turns the page."""
    first = _month(request.GET.get("month", ""))
    days = monthrange(first.year, first.month)[1]
    until = first + timedelta(days=days)
    with viewing(request.actor):
        rows = running_between(request.actor, first=first, until=until, on=today())
    context = {
        "first": first, "days": [first + timedelta(days=number) for number in range(days)],
        "rows": [_bar(row, first, until) for row in rows], "today": today(),
        "before": (first - timedelta(days=1)).strftime("%Y-%m"), "after": until.strftime("%Y-%m"),
    }  # fmt: skip
    return render(request, "promotions/calendar.html", context)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def _bar(row: Any, first: date, until: date) -> dict[str, Any]:
    when = row.terms.conditions
    start, end = max(when.begins, first), min(when.until, until)
    return {
        "row": row, "name": words.named(row.version.promotion), "gives": words.gives(row.terms),
        "days": words.days(row.terms), "badge": words.badge_of(row.state), "column": (start - first).days + 1,
        "span": (end - start).days,
    }  # fmt: skip
