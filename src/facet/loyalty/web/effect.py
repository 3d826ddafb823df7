"""What promotions brought, and what classes of goods earn beside their margin."""

import csv
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from facet.kernel import formats
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS, PointsClass
from facet.loyalty.rules.words import times
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import DayField


class EffectForm(forms.Form):
    """Which days."""

    since = DayField(label=_("From"), help_text=_("The first day."))
    last = DayField(label=_("Through"), help_text=_("The last day, until 24:00."))


@require_GET
def effect(request: HttpRequest) -> HttpResponse:
    """The report; without days, the last ninety. With `?format=csv`, its tables as a file."""
    require(request.actor, LoyaltyPermission.VIEW_PROGRAMME)
    days = {"since": today() - timedelta(days=90), "last": today()}
    form = EffectForm(request.GET if "since" in request.GET else days)
    if form.is_valid():
        days = form.cleaned_data
    with viewing(request.actor):
        found = selectors.promotion_effect(
            request.actor, since=days["since"], until=days["last"] + timedelta(days=1), on=today()
        )
    if request.GET.get("format") == "csv":
        return _file(found)
    context = {
        "form": form, "promotions": found.promotions, "days": days,
        "classes": [(CLASS_LABELS[PointsClass(row.effect.points_class)], row) for row in found.classes],
        "sees_margin": request.actor.sees("cost"),
    }  # fmt: skip
    return render(request, "loyalty/effect.html", context, status=422 if form.errors else 200)


def _file(found: selectors.Effects) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="points-effect.csv"'
    sheet = csv.writer(answer)
    heads = ("Promotion", "Extra points", "Used", "Tickets", "Sales brought")
    sheet.writerow([gettext(head) for head in heads])
    for each in found.promotions:
        name = f"'{each.name}" if each.name[:1] in "=+-@" else each.name
        sheet.writerow([name, each.points, each.used, each.tickets, formats.shown(each.sales_cents, "yuan")])
    sheet.writerow([])
    sheet.writerow([gettext(head) for head in ("Goods", "Sales", "Points", "Points per yuan")])
    for row in found.classes:
        label = gettext(CLASS_LABELS[PointsClass(row.effect.points_class)])
        sales = formats.shown(row.effect.sales_cents, "yuan")
        sheet.writerow([label, sales, row.effect.points, times(max(row.effect.rate_bp, 0))])
    return answer
