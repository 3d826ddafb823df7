"""Suppliers' bills, and what a line may be billed for."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Sum

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.purchasing.models import MetalDebt, PurchaseOrderLine, ReceiptItem, SupplierBill, SupplierBillLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.bills import Expected

ENTER = PurchasingPermission.ENTER_BILLS


def bills_queryset(viewer: Actor) -> QuerySet[SupplierBill]:
    """Bills: headquarters' business. Raises: NotPermitted. Queries: 0."""
    require(viewer, ENTER)
    rows = SupplierBill.objects.select_related("supplier")
    return rows if viewer.scope(ENTER).store_ids is None else rows.none()


def bill_page(viewer: Actor, number: str) -> Any:
    """One bill with its lines beside the order's. Raises: NotPermitted, NotFound. Queries: 2."""
    row = bills_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    row.shown_lines = list(  # type: ignore[attr-defined]  # read once, for the page
        row.lines.select_related("order_line__order", "order_line__category", "order_line__style").order_by("line_no")
    )
    return row


def billable_lines(supplier_id: int) -> list[PurchaseOrderLine]:
    """Lines of which something was received, the newest orders first. Queries: 1."""
    rows = PurchaseOrderLine.objects.filter(order__supplier=supplier_id, received_quantity__gt=0)
    rows = rows.select_related("order", "category", "style").order_by("-order__created_at", "order_id", "line_no")
    return list(rows[:400])


def expected_of(lines: Sequence[PurchaseOrderLine]) -> dict[int, Expected]:
    """What each line may still be billed for: what was taken in at what it costs now, less what was billed.

    Grams that are priced later count at their fixed price as far as it is fixed, at nothing before: nobody bills
    gold without a price. Queries: 2, and 2 where lines are priced later.
    """
    ids = [line.pk for line in lines]
    sums = (
        ReceiptItem.objects.filter(line__in=ids, accepted=True)
        .values_list("line_id")
        .annotate(metal=Sum("metal_cents"), labour=Sum("labour_cents"), other=Sum("other_cents"))
    )
    taken = {line_id: (metal, labour + other) for line_id, metal, labour, other in sums}
    billed = {
        line_id: (quantity, weight, cents)
        for line_id, quantity, weight, cents in SupplierBillLine.objects.filter(order_line__in=ids)
        .values_list("order_line_id")
        .annotate(quantity=Sum("quantity"), weight=Sum("weight_mg"), cents=Sum("net_cents"))
    }
    fixed = _fixed_metal([line for line in lines if line.order.priced_later])
    found = {}
    for line in lines:
        metal, rest = taken.get(line.pk, (0, 0))
        quantity, weight, cents = billed.get(line.pk, (0, 0, 0))
        whole = rest + (fixed.get(line.pk, 0) if line.order.priced_later else metal)
        found[line.pk] = Expected(
            line.received_quantity - quantity, line.received_weight_mg - weight, whole - cents, bool(quantity or cents)
        )
    return found


def _fixed_metal(lines: Sequence[PurchaseOrderLine]) -> dict[int, int]:
    """What each unpriced line's metal was fixed at so far, by its fine grams in its deliveries. Queries: 2, or 0."""
    if not lines:
        return {}
    debts = {
        (receipt_id, metal): (fine, cents)
        for receipt_id, metal, fine, cents in MetalDebt.objects.filter(
            receipt__order__in={line.order_id for line in lines}
        ).values_list("receipt_id", "metal", "fine_mg", "settled_cents")
    }
    metals = {line.pk: line.metal for line in lines}
    found: dict[int, int] = {}
    rows = (
        ReceiptItem.objects.filter(line__in=metals, accepted=True)
        .values_list("line_id", "receipt_id")
        .annotate(fine=Sum("fine_mg"))
    )
    for line_id, receipt_id, fine in rows:
        whole, cents = debts.get((receipt_id, metals[line_id]), (0, 0))
        if whole:
            found[line_id] = found.get(line_id, 0) + (2 * cents * fine + whole) // (2 * whole)
    return found
