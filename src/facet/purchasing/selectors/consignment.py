"""Suppliers' goods in our trays, and ours with others."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from facet.inventory.rules.states import PieceState
from facet.inventory.rules.words import Ownership
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.purchasing.models import ConsignmentSettlement, Memo, ReceiptItem
from facet.purchasing.permissions import PurchasingPermission

SETTLE = PurchasingPermission.SETTLE_CONSIGNMENT


def consigned_queryset(viewer: Actor) -> QuerySet[ReceiptItem]:
    """Consigned pieces that are not settled: sold ones are to be paid, the others are the supplier's. Queries: 0."""
    require(viewer, SETTLE)
    stores = viewer.scope(SETTLE).store_ids
    rows = ReceiptItem.objects.filter(
        accepted=True, receipt__order__consigned=True, settled__isnull=True, piece__ownership=Ownership.CONSIGNED.value
    ).exclude(piece__state=PieceState.RETURNED_TO_SUPPLIER.value)
    rows = rows if stores is None else rows.filter(piece__store__in=stores)
    shown: QuerySet[Any] = rows.select_related("piece__store", "receipt__supplier", "receipt__order").annotate(
        back_by=F("receipt__order__return_by"), cost_cents=F("metal_cents") + F("labour_cents") + F("other_cents")
    )
    return shown


def to_settle(supplier_id: int) -> QuerySet[ReceiptItem]:
    """A supplier's consigned pieces that were sold and are not settled, the first received first. Queries: 0."""
    rows = ReceiptItem.objects.filter(
        accepted=True, receipt__supplier=supplier_id, receipt__order__consigned=True, settled__isnull=True,
        piece__state=PieceState.SOLD.value, piece__ownership=Ownership.CONSIGNED.value,
    )  # fmt: skip
    return rows.select_related("piece").order_by("pk")


def owing_suppliers(viewer: Actor) -> list[dict[str, Any]]:
    """Suppliers with consigned pieces: how many lie here, how many were sold and what they cost. Queries: 1."""
    sold = Q(piece__state=PieceState.SOLD.value)
    rows: QuerySet[Any, Any] = consigned_queryset(viewer).values(
        code=F("receipt__supplier__code"), name=F("receipt__supplier__name"), name_en=F("receipt__supplier__name_en")
    )
    return list(
        rows.annotate(
            lying=Count("pk", filter=~sold), sold=Count("pk", filter=sold),
            cents=Sum(F("metal_cents") + F("labour_cents") + F("other_cents"), filter=sold, default=0),
        ).order_by("-cents", "code")
    )  # fmt: skip


def settlements_queryset(viewer: Actor) -> QuerySet[ConsignmentSettlement]:
    """What was settled. Raises: NotPermitted. Queries: 0."""
    require(viewer, SETTLE)
    return ConsignmentSettlement.objects.select_related("supplier")


def memos_queryset(viewer: Actor) -> QuerySet[Memo]:
    """Goods of the viewer's stores that were lent out. Raises: NotPermitted. Queries: 0."""
    require(viewer, SETTLE)
    stores = viewer.scope(SETTLE).store_ids
    rows = Memo.objects.select_related("partner", "store")
    rows = rows if stores is None else rows.filter(store__in=stores)
    out = Q(lines__back_at__isnull=True)
    return rows.annotate(
        pieces=Count("lines"),
        still_out=Count("lines", filter=out),
        grams_mg=Sum("lines__weight_mg", filter=out, default=0),
    )


def memo_page(viewer: Actor, number: str) -> Any:
    """One memo with its pieces. Raises: NotPermitted, NotFound. Queries: 3."""
    row = memos_queryset(viewer).filter(number=number.strip().upper()).prefetch_related("lines__piece").first()
    if row is None:
        raise NotFound(key=number)
    return row
