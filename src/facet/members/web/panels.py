"""What members offers to its own page and to the home page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from facet.audit import selectors as audit_selectors
from facet.audit.permissions import AuditPermission
from facet.catalog import selectors as catalog_selectors
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.file import age_on
from facet.members.rules.kinship import tree_of
from facet.members.rules.occasion import OCCASION_KINDS
from facet.members.rules.size import FINGERS, SIZE_KINDS
from facet.members.rules.words import (
    CHANNELS,
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    RELATION_KINDS,
    Channel,
)
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.selectors.wording import allergy_words
from facet.members.web import words
from facet.members.web.forms import ConsentForm
from facet.members.web.keeping_forms import in_words

ZONE = "Asia/Shanghai"


def _file(actor: Actor, member_id: int, at: datetime) -> MemberFile:
    file = selectors.member_file(actor, member_id, at=at)
    if isinstance(file, LimitedCard):
        raise TypeError("tabs open within reach only")
    return file


def _occupation(code: str) -> str:
    """The kind of occupation in the reader's words; a code that the dictionary lost says nothing."""
    word = next((each for each in catalog_selectors.words("occupation") if each.code == code), None) if code else None
    return named(word)


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
        "age": age_on(born, file.today) if born and person.is_birth_year_known and actor.sees("birth_date") else None,
        "channel": gettext(CHANNELS[Channel(file.channel)]),
        "occupation": ", ".join(
            each
            for each in (
                _occupation(person.occupation_kind),
                person.occupation,
            )
            if each
        ),
        "note": person.note,
        "fields": [
            (row.field, in_words(row.field.name, row.field.name_en), words.field_words(row.field, row.value))
            for row in selectors.field_values(actor, member_id)
        ],
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS) and file.is_active,
        "may_reveal": may,
    }


def family(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Who is close to the member."""
    relatives = [
        (each, gettext(RELATION_KINDS[each.kind]), f"{each.birth_date:%m-%d}" if each.birth_date else "")
        for each in selectors.family_of(actor, member_id)
    ]
    return {
        "relatives": relatives,
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS),
        "form": ConsentForm(),
        "member_id": member_id,
        "tree": tree_of([each for each, _, _ in relatives if each.member_id]),
        "occasions": [
            (each, each.label or gettext(OCCASION_KINDS[each.kind]), each.of_id == member_id)
            for each in selectors.occasions_of(actor, member_id)
        ],
        "household": selectors.household_of(actor, member_id),
    }


def likes(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Taste, ring and allergies."""
    file = _file(actor, member_id, at)
    return {
        "file": file,
        "likes": words.preference_words(file),
        "ring": words.ring_words(file.person.ring_tenths),
        "allergies": allergy_words(file.person.allergies),
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS),
        "may_group": actor.may(MembersPermission.MANAGE_GROUPS),
        "form": ConsentForm(),
        **_sizes(actor, member_id),
        "tags": [(row.tone, in_words(row.name, row.name_en)) for row in selectors.tags_of(actor, member_id)],
        "groups": _groups(member_id),
    }


def _groups(member_id: int) -> list[tuple[str, str]]:
    """Code and name of each group that the member is in."""
    codes = selectors.groups_of(member_id)
    return [(code, in_words(*names)) for code, names in selectors.group_names().items() if code in codes]


def _sizes(actor: Actor, member_id: int) -> dict[str, Any]:
    """Fingers in every country's numbers, and the other measures."""
    rows = selectors.sizes_of(actor, member_id)
    table = [(word.name, word.value) for word in catalog_selectors.words("ring_size") if word.value] if rows else []
    return {
        "fingers": [
            (gettext(SIZE_KINDS[row.kind]), words.ring_numbers(row.tenths, table), row.measured_on)
            for row in rows
            if row.kind in FINGERS
        ],
        "measures": [
            (gettext(SIZE_KINDS[row.kind]), words.millimetres(row.tenths)) for row in rows if row.kind not in FINGERS
        ],
    }


def privacy(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """What the member allows us to use, and the form for her next answer."""
    file = _file(actor, member_id, at)
    given = {(row.channel, row.purpose): row for row in selectors.consent_answers(actor, member_id)}
    answers = [
        (gettext(label), [given.get((channel, purpose)) for purpose in CONSENT_PURPOSES])
        for channel, label in CONSENT_CHANNELS.items()
    ]
    texts = {row.purpose: row for row in reversed(selectors.consent_texts())}
    return {
        "answers": answers,
        "purposes": [gettext(label) for label in CONSENT_PURPOSES.values()],
        "texts": [(gettext(CONSENT_PURPOSES[purpose]), row) for purpose, row in texts.items()],
        "form": ConsentForm(),
        "may_edit": actor.may(MembersPermission.EDIT_MEMBERS) and file.is_active,
        "member_id": member_id,
        "no_profiling": file.no_profiling,
    }


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
    "members.relation_privacy_set": gettext_noop("Changed what a relative may learn"),
    "members.sizes_set": gettext_noop("Wrote down sizes"),
    "members.tags_set": gettext_noop("Changed the tags"),
    "members.fields_set": gettext_noop("Changed own fields"),
    "members.occasion_added": gettext_noop("Added a day"),
    "members.occasion_ended": gettext_noop("Removed a day"),
    "members.household_joined": gettext_noop("Added to the household"),
    "members.household_left": gettext_noop("Took out of the household"),
    "members.household_head_set": gettext_noop("Made the head of the household"),
    "members.profiling_set": gettext_noop("Wrote down whether we may propose"),
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
    "tags": gettext_noop("Tags"),
    "occupation_kind": gettext_noop("Occupation"),
    "is_birth_year_known": gettext_noop("Birth year known"),
    **{kind.value: label for kind, label in SIZE_KINDS.items()},
}


def _facts(inside: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The template's variables of a tab: one, `facts`."""
    return lambda actor, member_id, at: {"facts": inside(actor, member_id, at)}


TABS = (
    Panel("profile", gettext_noop("Profile"), "members/tab_profile.html", _facts(profile),
        MembersPermission.VIEW_MEMBERS,
          queries=8, order=60),
    Panel("likes", gettext_noop("Likes and sizes"), "members/tab_likes.html", _facts(likes),
        MembersPermission.VIEW_MEMBERS,
          queries=9, order=70),
    Panel("family", gettext_noop("Family"), "members/tab_family.html", _facts(family), MembersPermission.VIEW_MEMBERS,
          queries=9, order=75),
    Panel("privacy", gettext_noop("Consent and privacy"), "members/tab_privacy.html", _facts(privacy),
          MembersPermission.VIEW_MEMBERS, queries=7, order=80),
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
