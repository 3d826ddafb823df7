"""What members offers to its own page and to the home page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from facet.audit import selectors as audit_selectors
from facet.audit.permissions import AuditPermission
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.file import age_on
from facet.members.rules.words import CHANNELS, CONSENT_CHANNELS, RELATION_KINDS, Channel
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.selectors.wording import allergy_words
from facet.members.web import words
from facet.members.web.forms import ConsentForm

ZONE = "Asia/Shanghai"


def _file(actor: Actor, member_id: int, at: datetime) -> MemberFile:
    file = selectors.member_file(actor, member_id, at=at)
    if isinstance(file, LimitedCard):
        raise TypeError("tabs open within reach only")
    return file


def profile(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """What is on file, contacts masked."""
    file = _file(actor, member_id, at)
    person, born = file.person, file.person.birth_date
    sealed = [
        ("phone", gettext("Phone"), file.masked_phone, "phone"),
        ("email", gettext("E-mail"), contacts.masked_email(person.email) if person.email else "", "phone"),
        ("wechat", gettext("WeChat"), contacts.masked(person.wechat), "phone"),
        ("street", gettext("Street and house"), "***" if person.street else "", "phone"),
        ("birth_date", gettext("Birthday"), f"****-{born:%m-%d}" if born else "", "birth_date"),
        ("id_number", gettext("ID number"), contacts.masked(person.id_number), "id_number"),
    ]
    may = actor.may(MembersPermission.REVEAL_CONTACT)
    return {
        "file": file,
        "sealed": [(field, label, mask, may and actor.sees(switch)) for field, label, mask, switch in sealed],
        "age": age_on(born, file.today) if born and actor.sees("birth_date") else None,
        "channel": gettext(CHANNELS[Channel(file.channel)]),
        "occupation": person.occupation,
        "note": person.note,
    }


def family(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Who is close to the member."""
    relatives = [
        (each, gettext(RELATION_KINDS[each.kind]), f"{each.birth_date:%m-%d}" if each.birth_date else "")
        for each in selectors.family_of(actor, member_id)
    ]
    may_edit = actor.may(MembersPermission.EDIT_MEMBERS)
    return {"relatives": relatives, "may_edit": may_edit, "form": ConsentForm(), "member_id": member_id}


def likes(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Taste, ring and allergies."""
    file = _file(actor, member_id, at)
    return {
        "file": file,
        "likes": words.preference_words(file),
        "ring": words.ring_words(file.person.ring_tenths),
        "allergies": allergy_words(file.person.allergies),
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS),
    }


def privacy(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """What the member allows us to use, and the form for her next answer."""
    file = _file(actor, member_id, at)
    answers = [(gettext(label), file.consents.get(channel)) for channel, label in CONSENT_CHANNELS.items()]
    may_edit = actor.may(MembersPermission.EDIT_MEMBERS) and file.is_active
    return {"answers": answers, "form": ConsentForm(), "may_edit": may_edit, "member_id": member_id}


def changes(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """The last acts on the file, from the record of acts."""
    events = audit_selectors.latest_of(actor, subject_type="members.member", subject_id=str(member_id))
    told = [(event, gettext(ACTS.get(event.action, event.action)), _changed(event.facts)) for event in events]
    return {"events": told, "member_id": member_id}


def _changed(facts: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Field, before, after; what was changed once is told as it was kept: masked."""
    found = facts.get("changes")
    if not isinstance(found, dict):
        return []
    return [(gettext(FIELDS.get(name, name)), each["before"], each["after"]) for name, each in found.items()]


ACTS = {
    "members.member_created": gettext_noop("Opened the file"),
    "members.member_edited": gettext_noop("Changed the file"),
    "members.member_archived": gettext_noop("Archived the file"),
    "members.member_restored": gettext_noop("Restored the file"),
    "members.clerk_changed": gettext_noop("Handed over"),
    "members.referrer_set": gettext_noop("Set the referrer"),
    "members.contact_revealed": gettext_noop("Looked at a masked field"),
    "members.consent_given": gettext_noop("Wrote down a consent"),
    "members.consent_withdrawn": gettext_noop("Wrote down a refusal"),
    "members.relation_added": gettext_noop("Added a relation"),
    "members.relation_removed": gettext_noop("Removed a relation"),
}
FIELDS = {
    "name": gettext_noop("Full name"),
    "phone": gettext_noop("Phone"),
    "gender": gettext_noop("Gender"),
    "birth_date": gettext_noop("Birthday"),
    "is_lunar_birthday": gettext_noop("Keeps it by the lunar calendar"),
    "email": gettext_noop("E-mail"),
    "wechat": gettext_noop("WeChat"),
    "street": gettext_noop("Street and house"),
    "area": gettext_noop("Home area"),
    "id_number": gettext_noop("ID number"),
    "note": gettext_noop("Note"),
    "occupation": gettext_noop("Occupation"),
    "allergies": gettext_noop("Allergies"),
    "ring_tenths": gettext_noop("Ring, mm around"),
    "preferences": gettext_noop("Likes"),
}


def _facts(inside: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The template's variables of a tab: one, `facts`."""
    return lambda actor, member_id, at: {"facts": inside(actor, member_id, at)}


TABS = (
    Panel("profile", gettext_noop("Profile"), "members/tab_profile.html", _facts(profile),
        MembersPermission.VIEW_MEMBERS,
          queries=4, order=60),
    Panel("likes", gettext_noop("Likes and sizes"), "members/tab_likes.html", _facts(likes),
        MembersPermission.VIEW_MEMBERS,
          queries=4, order=70),
    Panel("family", gettext_noop("Family"), "members/tab_family.html", _facts(family), MembersPermission.VIEW_MEMBERS,
          queries=2, order=75),
    Panel("privacy", gettext_noop("Consent and privacy"), "members/tab_privacy.html", _facts(privacy),
          MembersPermission.VIEW_MEMBERS, queries=4, order=80),
    Panel("changes", gettext_noop("Changes"), "members/tab_changes.html", _facts(changes), AuditPermission.VIEW_HISTORY,
          queries=1, order=90),
)  # fmt: skip


def birthdays_to_do(actor: Actor, _subject: int | None, at: datetime) -> dict[str, Any]:
    """Own members whose birthday is within a week: a kindness, never a fright."""
    if actor.staff_id is None:
        return {}
    today = local_date(at, ZONE)
    rows = []
    for day, member in selectors.birthdays(actor, first=today, most=3):
        when = gettext("today") if day == today else f"{day:%m-%d}"
        rows.append(
            {
                "tone": "gold",
                "icon": "cake",
                "title": gettext("{name}: birthday {when}").format(name=member.name, when=when),
                "line": gettext("{phone}, last visit {day}").format(
                    phone=member.masked_phone, day=member.last_visit_on or gettext("unknown")
                ),
                "url": reverse("members:member", args=[member.id]),
                "verb": gettext("Open the file"),
            }
        )
    return {"rows": rows}


BIRTHDAYS = Panel(
    "members.birthdays",
    gettext_noop("Birthdays"),
    "",
    birthdays_to_do,
    MembersPermission.VIEW_MEMBERS,
    queries=1,
    order=50,
)
