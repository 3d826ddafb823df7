"""Households and consents as lists."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules.words import CONSENT_CHANNELS, CONSENT_PURPOSES

_CHANNELS = {str(code): label for code, label in CONSENT_CHANNELS.items()}
_PURPOSES = {str(code): label for code, label in CONSENT_PURPOSES.items()}


def _household_page(row: Any) -> str:
    return reverse("members:household", args=[row.pk])


def _member_page(row: Any) -> str:
    return f"{reverse('members:member', args=[row.member_id])}?tab=privacy"


def _answer(row: Any) -> tuple[str, str, str]:
    return ("ok", "check", gettext_noop("Agreed")) if row.is_granted else ("plain", "ban", gettext_noop("Not agreed"))


def _answered(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(is_granted=value == "yes")


HOUSEHOLDS = ListDefinition(
    key="members.households",
    title=gettext_noop("Households"),
    purpose=gettext_noop("Families who live and buy together, as far as one of them is in your care."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=selectors.households_queryset,
    columns=(
        Column("head", gettext_noop("Head"), value="head.number", sort="head__number", link=_household_page),
        Column("size", gettext_noop("People"), value="size", kind="int", sort="size"),
        Column("spend", gettext_noop("Spent in all"), value="spend_cents", kind="yuan", sort="spend_cents"),
        Column("visits", gettext_noop("Visits"), value="visits", kind="int", sort="visits"),
        Column("since", gettext_noop("Since"), value="created_at", kind="datetime", sort="created_at"),
    ),
    conditions=(
        Condition("number", gettext_noop("Member number"), kind="text", apply="memberships__member__number__exact"),
        Condition("since", gettext_noop("Since"), kind="dates", apply="created_at"),
    ),
    order=("-spend_cents", "-id"),
    totals=(Total("households", gettext_noop("Households"), Count("id")),),
    empty=gettext_noop("No household yet. Open a member’s page and add somebody to the household under Family."),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="home-heart",
)  # fmt: skip

CONSENTS = ListDefinition(
    key="members.consents",
    title=gettext_noop("Consents"),
    purpose=gettext_noop("Every answer your members gave: the latest of a channel and purpose counts."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=selectors.consents_queryset,
    columns=(
        Column("given_at", gettext_noop("When"), value="given_at", kind="datetime", sort="given_at"),
        Column("member", gettext_noop("Member number"), value="member.number", sort="member__number",
               link=_member_page),
        Column("channel", gettext_noop("Channel"), value=lambda row: gettext(_CHANNELS[row.channel])),
        Column("purpose", gettext_noop("Purpose"), value=lambda row: gettext(_PURPOSES[row.purpose])),
        Column("answer", gettext_noop("Answer"), value=_answer, kind="badge"),
        Column("text", gettext_noop("Text version"), value="text_version"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store), sort="store__name"),
    ),
    conditions=(
        Condition("channel", gettext_noop("Channel"), kind="choice", apply="channel", choices=tuple(_CHANNELS.items())),
        Condition("purpose", gettext_noop("Purpose"), kind="choice", apply="purpose", choices=tuple(_PURPOSES.items())),
        Condition("answer", gettext_noop("Answer"), kind="choice", apply=_answered,
                  choices=(("yes", gettext_noop("Agreed")), ("no", gettext_noop("Not agreed")))),
        Condition("given", gettext_noop("When"), kind="dates", apply="given_at"),
        Condition("number", gettext_noop("Member number"), kind="text", apply="member__number__exact"),
    ),
    order=("-id",),
    totals=(Total("answers", gettext_noop("Answers"), Count("id")),),
    actions=((gettext_noop("Texts of consents"), "members:consent_texts", MembersPermission.VIEW_MEMBERS),),
    empty=gettext_noop("Nobody was asked yet. Ask when a file is opened, or under Consent and privacy."),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="shield-check",
)  # fmt: skip
