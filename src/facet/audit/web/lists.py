"""The lists of audit: all events, and the history of one record."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from facet.audit import selectors
from facet.audit.permissions import AuditPermission
from facet.audit.rules import words
from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition
from facet.kernel.logging import redact
from facet.kernel.permissions import Actor

DOORS = {
    "web": gettext_noop("Screen"),
    "api": gettext_noop("Program"),
    "job": gettext_noop("By itself"),
    "command": gettext_noop("Command line"),
}


def what(event: Any) -> str:
    """The act in words."""
    return pgettext("act", words.action_words(event.action))


def change(event: Any) -> str:
    """What was before and after, and the other facts, in one line; numbers of people blacked out."""
    told = [(name, f"{_said(name, old)} → {_said(name, new)}") for name, old, new in words.changes(event.facts)]
    told += [(name, _value(name, value)) for name, value in words.others(event.facts)]
    return redact(
        gettext("; ").join(gettext("{name}: {value}").format(name=_name(name), value=text) for name, text in told)
    )


def _name(name: str) -> str:
    phrase, _, _ = words.fact_name(name)
    return pgettext("fact", phrase)


def _say(context: str, phrase: str) -> str:
    """A phrase in the reader's language; a right by its label."""
    if context == "right":
        offer = registry.offered("permission", phrase)
        return gettext(offer.label) if offer else phrase
    return pgettext(context, phrase)


def _said(name: str, value: Any) -> str:
    """A fact in words; codes that a domain lets people name, such as grades, by that name (slot "audit.code")."""
    named = registry.offered("audit.code", name)
    if named and isinstance(value, str) and value:
        return str(named(value))
    if named and isinstance(value, list):
        return ", ".join(str(named(each)) for each in value)
    return words.value_words(name, value, say=_say)


def _value(name: str, value: Any) -> str:
    _, _, unit = words.fact_name(name)
    text = _said(name, value)
    return f"{text} {pgettext('unit', unit)}" if unit and isinstance(value, int) else text


def history_url(event: Any) -> str:
    """Everything that was done to the same record."""
    return reverse("audit:history", args=[event.subject_type, event.subject_id])


def _domains(actor: Actor) -> list[tuple[str, str]]:
    """The parts of the house, by the first word of their rights."""
    found = sorted({offer.code.partition(".")[0] for offer in registry.offers("permission")})
    return [(name, pgettext("part", name.capitalize())) for name in found]


_COLUMNS = [
    Column("at", gettext_noop("When"), value="at", kind="datetime", sort="at"),
    Column("who", gettext_noop("Who"), value="actor_name"),
    Column("what", gettext_noop("What"), value=what),
    Column("subject", gettext_noop("Record"), value="subject_label", link=history_url),
    Column("change", gettext_noop("Before → after"), value=change),
    Column("store", gettext_noop("Where"), value="store_label"),
    Column("via", gettext_noop("Way in"), value=lambda event: gettext(DOORS.get(event.via, event.via))),
]

EVENTS = ListDefinition(
    key="audit.events",
    title=gettext_noop("Who did what"),
    purpose=gettext_noop("Every act that matters, sealed so that nobody can change it, administrators included."),
    permission=AuditPermission.VIEW_EVENTS,
    queryset=selectors.events_queryset,
    columns=_COLUMNS,
    conditions=[
        Condition(
            "who", gettext_noop("Who"), kind="text", apply="actor_name__exact", hint=gettext_noop("The full name")
        ),
        Condition(
            "record",
            gettext_noop("Record"),
            kind="text",
            apply="subject_label__exact",
            hint=gettext_noop("The number of a ticket, a piece, a member"),
        ),
        Condition("part", gettext_noop("Part of the house"), kind="choice", choices=_domains, apply=selectors.acts_of),
        Condition("at", gettext_noop("When"), kind="dates", apply="at"),
        Condition("store", gettext_noop("Where"), kind="text", apply="store_label__exact"),
        Condition("via", gettext_noop("Way in"), kind="choice", choices=list(DOORS.items()), apply="via"),
    ],
    order=("-at", "-id"),
    empty=gettext_noop("Nothing has been done yet. The first sale, price or change will stand here."),
    icon="history",
)


LOOKS = ListDefinition(
    key="audit.looks",
    title=gettext_noop("Who looked"),
    purpose=gettext_noop("Every look at a page with somebody's personal data."),
    permission=AuditPermission.VIEW_EVENTS,
    queryset=selectors.looks_queryset,
    columns=[
        Column("at", gettext_noop("When"), value="at", kind="datetime", sort="at"),
        Column("who", gettext_noop("Who"), value="actor_name"),
        Column(
            "record",
            gettext_noop("Record"),
            value=lambda look: f"{look.subject_type} {look.subject_id}",
            link=history_url,
        ),
        Column("path", gettext_noop("Screen"), value="path"),
    ],
    conditions=[
        Condition(
            "who", gettext_noop("Who"), kind="text", apply="actor_name__exact", hint=gettext_noop("The full name")
        ),
        Condition("at", gettext_noop("When"), kind="dates", apply="at"),
    ],
    order=("-at", "-id"),
    empty=gettext_noop("Nobody has opened such a page yet."),
    icon="eye",
)


def history_definition(subject_type: str, subject_id: str) -> ListDefinition:
    """The history of one record."""
    return ListDefinition(
        key="audit.history",
        title=gettext_noop("History of changes"),
        purpose=gettext_noop("What was done to this record, by whom, newest first."),
        permission=AuditPermission.VIEW_HISTORY,
        queryset=lambda actor: selectors.history_queryset(actor, subject_type=subject_type, subject_id=subject_id),
        columns=[column for column in _COLUMNS if column.key != "subject"],
        order=("-at", "-id"),
        empty=gettext_noop("Nothing has been done to this record yet, or not in your stores."),
        icon="history",
    )
