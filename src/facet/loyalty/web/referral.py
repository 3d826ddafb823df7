"""Who brought whom: the tree, the ranking, the rules; and every award."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.selectors import referral as selectors
from facet.loyalty.web.acting import member_named, number_of
from facet.loyalty.web.fields import CleanField
from facet.loyalty.web.reward_lists import AWARDS, RANKING


class TreeForm(forms.Form):
    """Whose tree."""

    of = CleanField(label=_("Member"), max_length=40, help_text=_("Whose tree: phone, name or member number."))


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The members somebody brought, level by level, as a nested list that a keyboard walks."""
    require(request.actor, LoyaltyPermission.VIEW_REFERRALS)
    asked = request.GET.get("member", "")
    start = {"of": number_of(request.actor, asked)} if asked else None
    form = TreeForm(request.GET if "of" in request.GET else start)
    found = None
    if form.is_bound and form.is_valid():
        try:
            with viewing(request.actor):
                member_id = member_named(request.actor, form.cleaned_data["of"])
                found = selectors.referral_tree(request.actor, member_id=member_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "loyalty/referral_tree.html", {"form": form, "tree": found}, status=status)


@require_GET
def ranking(request: HttpRequest) -> HttpResponse:
    """Who brought the most."""
    return list_page(request, RANKING)


@require_GET
def referral_rules(request: HttpRequest) -> HttpResponse:
    """The rules in force say it in sentences; they are changed in the draft."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    return redirect(reverse("loyalty:programme") + "#referral")


@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """Every award within reach."""
    return list_page(request, AWARDS)
