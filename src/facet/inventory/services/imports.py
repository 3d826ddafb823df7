"""A file of pieces goes into stock: all of its rows, or none."""

from collections.abc import Sequence
from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.errors import FileChanged
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.importing import Box, Plan, plan_import
from facet.inventory.services.movement import Occasion
from facet.inventory.services.receive import ReceiveRequest, put_into_stock
from facet.kernel import operations, outbox
from facet.kernel.importing.definition import Checked, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work

CHUNK = 1_000  # pieces whose rows are written together


@unit_of_work
def import_pieces(*, actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take in the pieces of a file; those that are here already stay as they are.

    Raises: NotPermitted, FileChanged (since it was checked, something it names was taken).
    Locks: the operation. Queries: about 14 for each 1,000 pieces.
    """
    act = operations.begin(operation, kind="inventory.import_pieces", actor=actor, at=at)
    if act.done:
        return Checked(act.result["new"], 0, act.result["unchanged"])
    require(actor, InventoryPermission.IMPORT_PIECES)
    plan = plan_import(actor, rows, at=at)
    if plan.errors:
        raise FileChanged(lines=", ".join(str(error.line) for error in plan.errors[:5]))
    for number, box in enumerate(sorted(plan.boxes), start=1):
        _receive(
            plan, box, occasion=Occasion(actor=actor, at=at, document=box[4] or f"I-{str(act.id)[:8].upper()}-{number}")
        )
    outbox.publish("inventory.pieces_imported", at=at, operation=str(act.id), pieces=plan.new)
    act.finish(new=plan.new, unchanged=plan.unchanged)
    return Checked(plan.new, 0, plan.unchanged)


def _receive(plan: Plan, box: Box, *, occasion: Occasion) -> None:
    """Put the pieces of one delivery into stock, a thousand at a time, and record the delivery once."""
    store_code, place, supplier, batch, _ = box
    store = plan.stores[store_code]
    pieces = plan.boxes[box]
    net_mg = 0
    for start in range(0, len(pieces), CHUNK):
        part = tuple(pieces[start : start + CHUNK])
        request = ReceiveRequest(store=store_code, place=place, supplier=supplier, batch=batch, pieces=part)
        net_mg += sum(row.net_weight_mg for row in put_into_stock(request, store=store, occasion=occasion))
    audit_services.record(
        occasion.actor,
        "inventory.pieces_received",
        at=occasion.at,
        subject=("inventory.receipt", occasion.document, occasion.document),
        store=(store.id, store.name),
        pieces=len(pieces),
        net_weight_mg=net_mg,
        supplier=supplier,
        batch=batch,
    )
