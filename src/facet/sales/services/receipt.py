"""Printing a receipt: the first is the original, every further one a marked reprint."""

from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.sales.models import ReceiptPrint, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.sale import get_sale


@unit_of_work
def print_receipt(*, actor: Actor, sale_id: UUID, at: datetime) -> ReceiptPrint:
    """Note one printing; copy 0 is the original. Raises: NotFound, NotPermitted. Locks: the ticket."""
    sale = get_sale(actor, sale_id=sale_id).sale
    Sale.objects.select_for_update().get(pk=sale_id)
    copy = ReceiptPrint.objects.filter(sale=sale).count()
    if copy:
        require(actor, SalesPermission.REPRINT, store_id=sale.store_id)
    printed = ReceiptPrint.objects.create(sale=sale, copy=copy, printed_at=at, printed_by_id=actor.staff_id)
    audit_services.record(
        actor, "sales.receipt_printed", at=at, subject=("sales.sale", sale.pk, sale.number),
        store=(sale.store_id, sale.store.name), copy=copy,
    )  # fmt: skip
    return printed
