"""The bulk ledger: signed sides that sum to zero, balances under their locks. Steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from facet.inventory.models import BulkBalance, BulkEntry, BulkLot, Place
from facet.inventory.rules.bulk import BulkKind, Holding, drawn
from facet.inventory.rules.states import VIRTUAL, PlaceKind
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.for_sale import LotForSale, as_lots_for_sale
from facet.inventory.services.month_guard import open_month_here, refuse_locked_month
from facet.inventory.services.places import places_of_store
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
    """Every balance, real and virtual, of the lots in the store, with its place, locked by id. Queries: 1."""
    rows = BulkBalance.objects.select_related("place").select_for_update(of=("self",))
    return list(rows.filter(lot__in=set(lot_ids), store=store_id).order_by("pk"))


@joins_unit_of_work
def write_entries(sides: Sequence[Side], *, before: Sequence[Holding], kind: BulkKind, act: BulkAct) -> None:
    """Write the sides and the balances after them; a line's sides sum to zero. Queries: 2.

    `before` is what every locked account named held. A balance below zero is refused by the table.
    Raises: MonthLocked.
    """
    now = {each.account_id: each for each in before}
    entries = []
    for side in sides:
        after = now[side.account_id].less(Holding(side.account_id, -side.quantity, -side.weight_mg))
        now[side.account_id] = after
        entries.append(
            BulkEntry(
                account_id=side.account_id,
                operation_id=act.operation_id,
                line_no=side.line_no,
                kind=kind.value,
                recorded_at=act.at,
                quantity=side.quantity,
                weight_mg=side.weight_mg,
                quantity_after=after.quantity,
                weight_after_mg=after.weight_mg,
                document=act.document,
                actor_key=act.actor.key,
                actor_name=act.actor.name,
                reason=act.reason,
            )
        )
    touched = sorted({side.account_id for side in sides})
    rows = [BulkBalance(pk=pk, quantity=now[pk].quantity, weight_mg=now[pk].weight_mg) for pk in touched]
    still_open = BulkBalance.objects.filter(open_month_here(at=act.at))
    if still_open.bulk_update(rows, ["quantity", "weight_mg"]) != len(rows):
        stores = BulkBalance.objects.filter(pk__in=touched).values_list("store_id", flat=True)
        refuse_locked_month(set(stores), at=act.at)
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
    lots: Sequence[LotForSale],
    actor: Actor,
    operation_id: UUID,
    document: str,
    at: datetime,
) -> None:
    """Take bulk goods from the store for its customers: for each line what its places give, and the other side.

    `lots` are those that `lock_lots` gave in this use case. Raises: LotShort. Queries: 2.
    """
    act = BulkAct(operation_id=operation_id, actor=actor, at=at, document=document)
    by_id = {lot.id: lot for lot in lots}
    left = {each.account_id: each for lot in lots for each in lot.held}
    sides: list[Side] = []
    for line in (BulkIssue(*each) for each in lines):
        lot = by_id[line.lot_id]
        own = [left[account_id] for account_id in lot.balance_ids]
        for part in drawn(own, sku=lot.sku, quantity=line.quantity, weight_mg=line.weight_mg):
            left[part.account_id] = left[part.account_id].less(part)
            sides.append(Side(part.account_id, line.line_no, -part.quantity, -part.weight_mg))
        assert lot.customers is not None, "a lot that a store holds has its virtual accounts"
        sides.append(Side(lot.customers.account_id, line.line_no, line.quantity, line.weight_mg))
    if sides:
        before = [each for lot in lots for each in (*lot.held, lot.customers) if each is not None]
        write_entries(sides, before=before, kind=BulkKind.SOLD, act=act)


@joins_unit_of_work
def return_bulk(
    lines: Sequence[BulkIssue], *, store_id: int, actor: Actor, operation_id: UUID, document: str, at: datetime
) -> None:
    """Take bulk goods back from customers into the place of the store that takes in goods.

    Locks: bulk balances by id. Queries: 6.
    """
    places = places_of_store(store_id=store_id).values()
    takes_in = next(place for place in places if place.takes_in)
    customers = next(place for place in places if place.kind == PlaceKind.CUSTOMER)
    lot_ids = sorted({line.lot_id for line in lines})
    open_accounts(lot_ids, places=(takes_in, customers))
    balances = {(row.lot_id, row.place_id): row for row in lock_balances(lot_ids, store_id=store_id)}
    sides = []
    for line in lines:
        home, away = balances[line.lot_id, takes_in.pk], balances[line.lot_id, customers.pk]
        sides.append(Side(home.pk, line.line_no, line.quantity, line.weight_mg))
        sides.append(Side(away.pk, line.line_no, -line.quantity, -line.weight_mg))
    before = [Holding(row.pk, row.quantity, row.weight_mg) for row in balances.values()]
    act = BulkAct(operation_id=operation_id, actor=actor, at=at, document=document)
    write_entries(sides, before=before, kind=BulkKind.RETURNED, act=act)
