"""Transfers as their two stores see them; to everybody else they do not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from facet.inventory.errors import TransferUnknown
from facet.inventory.models import Transfer, TransferLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.transfer import (
    DIFFERENCE_WORDS,
    LINE_WORDS,
    TRANSFER_WORDS,
    Act,
    Difference,
    LineState,
    TransferState,
    may,
)
from facet.kernel.permissions import Actor, require

REQUEST, MOVE = InventoryPermission.REQUEST_TRANSFER, InventoryPermission.MOVE_PIECES
ROAD = Q(lines__state=LineState.ON_THE_ROAD.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLineRow:
    """One line as the page and the packing list show it. Words are English. Units: mg."""

    line_no: int
    label: str
    name: str
    name_en: str
    is_lot: bool
    state: str
    state_word: str
    quantity: int
    received_quantity: int
    weight_mg: int
    sent_weight_mg: int | None
    received_weight_mg: int | None
    difference: str
    difference_word: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPage:
    """One transfer with its lines, and what the viewer may do with it now. `days` since it left."""

    number: str
    state: str
    state_word: str
    from_code: str
    from_name: str
    from_name_en: str
    to_code: str
    to_name: str
    to_name_en: str
    for_customer: bool
    note: str
    seal: str
    carrier: str
    parcel_weight_mg: int | None
    requested_at: datetime
    requested_by: str
    sent_at: datetime | None
    sent_by: str
    received_at: datetime | None
    received_by: str
    days: int
    lines: tuple[TransferLineRow, ...]
    may_send: bool
    may_receive: bool
    may_cancel: bool
    may_lose: bool

    @property
    def pieces(self) -> int:
        return sum(each.quantity for each in self.lines if each.state != LineState.NOT_SENT)

    @property
    def weight_mg(self) -> int:
        return sum(each.weight_mg for each in self.lines if each.state != LineState.NOT_SENT)

    @property
    def missing(self) -> tuple[TransferLineRow, ...]:
        return tuple(each for each in self.lines if each.state == LineState.ON_THE_ROAD)


def transfers_queryset(viewer: Actor) -> QuerySet[Transfer]:
    """The transfers in which a store of the viewer takes part, with pieces and grams on the road."""
    stores = viewer.scope(REQUEST).joined(viewer.scope(MOVE)).store_ids
    rows = Transfer.objects.select_related("from_store", "to_store")
    if stores is not None:
        rows = rows.filter(Q(from_store__in=stores) | Q(to_store__in=stores))
    return rows.annotate(
        pieces=Sum("lines__quantity", default=0, filter=~Q(lines__state=LineState.NOT_SENT.value)),
        grams_mg=Sum("lines__weight_mg", default=0, filter=~Q(lines__state=LineState.NOT_SENT.value)),
        missing=Count("lines", filter=ROAD),
    )


def transfers_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Transfers by a part of the number, or by the whole tag of a piece that travels. Queries: 0."""
    wanted = text.strip().upper()
    return rows.filter(
        Q(number__contains=wanted) | Q(pk__in=TransferLine.objects.filter(label=wanted).values("transfer"))
    )


def on_the_road_queryset(viewer: Actor) -> QuerySet[TransferLine]:
    """Every line that is between two stores of the viewer, the oldest first."""
    stores = viewer.scope(REQUEST).joined(viewer.scope(MOVE)).store_ids
    rows = TransferLine.objects.filter(state=LineState.ON_THE_ROAD.value)
    if stores is not None:
        rows = rows.filter(Q(transfer__from_store__in=stores) | Q(transfer__to_store__in=stores))
    return rows.annotate(left_at=F("transfer__sent_at")).select_related(
        "transfer__from_store", "transfer__to_store", "piece", "lot"
    )


def transfer_page(viewer: Actor, number: str, *, at: datetime) -> TransferPage:
    """One transfer with its lines. Raises: NotPermitted, TransferUnknown. Queries: 2."""
    if not viewer.may(MOVE):
        require(viewer, REQUEST)
    row = transfers_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise TransferUnknown(number=number, key=number)
    lines = row.lines.select_related("piece", "lot").order_by("line_no")
    return TransferPage(
        number=row.number,
        state=row.state,
        state_word=TRANSFER_WORDS[TransferState(row.state)],
        from_code=row.from_store.code,
        from_name=row.from_store.name,
        from_name_en=row.from_store.name_en,
        to_code=row.to_store.code,
        to_name=row.to_store.name,
        to_name_en=row.to_store.name_en,
        **{name: getattr(row, name) for name in _SAME},
        requested_by=row.requested_by_name,
        sent_by=row.sent_by_name,
        received_by=row.received_by_name,
        days=(at - row.sent_at) // timedelta(days=1) if row.sent_at else 0,
        lines=tuple(_line(each) for each in lines),
        **_acts(viewer, row),  # type: ignore[arg-type]  # flags by name
    )


_SAME = ("for_customer", "note", "seal", "carrier", "parcel_weight_mg", "requested_at", "sent_at", "received_at")


def _acts(viewer: Actor, row: Transfer) -> dict[str, bool]:
    """Which buttons the page shows. Queries: 0."""
    sends, takes = viewer.may(MOVE, store_id=row.from_store_id), viewer.may(MOVE, store_id=row.to_store_id)
    asks = any(viewer.may(REQUEST, store_id=each) for each in (row.from_store_id, row.to_store_id))
    stops = asks if row.state == TransferState.REQUESTED else sends
    manages = viewer.may(InventoryPermission.MANAGE_PIECES, store_id=row.from_store_id)
    return {
        "may_send": sends and may(row.state, Act.SEND),
        "may_receive": takes and may(row.state, Act.RECEIVE),
        "may_cancel": stops and may(row.state, Act.CANCEL),
        "may_lose": manages and may(row.state, Act.LOSE),
    }


def _line(row: TransferLine) -> TransferLineRow:
    named: Any = row.piece or row.lot
    name, name_en = (
        (row.piece.legal_name, row.piece.legal_name_en) if row.piece is not None else (named.name, named.name_en)
    )
    return TransferLineRow(
        name=name,
        name_en=name_en,
        is_lot=row.lot_id is not None,
        state_word=LINE_WORDS[LineState(row.state)],
        difference_word=DIFFERENCE_WORDS[Difference(row.difference)] if row.difference else "",
        **{
            each: getattr(row, each)
            for each in (
                "line_no", "label", "state", "quantity", "received_quantity", "weight_mg", "sent_weight_mg",
                "received_weight_mg", "difference", "note",
            )
        },
    )  # fmt: skip


def list_transfers(viewer: Actor, *, state: str = "", limit: int = 100) -> Sequence[Transfer]:
    """The newest transfers of the viewer's stores, for programs. Raises: NotPermitted. Queries: 1."""
    if not viewer.may(MOVE):
        require(viewer, REQUEST)
    rows = transfers_queryset(viewer).order_by("-requested_at", "-id")
    return list((rows.filter(state=state) if state else rows)[:limit])
