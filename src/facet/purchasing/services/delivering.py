"""A sheet of deliveries is taken in: several orders, all of its rows or none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid5

from facet.kernel import operations
from facet.kernel.importing.definition import Checked, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.purchasing.errors import SheetChanged
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.selectors.delivering import plan_deliveries
from facet.purchasing.services.receiving import DeliveryIn, take_delivery


@unit_of_work
def import_deliveries(*, actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take in every delivery of a sheet, one receipt for each order, delivery note and place.

    Raises: NotPermitted, SheetChanged (since it was checked, something it names was taken).
    Locks: the operation, then each order, the orders by number.
    """
    act = operations.begin(operation, kind="purchasing.import_deliveries", actor=actor, at=at)
    if act.done:
        return Checked(act.result["new"], 0, act.result["unchanged"])
    require(actor, PurchasingPermission.RECEIVE_ORDERS)
    plan = plan_deliveries(actor, rows, at=at)
    if plan.errors:
        raise SheetChanged(lines=", ".join(str(error.line) for error in plan.errors[:5]))
    for (number, note, place), items in sorted(plan.boxes.items(), key=lambda box: box[0]):
        # An act of its own, so that metal and bulk goods of two deliveries never meet under one.
        box = OperationKey.of(uuid5(act.id, f"{number}|{note}|{place}"), {"order": number, "delivery_note": note})
        part = operations.begin(box, kind="purchasing.receive_purchase_order", actor=actor, at=at)
        wanted = DeliveryIn(number=number, items=items, place=place, delivery_note=note)
        done = take_delivery(actor, wanted, operation=part.id, at=at)
        part.finish(
            receipt=done.receipt, order=done.order, tags=list(done.tags), rejected=list(done.rejected), state=done.state
        )
    act.finish(new=plan.new, unchanged=plan.unchanged)
    return Checked(plan.new, 0, plan.unchanged)
