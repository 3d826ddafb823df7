"""Every sale signs its warranties by itself, a moment after it: the sale does not wait for the signature."""

from typing import Any
from uuid import UUID

from facet.kernel.registry import Consumer
from facet.sales import services


def hear_sale(event: Any) -> None:
    """Sign for the pieces of a completed sale; a sale told twice signs nothing more."""
    services.issue_warranties(sale_id=UUID(str(event.facts["sale_id"])), at=event.recorded_at)


HEARS = Consumer("sales.warranty", ("sales.sale_completed",), hear_sale)
