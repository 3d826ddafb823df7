"""Points by hand."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.kernel import clock, formats
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import Actor, require
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.adjusting import LARGEST, LIMIT, REASON_LENGTH
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField
from facet.members import selectors as members_selectors
from facet.members.errors import MemberUnknown


class AdjustForm(OperationForm):
    """Whose points, how many, and why."""

    member = CleanField(label=_("Member"), max_length=40, help_text=_("Member or card number, for example M00000123."))
    points = forms.IntegerField(
        label=_("Points"), min_value=-LARGEST, max_value=LARGEST, help_text=_("500 gives, −500 takes.")
    )
    reason = CleanField(
        label=_("Why"),
        max_length=REASON_LENGTH,
        help_text=_("Stays in the points book, readable for auditors. No names or numbers of people."),
    )
    approval_id = forms.IntegerField(
        label=_("Approval number"),
        required=False,
        min_value=1,
        help_text=_("Only above your own limit: the number of a colleague's approval."),
    )


@require_http_methods(["GET", "POST"])
def adjust(request: HttpRequest) -> HttpResponse:
    """The form, with the member filled in when one came from her page."""
    require(request.actor, LoyaltyPermission.ADJUST_POINTS)
    form = AdjustForm(request.POST) if request.method == "POST" else AdjustForm(initial=_initial(request))
    if form.is_bound and form.is_valid():
        try:
            member_id = _member(request.actor, form.cleaned_data["member"])
            done = _adjust(request.actor, form, member_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            told = gettext("Done. Available now: %(points)s points.")
            request.session["notice"] = told % {"points": formats.shown(done.available, "points")}
            return redirect("loyalty:entry", done.entry_id)
    limit = request.actor.limit(LIMIT)
    context = {"form": form, "limit": limit if limit < LARGEST else None}
    return render(request, "loyalty/adjust.html", context, status=422 if form.errors else 200)


def _adjust(actor: Actor, form: AdjustForm, member_id: int) -> services.Adjusted:
    wanted = services.Adjustment(
        member_id=member_id,
        points=form.cleaned_data["points"],
        reason=form.cleaned_data["reason"],
        approval_id=form.cleaned_data["approval_id"],
    )
    return services.adjust_points(actor=actor, operation=form.operation(), request=wanted, at=clock.now(), on=today())


def _member(actor: Actor, text: str) -> int:
    """The one member with this number; several would be a guess."""
    found = [row for row in members_selectors.find_members(actor, text) if row.number == text.upper()]
    found = found or members_selectors.find_members(actor, text)
    if len(found) != 1:
        raise MemberUnknown(key=text)
    return found[0].id


def _initial(request: HttpRequest) -> dict[str, Any]:
    wanted = request.GET.get("member", "")
    if not wanted.isdecimal() or len(wanted) > 15:
        return {}
    try:
        return {"member": member_within(request.actor, LoyaltyPermission.ADJUST_POINTS, int(wanted)).number}
    except DomainError:
        return {}
