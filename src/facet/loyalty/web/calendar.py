"""The year of a programme: every window and member day in a grid of months."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR
from django.views.decorators.http import require_GET

from facet.kernel.errors import NotFound
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.calendar import days_raised, year_of
from facet.loyalty.web.days import today

FIRST_YEAR, LAST_YEAR = 2000, 2099  # what the lunar calendar knows


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """?version=3 looks at other rules than those in force, ?year=2027 at another year."""
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    shown = _version(page, request.GET.get("version", ""))
    year = _year(request.GET.get("year", ""))
    months = year_of(shown.programme, year) if shown else ()
    context = {
        "shown": shown, "versions": page.versions, "year": year, "months": months, "raised": days_raised(months),
        "before": year - 1 if year > FIRST_YEAR else None, "after": year + 1 if year < LAST_YEAR else None,
        "today": today(), "week_days": list(WEEKDAYS_ABBR.values()),
        "may_manage": request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME),
    }  # fmt: skip
    return render(request, "loyalty/calendar.html", context)


def _version(page: selectors.ProgrammePage, number: str) -> selectors.VersionRow | None:
    if not number:
        return page.in_force or page.draft
    found = next((row for row in page.versions if str(row.number) == number), None)
    if found is None:
        raise NotFound(key=number[:10])
    return found


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() and text.isascii() and len(text) == len("2026") else today().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)
