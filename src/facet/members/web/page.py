"""The page of one member: head, next step, timeline, tabs; or the limited card."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from facet.kernel import registry
from facet.kernel.access import note_access
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts, next_step
from facet.members.rules.timeline import FILTERS
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.selectors.wording import allergy_words
from facet.members.web import words
from facet.members.web.forms import RevealForm
from facet.members.web.next_step import head_parts, own_steps

SUBJECT = "members.member"
FILTER_LABELS = {
    "all": gettext_noop("All"),
    "purchases": gettext_noop("Purchases"),
    "points": gettext_noop("Points"),
    "contacts": gettext_noop("Contact"),
    "service": gettext_noop("Service"),
}
PERIODS: dict[str, tuple[int | None, str]] = {
    "": (None, gettext_noop("Ever")),
    "year": (365, gettext_noop("12 months")),
    "quarter": (91, gettext_noop("3 months")),
}


@never_cache
@require_GET
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """Everything about one member on one screen, or what a colleague may know. R001, R023."""
    actor: Actor = request.actor
    survivor = selectors.survivor_of(actor, member_id)
    if survivor is not None:
        request.session["notice"] = gettext("This file was joined into the one you see now.")
        return redirect("members:member", member_id=survivor)
    with viewing(actor):
        file = selectors.member_file(actor, member_id, at=now())
        context = _limited(file) if isinstance(file, LimitedCard) else _whole(request, file)
    note_access(request, SUBJECT, member_id)
    return render(request, "members/limited.html" if isinstance(file, LimitedCard) else "members/member.html", context)


def _limited(card: LimitedCard) -> dict[str, Any]:
    return {
        "card": card, "phone": contacts.spaced(card.masked_phone), "grade": words.grade(card.grade_code),
        "honorific": words.honorific(card.gender), "ring": words.ring_words(card.ring_tenths),
        "allergies": allergy_words(card.allergies), "form": OperationForm(),
        "open": [line for told in registry.offers("member.limited") for line in told(card.id)],
    }  # fmt: skip


def _whole(request: HttpRequest, file: MemberFile) -> dict[str, Any]:
    panels = tabs_for(request.actor)
    chosen = next((panel for panel in panels if panel.key == request.GET.get("tab")), panels[0])
    return head_context(request.actor, file) | {
        "tabs": [(panel.key, gettext(panel.title), panel is chosen) for panel in panels],
        "chosen": chosen,
        "panel": _panel(request, chosen, file.id),
        **timeline_context(request, file.id),
    }


def head_context(actor: Actor, file: MemberFile) -> dict[str, Any]:
    """What the head and the next step say."""
    return {
        "file": file,
        "person": file.person,
        "grade": words.grade(file.grade_code, file.points_lifetime),
        "honorific": words.honorific(file.person.gender),
        "phone": contacts.spaced(file.masked_phone),
        "ring": words.ring_words(file.person.ring_tenths),
        "allergies": allergy_words(file.person.allergies),
        "consents": words.consent_badges(file.consents),
        "likes": words.preference_words(file),
        "ago": words.days_ago(file.last_visit_on, file.today),
        "habit": words.habit_words(file),
        "next": _next_step(actor, file),
        "may_reveal": actor.may(MembersPermission.REVEAL_CONTACT) and actor.sees("phone"),
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS),
        "may_archive": actor.may(MembersPermission.ARCHIVE_MEMBERS),
        "parts": head_parts(actor, file),
        "sells": actor.may("sales.complete_sale"),
    }


def _next_step(actor: Actor, file: MemberFile) -> dict[str, Any] | None:
    """The heaviest of our own candidates and those of the slot "member.next_step"."""
    if not file.is_active:
        return None
    person = file.person
    candidates = [
        next_step.birthday_step(person.birth_date, is_lunar=person.is_lunar_birthday, today=file.today),
        next_step.silence_step(file.days_silent, file.usual_gap_days),
        *own_steps(actor, file),
        *(offer(actor, file) for offer in registry.offers("member.next_step")),
    ]
    step = next_step.heaviest(candidates)
    return words.step_words(step) if step else None


def tabs_for(actor: Actor) -> list[Panel]:
    """The panels of the slot "member.tab" that this role may open, in their order."""
    return [panel for panel in registry.offers("member.tab") if not panel.permission or actor.may(panel.permission)]


def _panel(request: HttpRequest, panel: Panel, member_id: int) -> str:
    """One tab's inside; a neighbour's refusal is told there and leaves the rest of the page alone."""
    try:
        return render_to_string(panel.template, panel.context(request.actor, member_id, now()), request)
    except DomainError as refusal:
        return render_to_string("members/tab_refused.html", {"sentence": sentence(refusal)}, request)


def timeline_context(request: HttpRequest, member_id: int, *, before: int | None = None) -> dict[str, Any]:
    """Fifty lines and the filters above them: which kind, and how far back."""
    chosen, period = request.GET.get("show", "all"), request.GET.get("period", "")
    days = PERIODS.get(period, (None, ""))[0]
    today = local_date(now(), settings.TIME_ZONE)
    page = selectors.timeline(
        request.actor, member_id, chosen=chosen if chosen in FILTERS else "all", before=before,
        since=today - timedelta(days=days) if days else None,
    )  # fmt: skip
    periods = [(key, gettext(label), key == period or (key == "" and period not in PERIODS)) for key, (_, label) in
               PERIODS.items()]  # fmt: skip
    filters = [(key, gettext(label), key == page.chosen) for key, label in FILTER_LABELS.items()]
    return {"timeline": page, "filters": filters, "periods": periods, "period": period if days else "",
            "member_id": member_id}  # fmt: skip


@never_cache
@require_GET
def timeline(request: HttpRequest, member_id: int) -> HttpResponse:
    """One filter's lines, or the next fifty."""
    before = request.GET.get("before", "")
    with viewing(request.actor):
        seen = int(before) if before.isdecimal() and len(before) < 19 else None
        context = timeline_context(request, member_id, before=seen)
    part = "lines" if before else "timeline"
    return render(request, f"members/member_timeline.html#{part}", context)


@never_cache
@require_GET
def tab(request: HttpRequest, member_id: int, key: str) -> HttpResponse:
    """One tab alone, for htmx; the page itself opens it by `?tab=`."""
    panel = next((each for each in tabs_for(request.actor) if each.key == key), None)
    if panel is None:
        raise Http404
    with viewing(request.actor):
        file = selectors.member_file(request.actor, member_id, at=now())
        if isinstance(file, LimitedCard):
            raise Http404
        context = {"chosen": panel, "panel": _panel(request, panel, member_id), "file": file}
    tabs = [(each.key, gettext(each.title), each is panel) for each in tabs_for(request.actor)]
    return render(request, "members/member.html#tabs", context | {"tabs": tabs})


@never_cache
@require_POST
def reveal(request: HttpRequest, member_id: int) -> HttpResponse:
    """Show one masked field; that it was shown is remembered. Without htmx a small page of its own."""
    form = RevealForm(request.POST)
    field = form.data.get("field", "")[:40]
    try:
        reason = form.data.get("reason", "")[:200]
        value = _revealed(request.actor, member_id, field, reason)
        context = {"value": value, "field": field}
    except DomainError as refusal:
        context = {
            "refusal": sentence(refusal),
            "field": field,
            "needs_reason": refusal.code == "members.reason_needed",
        }
    context |= {"back": reverse("members:member", args=[member_id]), "member_id": member_id}
    template = "members/revealed.html" + ("#value" if request.htmx else "")
    return render(request, template, context, status=422 if "refusal" in context else 200)


def _revealed(actor: Actor, member_id: int, field: str, reason: str) -> str:
    """A contact, or what a personal field of the chain's own says."""
    if field.startswith("field_"):
        value = services.reveal_field(actor=actor, member_id=member_id, code=field.removeprefix("field_"), at=now())
        kept = next(each for each in selectors.kept_fields() if each.code == field.removeprefix("field_"))
        return words.field_words(kept, value)
    return services.reveal_contact(actor=actor, member_id=member_id, field=field, reason=reason, at=now())
