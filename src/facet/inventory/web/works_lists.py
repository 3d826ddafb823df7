"""The lists of works, of notes outside, and of sets."""

from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.outside import NOTE_WORDS, OUTSIDE_WORDS, PURPOSE_WORDS, NoteState, OutsideKind, Purpose
from facet.inventory.rules.sets import POLICY_WORDS, SET_WORDS, SetPolicy, SetState
from facet.inventory.rules.works import KIND_WORDS, LOSS_WORDS, WORK_WORDS, LossReason, WorkKind, WorkState
from facet.inventory.selectors.outside import outside_named, outside_queryset
from facet.inventory.selectors.sets import sets_named, sets_queryset
from facet.inventory.selectors.works import works_named, works_queryset
from facet.inventory.web import choices
from facet.inventory.web.fields import spoken
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total

WORK_TONES = {
    WorkState.WAITING: ("gold", "user-check"),
    WorkState.DONE: ("ok", "check"),
    WorkState.UNDONE: ("plain", "arrow-back-up"),
    WorkState.REFUSED: ("danger", "circle-x"),
}
NOTE_TONES = {
    NoteState.OUT: ("action", "building-factory"),
    NoteState.PARTLY: ("warn", "hourglass"),
    NoteState.BACK: ("ok", "check"),
    NoteState.CANCELLED: ("plain", "ban"),
}
SET_TONES = {
    SetState.WHOLE: ("ok", "check"),
    SetState.PARTED: ("warn", "route"),
    SetState.BROKEN: ("danger", "alert-triangle"),
    SetState.SOLD: ("gold", "receipt"),
    SetState.ENDED: ("plain", "archive"),
}


def work_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a work's state."""
    known = WorkState(state)
    return (*WORK_TONES[known], WORK_WORDS[known])


def note_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a note's state."""
    known = NoteState(state)
    return (*NOTE_TONES[known], NOTE_WORDS[known])


def set_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of how a set stands."""
    known = SetState(state)
    return (*SET_TONES[known], SET_WORDS[known])


def _store(row: Any) -> str:
    return spoken(row.store.name, row.store.name_en)


def _plain(words: Any, member: Any, path: str) -> Any:
    return lambda row: ("plain", "", words[member(getattr(row, path))])


WORKS = ListDefinition(
    key="inventory.works",
    title=gettext_noop("Works on goods"),
    purpose=gettext_noop("Pieces that were split, combined or taken apart: what went in, came out and was lost."),
    permission=InventoryPermission.WORK_GOODS,
    queryset=works_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number",
               link=lambda row: reverse("inventory:work", args=[row.number])),
        Column("kind", gettext_noop("Work"), _plain(KIND_WORDS, WorkKind, "kind"), kind="badge", sort="kind"),
        Column("state", gettext_noop("State"), lambda row: work_badge(row.state), kind="badge", sort="state"),
        Column("store", gettext_noop("Store"), _store),
        Column("went_in", gettext_noop("Went in"), "went_in", kind="int"),
        Column("came_out", gettext_noop("Came out"), "came_out", kind="int"),
        Column("went_mg", gettext_noop("Metal that went in"), "went_mg", kind="grams"),
        Column("loss", gettext_noop("Metal lost"), "loss_mg", kind="grams", sort="loss_mg"),
        Column("reason", gettext_noop("What became of the rest"),
               _plain(LOSS_WORDS, LossReason, "loss_reason"), kind="badge"),
        Column("made", gettext_noop("When"), "made_at", kind="datetime", sort="made_at"),
        Column("by", gettext_noop("By"), "made_by_name"),
    ],
    conditions=[
        Condition("search", gettext_noop("Number or tag"), "text", works_named,
                  hint=gettext_noop("WK-2611-0003, or a whole tag.")),
        Condition("kind", gettext_noop("Work"), "choice", "kind",
                  choices=[(k.value, w) for k, w in KIND_WORDS.items()]),
        Condition("state", gettext_noop("State"), "choice", "state",
                  choices=[(k.value, w) for k, w in WORK_WORDS.items()]),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=choices.stores),
        Condition("made", gettext_noop("When"), "dates", "made_at"),
    ],
    order=("-made_at", "-id"),
    totals=[
        Total("works", gettext_noop("Works on goods"), Count("id", distinct=True)),
        Total("loss", gettext_noop("Metal lost"), Sum("loss_mg"), kind="grams"),
    ],
    actions=[
        (gettext_noop("Split a piece"), "inventory:work_split", InventoryPermission.WORK_GOODS),
        (gettext_noop("Combine pieces"), "inventory:work_combine", InventoryPermission.WORK_GOODS),
        (gettext_noop("Take a piece apart"), "inventory:work_take_apart", InventoryPermission.WORK_GOODS),
    ],
    empty=gettext_noop("No piece has been split, combined or taken apart yet."),
    icon="arrows-split",
)  # fmt: skip

OUTSIDE = ListDefinition(
    key="inventory.outside",
    title=gettext_noop("Outside notes"),
    purpose=gettext_noop("Pieces at laboratories and factories: who has them, what for, since when, until when."),
    permission=InventoryPermission.SEND_OUTSIDE,
    queryset=outside_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number",
               link=lambda row: reverse("inventory:outside_note", args=[row.number])),
        Column("kind", gettext_noop("Kind of note"), _plain(OUTSIDE_WORDS, OutsideKind, "kind"), kind="badge",
               sort="kind"),
        Column("state", gettext_noop("State"), lambda row: note_badge(row.state), kind="badge", sort="state"),
        Column("partner", gettext_noop("Laboratory or factory"),
               lambda row: spoken(row.partner.name, row.partner.name_en)),
        Column("purpose", gettext_noop("Purpose"), _plain(PURPOSE_WORDS, Purpose, "purpose"), kind="badge"),
        Column("store", gettext_noop("Store"), _store),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int"),
        Column("outside", gettext_noop("Still outside"), "outside", kind="int"),
        Column("grams", gettext_noop("Weight"), "grams_mg", kind="grams"),
        Column("sent", gettext_noop("Sent"), "sent_at", kind="datetime", sort="sent_at"),
        Column("expected", gettext_noop("Expected back"), "expected_on", kind="date", sort="expected_on"),
    ],
    conditions=[
        Condition("search", gettext_noop("Number or tag"), "text", outside_named,
                  hint=gettext_noop("LN-2611-0003, or a whole tag.")),
        Condition("kind", gettext_noop("Kind of note"), "choice", "kind",
                  choices=[(k.value, w) for k, w in OUTSIDE_WORDS.items()]),
        Condition("state", gettext_noop("State"), "choice", "state",
                  choices=[(k.value, w) for k, w in NOTE_WORDS.items()]),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=choices.stores),
        Condition("expected", gettext_noop("Expected back"), "dates", "expected_on"),
    ],
    order=("-sent_at", "-id"),
    totals=[Total("notes", gettext_noop("Outside notes"), Count("id", distinct=True))],
    actions=[
        (gettext_noop("Send to a laboratory"), "inventory:outside_lab", InventoryPermission.SEND_OUTSIDE),
        (gettext_noop("Send to a factory"), "inventory:outside_factory", InventoryPermission.SEND_OUTSIDE),
    ],
    empty=gettext_noop("Nothing was sent to a laboratory or factory yet."),
    icon="building-factory",
)  # fmt: skip

SETS = ListDefinition(
    key="inventory.sets",
    title=gettext_noop("Sets"),
    purpose=gettext_noop("Pieces that belong together under one set tag, and whether the set is still whole."),
    permission=InventoryPermission.VIEW_PIECES,
    queryset=sets_queryset,
    columns=[
        Column("tag", gettext_noop("Set tag"), "tag", sort="tag",
               link=lambda row: reverse("inventory:set", args=[row.tag])),
        Column("name", gettext_noop("Name of the set"), lambda row: spoken(row.name, row.name_en)),
        Column("store", gettext_noop("Put together in"), _store),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int"),
        Column("gone", gettext_noop("No longer ours"), "gone", kind="int"),
        Column("policy", gettext_noop("How it is sold"), _plain(POLICY_WORDS, SetPolicy, "policy"), kind="badge",
               sort="policy"),
        Column("price", gettext_noop("Set price"), "price_cents", kind="yuan", sort="price_cents"),
        Column("grams", gettext_noop("Weight"), "grams_mg", kind="grams"),
        Column("made", gettext_noop("Since"), "made_at", kind="datetime", sort="made_at"),
        Column("ended", gettext_noop("Dissolved"), "ended_at", kind="datetime", sort="ended_at"),
    ],
    conditions=[
        Condition("search", gettext_noop("Set tag, name or piece"), "text", sets_named,
                  hint=gettext_noop("A part of tag or name, or the whole tag of a piece.")),
        Condition("policy", gettext_noop("How it is sold"), "choice", "policy",
                  choices=[(k.value, w) for k, w in POLICY_WORDS.items()]),
        Condition("store", gettext_noop("Put together in"), "choice", "store__code", choices=choices.stores),
    ],
    order=("-made_at", "-id"),
    totals=[Total("sets", gettext_noop("Sets"), Count("id", distinct=True))],
    actions=[(gettext_noop("Put a set together"), "inventory:set_new", InventoryPermission.MANAGE_SETS)],
    empty=gettext_noop("No set was put together yet."),
    icon="box-multiple",
)  # fmt: skip
