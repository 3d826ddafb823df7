"""The list of batches that withdraw or retag, and what a second person is asked about them."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.batches import (
    APPROVAL_KIND,
    APPROVAL_MINUTES,
    BATCH_STATE_WORDS,
    KIND_WORDS,
    BatchKind,
    BatchState,
)
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.organisation.rules.approvals import ApprovalKind

TONES = {
    BatchState.WAITING: ("gold", "user-check"),
    BatchState.WRITTEN: ("ok", "check"),
    BatchState.REFUSED: ("danger", "circle-x"),
    BatchState.CANCELLED: ("plain", "ban"),
}
ICONS = {BatchKind.WITHDRAW: "archive", BatchKind.RETAG: "tag"}
BATCH_KIND = ApprovalKind(
    APPROVAL_KIND, gettext_noop("Many pieces withdrawn or retagged"), unit="yuan", minutes=APPROVAL_MINUTES
)


def batch_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a batch's state."""
    known = BatchState(state)
    return (*TONES[known], BATCH_STATE_WORDS[known])


def _page(row: Any) -> str:
    return reverse("inventory:piece_batch", args=[row.number])


def _kind(row: Any) -> tuple[str, str, str]:
    kind = BatchKind(row.kind)
    return ("plain", ICONS[kind], KIND_WORDS[kind])


BATCHES = ListDefinition(
    key="inventory.piece_batches",
    title=gettext_noop("Withdrawals and new tags"),
    purpose=gettext_noop("Batches that withdrew or retagged many pieces, and those that wait for a second person."),
    permission=InventoryPermission.VIEW_PIECES,
    queryset=selectors.batches_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number", link=_page),
        Column("kind", gettext_noop("Kind of batch"), _kind, kind="badge", sort="kind"),
        Column("state", gettext_noop("State"), lambda row: batch_badge(row.state), kind="badge", sort="state"),
        Column("reason", gettext_noop("Reason"), "reason"),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int", sort="pieces"),
        Column("written", gettext_noop("Written"), "written", kind="int"),
        Column("made", gettext_noop("Made"), "made_at", kind="datetime", sort="made_at"),
        Column("made_by", gettext_noop("By"), "made_by_name"),
    ],
    conditions=[
        Condition("kind", gettext_noop("Kind of batch"), "choice", "kind",
                  choices=[(kind.value, word) for kind, word in KIND_WORDS.items()]),
        Condition("state", gettext_noop("State"), "choice", "state",
                  choices=[(state.value, word) for state, word in BATCH_STATE_WORDS.items()]),
        Condition("made", gettext_noop("Made"), "dates", "made_at"),
    ],
    order=("-id",),
    totals=[
        Total("batches", gettext_noop("Batches"), Count("id")),
        Total("pieces", gettext_noop("Pieces"), Sum("pieces")),
    ],
    actions=[
        (gettext_noop("Withdraw many"), "inventory:withdraw_many", InventoryPermission.MANAGE_PIECES),
        (gettext_noop("Retag many"), "inventory:retag_many", InventoryPermission.REPRICE),
    ],
    empty=gettext_noop("No batch yet: a style that is withdrawn or retagged as a whole appears here."),
    icon="archive",
)  # fmt: skip
