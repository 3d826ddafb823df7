"""Points or coupons for many members: a condition, its preview, the second person, the grant and its undo."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grant as rules
from facet.loyalty.rules.grant import Conditions, GrantState
from facet.loyalty.selectors import granting as selectors
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField, DayField, YuanField, offer_choices
from facet.loyalty.web.reward_lists import GRANTS, grant_state
from facet.members import selectors as members_selectors
from facet.organisation import services as organisation_services

CONDITIONS = ("group", "tag", "spend_from", "spend_to", "visits_from", "last_visit_from", "last_visit_to")


class GrantForm(OperationForm):
    """Who gets what, and why."""

    reason = CleanField(label=_("Why"), max_length=rules.REASON_LENGTH, help_text=_("Stays in the points book."))
    points = forms.IntegerField(
        label=_("Points each"), required=False, min_value=0, max_value=rules.LARGEST, help_text=_("Or a coupon type.")
    )
    coupon = CleanField(
        label=_("Coupon type"), max_length=16, required=False, help_text=_("Its code, for a coupon each.")
    )
    grade = forms.ChoiceField(label=_("Grade"), required=False, help_text=_("The grade the member has now."))
    group = forms.ChoiceField(label=_("Group"), required=False, help_text=_("Members who are in this group."))
    tag = CleanField(
        label=_("Member tag"), max_length=16, required=False, help_text=_("The word as it stands on the member.")
    )
    spend_from = YuanField(label=_("Spent from, in yuan"), required=False, help_text=_("Ever, less returns."))
    spend_to = YuanField(label=_("Spent up to, in yuan"), required=False, help_text=_("This amount included."))
    visits_from = forms.IntegerField(
        label=_("Visits from"), required=False, min_value=1, max_value=10_000, help_text=_("Purchases, ever.")
    )
    last_visit_from = DayField(label=_("Last visit from"), required=False, help_text=_("This day included."))
    last_visit_to = DayField(label=_("Last visit through"), required=False, help_text=_("Through 24:00 of this day."))
    approval_id = forms.IntegerField(
        label=_("Approval number"), required=False, min_value=1,
        help_text=_("Above your own limit: ask a second person below; the number appears here."),
    )  # fmt: skip

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        names = members_selectors.group_names()
        anybody = ("", gettext("Does not matter"))
        offer_choices(self, "grade", [anybody, *((code, code) for code in members_selectors.grade_codes())])
        groups = [(code, names[code][0]) for code in members_selectors.group_codes() if code in names]
        offer_choices(self, "group", [anybody, *groups])

    def conditions(self) -> Conditions:
        """What was set."""
        data = self.cleaned_data
        found = {name: data[name] for name in CONDITIONS if data[name] not in ("", None)}
        return Conditions(**found, grades=(data["grade"],) if data["grade"] else ())


@require_GET
def grants(request: HttpRequest) -> HttpResponse:
    """Every grant within reach."""
    return list_page(request, GRANTS)


@require_http_methods(["GET", "POST"])
def grant_new(request: HttpRequest) -> HttpResponse:
    """The form: first a preview with count and sum, then a second person where needed, then the grant."""
    require(request.actor, LoyaltyPermission.ADJUST_POINTS)
    form, context = GrantForm(request.POST or None), {}
    if form.is_bound and form.is_valid():
        try:
            context = _step(request, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
        if "grant_id" in context:
            request.session["notice"] = gettext("Granted. A worker gives it to one member after the other.")
            return redirect("loyalty:grant", context["grant_id"])
    return render(request, "loyalty/grant_new.html", {"form": form} | context, status=422 if form.errors else 200)


def _step(request: HttpRequest, form: GrantForm) -> dict[str, Any]:
    data, conditions, step = form.cleaned_data, form.conditions(), request.POST.get("step", "preview")
    gift = {"points": data["points"] or 0, "coupon": data["coupon"]}
    rules.check(reason=data["reason"], conditions=conditions, **gift)
    if step == "grant":
        wanted = services.GrantIn(reason=data["reason"], conditions=conditions, approval_id=data["approval_id"], **gift)
        done = services.grant_points(
            actor=request.actor, operation=form.operation(), request=wanted, at=clock.now(), on=today()
        )
        return {"grant_id": done}
    with viewing(request.actor):
        found = selectors.grant_preview(request.actor, conditions, **gift)
    if step != "ask":
        return {"preview": found, "needs_yes": found.points > request.actor.limit(rules.LIMIT) or bool(gift["coupon"])}
    return {"preview": found, "asked": _ask(request, form, conditions, gift)}


def _ask(request: HttpRequest, form: GrantForm, conditions: Conditions, gift: dict[str, Any]) -> int:
    payload = gift | {"reason": form.cleaned_data["reason"], "conditions": conditions.as_facts()}
    approval_id = organisation_services.ask_approval(
        request.actor, kind=rules.APPROVAL_KIND, store_id=request.actor.store_id,
        wish=selectors.wish_to_grant(request.actor, payload), reason=form.cleaned_data["reason"], at=clock.now(),
    )  # fmt: skip
    form.data = {name: form.data[name] for name in form.data} | {form.add_prefix("approval_id"): str(approval_id)}
    return approval_id


@require_GET
def grant(request: HttpRequest, grant_id: int) -> HttpResponse:
    """One grant: whom, what, how far."""
    with viewing(request.actor):
        row = selectors.find_grant(request.actor, grant_id)
    may_undo = request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME) and row.state in (
        GrantState.DONE,
        GrantState.RUNNING,
    )
    context = {
        "grant": row,
        "badge": (*grant_state(row)[:2], gettext(grant_state(row)[2])),
        "form": OperationForm(),
        "may_undo": may_undo,
    }
    return render(request, "loyalty/grant.html", context)


@require_POST
def grant_undo(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take the whole grant back."""
    form = OperationForm(request.POST)
    with viewing(request.actor):
        selectors.find_grant(request.actor, grant_id)
    if form.is_valid():
        try:
            members = services.undo_grant(
                actor=request.actor, operation=form.operation({"grant_id": grant_id}), grant_id=grant_id,
                at=clock.now(), on=today(),
            )  # fmt: skip
        except DomainError as refusal:
            request.session["notice"] = sentence(refusal)
        else:
            request.session["notice"] = gettext("Undone for %(n)s members.") % {"n": members}
    return redirect("loyalty:grant", grant_id)
