"""Asking for a check of the chain."""

from datetime import datetime

from facet.audit.permissions import AuditPermission
from facet.audit.services.recording import record
from facet.kernel import jobs
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work


@unit_of_work
def ask_for_verification(actor: Actor, *, at: datetime) -> None:
    """Have a worker walk the whole chain. Raises: NotPermitted."""
    require(actor, AuditPermission.VERIFY)
    jobs.enqueue("audit.tasks.verify_chain")
    record(actor, "audit.verification_asked", at=at, subject=("audit.chain", 1, "audit chain"))
