"""To-dos: opened by what happens, closed by a person or by what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.errors import TaskDone
from facet.organisation.models import Task


@dataclass(frozen=True, slots=True)
class TaskIn:
    """A to-do for one person (`assignee_id`) or for a store. `title` is English for gettext, filled with `facts`."""

    key: str
    kind: str
    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    icon: str = "checkbox"
    tone: str = Task.Tone.PLAIN
    store_id: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None


@joins_unit_of_work
def open_task(actor: Actor, task: TaskIn, *, at: datetime) -> int:
    """Put a to-do on somebody's list; the same `key` again changes nothing. Gives its id. Queries: 2."""
    fields = {
        "kind": task.kind, "title": task.title, "facts": dict(task.facts), "url": task.url, "icon": task.icon,
        "tone": task.tone, "store_id": task.store_id, "assignee_id": task.assignee_id, "due_on": task.due_on,
        "opened_at": at,
    }  # fmt: skip
    Task.objects.bulk_create([Task(key=task.key, **fields)], ignore_conflicts=True)
    return Task.objects.values_list("pk", flat=True).get(key=task.key)


@joins_unit_of_work
def close_task(actor: Actor, *, key: str, at: datetime) -> bool:
    """Close the to-do with this key because its reason is gone. False when none was open. Queries: 1."""
    return bool(Task.objects.filter(key=key, done_at=None).update(done_at=at, done_by_id=actor.staff_id))


@unit_of_work
def finish_task(*, actor: Actor, task_id: int, at: datetime) -> None:
    """Tick off a to-do of one's own or of one's store. Raises: NotFound, TaskDone."""
    mine = Q(assignee_id=actor.staff_id) | Q(assignee=None, store_id=actor.store_id)
    row = Task.objects.select_for_update(of=("self",)).filter(mine, pk=task_id).first()
    if row is None:
        raise NotFound(key=str(task_id))
    if row.done_at is not None:
        raise TaskDone
    row.done_at, row.done_by_id = at, actor.staff_id
    row.save(update_fields=["done_at", "done_by"])
    audit_services.record(actor, "organisation.task_done", at=at, subject=("organisation.task", row.pk, row.kind))
    outbox.publish("organisation.task_done", at=at, task_id=row.pk, key=row.key, kind=row.kind)
