"""The rules: read as sentences, changed in a draft, published."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors, services
from facet.loyalty.errors import NothingToStop, ProgrammeInvalid
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.templates import BLANK, FIRST_STEP, TEMPLATES
from facet.loyalty.selectors import replay as replay_selectors
from facet.loyalty.web.days import today
from facet.loyalty.web.draft import DraftForms, one_more
from facet.loyalty.web.fields import CleanField, DayField
from facet.loyalty.web.simulator import count, ticket_context
from facet.organisation import selectors as organisation_selectors


class PublishForm(forms.Form):
    """From when the draft counts."""

    effective_on = DayField(
        label=_("In force from"), help_text=_("Today at the earliest; tickets before that day keep their rules.")
    )


class AskForm(PublishForm):
    """What a second person reads beside the draft."""

    reason = CleanField(
        label=_("What changes, and why"), max_length=120, help_text=_("Your colleague reads it beside the draft.")
    )


@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The rules in force, the draft, the ladder with its members, and the history."""
    return _page(request, AskForm(initial={"effective_on": today()}))


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Every blank of the rules beside the simulator; saving makes a draft that counts for nobody yet."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    rules, ladder = _start(request, page)
    live = page.in_force.programme if page.in_force else None
    sent = one_more(request.POST) if request.method == "POST" else None
    drafting = DraftForms(sent, rules=rules, ladder=ladder, live=live)
    context: dict[str, Any] = {"drafting": drafting, "page": page}
    keeps = request.method == "POST" and "more" not in request.POST
    if keeps and drafting.is_valid():
        try:
            services.save_draft(actor=request.actor, wanted=drafting.wanted(), at=clock.now())
        except ProgrammeInvalid as error:
            context["refusal"] = "" if drafting.refuse(error) else sentence(error)
        except DomainError as error:
            context["refusal"] = sentence(error)
        else:
            request.session["notice"] = gettext("The draft is kept. Try it, then show it to a second person.")
            return redirect("loyalty:programme")
    context |= _beside(request, drafting, bound=sent is not None)
    return render(request, "loyalty/draft.html", context, status=422 if keeps else 200)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Show the draft to a second person."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            services.request_rules_approval(
                actor=request.actor, effective_on=form.cleaned_data["effective_on"],
                reason=form.cleaned_data["reason"], at=clock.now(),
            )  # fmt: skip
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("A second person has been asked. With the yes you can publish here.")
            return redirect("loyalty:programme")
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    return _page(request, form)


@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft in force, with the second person's yes."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            services.publish_rule_version(
                actor=request.actor, number=number, effective_on=form.cleaned_data["effective_on"], at=clock.now()
            )
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Published. The rules count from their day on.")
            return redirect("loyalty:programme")
    return _page(request, AskForm(initial={"effective_on": today()}), refused=form)


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Fall back to the rules before, today or tomorrow."""
    on = today() + timedelta(days=1 if request.POST.get("when") == "tomorrow" else 0)
    try:
        services.stop_rule_version(actor=request.actor, number=number, effective_on=on, at=clock.now())
    except NothingToStop as refusal:
        return _page(request, AskForm(initial={"effective_on": today()}), refusal=sentence(refusal))
    request.session["notice"] = gettext("Stopped. The rules before count again as a new version.")
    return redirect("loyalty:programme")


def _start(request: HttpRequest, page: selectors.ProgrammePage) -> tuple[Mapping[str, Any], Sequence[GradeFacts]]:
    """What the blanks begin with: the draft, the rules in force, a template that was asked for, or nothing."""
    wanted = request.GET.get("template", "")
    if wanted == "seed":
        return TEMPLATES["seed"]
    start = None if wanted == "empty" else page.draft or page.in_force
    return (start.rules, start.programme.ladder) if start else (BLANK, FIRST_STEP)


def _beside(request: HttpRequest, drafting: DraftForms, *, bound: bool) -> dict[str, Any]:
    """The simulator and the last replay, beside the blanks."""
    context = ticket_context(request.actor)
    if not bound:
        try:
            context |= count(request.actor, context)
        except DomainError as refusal:
            context["unclear"] = sentence(refusal)
    wrong = [part for part in drafting.parts if bound and part.is_bound and not part.is_valid()]
    with viewing(request.actor):
        latest = next(iter(replay_selectors.replays(request.actor)), None)
    return context | {"wrong": len(wrong), "replay": latest}


def _page(
    request: HttpRequest, form: forms.Form, *, refused: forms.Form | None = None, refusal: str = ""
) -> HttpResponse:
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
        "refused": refused,
        "refusal": refusal,
        "approval": _approval(request, page),
        "may_manage": request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME),
        "class_labels": CLASS_LABELS,
    }
    return render(request, "loyalty/programme.html", context, status=422 if form.errors or refused or refusal else 200)


def _approval(request: HttpRequest, page: selectors.ProgrammePage) -> Any:
    """What a second person said to the draft, while it was shown to one."""
    if page.draft is None or page.draft.approval_id is None:
        return None
    try:
        return organisation_selectors.approval_card(request.actor, page.draft.approval_id, at=clock.now())
    except NotFound:  # asked by a colleague
        return None
