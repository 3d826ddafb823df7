"""The bulk ledger: a first delivery of every lot to every store, then what tickets take, each with its other side."""

from collections.abc import Sequence
from datetime import datetime

from facet.demo.rules.tickets import LOTS, Ticket, ticket_id
from facet.demo.rules.world import World
from facet.demo.selectors import Stockroom
from facet.demo.services.acts import portion
from facet.demo.services.rows import Row, insert
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.services.bulk_ledger import open_accounts
from facet.inventory.services.places import places_of_store
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import Store

SPARE = 180  # pieces that each store keeps of each lot


@unit_of_work
def fill_lots(*, world: World, room: Stockroom, at: datetime) -> None:
    """What each store got of each lot before the first ticket: enough for all of them, and some to spare."""
    act = portion("bulk.received", at=at)
    if act.done:
        return
    first = min((delivery.at for delivery in world.deliveries[:1]), default=at)
    need = _need(world.tickets)
    entries: list[Row] = []
    for store in Store.objects.order_by("code"):
        for sku, *_, each_mg in LOTS:
            quantity, weight = need.get((store.code, sku), (0, 0))
            quantity, weight = quantity + SPARE, weight + SPARE * each_mg
            key = OperationKey.of_job("demo.bulk", f"{store.code}:{sku}")
            delivery = operations.begin(key, kind="inventory.receive_bulk", actor=room.warehouse, at=first)
            here, there = _accounts(store.pk, sku, "SUPPLIER")
            base = {"operation_id": key.id, "line_no": 0, "kind": "received", "recorded_at": first,
                    "document": f"B-{store.code}-{sku}", "actor_key": room.warehouse.key,
                    "actor_name": room.warehouse.name, "reason": ""}  # fmt: skip
            for account, sign in ((here, 1), (there, -1)):
                moved = {"quantity": sign * quantity, "weight_mg": sign * weight}
                after = {"quantity_after": sign * quantity, "weight_after_mg": sign * weight}
                entries.append(base | {"account_id": account} | moved | after)
                BulkBalance.objects.filter(pk=account).update(**moved)
            delivery.finish(after=[here, quantity, weight])
    act.finish(entries=insert(BulkEntry, entries))


def _need(tickets: Sequence[Ticket]) -> dict[tuple[str, str], tuple[int, int]]:
    need: dict[tuple[str, str], tuple[int, int]] = {}
    for ticket in tickets:
        for line in ticket.bulk:
            key = (f"S{ticket.store + 1:02}", line.sku)
            quantity, weight = need.get(key, (0, 0))
            need[key] = (quantity + line.quantity, weight + line.weight_mg)
    return need


def _accounts(store_id: int, sku: str, other: str) -> tuple[int, int]:
    """The accounts of the place that takes in, and of a virtual place."""
    lot = BulkLot.objects.get(sku=sku)
    places = places_of_store(store_id=store_id)
    real = next(place for place in places.values() if place.takes_in)
    open_accounts([lot.pk], places=[real, *(each for each in places.values() if each.kind in VIRTUAL)])
    held = dict(BulkBalance.objects.filter(lot=lot, store=store_id).values_list("place_id", "pk"))
    return held[real.pk], held[places[other].pk]


@unit_of_work
def write_bulk_sales(*, world: World, room: Stockroom, at: datetime) -> None:
    """What the tickets took, each line with both its sides; the tickets' operations exist by now."""
    act = portion("bulk.sold", at=at)
    if act.done:
        return
    sides: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    entries: list[Row] = []
    for ticket in world.tickets:
        for line_no, line in enumerate(ticket.bulk, start=len(world.pieces_of.get(ticket.serial, ())) + 1):
            store = f"S{ticket.store + 1:02}"
            if (store, line.sku) not in sides:
                sides[store, line.sku] = _held(room.stores[store], line.sku)
            here, there = sides[store, line.sku]
            actor = room.sellers[world.counter(ticket).username][0]
            key = ticket_id(world.seed, ticket.serial)
            base = {"operation_id": key, "line_no": line_no, "kind": "sold", "recorded_at": ticket.at,
                    "document": f"sales.sale:{key}", "actor_key": actor.key, "actor_name": actor.name,
                    "reason": ""}  # fmt: skip
            for held, sign in ((here, -1), (there, 1)):
                held[1] += sign * line.quantity
                held[2] += sign * line.weight_mg
                entries.append(base | {"account_id": held[0], "quantity": sign * line.quantity,
                                       "weight_mg": sign * line.weight_mg, "quantity_after": held[1],
                                       "weight_after_mg": held[2]})  # fmt: skip
    for pair in sides.values():
        for account, quantity, weight in pair:
            BulkBalance.objects.filter(pk=account).update(quantity=quantity, weight_mg=weight)
    act.finish(entries=insert(BulkEntry, entries))


def _held(store_id: int, sku: str) -> tuple[list[int], list[int]]:
    accounts = _accounts(store_id, sku, "CUSTOMER")
    rows = {row.pk: row for row in BulkBalance.objects.select_for_update().filter(pk__in=accounts).order_by("pk")}
    here, there = ([row.pk, row.quantity, row.weight_mg] for row in (rows[key] for key in accounts))
    return here, there
