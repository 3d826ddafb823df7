"""Joining two files on screen: who may be one person, the two beside each other, and parting them again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.areas import area_name
from facet.members.rules.merge import APPROVAL_KIND, TAKEABLE
from facet.members.selectors.merging import Side, wish_to_merge
from facet.members.selectors.wording import allergy_words
from facet.members.services import MergeIn
from facet.members.web import words
from facet.members.web.card_forms import ReasonOnlyForm, TwoFilesForm, member_by
from facet.members.web.forms import refused
from facet.members.web.panels import FIELDS
from facet.organisation import services as organisation_services

_LABELLED_AS = {"admin_code": "area"}


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Pairs that share a phone, a form for any other two, and what was joined lately."""
    require(request.actor, MembersPermission.MERGE_MEMBERS)
    form = TwoFilesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            one, other = (member_by(request.actor, form.cleaned_data[name]) for name in ("one", "other"))
            return redirect("members:merge_two", one=one, other=other)
        except DomainError as refusal:
            refused(form, refusal)
    with viewing(request.actor):
        context = {
            "form": form, "pairs": selectors.merge_candidates(request.actor),
            "merges": selectors.merges(request.actor), "reason": ReasonOnlyForm(),
        }  # fmt: skip
    return render(request, "members/merge.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def merge_two(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Two files beside each other: choose what counts, have it approved, join."""
    with viewing(request.actor):
        sides = selectors.two_sides(request.actor, one, other=other)
    form, refusal = OperationForm(request.POST or None), ""
    take = tuple(name for name in TAKEABLE if request.POST.get(f"take_{name}") == "other")
    if form.is_bound and form.is_valid():
        try:
            return _join(request, form, one, other, take)
        except DomainError as refused_:
            refusal = sentence(refused_)
            form = OperationForm()
    for side in sides:
        note_access(request, "members.member", side.id)
    context = {
        "one": sides[0], "other": sides[1], "rows": _rows(*sides, take), "form": form, "refusal": refusal,
        "approval_id": request.POST.get("approval_id", request.GET.get("approval", ""))[:12],
    }  # fmt: skip
    return render(request, "members/merge_two.html", context, status=422 if refusal else 200)


def _join(request: HttpRequest, form: OperationForm, one: int, other: int, take: tuple[str, ...]) -> HttpResponse:
    number = request.POST.get("approval_id", "")
    approval_id = int(number) if number.isdecimal() and len(number) < 15 else None
    facts: dict[str, Any] = {"survivor_id": one, "merged_id": other, "take": list(take)}
    if approval_id is None:
        asked = organisation_services.request_approval(
            actor=request.actor, operation=form.operation({"ask": True, **facts}), kind=APPROVAL_KIND,
            store_id=request.actor.store_id, wish=wish_to_merge(request.actor, None, facts, now()),
            reason=gettext("The same person"), at=now(),
        )  # fmt: skip
        request.session["notice"] = gettext(
            "A second person is asked: approval number {n}. Choose the same values again and enter it."
        ).format(n=asked)
        return redirect(reverse("members:merge_two", args=[one, other]) + f"?approval={asked}")
    wanted = MergeIn(survivor_id=one, merged_id=other, take=take, approval_id=approval_id)
    services.merge_members(
        actor=request.actor, operation=form.operation({**facts, "approval": approval_id}), request=wanted, at=now()
    )
    request.session["notice"] = gettext("The two files are one now. The join can be undone on the page of joins.")
    return redirect("members:member", member_id=one)


def _rows(one: Side, other: Side, take: tuple[str, ...]) -> list[dict[str, Any]]:
    """One line for each fact: both values as they may be shown, and which one is chosen."""
    rows = []
    for name in TAKEABLE:
        mine, theirs = (_shown(name, side) for side in (one, other))
        label = gettext(FIELDS[_LABELLED_AS.get(name, name)])
        rows.append({"name": name, "label": label, "one": mine, "other": theirs, "takes": name in take,
                     "differs": mine != theirs})  # fmt: skip
    return rows


def _shown(name: str, side: Side) -> str:
    """A fact as the page of a file shows it: masked where it is masked there."""
    person = side.person
    if name == "phone":
        return contacts.masked_phone(person.phone)
    if name == "email":
        return contacts.masked_email(person.email) if person.email else ""
    if name in {"wechat", "id_number"}:
        return contacts.masked(getattr(person, name))
    if name == "street":
        return "***" if person.street else ""
    if name == "birth_date":
        return f"****-{person.birth_date:%m-%d}" if person.birth_date else ""
    if name == "admin_code":
        return area_name(person.admin_code)
    if name == "allergies":
        return ", ".join(allergy_words(person.allergies))
    if name == "ring_tenths":
        return words.ring_words(person.ring_tenths) or ""
    if name == "gender":
        return words.honorific(person.gender) or ""
    return str(getattr(person, name) or "")


@require_POST
def unmerge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Part two joined files again."""
    form = ReasonOnlyForm(request.POST)
    if not form.is_valid():
        return redirect("members:merge")
    facts = {"merge_id": merge_id, "reason": form.cleaned_data["reason"]}
    try:
        member_id = services.unmerge_members(actor=request.actor, operation=form.operation(facts), at=now(), **facts)
    except DomainError as refusal:
        if refusal.status in {403, 404}:
            raise
        request.session["notice"] = sentence(refusal)
        return redirect("members:merge")
    request.session["notice"] = gettext("The two files are apart again.")
    return redirect("members:member", member_id=member_id)
