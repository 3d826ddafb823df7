"""Steps that every act on a transfer shares: its lock, its papers, its bulk goods, its to-dos."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory.errors import LotShort, TransferUnknown
from facet.inventory.models import BulkBalance, Place, Transfer, TransferLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import BulkKind, Holding, drawn, grams
from facet.inventory.services.bulk_ledger import BulkAct, Side, open_accounts, write_entries
from facet.inventory.services.places import places_of_store
from facet.kernel import outbox
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.kernel.wording import both
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.organisation.services import TaskIn

REQUEST, MOVE = InventoryPermission.REQUEST_TRANSFER, InventoryPermission.MOVE_PIECES


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferItem:
    """One scanned piece; `weight_mg` is what the scale says now, None when nobody weighed."""

    tag: str
    weight_mg: int | None = None
    damaged: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferBulk:
    """An amount of one lot. Units: pieces, mg."""

    sku: str
    quantity: int
    weight_mg: int


class Leg(NamedTuple):
    """Bulk goods of one line on their way from one set of accounts to another place."""

    lot_id: int
    sku: str
    line_no: int
    quantity: int
    weight_mg: int
    lost_mg: int = 0  # grams of pieces that all arrived, lighter (or, negative, heavier) than they left


@joins_unit_of_work
def lock_transfer(number: str) -> Transfer:
    """The transfer, locked. Raises: TransferUnknown. Locks: the transfer. Queries: 1."""
    rows = Transfer.objects.select_related("from_store", "to_store").select_for_update(of=("self",))
    row = rows.filter(number=number.strip().upper()).first()
    if row is None:
        raise TransferUnknown(number=number, key=number)
    return row


@joins_unit_of_work
def refuse_strangers(actor: Actor, transfer: Transfer, *, right: str, side: str = "") -> None:
    """Refuse who holds `right` at neither end, or not at `side` ("from" or "to"), as if there were no transfer.

    Raises: TransferUnknown. Queries: 0.
    """
    ends = {"from": transfer.from_store_id, "to": transfer.to_store_id}
    wanted = [ends[side]] if side else list(ends.values())
    if not any(actor.may(right, store_id=each) for each in wanted):
        raise TransferUnknown(number=transfer.number, key=transfer.number)


@joins_unit_of_work
def open_transfer(
    actor: Actor, *, stores: tuple[StoreRow, StoreRow], at: datetime, origin: str = "", **facts: Any
) -> Transfer:
    """A new transfer with the next number of its month. Locks: the number series. Queries: 2."""
    month = at.astimezone(ZoneInfo(stores[0].time_zone)).strftime("%y%m")
    number = organisation_services.next_number("inventory.transfer", scope=month)
    return Transfer.objects.create(
        number=f"TR-{month}-{number:04d}",
        from_store_id=stores[0].id,
        to_store_id=stores[1].id,
        state="requested",
        origin=origin,
        requested_at=at,
        requested_by_key=actor.key,
        requested_by_name=actor.name,
        **facts,
    )


@joins_unit_of_work
def move_bulk(legs: Sequence[Leg], *, store_id: int, to: Place | None, kind: BulkKind, act: BulkAct) -> None:
    """Move bulk goods of `store_id`: from its shelves to its road (`to` None), or from its road to place `to`.

    Raises: LotShort. Locks: bulk balances by id, of both ends at once. Queries: 5.
    """
    if not legs:
        return
    places = places_of_store(store_id=store_id)
    road, loss = places["TRANSIT"], places["LOSS"]
    lots = sorted({leg.lot_id for leg in legs})
    open_accounts(lots, places=[road, loss] if to is None else [road, loss, to])
    wanted = BulkBalance.objects.filter(lot__in=lots).order_by("pk").select_for_update(of=("self",))
    rows = list(wanted.filter(store__in={store_id} if to is None else {store_id, to.store_id}))
    held = {row.pk: Holding(row.pk, row.quantity, row.weight_mg) for row in rows}
    sides: list[Side] = []
    for leg in legs:
        mine = {row.place_id: row.pk for row in rows if row.lot_id == leg.lot_id}
        if to is None:
            shelves = [
                held[row.pk]
                for row in rows
                if row.lot_id == leg.lot_id and not row.is_virtual and row.store_id == store_id
            ]
            parts = drawn(shelves, sku=leg.sku, quantity=leg.quantity, weight_mg=leg.weight_mg)
            target = mine[road.pk]
        else:
            parts, target = _taken(held[mine[road.pk]], leg), mine[to.pk]
        for part in parts:
            held[part.account_id] = held[part.account_id].less(part)
            sides.append(Side(part.account_id, leg.line_no, -part.quantity, -part.weight_mg))
        sides.append(Side(target, leg.line_no, leg.quantity, leg.weight_mg))
        if leg.lost_mg:
            sides.append(Side(mine[loss.pk], leg.line_no, 0, leg.lost_mg))
    before = [Holding(row.pk, row.quantity, row.weight_mg) for row in rows]
    write_entries([side for side in sides if side.quantity or side.weight_mg], before=before, kind=kind, act=act)


def _taken(travelling: Holding, leg: Leg) -> list[Holding]:
    """What the road gives: the pieces that arrived, with the grams they left with."""
    if travelling.quantity < leg.quantity:
        raise LotShort(
            sku=leg.sku,
            quantity=travelling.quantity,
            grams=grams(travelling.weight_mg),
            wanted=leg.quantity,
            wanted_grams=grams(leg.weight_mg),
        )
    return [Holding(travelling.account_id, leg.quantity, leg.weight_mg + leg.lost_mg)]


@joins_unit_of_work
def legs_of(lines: Iterable[TransferLine]) -> list[Leg]:
    """What of bulk lines has not arrived yet. Queries: 0."""
    return [
        Leg(line.lot_id, line.label, line.line_no, line.quantity - line.received_quantity, _left_mg(line))
        for line in lines
        if line.lot_id is not None
    ]


def _left_mg(line: TransferLine) -> int:
    return max(0, line.weight_mg - (line.received_weight_mg or 0))


@joins_unit_of_work
def tell(actor: Actor, transfer: Transfer, *, to_store: int, what: str, title: str, at: datetime) -> None:
    """Put a to-do about the transfer on a store's list. Queries: 2."""
    facts = {"number": transfer.number} | _other(transfer, to_store)
    url = reverse("inventory:transfer", args=[transfer.number])
    task = TaskIn(
        key=f"transfer:{transfer.pk}:{what}", kind="inventory.transfer", title=title, facts=facts, url=url,
        icon="transfer", tone="warn", store_id=to_store,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)


def _other(transfer: Transfer, store_id: int) -> dict[str, str]:
    other = transfer.to_store if store_id == transfer.from_store_id else transfer.from_store
    return both("store", other.name, other.name_en)


@joins_unit_of_work
def untell(actor: Actor, transfer: Transfer, *what: str, at: datetime) -> None:
    """Close the to-dos whose reason is gone. Queries: one each."""
    for each in what:
        organisation_services.close_task(actor, key=f"transfer:{transfer.pk}:{each}", at=at)


@joins_unit_of_work
def note(actor: Actor, action: str, transfer: Transfer, *, at: datetime, **facts: Any) -> None:
    """One row of the audit and one event for those who hear of transfers. Queries: 2."""
    audit_services.record(
        actor,
        action,
        at=at,
        subject=("inventory.transfer", transfer.pk, transfer.number),
        store=(transfer.from_store_id, transfer.from_store.name),
        to_store=transfer.to_store.name,
        **facts,
    )
    outbox.publish(
        action, at=at, transfer_id=transfer.pk, store_id=transfer.from_store_id, to_store_id=transfer.to_store_id
    )
