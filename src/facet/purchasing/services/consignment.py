"""Consigned pieces that were sold are settled with their supplier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from facet.audit import services as audit_services
from facet.inventory.services import supplying
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import NotPermitted
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import services as organisation_services
from facet.purchasing.errors import NothingToSettle
from facet.purchasing.models import ConsignmentLine, ConsignmentSettlement, ReceiptItem
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.orders import metal_value
from facet.purchasing.selectors.consignment import to_settle
from facet.purchasing.selectors.suppliers import supplier_row

SETTLE = PurchasingPermission.SETTLE_CONSIGNMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementIn:
    """Which sold pieces of a supplier are settled; no tags: all. A price per gram of fine metal replaces the agreed."""

    supplier: str
    tags: Sequence[str] = ()
    cents_per_gram: int = 0


@unit_of_work
def settle_consignment(*, actor: Actor, operation: OperationKey, wanted: SettlementIn, at: datetime) -> str:
    """Settle sold pieces with their supplier; the number of the settlement. They are ours from now on.

    Raises: NotPermitted, SupplierUnknown, NothingToSettle. Locks: the receipts' items by id, the number series.
    """
    act = operations.begin(operation, kind="purchasing.settle_consignment", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, SETTLE)
    if not actor.scope(SETTLE).chain_wide:
        raise NotPermitted(permission=str(SETTLE))
    supplier = supplier_row(wanted.supplier)
    tags = {tag.strip().upper() for tag in wanted.tags}
    items = [item for item in to_settle(supplier.pk).select_for_update(of=("self",)) if not tags or item.tag in tags]
    if not items or (tags and len(items) != len(tags)):
        raise NothingToSettle(supplier=supplier.name)
    on = local_date(at, settings.TIME_ZONE)
    number = f"CS-{on:%y%m}-{organisation_services.next_number('purchasing.settlement', scope=f'{on:%y%m}'):04d}"
    lines = [_line(item, wanted.cents_per_gram) for item in items]
    row = ConsignmentSettlement.objects.create(
        number=number, supplier=supplier, pieces=len(lines),
        cents=sum(line.metal_cents + line.labour_cents + line.other_cents for line in lines),
        cents_per_gram=wanted.cents_per_gram, settled_at=at, settled_by_key=actor.key, settled_by_name=actor.name[:60],
    )  # fmt: skip
    for line in lines:
        line.settlement = row
    ConsignmentLine.objects.bulk_create(lines)
    supplying.take_over([item.piece_id for item in items if item.piece_id is not None])
    audit_services.record(
        actor, "purchasing.consignment_settled", at=at, subject=("purchasing.settlement", row.pk, number),
        supplier=supplier.name, pieces=row.pieces, cents=row.cents,
    )  # fmt: skip
    outbox.publish("purchasing.consignment_settled", at=at, number=number, supplier=supplier.code, pieces=row.pieces)
    act.finish(number=number)
    return number


def _line(item: ReceiptItem, cents_per_gram: int) -> ConsignmentLine:
    metal = metal_value(item.fine_mg, cents_per_gram) if cents_per_gram else item.metal_cents
    return ConsignmentLine(
        item=item, tag=item.tag, fine_mg=item.fine_mg, metal_cents=metal, labour_cents=item.labour_cents,
        other_cents=item.other_cents,
    )  # fmt: skip
