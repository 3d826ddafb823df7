"""The list of repricing batches, and what a second person is asked about them."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.repricing import (
    APPROVAL_KIND,
    APPROVAL_MINUTES,
    RULE_WORDS,
    STATE_WORDS,
    RepricingState,
    RuleKind,
)
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.organisation.rules.approvals import ApprovalKind

TONES = {
    RepricingState.WAITING: ("gold", "user-check"),
    RepricingState.PLANNED: ("action", "clock"),
    RepricingState.APPLIED: ("ok", "check"),
    RepricingState.REFUSED: ("danger", "circle-x"),
    RepricingState.CANCELLED: ("plain", "ban"),
}
REPRICE_KIND = ApprovalKind(
    APPROVAL_KIND, gettext_noop("Repricing above the limit"), unit="percent", minutes=APPROVAL_MINUTES
)


def repricing_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a batch's state."""
    known = RepricingState(state)
    return (*TONES[known], STATE_WORDS[known])


def _page(row: Any) -> str:
    return reverse("inventory:repricing", args=[row.number])


REPRICINGS = ListDefinition(
    key="inventory.repricings",
    title=gettext_noop("Repricings"),
    purpose=gettext_noop("Batches of new tag prices: planned, waiting for a second person, written."),
    permission=InventoryPermission.REPRICE,
    queryset=selectors.repricings_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number", link=_page),
        Column("state", gettext_noop("State"), lambda row: repricing_badge(row.state), kind="badge", sort="state"),
        Column(
            "rule",
            gettext_noop("Repricing rule"),
            lambda row: ("plain", "", RULE_WORDS[RuleKind(row.rule)]),
            kind="badge",
        ),  # fmt: skip
        Column("reason", gettext_noop("Reason"), "reason"),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int", sort="pieces"),
        Column("written", gettext_noop("Written"), "written", kind="int"),
        Column("difference", gettext_noop("Difference"), "difference_cents", kind="yuan", sort="difference_cents"),
        Column("effective", gettext_noop("From when on"), "effective_at", kind="datetime", sort="effective_at"),
        Column("made_by", gettext_noop("By"), "made_by_name"),
    ],
    conditions=[
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in STATE_WORDS.items()]
        ),
        Condition("effective", gettext_noop("From when on"), "dates", "effective_at"),
    ],
    order=("-id",),
    totals=[
        Total("batches", gettext_noop("Batches"), Count("id")),
        Total("pieces", gettext_noop("Pieces"), Sum("pieces")),
    ],
    actions=[(gettext_noop("Reprice pieces"), "inventory:reprice", InventoryPermission.REPRICE)],
    empty=gettext_noop("No batch of prices yet. Choose pieces and a rule, and look before you write."),
    icon="currency-yuan",
)
