"""The lists of inventory."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import BASIS_LABELS
from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import MOVEMENT_WORDS, STATE_WORDS, PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.rules.words import LOT_BASIS_WORDS
from facet.inventory.selectors.page import place_words
from facet.inventory.selectors.search import tag_begins
from facet.inventory.web import choices
from facet.inventory.web.fields import spoken
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import BatchAct, Column, Condition, ListDefinition, Range, Total

TONES = {
    PieceState.IN_STOCK: ("ok", "check"),
    PieceState.IN_TRANSIT: ("action", "truck-delivery"),
    PieceState.OUT: ("warn", "user-share"),
    PieceState.SOLD: ("gold", "receipt"),
    PieceState.LOST: ("danger", "alert-triangle"),
    PieceState.DRAFT: ("warn", "player-pause"),
    PieceState.OUTSIDE: ("action", "building-factory"),
    PieceState.WORKED: ("plain", "arrows-split"),
}


def state_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a state."""
    known = PieceState(state)
    return (*TONES.get(known, ("plain", "archive")), STATE_WORDS[known])


def _words(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Pieces by the beginning of a tag, or by a part of the name."""
    tag = normal_tag(text)
    found = Q(legal_name__contains=text)
    return rows.filter(found | tag_begins(tag)) if tag.isascii() and tag else rows.filter(found)


def _in_branch(path: str) -> Any:
    """A condition that takes a category with everything under it."""

    def narrow(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
        facts = catalog_selectors.category_facts().values()
        return rows.filter(**{f"{path}__in": [each.id for each in facts if code in each.path_codes]})

    return narrow


def _store(row: Any) -> str:
    return spoken(row.store.name, row.store.name_en)


def _between(path: str) -> Any:
    def narrow(rows: QuerySet[Any], value: Range) -> QuerySet[Any]:
        if value.low is not None:
            rows = rows.filter(**{f"{path}__gte": value.low})
        return rows if value.high is None else rows.filter(**{f"{path}__lte": value.high})

    return narrow


PIECES = ListDefinition(
    key="inventory.pieces",
    title=gettext_noop("Piece list"),
    purpose=gettext_noop("Every piece by weight, size, place or price; a tag leads to its page."),
    permission=InventoryPermission.VIEW_PIECES,
    queryset=selectors.pieces_queryset,
    columns=[
        Column(
            "tag", gettext_noop("Tag"), "tag", sort="tag", link=lambda row: reverse("inventory:piece", args=[row.tag])
        ),
        Column(
            "name", gettext_noop("Legal name"), lambda row: spoken(row.legal_name, row.legal_name_en), sort="legal_name"
        ),
        Column("category", gettext_noop("Category"), lambda row: spoken(row.category.name, row.category.name_en)),
        Column("state", gettext_noop("State"), lambda row: state_badge(row.state), kind="badge", sort="state"),
        Column("store", gettext_noop("Store"), _store, sort="store__code"),
        Column("place", gettext_noop("Place"), lambda row: str(row.place)),
        Column("gross", gettext_noop("Total weight"), "gross_weight_mg", kind="grams", sort="gross_weight_mg"),
        Column("net", gettext_noop("Net weight"), "net_weight_mg", kind="grams", sort="net_weight_mg"),
        Column("tag_price", gettext_noop("Tag price"), "tag_price_cents", kind="yuan", sort="tag_price_cents"),
        Column("cost", gettext_noop("Cost"), "shown_cost", kind="yuan", sort="shown_cost", switch="cost"),
        Column("received", gettext_noop("Received"), "received_at", kind="datetime", sort="received_at"),
    ],
    conditions=[
        Condition(
            "search",
            gettext_noop("Tag or name"),
            "text",
            _words,
            hint=gettext_noop("The beginning of a tag, or a part of the name."),
        ),
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in STATE_WORDS.items()]
        ),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=choices.stores),
        Condition(
            "at_the_door",
            gettext_noop("Place"),
            "choice",
            lambda rows, value: rows.filter(selectors.UNPLACED),
            choices=[("yes", gettext_noop("Not yet on a tray"))],
        ),
        Condition(
            "category",
            gettext_noop("Category"),
            "choice",
            _in_branch("category"),
            choices=lambda actor: choices.branches(),
        ),
        Condition(
            "basis",
            gettext_noop("Price by"),
            "choice",
            "price_basis",
            choices=[(str(k), w) for k, w in BASIS_LABELS.items()],
        ),
        Condition("net", gettext_noop("Net weight"), "range", _between("net_weight_mg"), unit="grams"),
        Condition("price", gettext_noop("Tag price"), "range", _between("tag_price_cents"), unit="yuan"),
        Condition("received", gettext_noop("Received"), "dates", "received_at"),
    ],
    order=("-received_at", "-id"),
    totals=[
        Total("pieces", gettext_noop("Pieces"), Count("id")),
        Total("net", gettext_noop("Net weight"), Sum("net_weight_mg"), kind="grams"),
        Total("tag_price", gettext_noop("Tag prices"), Sum("tag_price_cents"), kind="yuan"),
        Total("cost", gettext_noop("Cost"), Sum("shown_cost"), kind="yuan", switch="cost"),
    ],
    actions=[(gettext_noop("Receive goods"), "inventory:receive", InventoryPermission.RECEIVE_PIECES)],
    batch=[
        BatchAct("tags", gettext_noop("Print tags"), InventoryPermission.PRINT_TAGS, "inventory:tags", "tag"),
        BatchAct("reprice", gettext_noop("Reprice"), InventoryPermission.REPRICE, "inventory:reprice", "currency-yuan"),
        BatchAct("retag", gettext_noop("Retag many"), InventoryPermission.REPRICE, "inventory:retag_many", "tag"),
        BatchAct(
            "withdraw",
            gettext_noop("Withdraw many"),
            InventoryPermission.MANAGE_PIECES,
            "inventory:withdraw_many",
            "archive",
        ),
    ],
    empty=gettext_noop("No piece has come in yet. Receive goods, or import them from a file."),
    icon="diamond",
)

LOTS = ListDefinition(
    key="inventory.lots",
    title=gettext_noop("Bulk goods"),
    purpose=gettext_noop("Chains, beads and small silver without tags of their own: pieces and grams."),
    permission=InventoryPermission.VIEW_PIECES,
    queryset=selectors.lots_queryset,
    columns=[
        Column(
            "sku", gettext_noop("Number"), "sku", sort="sku", link=lambda row: reverse("inventory:lot", args=[row.sku])
        ),
        Column("name", gettext_noop("Name"), lambda row: spoken(row.name, row.name_en), sort="name"),
        Column("category", gettext_noop("Category"), lambda row: spoken(row.category.name, row.category.name_en)),
        Column(
            "basis", gettext_noop("Price by"), lambda row: ("plain", "", LOT_BASIS_WORDS[row.price_basis]), kind="badge"
        ),
        Column("price", gettext_noop("Price or labour"), "price_cents", kind="yuan", sort="price_cents"),
        Column("on_hand", gettext_noop("Pieces"), "on_hand", kind="int", sort="on_hand"),
        Column("on_hand_mg", gettext_noop("Weight"), "on_hand_mg", kind="grams", sort="on_hand_mg"),
    ],
    conditions=[
        Condition(
            "search",
            gettext_noop("Number or name"),
            "text",
            lambda rows, text: rows.filter(Q(sku__startswith=normal_tag(text)) | Q(name__contains=text)),
        ),
        Condition(
            "category",
            gettext_noop("Category"),
            "choice",
            _in_branch("category"),
            choices=lambda actor: choices.branches(),
        ),
    ],
    order=("sku", "id"),
    actions=[(gettext_noop("New bulk goods"), "inventory:lot_open", InventoryPermission.MANAGE_PIECES)],
    empty=gettext_noop("No bulk goods yet."),
    icon="circles",
)

MOVEMENTS = ListDefinition(
    key="inventory.movements",
    title=gettext_noop("Movements"),
    purpose=gettext_noop("What happened to which piece, when, by whom, on which paper."),
    permission=InventoryPermission.VIEW_PIECES,
    queryset=selectors.movements_queryset,
    columns=[
        Column("at", gettext_noop("When"), "at", kind="datetime", sort="at"),
        Column(
            "tag", gettext_noop("Tag"), "piece__tag", link=lambda row: reverse("inventory:piece", args=[row.piece.tag])
        ),
        Column(
            "kind", gettext_noop("What happened"), lambda row: ("plain", "", MOVEMENT_WORDS[row.kind]), kind="badge"
        ),
        Column("store", gettext_noop("Store"), _store),
        Column("from", gettext_noop("From"), lambda row: gettext(place_words(row.from_place))),
        Column("to", gettext_noop("To"), lambda row: gettext(place_words(row.to_place))),
        Column("weight", gettext_noop("Net weight"), lambda row: row.piece.net_weight_mg, kind="grams"),
        Column("document", gettext_noop("Paper"), lambda row: row.document if ":" not in row.document else ""),
        Column("actor", gettext_noop("By"), "actor_name"),
    ],
    conditions=[
        Condition("tag", gettext_noop("Tag"), "text", lambda rows, text: rows.filter(piece__tag=normal_tag(text))),
        Condition(
            "kind",
            gettext_noop("What happened"),
            "choice",
            "kind",
            choices=[(k.value, w) for k, w in MOVEMENT_WORDS.items()],
        ),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=choices.stores),
        Condition("at", gettext_noop("When"), "dates", "at"),
    ],
    order=("-id",),
    empty=gettext_noop("Nothing has moved yet."),
    icon="arrows-move",
)
