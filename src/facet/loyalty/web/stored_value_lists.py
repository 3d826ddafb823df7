"""The list of stored-value cards."""

from typing import Any

from django.db.models import F, Sum
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules.stored_value import CARD_LABELS, VALUE_STATE_LABELS, CardKind, ValueState
from facet.loyalty.rules.words import choices
from facet.loyalty.selectors import stored_value as selectors

STATES = {
    ValueState.ACTIVE: ("ok", "circle-check"),
    ValueState.FROZEN: ("warn", "snowflake"),
    ValueState.CLOSED: ("plain", "lock"),
}


def state_badge(row: Any) -> tuple[str, str, str]:
    """Tone, icon and English label of a card's state."""
    state = ValueState(row.state)
    return (*STATES[state], VALUE_STATE_LABELS[state])


def _kind(row: Any) -> tuple[str, str, str]:
    kind = CardKind(row.kind)
    return "plain", "user" if kind == CardKind.NAMED else "credit-card", CARD_LABELS[kind]


CARDS = ListDefinition(
    key="loyalty.stored_values",
    title=gettext_noop("Stored-value cards"),
    purpose=gettext_noop("Money that customers paid in ahead, and what was given on top."),
    permission=LoyaltyPermission.VIEW_STORED_VALUE,
    queryset=selectors.cards_queryset,
    columns=[
        Column(
            "number", gettext_noop("Card"), value=lambda row: codes.masked(row.number),
            link=lambda row: reverse("loyalty:stored_value", args=[row.pk]),
        ),
        Column("kind", gettext_noop("Kind"), value=_kind, kind="badge"),
        Column("member", gettext_noop("Member"), value="member__number", sort="member__number"),
        Column("principal", gettext_noop("Paid in"), value="principal_cents", kind="yuan", sort="principal_cents"),
        Column("bonus", gettext_noop("Given on top"), value="bonus_cents", kind="yuan", sort="bonus_cents"),
        Column("opened_at", gettext_noop("Opened"), value="opened_at", kind="datetime", sort="opened_at"),
        Column("store", gettext_noop("Store"), value="store__name", sort="store__name"),
        Column("state", gettext_noop("State"), value=state_badge, kind="badge"),
    ],
    conditions=[
        Condition("member", gettext_noop("Member"), kind="text", apply="member__number__exact"),
        Condition("kind", gettext_noop("Kind"), kind="choice", apply="kind", choices=choices(CARD_LABELS)),
        Condition("state", gettext_noop("State"), kind="choice", apply="state", choices=choices(VALUE_STATE_LABELS)),
    ],
    order=("-opened_at", "-id"),
    totals=[Total("owed", gettext_noop("Owed to customers"), Sum(F("principal_cents") + F("bonus_cents")),
            kind="yuan")],
    actions=[(gettext_noop("Open a card"), "loyalty:stored_value_open", LoyaltyPermission.SELL_STORED_VALUE)],
    empty=gettext_noop("No stored-value cards yet. Open one for a member or for whoever bears it."),
    icon="wallet",
)  # fmt: skip
LISTS = (CARDS,)
