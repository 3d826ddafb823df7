"""The parts of a file, each on a form of its own: sizes, days, tags, own fields, household, privacy."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.interface import OperationForm
from facet.kernel.listing.web import list_page
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.selectors import MemberFile
from facet.members.web import words
from facet.members.web.change import _file
from facet.members.web.pages import FormPage, form_page, sent
from facet.members.web.person_forms import HouseholdForm, OccasionForm, OwnFieldsForm, SizesForm, TagsForm
from facet.members.web.person_lists import CONSENTS, HOUSEHOLDS

EDIT = MembersPermission.EDIT_MEMBERS


def tab_of(member_id: int, key: str) -> str:
    """The address of one tab of the member's page."""
    return f"{reverse('members:member', args=[member_id])}?tab={key}"


def _page(file: MemberFile, title: str, purpose: str, tab: str) -> FormPage:
    crumbs = (
        (reverse("members:list"), gettext("Members")),
        (reverse("members:member", args=[file.id]), file.person.name),
    )
    return FormPage(title=title, purpose=purpose, back=tab_of(file.id, tab), crumbs=crumbs)


@never_cache
@require_http_methods(["GET", "POST"])
def sizes(request: HttpRequest, member_id: int) -> HttpResponse:
    """Fingers, wrist and neck, measured in the store."""
    file = _file(request, member_id, EDIT)
    with viewing(request.actor):
        known = {row.kind.value: words.millimetres(row.tenths) for row in selectors.sizes_of(request.actor, member_id)}
    form = SizesForm(sent(request), initial=known)
    page = _page(
        file, gettext("Sizes"), gettext("Inside, in millimetres; an empty field takes the size away."), "likes"
    )
    return form_page(request, form, page, lambda: services.set_sizes(
        actor=request.actor, operation=form.operation(), member_id=member_id, sizes=form.sizes(), at=now()
    ))  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def occasion(request: HttpRequest, member_id: int) -> HttpResponse:
    """Write down a day that the member keeps."""
    file = _file(request, member_id, EDIT)
    form = OccasionForm(sent(request))
    page = _page(file, gettext("Add a day"), gettext("Kept every year, by the sun or the moon."), "family")
    return form_page(request, form, page, lambda: services.add_occasion(
        actor=request.actor, operation=form.operation(), member_id=member_id, occasion=form.wanted(), at=now()
    ))  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest, member_id: int) -> HttpResponse:
    """Tick the tags of one member."""
    file = _file(request, member_id, EDIT)
    with viewing(request.actor):
        borne = [row.id for row in selectors.tags_of(request.actor, member_id)]
    form = TagsForm(sent(request), tags=selectors.tag_choices(), initial={"tags": borne})
    page = _page(file, gettext("Tags"), gettext("The words by which members are sorted."), "likes")
    return form_page(request, form, page, lambda: services.set_tags(
        actor=request.actor, operation=form.operation(), member_id=member_id, tag_ids=form.cleaned_data["tags"],
        at=now(),
    ))  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def own_fields(request: HttpRequest, member_id: int) -> HttpResponse:
    """The fields that the chain has added to the file."""
    file = _file(request, member_id, EDIT)
    with viewing(request.actor):
        rows = selectors.field_values(request.actor, member_id)
    initial = {
        f"field_{row.field.code}": row.value.split(",") if row.field.kind == "multi" else row.value
        for row in rows
        if not row.field.is_personal
    }
    filled = frozenset(row.field.code for row in rows if row.value)
    form = OwnFieldsForm(sent(request), kept=[row.field for row in rows], filled=filled, initial=initial)
    page = _page(file, gettext("Own fields"), gettext("What your chain keeps beside the usual file."), "profile")
    return form_page(request, form, page, lambda: services.set_fields(
        actor=request.actor, operation=form.operation(), member_id=member_id, values=form.values(), at=now()
    ))  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def join_household(request: HttpRequest, member_id: int) -> HttpResponse:
    """Let another member live with this one."""
    file = _file(request, member_id, EDIT)
    form = HouseholdForm(sent(request))
    purpose = gettext("Into the member’s household, or a new one with the member as its head.")
    page = _page(file, gettext("Add to the household"), purpose, "family")
    return form_page(request, form, page, lambda: services.join_household(
        actor=request.actor, operation=form.operation(), member_id=member_id, number=form.cleaned_data["number"],
        at=now(),
    ))  # fmt: skip


def _post(request: HttpRequest, member_id: int, tab: str, service: Callable[..., Any], **facts: Any) -> HttpResponse:
    """One act without a form of its own, then back to the tab."""
    form: forms.Form = OperationForm(request.POST)
    if form.is_valid():
        body = {"member_id": member_id, **facts}
        service(actor=request.actor, operation=form.operation(body), at=now(), **body)  # type: ignore[attr-defined]
    return redirect(tab_of(member_id, tab))


@require_POST
def end_occasion(request: HttpRequest, member_id: int, occasion_id: int) -> HttpResponse:
    """Take a day out of the file."""
    return _post(request, member_id, "family", services.end_occasion, occasion_id=occasion_id)


@require_POST
def leave_household(request: HttpRequest, member_id: int, leaver_id: int) -> HttpResponse:
    """Take somebody out of the household."""
    return _post(request, member_id, "family", services.leave_household, leaver_id=leaver_id)


@require_POST
def household_head(request: HttpRequest, member_id: int) -> HttpResponse:
    """Make the member the head of her household."""
    return _post(request, member_id, "family", services.set_household_head)


@require_POST
def relation_privacy(request: HttpRequest, member_id: int, relation_id: int) -> HttpResponse:
    """Keep the member's matters off a relative's page, or show them again."""
    wanted = request.POST.get("is_private") == "yes"
    return _post(
        request, member_id, "family", services.set_relation_privacy, relation_id=relation_id, is_private=wanted
    )


@require_POST
def profiling(request: HttpRequest, member_id: int) -> HttpResponse:
    """Allow or forbid proposals from what she bought and likes."""
    wanted = request.POST.get("is_allowed") == "yes"
    return _post(request, member_id, "privacy", services.set_profiling, is_allowed=wanted)


@require_GET
def households(request: HttpRequest) -> HttpResponse:
    """Families with a member in one's reach."""
    return list_page(request, HOUSEHOLDS)


@require_GET
def household(request: HttpRequest, household_id: int) -> HttpResponse:
    """One household: who lives there, and what they bought as far as one may know."""
    with viewing(request.actor):
        row = selectors.household(request.actor, household_id)
    people = [(each, words.grade_word(each.grade_code)) for each in row.people]
    return render(request, "members/household.html", {"household": row, "people": people})


@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """Who agreed to what, when and where."""
    return list_page(request, CONSENTS)
