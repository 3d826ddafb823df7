"""One policy page for all grades, and a form for each."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock, formats
from facet.kernel.errors import NotFound
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.policy import LONGEST, PolicyIn
from facet.loyalty.selectors import policy as selectors
from facet.loyalty.services import policy as services
from facet.loyalty.templatetags.loyalty import named
from facet.loyalty.web.acting import FormPage, act_form
from facet.loyalty.web.days import today

_SHARES = ("member_discount_bp", "labour_discount_bp")


def _text(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, max_length=LONGEST, help_text=hint, widget=widget)


class PolicyForm(OperationForm):
    """What one grade brings beside points."""

    member_discount_bp = forms.CharField(
        label=_("Member price, percent off"), max_length=6, help_text=_("Of fixed prices; 0 for none.")
    )
    labour_discount_bp = forms.CharField(
        label=_("Labour, percent off"), max_length=6, help_text=_("Of the labour of gold by weight; 0 for none.")
    )
    birthday_gift = _text(_("Birthday gift"), _("What the member gets in the birthday month."))
    free_services = _text(_("Free services"), _("Such as cleaning, resizing, engraving."))
    campaign_rights = _text(_("Campaign rights"), _("Such as buying first, double points on the member day."))
    standard = _text(_("Service standard"), _("What you do for a member of this grade. Shown on the member’s page."))
    standard_en = _text(_("Service standard in English"), _("The same for colleagues who read English."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name in _SHARES:
            share = formats.typed(str(values.get(name, "")), "percent")
            if share is None:
                self.add_error(name, gettext("Write a percentage, such as 5."))
            values[name] = share
        return values

    def wanted(self, grade_code: str) -> PolicyIn:
        """The policy to be put into force."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "operation_id"}
        texts = {name: clean_text(value) for name, value in values.items() if name not in _SHARES}
        return PolicyIn(grade_code=grade_code, **values | texts)


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """What each grade brings, side by side."""
    with viewing(request.actor):
        rows = selectors.grade_policies(request.actor, on=today())
    may_change = request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME)
    return render(request, "loyalty/policies.html", {"rows": rows, "may_change": may_change})


def _initial(policy: PolicyIn) -> dict[str, Any]:
    """What the form starts with."""
    initial = {name: getattr(policy, name) for name in PolicyForm.base_fields if name != "operation_id"}
    return initial | {name: formats.shown(initial[name], "percent") for name in _SHARES}


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """Change one grade's policy; a new version comes into force."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    with viewing(request.actor):
        known = next(
            (row for row in selectors.grade_policies(request.actor, on=today()) if row.grade_code == code), None
        )
    if known is None:
        raise NotFound(key=code)
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=_initial(known.policy))
    back = reverse("loyalty:policies")
    page = FormPage(
        title=gettext("Policy of {grade}").format(grade=named(known)), button=gettext("Save"), icon="check",
        purpose=gettext("In force as soon as it is saved; older versions stay on record."), back_url=back,
        back_label=gettext("Grade policies"),
    )  # fmt: skip

    def act() -> tuple[str, str]:
        services.save_grade_policy(
            actor=request.actor, operation=form.operation({"grade": code, **form.cleaned_data}),
            request=form.wanted(code), on=today(), at=clock.now(),
        )  # fmt: skip
        return back, gettext("Saved.")

    return act_form(request, form, act, page=page)
