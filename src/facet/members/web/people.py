"""Listing, finding and adding people."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.errors import PossibleDuplicate
from facet.members.permissions import MembersPermission
from facet.members.rules import areas
from facet.members.rules.tokens import entry_of
from facet.members.web.fields_form import required_fields_form
from facet.members.web.forms import QuickAddForm, SearchForm, TypedSoFar, refused
from facet.members.web.lists import ARCHIVED, MEMBERS
from facet.members.web.words import grade_word


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """The members within one's full reach."""
    return list_page(request, MEMBERS)


@require_GET
def archived_members(request: HttpRequest) -> HttpResponse:
    """Files that were put away."""
    return list_page(request, ARCHIVED)


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find a member. The text comes by POST only; to htmx the answer is the rows alone.

    With `choose` (the name of a form field) a row is a button that submits its member's id under it.
    """
    actor: Actor = request.actor
    if not actor.may(MembersPermission.VIEW_MEMBERS):
        require(actor, MembersPermission.VIEW_LIMITED)
    form = SearchForm(request.POST if request.method == "POST" else None)
    text = form.cleaned_data["text"] if form.is_bound and form.is_valid() else ""
    with viewing(actor):
        rows = [_row(each) for each in selectors.find_members(actor, text)]
    context = {
        "form": form, "rows": rows, "asked": bool(text), "too_short": bool(text) and entry_of(text).is_too_short,
        "is_cut": len(rows) == selectors.MOST_FOUND, "choose": _name(request.POST.get("choose", "")),
    }  # fmt: skip
    return render(request, "members/search_rows.html" if request.htmx else "members/search.html", context)


def _row(found: selectors.FoundMember) -> dict[str, Any]:
    return {"member": found, "grade": grade_word(found.grade_code)}


def _name(text: str) -> str:
    """A form field's name, or nothing: it goes into an attribute."""
    return text if text.isidentifier() else ""


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open a file with name and phone; the rest may follow later."""
    require(request.actor, MembersPermission.CREATE_MEMBERS)
    form = QuickAddForm(request.POST or None)
    own = required_fields_form(request)
    similar: list[selectors.Likeness] = []
    if form.is_bound and form.is_valid() & own.is_valid():
        operation = form.operation({**form.cleaned_data, "fields": own.values()})
        wanted = replace(form.wanted(), fields=own.values())
        try:
            opened = services.create_member(actor=request.actor, operation=operation, request=wanted, at=now())
        except DomainError as refusal:
            similar = _similar(request) if isinstance(refusal, PossibleDuplicate) else []
            refused(form, refusal)
        else:
            return redirect("members:member", member_id=opened.member_id)
    context = {"form": form, "own": own, "similar": similar}
    return render(request, "members/add.html", context, status=422 if form.errors or own.errors else 200)


@require_POST
def duplicates(request: HttpRequest) -> HttpResponse:
    """The warning while a new member's name and phone are typed: who may already be on file."""
    require(request.actor, MembersPermission.CREATE_MEMBERS)
    return render(request, "members/add.html#similar", {"similar": _similar(request)})


def _similar(request: HttpRequest) -> list[selectors.Likeness]:
    """Who fits what is typed so far; half a phone number fits nobody."""
    typed = TypedSoFar(request.POST)
    typed.is_valid()
    with viewing(request.actor):
        return selectors.possible_duplicates(request.actor, **typed.facts())


@require_GET
def areas_like(request: HttpRequest) -> HttpResponse:
    """The areas whose name holds what was typed, for the list below the field. Nothing personal in it."""
    return JsonResponse({"areas": [name for _, name in areas.find_areas(request.GET.get("area", "")[:40])]})
