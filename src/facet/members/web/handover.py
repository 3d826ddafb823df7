"""Members change hands on screen: a leaving clerk's, and those in nobody's care."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.kernel.wording import named
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.names import masked_name
from facet.members.selectors.handover import claims_per_day
from facet.members.web.pages import FormPage, form_page, sent
from facet.members.web.words import grade_word
from facet.organisation import selectors as organisation_selectors

_MOST = 100


class HandOverForm(OperationForm):
    """Who gets the members: one colleague, or several evenly."""

    to = forms.MultipleChoiceField(
        label=_("To"), widget=forms.CheckboxSelectMultiple, help_text=_("Several colleagues share the members evenly.")
    )


@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """First whose members, then to whom; the number is said before anything moves."""
    require(request.actor, MembersPermission.HAND_OVER)
    with viewing(request.actor):
        rows = selectors.care_rows(request.actor)
        chosen = next((row for row in rows if row.code == request.GET.get("from", "")), None)
        if chosen is None:
            return render(request, "members/hand_over.html", {"rows": rows})
        colleagues = _colleagues(request.actor, but_not=chosen.staff_id)
    form = HandOverForm(sent(request))
    form.fields["to"].choices = colleagues  # type: ignore[attr-defined]
    back = reverse("members:hand_over")
    page = FormPage(
        title=gettext("Hand over {name}’s members").format(name=chosen.name), back=back,
        purpose=gettext("{n} members go to the colleagues you tick; the files move to their stores.").format(
            n=chosen.members
        ),
        crumbs=((back, gettext("Hand over members")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.hand_over_members(
        actor=request.actor, operation=form.operation({"from": chosen.code, "to": form.cleaned_data["to"]}),
        from_code=chosen.code, to_codes=form.cleaned_data["to"], at=now(),
    ), said=gettext("The members are handed over; each colleague has it on the to-do list."))  # fmt: skip


def _colleagues(actor: Actor, *, but_not: int) -> list[tuple[str, str]]:
    """Active staff of the stores that the actor may hand over in."""
    found = []
    for store in organisation_selectors.stores_of(actor, MembersPermission.HAND_OVER):
        people = organisation_selectors.staff_of_store(actor, store_id=store.id)
        found += [(row.code, f"{row.name}  {named(store)}") for row in people if row.pk != but_not and row.is_active]
    return found


@never_cache
@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """Members in nobody's care, the longest public first."""
    require(request.actor, MembersPermission.CLAIM_MEMBERS)
    today = local_date(now(), "Asia/Shanghai")
    with viewing(request.actor):
        found = selectors.public_members(request.actor).order_by("public_since", "pk")[:_MOST]
        rows = [
            {"id": row.pk, "number": row.number, "name": masked_name(row.name or ""), "since": row.public_since,
             "phone": contacts.masked_phone(row.phone or ""), "grade": grade_word(row.standing.grade_code),
             "last": row.standing.last_visit_on, "store": named(row.home_store)}
            for row in found
        ]  # fmt: skip
        limit = claims_per_day(today, request.actor.store_id)
    return render(request, "members/public.html", {"rows": rows, "limit": limit, "form": OperationForm()})


@require_POST
def claim(request: HttpRequest, member_id: int) -> HttpResponse:
    """Take one into one's care."""
    form = OperationForm(request.POST)
    if not form.is_valid():
        return redirect("members:public")
    try:
        services.claim_member(
            actor=request.actor, operation=form.operation({"member": member_id}), member_id=member_id, at=now()
        )
    except DomainError as refusal:
        if refusal.status in {403, 404}:
            raise
        request.session["notice"] = sentence(refusal)
        return redirect("members:public")
    request.session["notice"] = gettext("The member is in your care now. Say hello soon.")
    return redirect("members:member", member_id=member_id)
