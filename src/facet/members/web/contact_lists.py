"""The log of contacts and the silent members as lists."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from facet.catalog import selectors as catalog_selectors
from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules.contact_log import CHANNEL_ICONS, CONTACT_CHANNELS, DIRECTIONS, OUTCOMES, Outcome
from facet.members.web.contact_forms import said
from facet.members.web.words import grade_word
from facet.organisation import selectors as organisation_selectors

ZONE = "Asia/Shanghai"
_TONES = {Outcome.COMPLAINT: {"tone": "danger"}, Outcome.BOUGHT: {"tone": "ok"}, Outcome.NOT_REACHED: {"tone": "plain"}}


def _grades(_actor: Actor) -> list[tuple[str, str]]:
    return [(code, grade_word(code)) for code in selectors.grade_codes()]


def _today() -> Any:
    return clock.local_date(clock.now(), ZONE)


def _channel(row: Any) -> tuple[str, str, str]:
    return ("plain", CHANNEL_ICONS[row.channel]["icon"], CONTACT_CHANNELS[row.channel])


def _outcome(row: Any) -> tuple[str, str, str]:
    return (_TONES.get(row.outcome, {"tone": "plain"})["tone"], "message-check", OUTCOMES[row.outcome])


def _topics(_actor: Actor) -> list[tuple[str, str]]:
    return [(each.code, said(each.name, each.name_en)) for each in catalog_selectors.words("topic")]


def _stores(actor: Actor) -> list[tuple[str, str]]:
    stores = organisation_selectors.stores_of(actor, MembersPermission.VIEW_MEMBERS)
    return [(str(store.id), named(store)) for store in stores]


def _pairs(words: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), label) for code, label in words.items())


def _due(rows: Any, value: str) -> Any:
    waiting = rows.filter(follow_up_on__isnull=False, followed_at=None)
    return waiting.filter(follow_up_on__lte=_today()) if value == "due" else waiting


def _note(actor: Actor) -> str:
    if actor.scope(MembersPermission.VIEW_MEMBERS).own:
        return gettext("Only contacts with your own members are listed.")
    return ""


CONTACTS = ListDefinition(
    key="members.contacts",
    title=gettext_noop("Contact log"),
    purpose=gettext_noop("Calls, visits and messages with members: what it was about, what came of it."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=selectors.contacts_queryset,
    columns=(
        Column("at", gettext_noop("When"), value="at", kind="datetime", sort="at",
               link=lambda row: reverse("members:contact_entry", args=[row.pk])),
        Column("member", gettext_noop("Member number"), value="member.number", sort="member__number",
               link=lambda row: reverse("members:member", args=[row.member_id])),
        Column("channel", gettext_noop("Channel"), value=_channel, kind="badge", sort="channel"),
        Column("topic", gettext_noop("Topic"), value=lambda row: said(row.topic.name, row.topic.name_en),
               sort="topic__position"),
        Column("outcome", gettext_noop("Outcome"), value=_outcome, kind="badge", sort="outcome"),
        Column("by", gettext_noop("By"), value="by_name", sort="by_name"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store), sort="store__name"),
        Column("follow_up_on", gettext_noop("Follow up on"), value="follow_up_on", kind="date", sort="follow_up_on"),
        Column("family", gettext_noop("With family"),
               value=lambda row: gettext("yes") if row.with_kind else "", sort="with_kind"),
    ),
    conditions=(
        Condition("on", gettext_noop("Days"), kind="dates", apply="on"),
        Condition("topic", gettext_noop("Topic"), kind="choice", apply="topic__code", choices=_topics),
        Condition("channel", gettext_noop("Channel"), kind="choice", apply="channel",
                  choices=_pairs(CONTACT_CHANNELS)),
        Condition("outcome", gettext_noop("Outcome"), kind="choice", apply="outcome", choices=_pairs(OUTCOMES)),
        Condition("direction", gettext_noop("Who began"), kind="choice", apply="direction",
                  choices=_pairs(DIRECTIONS)),
        Condition("by", gettext_noop("By"), kind="text", apply="by_name"),
        Condition("store", gettext_noop("Store"), kind="choice", apply="store_id", choices=_stores),
        Condition("follow", gettext_noop("Follow-up"), kind="choice", apply=_due,
                  choices=(("due", gettext_noop("Due")), ("open", gettext_noop("Promised")))),
        Condition("number", gettext_noop("Member number"), kind="text", apply="member__number__exact"),
    ),
    order=("-at", "-id"),
    totals=(
        Total("contacts", gettext_noop("Contacts"), Count("id")),
        Total("members", gettext_noop("Members"), Count("member", distinct=True)),
    ),
    actions=(
        (gettext_noop("Analyse contacts"), "members:contact_analysis", MembersPermission.VIEW_MEMBERS),
        (gettext_noop("Find member"), "members:search", MembersPermission.VIEW_MEMBERS),
    ),
    empty=gettext_noop("No contact has been written down yet. Open a member and press L."),
    note=_note,
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="phone-call",
)  # fmt: skip

SILENT = ListDefinition(
    key="members.silent",
    title=gettext_noop("Senior members without contact"),
    purpose=gettext_noop("Members of a senior grade who were neither here nor spoken to for long. Call them."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=lambda actor: selectors.silent_queryset(actor, on=_today()),
    columns=(
        Column("number", gettext_noop("Member number"), value="number", sort="number",
               link=lambda row: reverse("members:member", args=[row.pk])),
        Column("name", gettext_noop("Full name"), value="name",
               link=lambda row: reverse("members:member", args=[row.pk])),
        Column("grade", gettext_noop("Grade"),
               value=lambda row: ("gold", "crown", grade_word(row.standing.grade_code)), kind="badge",
               sort="standing__grade_code"),
        Column("last_touch", gettext_noop("Last seen or spoken to"), value="last_touch", kind="date",
               sort="last_touch"),
        Column("days", gettext_noop("Days since"), value=lambda row: (_today() - row.last_touch).days, kind="int"),
        Column("last_contact", gettext_noop("Last contact"), value="last_contact", kind="date"),
        Column("spend", gettext_noop("Spent in all"), value="standing.spend_cents", kind="yuan",
               sort="standing__spend_cents"),
        Column("clerk", gettext_noop("Clerk"), value="clerk.name", sort="clerk__name"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.home_store), sort="home_store__name"),
    ),
    conditions=(
        Condition("last_touch", gettext_noop("Last seen or spoken to"), kind="dates", apply="last_touch"),
        Condition("grade", gettext_noop("Grade"), kind="choice", apply="standing__grade_code", choices=_grades),
        Condition("store", gettext_noop("Store"), kind="choice", apply="home_store_id", choices=_stores),
    ),
    order=("last_touch", "id"),
    totals=(Total("members", gettext_noop("Members"), Count("id")),),
    empty=gettext_noop("Nobody of a senior grade has been left alone for that long."),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="clock-pause",
)  # fmt: skip
