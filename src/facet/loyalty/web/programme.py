"""The rules: read as sentences, changed in a draft, published."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors, services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.web.days import today
from facet.loyalty.web.draft import DraftForms
from facet.loyalty.web.fields import DayField


class PublishForm(forms.Form):
    """From when the draft counts."""

    effective_on = DayField(
        label=_("In force from"), help_text=_("Today at the earliest; tickets before that day keep their rules.")
    )


@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The rules in force, the draft, the ladder with its members, and the history."""
    return _page(request, PublishForm(initial={"effective_on": today()}))


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Every blank of the rules; saving makes a draft that counts for nobody yet."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    start = page.draft or page.in_force
    rules, ladder = (start.rules, start.programme.ladder) if start else TEMPLATES["seed"]
    drafting = DraftForms(request.POST if request.method == "POST" else None, rules=rules, ladder=ladder)
    refusal = ""
    if drafting.is_valid():
        try:
            services.save_draft(actor=request.actor, wanted=drafting.wanted(), at=clock.now())
        except DomainError as error:
            refusal = sentence(error)
        else:
            request.session["notice"] = gettext("The draft is kept. Try it, then publish it.")
            return redirect("loyalty:programme")
    context = {"drafting": drafting, "page": page, "refusal": refusal}
    return render(request, "loyalty/draft.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft in force."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            services.publish_rule_version(
                actor=request.actor, number=number, effective_on=form.cleaned_data["effective_on"], at=clock.now()
            )
        except DomainError as refusal:
            form.add_error("effective_on", sentence(refusal))
        else:
            request.session["notice"] = gettext("Published. The rules count from their day on.")
            return redirect("loyalty:programme")
    return _page(request, form)


def _page(request: HttpRequest, form: PublishForm) -> HttpResponse:
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    rates: list[tuple[str, Any]] = []
    if page.in_force:
        given = page.in_force.programme.rates
        rates = [(label, given.get(name)) for name, label in CLASS_LABELS.items()]
    context = {
        "page": page,
        "rates": rates,
        "form": form,
        "may_manage": request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME),
        "class_labels": CLASS_LABELS,
    }
    return render(request, "loyalty/programme.html", context, status=422 if form.errors else 200)
