"""The lists of transfers and of what is on the road."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.transfer import TRANSFER_WORDS, TransferState
from facet.inventory.web import choices
from facet.inventory.web.fields import spoken
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total

TONES = {
    TransferState.REQUESTED: ("gold", "message-question"),
    TransferState.SENT: ("action", "truck-delivery"),
    TransferState.SHORT: ("danger", "alert-triangle"),
    TransferState.RECEIVED: ("ok", "check"),
    TransferState.CANCELLED: ("plain", "ban"),
}


def transfer_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a transfer's state."""
    known = TransferState(state)
    return (*TONES[known], TRANSFER_WORDS[known])


def _page(number: str) -> str:
    return reverse("inventory:transfer", args=[number])


def _name(row: Any) -> str:
    if row.piece_id:
        return spoken(row.piece.legal_name, row.piece.legal_name_en)
    return spoken(row.lot.name, row.lot.name_en)


TRANSFERS = ListDefinition(
    key="inventory.transfers",
    title=gettext_noop("Transfers"),
    purpose=gettext_noop("Goods that your stores asked for, sent or received; a number opens its lines."),
    permission=InventoryPermission.REQUEST_TRANSFER,
    queryset=selectors.transfers_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number", link=lambda row: _page(row.number)),
        Column(
            "state", gettext_noop("State"), lambda row: transfer_badge(row.state), kind="badge", sort="state"
        ),
        Column("from", gettext_noop("From store"), lambda row: spoken(row.from_store.name, row.from_store.name_en)),
        Column("to", gettext_noop("To store"), lambda row: spoken(row.to_store.name, row.to_store.name_en)),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int"),
        Column("grams", gettext_noop("Weight"), "grams_mg", kind="grams"),
        Column("missing", gettext_noop("On the road"), "missing", kind="int"),
        Column("asked", gettext_noop("Asked for"), "requested_at", kind="datetime", sort="requested_at"),
        Column("sent", gettext_noop("Sent"), "sent_at", kind="datetime", sort="sent_at"),
        Column("seal", gettext_noop("Seal number"), "seal"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Number or tag"), "text", selectors.transfers_named,
            hint=gettext_noop("TR-2611-0007, or a whole tag."),
        ),
        Condition(
            "state", gettext_noop("State"), "choice", "state",
            choices=[(k.value, w) for k, w in TRANSFER_WORDS.items()],
        ),
        Condition("from_store", gettext_noop("From store"), "choice", "from_store__code", choices=choices.stores),
        Condition("to_store", gettext_noop("To store"), "choice", "to_store__code", choices=choices.stores),
        Condition("asked", gettext_noop("Asked for"), "dates", "requested_at"),
    ],
    order=("-requested_at", "-id"),
    totals=[Total("transfers", gettext_noop("Transfers"), Count("id", distinct=True))],
    actions=[
        (gettext_noop("Send goods"), "inventory:transfer_send_new", InventoryPermission.MOVE_PIECES),
        (gettext_noop("Ask another store"), "inventory:transfer_request", InventoryPermission.REQUEST_TRANSFER),
        (gettext_noop("Share goods out"), "inventory:allocate", InventoryPermission.ALLOCATE),
        (gettext_noop("On the road"), "inventory:on_the_road", InventoryPermission.REQUEST_TRANSFER),
    ],
    empty=gettext_noop("Nothing has been sent between your stores yet."),
    icon="transfer",
)  # fmt: skip

ROAD = ListDefinition(
    key="inventory.on_the_road",
    title=gettext_noop("On the road"),
    purpose=gettext_noop("Every piece between two stores: who answers for it, and for how many days it has travelled."),
    permission=InventoryPermission.REQUEST_TRANSFER,
    queryset=selectors.on_the_road_queryset,
    columns=[
        Column("label", gettext_noop("Tag or lot"), "label", sort="label"),
        Column("name", gettext_noop("Legal name"), _name),
        Column(
            "number", gettext_noop("Transfer"), lambda row: row.transfer.number,
            link=lambda row: _page(row.transfer.number),
        ),
        Column(
            "from", gettext_noop("Answers for it"),
            lambda row: spoken(row.transfer.from_store.name, row.transfer.from_store.name_en),
        ),
        Column(
            "to", gettext_noop("To store"),
            lambda row: spoken(row.transfer.to_store.name, row.transfer.to_store.name_en),
        ),
        Column("quantity", gettext_noop("Pieces"), "quantity", kind="int"),
        Column("grams", gettext_noop("Weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("left", gettext_noop("Sent"), "left_at", kind="datetime", sort="left_at"),
        Column("carrier", gettext_noop("Carrier"), lambda row: row.transfer.carrier),
        Column("seal", gettext_noop("Seal number"), lambda row: row.transfer.seal),
    ],
    conditions=[
        Condition(
            "from_store", gettext_noop("From store"), "choice", "transfer__from_store__code", choices=choices.stores
        ),
        Condition("to_store", gettext_noop("To store"), "choice", "transfer__to_store__code", choices=choices.stores),
        Condition("left", gettext_noop("Sent"), "dates", "transfer__sent_at"),
    ],
    order=("left_at", "id"),
    totals=[
        Total("pieces", gettext_noop("Pieces"), Sum("quantity")),
        Total("grams", gettext_noop("Weight"), Sum("weight_mg"), kind="grams"),
    ],
    empty=gettext_noop("Nothing is on the road."),
    icon="truck-delivery",
)  # fmt: skip
