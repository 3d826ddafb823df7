"""Targets of a store's month: the table, the days, and how far everybody is."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import business_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.permissions import SalesPermission
from facet.sales.rules.targets import Goal
from facet.sales.selectors.targets import MonthTargets, month_targets
from facet.sales.services.targets import TargetIn
from facet.sales.web.chosen import chosen_month, chosen_store
from facet.sales.web.forms import YuanField

_MILLION = 1_000_000


class TargetsForm(OperationForm):
    """One row of three numbers for the store and each person, and for each day of the store or of one person."""

    def __init__(self, *args: Any, page: MonthTargets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = ["", *(each.code for each in page.people)]
        self.page = page
        goals = {"": page.store.goal} | {each.code: each.progress.goal for each in page.people}
        names = {"": gettext("Whole store")} | {each.code: each.name for each in page.people}
        for code in self.codes:
            self._row(code, goals[code], names[code])
        for each in page.days:
            own = each.progress.goal if each.is_own else Goal()
            self._row(_of_day(each.day), own, f"{each.day:%m-%d}")

    def _row(self, code: str, goal: Goal, name: str) -> None:
        self.fields[f"yuan_{code}"] = YuanField(label=gettext("Yuan, %(name)s") % {"name": name})
        self.fields[f"pieces_{code}"] = _whole(gettext("Pieces, %(name)s") % {"name": name})
        self.fields[f"grams_{code}"] = _whole(gettext("Grams, %(name)s") % {"name": name})
        self.fields[f"yuan_{code}"].widget.attrs["class"] = "fc-input"
        self.fields[f"yuan_{code}"].initial = _yuan(goal.net_cents)
        self.fields[f"pieces_{code}"].initial = goal.pieces or ""
        self.fields[f"grams_{code}"].initial = goal.weight_mg // 1000 or ""

    def rows(self) -> list[tuple[Any, ...]]:
        """(code, name, progress, yuan, pieces, grams) for the table."""
        people = [("", gettext("Whole store"), self.page.store)]
        people += [(each.code, each.name, each.progress) for each in self.page.people]
        return [(*each, *(self[f"{what}_{each[0]}"] for what in ("yuan", "pieces", "grams"))) for each in people]

    def day_rows(self) -> list[tuple[Any, ...]]:
        """(day, yuan, pieces, grams) for the table."""
        return [
            (each, *(self[f"{what}_{_of_day(each.day)}"] for what in ("yuan", "pieces", "grams")))
            for each in self.page.days
        ]

    def targets(self) -> list[TargetIn]:
        """What was typed, as targets; an emptied field takes its target away."""
        months = [TargetIn(staff=code, goal=self._goal(code)) for code in self.codes]
        days = [
            TargetIn(staff=self.page.days_of, day=each.day, goal=self._goal(_of_day(each.day)))
            for each in self.page.days
        ]
        return months + [each for each, row in zip(days, self.page.days, strict=True)
                         if row.is_own or not each.goal.is_empty]  # fmt: skip

    def _goal(self, name: str) -> Goal:
        facts = self.cleaned_data
        grams = facts[f"grams_{name}"] or 0
        return Goal(facts[f"yuan_{name}"] or 0, facts[f"pieces_{name}"] or 0, grams * 1000)


def _of_day(day: date) -> str:
    """The name of a day's fields; no staff code holds a slash."""
    return f"/{day.day}"


def _whole(label: str) -> Any:
    """A whole number as typed, none below zero."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=_MILLION, required=False,
        widget=forms.TextInput(attrs={"class": "fc-input", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


def _yuan(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents % 100 else str(cents // 100 or "")


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """A store's month: goals beside what was sold; who may, changes them here."""
    require(request.actor, SalesPermission.VIEW_RESULTS)
    stores = organisation_selectors.stores_of(request.actor, SalesPermission.VIEW_RESULTS)
    store = chosen_store(request, stores)
    today = business_date(now(), store.time_zone)
    month = chosen_month(request, today)
    who = request.GET.get("who", "")[:16]
    page = month_targets(request.actor, store_id=store.id, month=month, days_of=who)
    form = TargetsForm(request.POST or None, page=page)
    if form.is_bound and form.is_valid():
        try:
            _save(request, store.code, form)
            asked = urlencode({"store": store.code, "month": f"{month:%Y-%m}", "who": page.days_of})
            return redirect(f"{reverse('sales:targets')}?{asked}")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {
        "stores": stores, "store": store, "page": page, "form": form, "today": today,
        "before": month - timedelta(days=1), "after": month + timedelta(days=31),
        "may_set": request.actor.may(SalesPermission.SET_TARGETS, store_id=store.id),
    }  # fmt: skip
    return render(request, "sales/targets/targets.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, store: str, form: TargetsForm) -> None:
    month = form.page.first
    key = form.operation({"store": store, "month": month, "do": request.POST.get("do", ""), **form.cleaned_data})
    if request.POST.get("do") == "copy":
        services.copy_targets(actor=request.actor, operation=key, store=store, month=month, at=now())
        request.session["notice"] = gettext("Last month's targets are taken over.")
        return
    services.set_targets(
        actor=request.actor, operation=key, store=store, month=month, targets=form.targets(), at=now()
    )  # fmt: skip
    request.session["notice"] = gettext("The targets are set.")
