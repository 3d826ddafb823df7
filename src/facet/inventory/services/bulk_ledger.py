"""The bulk ledger: signed sides that sum to zero, balances under their locks. Steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from facet.inventory.errors import LotShort
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot, Place
from facet.inventory.rules.bulk import BulkKind, Holding, drawn, grams
from facet.inventory.rules.states import VIRTUAL, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.for_sale import LotForSale, as_lots_for_sale
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work


class BulkIssue(NamedTuple):
    """One line of a sale that takes from a lot; a plain tuple in this order serves as well."""

    lot_id: int
    quantity: int
    weight_mg: int
    line_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """Under which operation, by whom, when, on which paper and why bulk goods move."""

    operation_id: UUID
    actor: Actor
    at: datetime
    document: str = ""
    reason: str = ""


class Side(NamedTuple):
    """One side of a move: signed pieces and milligrams on one account."""

    account_id: int
    line_no: int
    quantity: int
    weight_mg: int


@joins_unit_of_work
def open_accounts(lot_ids: Sequence[int], *, places: Sequence[Place]) -> None:
    """Make the balances of the lots at `places` that do not exist yet. Queries: 1."""
    BulkBalance.objects.bulk_create(
        (
            BulkBalance(lot_id=lot_id, place=place, store_id=place.store_id, is_virtual=place.kind in VIRTUAL)
            for lot_id in sorted(set(lot_ids))
            for place in places
        ),
        ignore_conflicts=True,
    )


@joins_unit_of_work
def lock_balances(lot_ids: Sequence[int], *, store_id: int) -> list[BulkBalance]:
    """Every balance, real and virtual, of the lots in the store, locked by id. Queries: 1."""
    rows = BulkBalance.objects.select_related("lot").select_for_update(of=("self",))
    return list(rows.filter(lot__in=set(lot_ids), store=store_id).order_by("pk"))


@joins_unit_of_work
def write_entries(sides: Sequence[Side], *, balances: Sequence[BulkBalance], kind: BulkKind, act: BulkAct) -> None:
    """Write the sides and their balances; a line's sides sum to zero. Queries: 2.

    `balances` are locked and hold every account named. A balance below zero is refused by the table.
    """
    rows = {row.pk: row for row in balances}
    entries = []
    for side in sides:
        row = rows[side.account_id]
        row.quantity += side.quantity
        row.weight_mg += side.weight_mg
        entries.append(
            BulkEntry(
                account=row,
                operation_id=act.operation_id,
                line_no=side.line_no,
                kind=kind.value,
                recorded_at=act.at,
                quantity=side.quantity,
                weight_mg=side.weight_mg,
                quantity_after=row.quantity,
                weight_after_mg=row.weight_mg,
                document=act.document,
                actor_key=act.actor.key,
                actor_name=act.actor.name,
                reason=act.reason,
            )
        )
    touched = sorted({side.account_id for side in sides})
    BulkBalance.objects.bulk_update([rows[pk] for pk in touched], ["quantity", "weight_mg"])
    BulkEntry.objects.bulk_create(entries)


@joins_unit_of_work
def lock_lots(skus: Sequence[str], *, store_id: int) -> list[LotForSale]:
    """The lots under `skus` with what the store has, their balances locked, in the order of `skus`.

    Raises: LotUnknown. Locks: bulk balances by id. Queries: 3.
    """
    if not skus:
        return []
    wanted = {normal_tag(sku) for sku in skus}
    lot_ids = list(BulkLot.objects.filter(sku__in=wanted).values_list("pk", flat=True))
    return as_lots_for_sale(skus, lock_balances(lot_ids, store_id=store_id))


@joins_unit_of_work
def issue_bulk(
    lines: Sequence[BulkIssue | tuple[int, int, int, int]],
    *,
    actor: Actor,
    store_id: int,
    operation_id: UUID,
    document: str,
    at: datetime,
) -> None:
    """Take bulk goods from the store for its customers, one pair of sides or more for each line.

    Raises: LotShort. Locks: bulk balances by id. Queries: 4.
    """
    if not lines:
        return
    act = BulkAct(operation_id=operation_id, actor=actor, at=at, document=document)
    wanted = [BulkIssue(*line) for line in lines]
    balances = lock_balances([line.lot_id for line in wanted], store_id=store_id)
    customers = Place.objects.filter(store=store_id, kind=PlaceKind.CUSTOMER).values_list("pk", flat=True).first()
    left = {row.pk: Holding(row.pk, row.quantity, row.weight_mg) for row in balances if not row.is_virtual}
    sides: list[Side] = []
    for line in wanted:
        rows = [row for row in balances if row.lot_id == line.lot_id]
        if not rows:
            raise LotShort(
                sku=str(line.lot_id),
                quantity=0,
                grams=grams(0),
                wanted=line.quantity,
                wanted_grams=grams(line.weight_mg),
            )
        own = [left[row.pk] for row in rows if not row.is_virtual]
        for part in drawn(own, sku=rows[0].lot.sku, quantity=line.quantity, weight_mg=line.weight_mg):
            left[part.account_id] = left[part.account_id].less(part)
            sides.append(Side(part.account_id, line.line_no, -part.quantity, -part.weight_mg))
        end = next(row.pk for row in rows if row.place_id == customers)
        sides.append(Side(end, line.line_no, line.quantity, line.weight_mg))
    write_entries(sides, balances=balances, kind=BulkKind.SOLD, act=act)
