"""The line that every act on a file leaves in the record of acts."""

from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import Member


@joins_unit_of_work
def note_act(actor: Actor, action: str, member: Member, *, at: datetime, **facts: Any) -> None:
    """Record `action` on the file of `member`; her `home_store` is loaded. Queries: 1."""
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), **facts,
    )  # fmt: skip
