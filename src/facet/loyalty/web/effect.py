"""What promotions brought, and what classes of goods earn beside their margin."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS, PointsClass
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import DayField
from facet.loyalty.web.report_files import GOODS, KINDS, PROMOTIONS, file_asked


class EffectForm(forms.Form):
    """Which days."""

    since = DayField(label=_("From"), help_text=_("The first day."))
    last = DayField(label=_("Through"), help_text=_("The last day, until 24:00."))


@require_GET
def effect(request: HttpRequest) -> HttpResponse:
    """The report; without days, the last ninety. With `?export=csv` one of its tables as a file."""
    require(request.actor, LoyaltyPermission.VIEW_PROGRAMME)
    days = {"since": today() - timedelta(days=90), "last": today()}
    form = EffectForm(request.GET if "since" in request.GET else days)
    if form.is_valid():
        days = form.cleaned_data
    with viewing(request.actor):
        found = selectors.promotion_effect(
            request.actor, since=days["since"], until=days["last"] + timedelta(days=1), on=today()
        )
    goods = request.GET.get("table") == "goods"
    table, rows = (GOODS, found.classes) if goods else (PROMOTIONS, found.promotions)
    if file := file_asked(request, table, rows):
        return file
    context = {
        "form": form, "promotions": found.promotions, "days": days,
        "classes": [(CLASS_LABELS[PointsClass(row.effect.points_class)], row) for row in found.classes],
        "sees_margin": request.actor.sees("cost"), "kinds": KINDS,
        "programme": selectors.programme_on(today()),
    }  # fmt: skip
    return render(request, "loyalty/effect.html", context, status=422 if form.errors else 200)
