"""What members are spoken to about: one question, one chart, one table with the same numbers. R019."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import viewing
from facet.members import selectors
from facet.members.rules.contact_analysis import FEWEST, Line
from facet.members.rules.contact_log import CONTACT_CHANNELS, ContactChannel
from facet.members.selectors import ContactAnalysis
from facet.members.web.contact_forms import AnalysisForm, said
from facet.members.web.contact_lists import ZONE

LABELS = {
    "topic": gettext_noop("Topic"),
    "need": gettext_noop("Need"),
    "channel": gettext_noop("Channel"),
    "clerk": gettext_noop("Clerk"),
    "period": gettext_noop("Month"),
}
LONGEST = 3 * 366


@require_GET
def contact_analysis(request: HttpRequest) -> HttpResponse:
    """Contacts by topic, need, channel, clerk or month, over the last three months unless asked otherwise."""
    dimension = request.GET.get("by", "")
    dimension = dimension if dimension in LABELS else "topic"
    first, last = days_asked(request)
    with viewing(request.actor):
        found = selectors.contact_analysis(request.actor, dimension=dimension, first=first, last=last)
    rows = [(_word(found, line), line) for line in found.lines]
    context = {
        "rows": rows, "found": found, "dimension": dimension, "first": first, "last": last, "fewest": FEWEST,
        "by": [(key, gettext(label), key == dimension) for key, label in LABELS.items()],
        "heading": gettext(LABELS[dimension]),
        "chart": {"names": [word for word, _ in rows], "values": [line.contacts for _, line in rows],
                  "label": gettext("Needs") if dimension == "need" else gettext("Contacts")},
    }  # fmt: skip
    return render(request, "members/contact_analysis.html", context)


def days_asked(request: HttpRequest) -> tuple[date, date]:
    """The period asked for; nonsense falls back to the last three months."""
    form, today = AnalysisForm(request.GET), clock.local_date(clock.now(), ZONE)
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    last = min(values.get("last") or today, today)
    first = values.get("first") or last - timedelta(days=91)
    return (first, last) if timedelta(0) <= last - first <= timedelta(days=LONGEST) else (last - timedelta(91), last)


def _word(found: ContactAnalysis, line: Line) -> str:
    if line.key is None:
        return gettext("Others, fewer than {n} people each").format(n=FEWEST)
    if line.key in found.names:
        return said(*found.names[line.key])
    if found.dimension == "channel":
        return gettext(CONTACT_CHANNELS[ContactChannel(line.key)])
    return gettext("Not said") if line.key == "-" else line.key
