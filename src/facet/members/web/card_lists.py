"""Cards and credit as lists."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import credit
from facet.members.rules.numbers import shown_card
from facet.members.rules.words import CARD_STATES, CardState

_TONES = {
    CardState.ACTIVE: ("ok", "check"),
    CardState.REPLACED: ("plain", "replace"),
    CardState.LOST: ("danger", "alert-circle"),
    CardState.FROZEN: ("warn", "lock"),
    CardState.EXPIRED: ("plain", "clock"),
}


def state_badge(state: str) -> tuple[str, str, str]:
    """(tone, icon, English word) of a card's state."""
    known = CardState(state)
    return (*_TONES[known], CARD_STATES[known])


def _cards_tab(row: Any) -> str:
    return reverse("members:member", args=[row.member_id]) + "?tab=cards"


def _statement(row: Any) -> str:
    return reverse("members:credit", args=[row.member_id])


def _days(row: Any) -> int | None:
    today = clock.local_date(clock.now(), row.member.home_store.time_zone)
    return credit.days_overdue(row.oldest_due_on, today) or None


CARDS = ListDefinition(
    key="members.cards",
    title=gettext_noop("Cards"),
    purpose=gettext_noop("The cards of your members: which are in use, lost, frozen or replaced."),
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=selectors.cards_queryset,
    columns=(
        Column("number", gettext_noop("Card number"), value=lambda row: shown_card(row.number), sort="number",
               link=_cards_tab),
        Column("state", gettext_noop("State"), value=lambda row: state_badge(row.state), kind="badge", sort="state"),
        Column("type", gettext_noop("Card type"), value=lambda row: named(row.card_type), sort="card_type__order"),
        Column("member", gettext_noop("Member number"), value="member.number", sort="member__number"),
        Column("issued_on", gettext_noop("Issued"), value="issued_on", kind="date", sort="issued_on"),
        Column("expires_on", gettext_noop("Good through"), value="expires_on", kind="date", sort="expires_on"),
        Column("store", gettext_noop("Issued at"), value=lambda row: named(row.issued_store),
               sort="issued_store__name"),
    ),
    conditions=(
        Condition("number", gettext_noop("Card number"), kind="text", apply="number"),
        Condition("state", gettext_noop("State"), kind="choice", apply="state",
                  choices=tuple((str(code), label) for code, label in CARD_STATES.items())),
        Condition("type", gettext_noop("Card type"), kind="choice", apply="card_type_id",
                  choices=lambda _actor: [(str(row.id), named(row)) for row in selectors.card_types()]),
        Condition("issued", gettext_noop("Issued"), kind="dates", apply="issued_on"),
        Condition("ends", gettext_noop("Good through"), kind="dates", apply="expires_on"),
    ),
    order=("-issued_on", "-id"),
    totals=(Total("cards", gettext_noop("Cards"), Count("id")),),
    actions=(
        (gettext_noop("Issue card"), "members:issue_card", MembersPermission.EDIT_MEMBERS),
        (gettext_noop("Replace card"), "members:replace_card", MembersPermission.EDIT_MEMBERS),
        (gettext_noop("Card types"), "members:card_types", MembersPermission.MANAGE_CARDS),
    ),
    empty=gettext_noop("No card of your members yet."),
    export_permission=MembersPermission.EXPORT_MEMBERS,
    icon="credit-card",
)  # fmt: skip

CREDIT = ListDefinition(
    key="members.credit",
    title=gettext_noop("Members’ credit"),
    purpose=gettext_noop("Who may owe how much, who owes, and since when it is overdue."),
    permission=MembersPermission.VIEW_CREDIT,
    queryset=selectors.credit_queryset,
    columns=(
        Column("member", gettext_noop("Member number"), value="member.number", sort="member__number", link=_statement),
        Column("limit", gettext_noop("Credit limit"), value="limit_cents", kind="yuan", sort="limit_cents"),
        Column("open", gettext_noop("Credit owed"), value="open_cents", kind="yuan", sort="open_cents"),
        Column("left", gettext_noop("Credit left"), kind="yuan",
               value=lambda row: credit.available_cents(row.limit_cents, row.open_cents)),
        Column("due", gettext_noop("Oldest due"), value="oldest_due_on", kind="date", sort="oldest_due_on"),
        Column("days", gettext_noop("Days overdue"), value=_days, kind="int"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.member.home_store),
               sort="member__home_store__name"),
        Column("clerk", gettext_noop("Clerk"), value="member.clerk.name", sort="member__clerk__name"),
    ),
    conditions=(
        Condition("number", gettext_noop("Member number"), kind="text", apply="member__number"),
        Condition("open", gettext_noop("Credit owed"), kind="range", apply="open_cents", unit="yuan"),
        Condition("due", gettext_noop("Oldest due"), kind="dates", apply="oldest_due_on"),
    ),
    order=("-open_cents", "-id"),
    totals=(
        Total("open", gettext_noop("Credit owed"), Sum("open_cents"), kind="yuan"),
        Total("limit", gettext_noop("Credit limit"), Sum("limit_cents"), kind="yuan"),
    ),
    actions=(
        (gettext_noop("Set a credit limit"), "members:credit_limit", MembersPermission.MANAGE_CREDIT),
        (gettext_noop("Take a repayment"), "members:credit_repayments", MembersPermission.TAKE_REPAYMENT),
    ),
    empty=gettext_noop("No member has credit. Headquarters’ finance sets the first limit."),
    export_permission=MembersPermission.MANAGE_CREDIT,
    icon="scale",
)  # fmt: skip
LISTS = (CARDS, CREDIT)
