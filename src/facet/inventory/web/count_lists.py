"""The list of counts: those that are going on, those to be settled, and the history."""

from typing import Any

from django.urls import reverse

from facet.inventory import selectors
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.permissions import STOCKTAKE_KIND as APPROVED_AS
from facet.inventory.rules.count import STATE_WORDS, CountState
from facet.inventory.web import choices
from facet.inventory.web.fields import spoken
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition
from facet.organisation.rules.approvals import ApprovalKind

STOCKTAKE_KIND = ApprovalKind(
    APPROVED_AS, gettext_noop("Differences of a count above the limit"), unit="yuan", minutes=3 * 24 * 60
)
LOOKS = {
    CountState.OPEN: ("gold", "barcode"),
    CountState.CLOSED: ("warn", "list-search"),
    CountState.APPROVED: ("ok", "check"),
    CountState.CANCELLED: ("plain", "ban"),
}


def state_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a count's state."""
    return (*LOOKS[CountState(state)], STATE_WORDS[CountState(state)])


def _page(row: Any) -> str:
    """A count that is going on leads to its scanner, any other to its report."""
    name = "inventory:stocktake_count" if row.state == CountState.OPEN else "inventory:stocktake_report"
    return reverse(name, args=[row.pk])


def _figure(name: str) -> Any:
    """A figure of a count; none while it is open, for the first round is not over."""
    return lambda row: "" if row.state == CountState.OPEN else getattr(row, name)


COUNTS = ListDefinition(
    key="inventory.counts",
    title=gettext_noop("Stocktake"),
    purpose=gettext_noop("Counts that go on, differences to settle, and what earlier counts found."),
    permission=InventoryPermission.VIEW_STOCKTAKES,
    queryset=selectors.counts_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", link=_page),
        Column("name", gettext_noop("Name"), "name"),
        Column("state", gettext_noop("State"), lambda row: state_badge(row.state), kind="badge"),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.store.name, row.store.name_en)),
        Column("scope", gettext_noop("What is counted"), "scope_words"),
        Column("opened_at", gettext_noop("Begun"), "opened_at", kind="datetime", sort="opened_at"),
        Column("by", gettext_noop("By"), "opened_by_name"),
        Column("found", gettext_noop("Found"), _figure("found"), kind="int"),
        Column("missing", gettext_noop("Missing"), _figure("missing"), kind="int"),
        Column("extra", gettext_noop("Too many"), _figure("extra"), kind="int"),
        Column("value", gettext_noop("Missing, at cost"), _figure("value_cents"), kind="yuan", switch=COST),
        Column("ended_by", gettext_noop("Settled by"), "ended_by_name"),
    ],
    conditions=[
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in STATE_WORDS.items()]
        ),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=choices.stores),
        Condition("opened_at", gettext_noop("Begun"), "dates", "opened_at"),
    ],
    order=("-opened_at", "-id"),
    actions=[
        (gettext_noop("New count"), "inventory:stocktake_open", InventoryPermission.STOCKTAKE),
        (gettext_noop("Count plans"), "inventory:stocktake_plans", InventoryPermission.VIEW_STOCKTAKES),
    ],
    empty=gettext_noop("Nothing has been counted yet. Begin with one counter."),
    icon="barcode",
)
