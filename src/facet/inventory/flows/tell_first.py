"""Hearing that goods came in, and naming who waits for them. Source: R026."""

from typing import Any

from facet.inventory import services
from facet.kernel.permissions import house


def hear(event: Any) -> None:
    """Slot "consumer": a delivery was received. Idempotent: a piece and a member have one row."""
    services.list_tell_first(
        actor=house("inventory.tell_first"), document=str(event.facts["document"]),
        store_id=int(event.facts["store_id"]), at=event.recorded_at,
    )  # fmt: skip
