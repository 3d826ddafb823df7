"""How the kernel's own acts reach the audit record, which stands above the kernel.

The audit domain offers its `record` in the slot "recorder"; without it (kernel tests alone)
nothing is written.
"""

from datetime import datetime
from typing import Any

from facet.kernel import registry
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def note(actor: Actor, action: str, *, at: datetime, subject: tuple[str, object, str], **facts: Any) -> None:
    """Remember that `actor` did `action`; as `audit.services.record`."""
    record = registry.offered("recorder", "audit")
    if record is not None:
        record(actor, action, at=at, subject=subject, **facts)
