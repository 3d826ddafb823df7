"""What went back to suppliers, and whose a piece was."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.purchasing.models import ReceiptItem, SupplierReturn
from facet.purchasing.permissions import PurchasingPermission

VIEW = PurchasingPermission.VIEW_RETURNS


def returns_queryset(viewer: Actor) -> QuerySet[SupplierReturn]:
    """Returns of the viewer's stores. Raises: NotPermitted. Queries: 0."""
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    rows = SupplierReturn.objects.select_related("supplier", "store")
    return rows if stores is None else rows.filter(store__in=stores)


def return_page(viewer: Actor, number: str) -> Any:
    """One return; its lines are `row.lines`. Raises: NotPermitted, NotFound. Queries: 2."""
    row = returns_queryset(viewer).filter(number=number.strip().upper()).prefetch_related("lines__piece").first()
    if row is None:
        raise NotFound(key=number)
    return row


def suppliers_of(piece_ids: Sequence[int]) -> dict[int, int | None]:
    """The supplier of each piece, as it was received. Queries: 1."""
    model: Any = ReceiptItem._meta.get_field("piece").related_model  # a traversal downwards
    return dict(model._default_manager.filter(pk__in=piece_ids).values_list("pk", "supplier_id"))
