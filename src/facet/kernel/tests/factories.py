"""Rows and people for the kernel's tests."""

import uuid
from datetime import UTC, datetime, timedelta

from django_tasks_db.models import DBTaskResult

from facet.kernel.permissions import EVERYWHERE, Actor

AT = datetime(2026, 11, 21, 6, 32, 5, 123456, tzinfo=UTC)


def actor(*permissions: str, **facts) -> Actor:
    """A member of staff with `permissions` in the whole chain."""
    return Actor(key="staff:17", name="林嘉慧", staff_id=17, grants=dict.fromkeys(permissions, EVERYWHERE), **facts)


def tasks(number: int, **columns) -> list[DBTaskResult]:
    """`number` rows of a table that has empty and equal values: every third row was never started."""
    rows = [
        DBTaskResult(
            id=uuid.UUID(int=n + 1),
            task_path=f"task {n % 5}",
            priority=n % 4,
            started_at=None if n % 3 == 0 else AT + timedelta(microseconds=n // 2),
            args_kwargs={},
            run_after=AT,
            backend_name="default",
            **columns,
        )
        for n in range(number)
    ]
    return DBTaskResult.objects.bulk_create(rows)
