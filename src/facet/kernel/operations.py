"""One act, one key: the same key gives the same answer, and its effects happen once.

Source: decisions.md D5, P11, P12.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection

from facet.kernel.errors import OperationConflict
from facet.kernel.models import Operation
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work

JOBS = UUID("6f0a6f86-62a5-4a4b-9a53-8a1f6c0e9d11")  # namespace of keys that jobs derive


@dataclass(frozen=True, slots=True)
class OperationKey:
    """A client-made UUID and the digest of the validated input it stands for."""

    id: UUID
    digest: str

    @classmethod
    def of(cls, key: UUID, body: Mapping[str, Any]) -> "OperationKey":
        """The key for `body`, whose canonical JSON is digested. Values must be JSON or have `str`."""
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
        return cls(key, hashlib.sha256(text.encode()).hexdigest())

    @classmethod
    def of_job(cls, job: str, subject: object) -> "OperationKey":
        """The key under which a job may do one thing to one subject, however often it runs."""
        return cls.of(uuid5(JOBS, f"{job}:{subject}"), {"job": job, "subject": str(subject)})


@dataclass(slots=True)
class Act:
    """An operation that has begun, or the stored answer of one that is done."""

    id: UUID
    result: dict[str, Any]
    done: bool

    def finish(self, **result: Any) -> None:
        """Store the answer (ids and numbers, no personal data) that a replay will give."""
        self.result = result
        self.done = True
        Operation.objects.filter(pk=self.id).update(result=result)


@joins_unit_of_work
def begin(operation: OperationKey, *, kind: str, actor: Actor, at: datetime) -> Act:
    """Claim `operation`, or find the answer it already has.

    Waits for another request that holds the same key, as long as the connection's lock
    time-out allows. Raises: OperationConflict. Queries: 1, or 2 on a replay.
    """
    if _inserted(operation, kind, actor, at):
        return Act(operation.id, {}, done=False)
    row = Operation.objects.get(pk=operation.id)
    if (row.kind, row.actor, row.request_sha256) != (kind, actor.key, operation.digest):
        raise OperationConflict
    return Act(row.id, row.result or {}, done=True)


@joins_unit_of_work
def take_turns(job: str, *, actor: Actor, at: datetime) -> None:
    """Wait until nobody else does `job`, whoever it is, then keep others waiting. Locks: one row. Queries: 2."""
    turn = OperationKey.of_job(job, "turn")
    _inserted(turn, job, actor, at)
    Operation.objects.select_for_update().get(pk=turn.id)


def _inserted(operation: OperationKey, kind: str, actor: Actor, at: datetime) -> bool:
    """Insert the row first, ignoring a conflict; on PostgreSQL this waits for the holder."""
    uuid_field = Operation._meta.get_field("id")
    begun_field = Operation._meta.get_field("begun_at")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_operation (id, kind, actor, request_sha256, begun_at)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
            [
                uuid_field.get_db_prep_value(operation.id, connection),
                kind,
                actor.key,
                operation.digest,
                begun_field.get_db_prep_value(at, connection),
            ],
        )
        return bool(cursor.rowcount)
