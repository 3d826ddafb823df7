"""Finding a receipt to print once more: by number, by a scan, or among the last of this till."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from facet.kernel.permissions import Actor
from facet.sales.models import Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.sale import visible_sales

MOST = 20
LEAST = 3  # characters of a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """One ticket whose receipt may be printed again. Units: cents."""

    sale_id: UUID
    number: str
    completed_at: datetime
    till: str
    cashier: str
    due_cents: int
    pieces: int
    prints: int


def receipts(viewer: Actor, *, text: str = "", till_id: int | None = None) -> Sequence[Printable]:
    """The tickets that fit `text` (a number, its end, or a tag that was sold), else the last of the till.

    Only what the viewer may see and reprint. Queries: 1, or none where there is nothing to ask.
    """
    found = _reprintable(viewer)
    text = text.strip().upper()
    if text:
        if len(text) < LEAST:
            return []
        goods = SaleLine.objects.filter(code=text).values("sale_id")
        found = found.filter(Q(number__istartswith=text) | Q(number__iendswith=text) | Q(pk__in=goods))
    elif till_id is None:
        return []
    else:
        found = found.filter(till_id=till_id)
    rows = found.select_related("till", "cashier").annotate(copies=Count("prints"))
    return [
        Printable(
            sale_id=sale.pk, number=sale.number, completed_at=sale.completed_at, till=sale.till.code,
            cashier=sale.cashier.name if sale.cashier else "", due_cents=sale.due_cents, pieces=sale.pieces,
            prints=sale.copies,
        )
        for sale in rows.order_by("-completed_at", "-pk")[:MOST]
    ]  # fmt: skip


def _reprintable(viewer: Actor) -> QuerySet[Sale]:
    reach = viewer.scope(SalesPermission.REPRINT)
    sales = visible_sales(viewer)
    return sales if reach.store_ids is None else sales.filter(store_id__in=reach.store_ids)
