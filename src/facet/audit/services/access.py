"""Who looked at whom: kept apart from the record of acts, written after the answer."""

from collections.abc import Sequence
from datetime import datetime

from facet.audit.models import AccessEntry
from facet.audit.rules import chain
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work


@unit_of_work
def record_looks(actor: Actor, looks: Sequence[tuple[str, str]], *, path: str, at: datetime) -> None:
    """Keep that `actor` saw each of `looks` (subject type, id) on the screen `path`. Queries: 1."""
    AccessEntry.objects.bulk_create(
        AccessEntry(
            at=at,
            actor_key=chain.clean(actor.key, 64),
            actor_name=chain.clean(actor.name, 64),
            subject_type=kind,
            subject_id=chain.clean(key, 64),
            path=chain.clean(path, 128),
            store_id=actor.store_id,
            request_id=chain.clean(actor.request_id, 64),
        )
        for kind, key in looks
    )
