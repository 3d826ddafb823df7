"""The log of contacts: writing one down, reading, correcting; needs and reminders beside it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound, NotPermitted, gettext_noop
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.contact_log import (
    CHANNEL_ICONS,
    CONTACT_CHANNELS,
    DIRECTIONS,
    OUTCOMES,
    ContactChannel,
    Direction,
    Outcome,
)
from facet.members.rules.need import NeedState
from facet.members.rules.words import RELATION_KINDS, RelationKind
from facet.members.selectors import ContactEntry, LimitedCard, MemberFile
from facet.members.web.contact_forms import ContactForm, CorrectionForm, NeedEndForm, NeedForm, ReminderForm, said
from facet.members.web.contact_lists import CONTACTS, SILENT
from facet.members.web.need_words import need_line


def _file(request: HttpRequest, member_id: int, permission: str) -> MemberFile:
    require(request.actor, permission)
    with viewing(request.actor):
        file = selectors.member_file(request.actor, member_id, at=now())
    if isinstance(file, LimitedCard):
        raise NotPermitted(permission=str(permission))
    return file


@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, member_id: int) -> HttpResponse:
    """Log a contact; what she asked for stands first. R015, R024."""
    file = _file(request, member_id, MembersPermission.EDIT_MEMBERS)
    with viewing(request.actor):
        needs = selectors.needs_of(request.actor, member_id, open_only=True)
        latest = selectors.contacts_of(request.actor, member_id, at=now(), size=3)
        relatives = selectors.family_of(request.actor, member_id)
    form = ContactForm(request.POST or None, relatives=relatives)
    if _done(form, lambda: services.record_contact(
        actor=request.actor, operation=form.operation(), member_id=member_id, contact=form.contact(),
        need=form.need(), at=now(),
    )):  # fmt: skip
        request.session["notice"] = gettext("The contact is in the log.")
        return redirect(reverse("members:member", args=[member_id]) + "?tab=contacts")
    note_access(request, "members.member", member_id)
    context = {
        "form": form, "file": file, "needs": [(each, need_line(each)) for each in needs],
        "latest": [(each, *entry_words(each)) for each in latest],
        "need_fields": [form[name] for name in ("need_text", "category", "material", "taste", "budget_from",
                                                "budget_to", "occasion_on")],
    }  # fmt: skip
    return render(request, "members/contact.html", context, status=422 if form.errors else 200)


def entry_words(entry: ContactEntry) -> tuple[str, str, str]:
    """Icon, "telephone call, topic", outcome: an entry as people read it."""
    topic = said(entry.topic_name, entry.topic_name_en)
    what = gettext("{channel}: {topic}").format(
        channel=gettext(CONTACT_CHANNELS[ContactChannel(entry.channel)]), topic=topic
    )
    return CHANNEL_ICONS[ContactChannel(entry.channel)]["icon"], what, gettext(OUTCOMES[Outcome(entry.outcome)])


def _done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether a form that was sent went through; a refusal is shown on it."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except DomainError as refusal:
        field = {"budget_from_cents": "budget_from", "text": "need_text" if "need_text" in form.fields else "text"}
        name = field.get(str(refusal.facts.get("field")), refusal.facts.get("field"))
        if name in form.fields and "reason" in refusal.facts:
            form.add_error(str(name), gettext(str(refusal.facts["reason"])))
        else:
            add_refusal(form, refusal)
        return False
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def contact_entry(request: HttpRequest, contact_id: int) -> HttpResponse:
    """One entry, and for a day its correction by whoever wrote it."""
    require(request.actor, MembersPermission.VIEW_MEMBERS)
    with viewing(request.actor):
        entry = selectors.contact_entry(request.actor, contact_id, at=now())
    initial = {"topic": entry.topic_code, "outcome": entry.outcome, "text": entry.text}
    form = CorrectionForm(request.POST or None, initial=initial)
    if _done(form, lambda: services.correct_contact(
        actor=request.actor, operation=form.operation(), contact_id=contact_id,
        correction=form.correction(), at=now(),
    )):  # fmt: skip
        return redirect("members:contact_entry", contact_id=contact_id)
    note_access(request, "members.member", entry.member_id)
    return render(request, "members/contact_entry.html", _entry(entry, form), status=422 if form.errors else 200)


def _entry(entry: ContactEntry, form: forms.Form) -> dict[str, Any]:
    icon, what, outcome = entry_words(entry)
    return {
        "entry": entry, "form": form, "icon_name": icon, "what": what, "outcome": outcome,
        "direction": gettext(DIRECTIONS[Direction(entry.direction)]),
        "relation": gettext(RELATION_KINDS[RelationKind(entry.with_kind)]) if entry.with_kind else "",
        "corrections": [(each, gettext(OUTCOMES[Outcome(each.outcome)])) for each in entry.corrections],
    }  # fmt: skip


@require_GET
def contact_log(request: HttpRequest) -> HttpResponse:
    """Everybody's contacts within reach."""
    return list_page(request, CONTACTS)


@require_GET
def silent(request: HttpRequest) -> HttpResponse:
    """Senior members whom nobody has seen or spoken to. R042."""
    return list_page(request, SILENT)


@never_cache
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, member_id: int) -> HttpResponse:
    """Write down what a member looks for."""
    file = _file(request, member_id, MembersPermission.EDIT_MEMBERS)
    form = NeedForm(request.POST or None)
    if _done(form, lambda: services.open_need(
        actor=request.actor, operation=form.operation(), member_id=member_id, need=form.need(), at=now()
    )):  # fmt: skip
        return redirect(reverse("members:member", args=[member_id]) + "?tab=contacts")
    note_access(request, "members.member", member_id)
    context = {"form": form, "file": file, "title": gettext_noop("Write down a need"), "is_danger": False}
    return render(request, "members/decide.html", context, status=422 if form.errors else 200)


@require_POST
def close_need(request: HttpRequest, need_id: int) -> HttpResponse:
    """A need is served, or no longer wanted."""
    form = NeedEndForm(request.POST)
    if not form.is_valid():
        raise NotFound(key=str(need_id))
    member_id = services.close_need(
        actor=request.actor, operation=form.operation(), need_id=need_id,
        state=NeedState(form.cleaned_data["state"]), at=now(),
    )  # fmt: skip
    return redirect(reverse("members:member", args=[member_id]) + "?tab=contacts")


@never_cache
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, member_id: int) -> HttpResponse:
    """A to-do about the member, for oneself or a colleague."""
    file = _file(request, member_id, MembersPermission.VIEW_MEMBERS)
    form = ReminderForm(request.POST or None, initial={"due_on": file.today + timedelta(days=1)})
    if _done(form, lambda: services.add_reminder(
        actor=request.actor, operation=form.operation(), member_id=member_id,
        reminder=form.reminder(), at=now(),
    )):  # fmt: skip
        request.session["notice"] = gettext("The to-do was added.")
        return redirect("members:member", member_id=member_id)
    context = {"form": form, "file": file, "title": gettext_noop("Add a to-do"), "is_danger": False}
    return render(request, "members/decide.html", context, status=422 if form.errors else 200)
