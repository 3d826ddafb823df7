"""Changing a file: the person, archive, clerk, consents, family."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotPermitted, gettext_noop
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.words import ALLERGIES, ConsentChannel, ConsentPurpose
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.services import FileEdit
from facet.members.web.fields_form import fields_form
from facet.members.web.forms import ClerkForm, ConsentForm, EditForm, ReasonForm, RelationForm, refused


def _file(request: HttpRequest, member_id: int, permission: str) -> MemberFile:
    """The file for a form; beyond reach the form is refused by name."""
    require(request.actor, permission)
    with viewing(request.actor):
        file = selectors.member_file(request.actor, member_id, at=now())
    if isinstance(file, LimitedCard):
        raise NotPermitted(permission=str(permission))
    return file


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, member_id: int) -> HttpResponse:
    """Change what is written in the file; masked fields stay masked here."""
    file = _file(request, member_id, MembersPermission.EDIT_MEMBERS)
    form = EditForm(request.POST or None, initial=_initial(request, file), masks=_masks(file))
    own = fields_form(request, member_id)
    if form.is_bound and form.is_valid() & own.is_valid():
        wanted = FileEdit(
            changes=form.changes(), version=form.cleaned_data["version"],
            preferences=tuple(int(each) for each in form.cleaned_data["preferences"]), fields=own.values(),
        )  # fmt: skip
        act = lambda: services.edit_member(  # noqa: E731 -- one call, handed on
            actor=request.actor, operation=form.operation({**form.cleaned_data, "fields": own.values()}),
            member_id=member_id, edit=wanted, at=now(),
        )  # fmt: skip
        if _done(form, act):
            return redirect("members:member", member_id=member_id)
    note_access(request, "members.member", member_id)
    context = {"form": form, "own": own, "file": file}
    return render(request, "members/edit.html", context, status=422 if form.errors or own.errors else 200)


def _initial(request: HttpRequest, file: MemberFile) -> dict[str, Any]:
    person = file.person
    known = [each for each in person.allergies if each in ALLERGIES]
    return {
        "version": file.version, "name": person.name, "gender": person.gender, "area": file.area,
        "is_lunar_birthday": person.is_lunar_birthday, "occupation": person.occupation, "note": person.note,
        "occupation_kind": person.occupation_kind, "is_birth_year_known": person.is_birth_year_known,
        "ring_mm": f"{person.ring_tenths // 10}.{person.ring_tenths % 10}" if person.ring_tenths else "",
        "allergies": known, "other_allergy": " ".join(each for each in person.allergies if each not in known),
        "preferences": [str(each) for each in selectors.preference_ids(request.actor, file.id)],
    }  # fmt: skip


def _masks(file: MemberFile) -> dict[str, str]:
    """What stands in the empty fields, so that one sees that something is on file."""
    person = file.person
    masks = {
        "phone": file.masked_phone,
        "email": contacts.masked_email(person.email) if person.email else "",
        "wechat": contacts.masked(person.wechat),
        "street": "***" if person.street else "",
        "id_number": contacts.masked(person.id_number),
        "birth_date": f"****-{person.birth_date:%m-%d}" if person.birth_date else "",
    }
    return {field: mask for field, mask in masks.items() if mask}


def _done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether `act` went through; a refusal is shown on the form."""
    try:
        act()
    except DomainError as refusal:
        refused(form, refusal)
        return False
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, member_id: int) -> HttpResponse:
    """Put the file away, with a reason."""
    return _with_reason(request, member_id, services.archive_member, gettext_noop("Archive this file"))


@never_cache
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, member_id: int) -> HttpResponse:
    """Bring the file back, with a reason."""
    return _with_reason(request, member_id, services.restore_member, gettext_noop("Restore this file"))


def _with_reason(request: HttpRequest, member_id: int, service: Callable[..., Any], title: str) -> HttpResponse:
    file = _file(request, member_id, MembersPermission.ARCHIVE_MEMBERS)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        facts = {"member_id": member_id, "reason": form.cleaned_data["reason"]}
        if _done(form, lambda: service(actor=request.actor, operation=form.operation(facts), at=now(), **facts)):
            return redirect("members:member", member_id=member_id)
    context = {"form": form, "file": file, "title": title, "is_danger": file.is_active}
    return render(request, "members/decide.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def clerk(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give the member into another clerk's care."""
    file = _file(request, member_id, MembersPermission.EDIT_MEMBERS)
    form = ClerkForm(request.POST or None, initial={"clerk": request.GET.get("to", "")[:16]})
    if form.is_bound and form.is_valid():
        facts = {"member_id": member_id, "clerk_code": form.cleaned_data["clerk"].strip().upper()}
        act = services.change_clerk
        if _done(form, lambda: act(actor=request.actor, operation=form.operation(facts), at=now(), **facts)):
            return redirect("members:member", member_id=member_id)
    context = {"form": form, "file": file, "title": gettext_noop("Hand over to a colleague")}
    return render(request, "members/decide.html", context, status=422 if form.errors else 200)


@require_POST
def ask(request: HttpRequest, member_id: int) -> HttpResponse:
    """Ask the colleague who cares for the member to hand her over."""
    form = OperationForm(request.POST)
    if form.is_valid():
        handing_over = f"{reverse('members:clerk', args=[member_id])}?to={request.actor.code}"
        facts = {"member_id": member_id, "url": handing_over}
        services.ask_for_transfer(actor=request.actor, operation=form.operation(facts), at=now(), **facts)
        request.session["notice"] = gettext("The request is on your colleague’s to-do list.")
    return redirect("members:member", member_id=member_id)


@require_POST
def consent(request: HttpRequest, member_id: int) -> HttpResponse:
    """Write down an answer, then back to the tab."""
    form = ConsentForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        answer = services.ConsentAnswer(
            channel=ConsentChannel(values["channel"]), is_granted=values["is_granted"],
            purpose=ConsentPurpose(values["purpose"] or ConsentPurpose.MARKETING),
        )  # fmt: skip
        services.set_consent(
            actor=request.actor, operation=form.operation({"member_id": member_id, **values}), member_id=member_id,
            answer=answer, at=now(),
        )  # fmt: skip
    return redirect(_tab(member_id, "privacy"))


@never_cache
@require_http_methods(["GET", "POST"])
def relation(request: HttpRequest, member_id: int) -> HttpResponse:
    """Write down who is close to the member."""
    file = _file(request, member_id, MembersPermission.EDIT_MEMBERS)
    form = RelationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act = lambda: services.add_relation(  # noqa: E731 -- one call, handed on
            actor=request.actor, operation=form.operation(), member_id=member_id, relation=form.wanted(), at=now()
        )
        if _done(form, act):
            return redirect(_tab(member_id, "family"))
    context = {"form": form, "file": file, "title": gettext_noop("Add somebody close")}
    return render(request, "members/decide.html", context, status=422 if form.errors else 200)


@require_POST
def remove_relation(request: HttpRequest, member_id: int, relation_id: int) -> HttpResponse:
    """Take a relation out of the file, then back to the tab."""
    form = OperationForm(request.POST)
    if form.is_valid():
        facts = {"member_id": member_id, "relation_id": relation_id}
        services.remove_relation(actor=request.actor, operation=form.operation(facts), at=now(), **facts)
    return redirect(_tab(member_id, "family"))


def _tab(member_id: int, key: str) -> str:
    return f"{reverse('members:member', args=[member_id])}?tab={key}"
