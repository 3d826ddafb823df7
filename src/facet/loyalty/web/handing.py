"""Points given within a household, and points for an answered survey."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.kernel import clock, formats
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import require
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.proof import Purpose
from facet.loyalty.rules.transfer import transfer_document
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.proof import proof_asked
from facet.loyalty.services.gifts import SURVEY_LENGTH
from facet.loyalty.web.acting import FormPage, act_form, member_named, number_of
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField
from facet.loyalty.web.proving import ProofForm, prove

MEMBER_HINT = _("Phone, name or member number.")


class TransferForm(ProofForm):
    """Who gives how many points to whom."""

    giver = CleanField(label=_("Giver"), max_length=40, help_text=MEMBER_HINT)
    taker = CleanField(label=_("Gets"), max_length=40, help_text=_("Somebody of the same household."))
    points = forms.IntegerField(
        label=_("Points"), min_value=1, max_value=10**8, help_text=_("They keep their last days.")
    )
    field_order = ("giver", "taker", "points", "proof_kind", "answer")


class SurveyForm(OperationForm):
    """Who answered which survey."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    survey = CleanField(
        label=_("Survey"), max_length=SURVEY_LENGTH, help_text=_("Its name; each counts once for a member.")
    )


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    """Give points within a household."""
    require(request.actor, LoyaltyPermission.REDEEM)
    start = {"giver": number_of(request.actor, request.GET.get("member", ""))}
    form = TransferForm(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            done = _transfer(request, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if done:
                told = gettext("Done. %(points)s points are left.")
                request.session["notice"] = told % {"points": formats.shown(done.from_available, "points")}
                return redirect("loyalty:entries")
    page = FormPage(
        title=gettext("Give points within the household"), icon="home-heart", button=gettext("Give the points"),
        purpose=gettext("From one member to another of her household, where the rules allow it. Grades do not move."),
        back_url=reverse("loyalty:entries"), back_label=gettext("Points book"),
    )  # fmt: skip
    return render(request, "loyalty/form.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _transfer(request: HttpRequest, form: TransferForm) -> services.Transferred | None:
    data, on = form.cleaned_data, today()
    giver, taker = member_named(request.actor, data["giver"]), member_named(request.actor, data["taker"])
    operation, worth = form.operation(), programme_on(on).worth
    proof_id = None
    cents = data["points"] * worth.cents // worth.points
    allowed = programme_on(on).transfer.in_household
    if allowed and proof_asked(store_id=request.actor.store_id, worth_cents=cents, on=on):
        proof_id = prove(
            request, form, member_id=giver, purpose=Purpose.POINTS, amount=data["points"],
            document=transfer_document(operation.id),
        )  # fmt: skip
        if proof_id is None:
            return None
    wanted = services.TransferIn(from_id=giver, to_id=taker, points=data["points"], proof_id=proof_id)
    return services.transfer_points(actor=request.actor, operation=operation, request=wanted, at=clock.now(), on=on)


@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest) -> HttpResponse:
    """Points for an answered survey."""
    require(request.actor, LoyaltyPermission.ADJUST_POINTS)
    form = SurveyForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    page = FormPage(
        title=gettext("Survey points"), icon="gift", button=gettext("Give the points"),
        purpose=gettext("The rules say how many; once for each survey and member."),
        back_url=reverse("loyalty:awards"), back_label=gettext("Gifts, referral and pending points"),
    )  # fmt: skip
    return act_form(request, form, lambda: _survey(request, form), page=page)


def _survey(request: HttpRequest, form: SurveyForm) -> tuple[str, str]:
    points = services.give_survey_points(
        actor=request.actor, operation=form.operation(), survey=form.cleaned_data["survey"],
        member_id=member_named(request.actor, form.cleaned_data["member"]), at=clock.now(), on=today(),
    )  # fmt: skip
    return reverse("loyalty:awards"), gettext("%(points)s points given.") % {"points": formats.shown(points, "points")}
