"""One row for each thing done, in the transaction that does it."""

from datetime import datetime
from typing import Any

from facet.audit.models import Event
from facet.audit.rules import chain
from facet.kernel.permissions import Actor
from facet.kernel.sealed import ring
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def record(
    actor: Actor,
    action: str,
    *,
    at: datetime,
    subject: tuple[str, object, str],
    store: tuple[int, str] | None = None,
    **facts: Any,
) -> None:
    """Remember that `actor` did `action` to `subject` (type, id, label) in `store` (id, name).

    `facts` are numbers and words, with `before` and `after` where something changed, never
    personal data in the clear; a member's label is the member number. Queries: 1.
    """
    kind, key, label = subject
    columns = {
        "actor_key": chain.clean(actor.key, 64),
        "actor_name": chain.clean(actor.name, 64),
        "action": chain.clean(action, 64),
        "subject_type": chain.clean(kind, 64),
        "subject_id": chain.clean(str(key), 64),
        "subject_label": chain.clean(str(label), 128),
        "store_id": store[0] if store else None,
        "store_label": chain.clean(store[1], 64) if store else "",
        "via": chain.clean(actor.via, 16),
        "request_id": chain.clean(actor.request_id, 64),
    }
    texts = ["" if value is None else str(value) for value in columns.values()]
    said = chain.body([chain.moment(at), *texts, chain.canonical_json(facts)])
    written: Any = {**columns, "facts": facts, "mark": chain.mark(ring().audit, said)}
    Event.objects.create(at=at, **written)
