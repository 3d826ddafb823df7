"""Notes of goods at laboratories and factories, as the people of their stores see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from facet.inventory.errors import OutsideUnknown
from facet.inventory.models import OutsideLine, OutsideNote
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.outside import (
    NOTE_WORDS,
    OUTSIDE_LINE_WORDS,
    OUTSIDE_WORDS,
    PARTIES,
    PURPOSE_WORDS,
    NoteState,
    OutsideKind,
    OutsideLineState,
    Purpose,
    days_late,
    is_open,
)
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor, require

SEND = InventoryPermission.SEND_OUTSIDE
_OUT = Q(lines__state=OutsideLineState.OUT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLineRow:
    """One piece of a note. Units: mg, cents; None: nobody weighed, or not to be seen."""

    line_no: int
    tag: str
    name: str
    name_en: str
    state: str
    state_word: str
    out_weight_mg: int
    back_weight_mg: int | None
    differs: bool
    back_at: datetime | None
    fee_cents: int | None
    certificate: str
    became: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePage:
    """One note with its pieces, and what the viewer may do with it now. Units: mg, cents, days."""

    number: str
    kind: str
    kind_word: str
    state: str
    state_word: str
    store_code: str
    store_name: str
    store_name_en: str
    partner_code: str
    partner: str
    partner_en: str
    purpose_word: str
    expected_on: date
    days_late: int
    sent_at: datetime
    sent_by: str
    seal: str
    note: str
    fee_cents: int | None
    closed_at: datetime | None
    lines: tuple[OutsideLineRow, ...]
    may_receive: bool
    may_cancel: bool
    may_lose: bool

    @property
    def weight_mg(self) -> int:
        return sum(line.out_weight_mg for line in self.lines)

    @property
    def outside(self) -> tuple[OutsideLineRow, ...]:
        return tuple(line for line in self.lines if line.state == OutsideLineState.OUT)


def outside_queryset(viewer: Actor) -> QuerySet[OutsideNote]:
    """The notes of the stores in reach, with how many pieces are listed and how many are still outside. Queries: 0."""
    stores = viewer.scope(SEND).store_ids
    rows = OutsideNote.objects.select_related("store", "partner")
    if stores is not None:
        rows = rows.filter(store__in=stores)
    return rows.annotate(
        pieces=Count("lines"), outside=Count("lines", filter=_OUT), grams_mg=Sum("lines__out_weight_mg", default=0)
    )


def outside_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Notes by a part of the number, or by the whole tag of one of their pieces. Queries: 0."""
    wanted = text.strip().upper()
    return rows.filter(Q(number__contains=wanted) | Q(pk__in=OutsideLine.objects.filter(tag=wanted).values("note")))


def list_outside(viewer: Actor, *, state: str = "", limit: int = 100) -> Sequence[OutsideNote]:
    """The newest notes of the stores in reach, for programs. Raises: NotPermitted. Queries: 1."""
    require(viewer, SEND)
    rows = outside_queryset(viewer).order_by("-sent_at", "-id")
    return list((rows.filter(state=state) if state else rows)[:limit])


def outside_page(viewer: Actor, number: str, *, at: datetime) -> OutsidePage:
    """One note with its pieces. Raises: NotPermitted, OutsideUnknown. Queries: 2."""
    require(viewer, SEND)
    row = outside_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise OutsideUnknown(number=number, key=number)
    sees = viewer.sees(COST)
    found = row.lines.select_related("piece", "became").order_by("line_no")
    return OutsidePage(
        number=row.number, kind=row.kind, kind_word=OUTSIDE_WORDS[OutsideKind(row.kind)], state=row.state,
        state_word=NOTE_WORDS[NoteState(row.state)], store_code=row.store.code, store_name=row.store.name,
        store_name_en=row.store.name_en, partner_code=row.partner.code, partner=row.partner.name,
        partner_en=row.partner.name_en, purpose_word=PURPOSE_WORDS[Purpose(row.purpose)],
        expected_on=row.expected_on,
        days_late=days_late(row.state, expected_on=row.expected_on, on=local_date(at, row.store.time_zone)),
        sent_at=row.sent_at,
        sent_by=row.sent_by_name, seal=row.seal, note=row.note, fee_cents=row.fee_cents if sees else None,
        closed_at=row.closed_at, lines=tuple(_line(each, sees) for each in found),
        may_receive=is_open(row.state), may_cancel=row.state == NoteState.OUT,
        may_lose=is_open(row.state) and viewer.may(InventoryPermission.MANAGE_PIECES, store_id=row.store_id),
    )  # fmt: skip


def _line(row: OutsideLine, sees: bool) -> OutsideLineRow:
    return OutsideLineRow(
        line_no=row.line_no, tag=row.piece.tag, name=row.piece.legal_name, name_en=row.piece.legal_name_en,
        state=row.state, state_word=OUTSIDE_LINE_WORDS[OutsideLineState(row.state)], out_weight_mg=row.out_weight_mg,
        back_weight_mg=row.back_weight_mg, differs=row.differs, back_at=row.back_at,
        fee_cents=row.fee_cents if sees else None, certificate=row.certificate,
        became=row.became.tag if row.became else "", remark=row.remark,
    )  # fmt: skip


def parties(viewer: Actor, kind: str = "") -> list[tuple[str, str, str, str]]:
    """Laboratories and factories that are dealt with: code, name, English name, kind.

    Raises: NotPermitted. Queries: 1.
    """
    require(viewer, SEND)
    wanted = PARTIES[OutsideKind(kind)] if kind else [each for kinds in PARTIES.values() for each in kinds]
    partners: Any = OutsideNote._meta.get_field("partner").related_model  # a traversal downwards
    rows = partners._default_manager.filter(kind__in=wanted, is_active=True).order_by("kind", "code")
    return list(rows.values_list("code", "name", "name_en", "kind"))


def late_outside(viewer: Actor, *, at: datetime) -> tuple[int, int]:
    """How many pieces are outside in the stores in reach, and on how many late notes. Queries: 2."""
    rows = outside_queryset(viewer).order_by()
    out = rows.filter(state__in=[NoteState.OUT.value, NoteState.PARTLY.value])
    today = local_date(at, settings.TIME_ZONE)
    pieces = OutsideLine.objects.filter(note__in=out.values("pk"), state=OutsideLineState.OUT.value).count()
    return pieces, out.filter(expected_on__lt=today).count()
