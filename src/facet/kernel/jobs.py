"""Background jobs: the one module that knows which library runs them.

`@task()` marks a function; `enqueue("loyalty.tasks.expire_points", day="2026-01-01")` puts it
into the caller's transaction, so a job exists exactly when its cause was committed. A job may
run twice: it must be idempotent and take less than `LONGEST`. Source: decisions.md D11.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from facet.kernel import registry
from facet.kernel.transactions import unit_of_work

__all__ = ["LONGEST", "enqueue", "failed_since", "jobs_queryset", "queue_age", "reap", "run_schedule", "task", "tidy"]

LONGEST = timedelta(minutes=20)  # a job that runs longer has lost its worker
DEATHS = 3  # a job that killed so many workers is not given to another
KEEP = timedelta(days=14)


def enqueue(path: str, *, after: datetime | None = None, **arguments: Any) -> None:
    """Have a worker call the task at `path` below `facet`, not before `after`. Arguments are JSON."""
    job = import_string(f"facet.{path}")
    if after is not None:
        job = job.using(run_after=after)
    job.enqueue(**arguments)


@task()
def run_schedule(key: str) -> None:
    """Do the scheduled job `key`, if its domain is still there."""
    schedule = registry.offered("schedule", key)
    if schedule is not None:
        schedule.run()


@unit_of_work
def reap(at: datetime) -> int:
    """Give jobs whose worker died to another one; jobs that keep killing workers fail. Gives how many."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LONGEST)
    count = 0
    for job in lost.order_by("id")[:100]:
        if len(job.worker_ids) >= DEATHS:
            changes = {"status": TaskResultStatus.FAILED, "finished_at": at, "exception_class_path": "worker died"}
        else:
            changes = {"status": TaskResultStatus.READY, "started_at": None}
        count += DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING).update(**changes)
    return count


@unit_of_work
def tidy(at: datetime) -> int:
    """Forget jobs that ended long ago. Gives how many."""
    ended = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=at - KEEP)
    deleted, _ = DBTaskResult.objects.filter(ended).delete()
    return deleted


def failed_since(moment: datetime) -> int:
    """How many jobs ended in failure since `moment`. Queries: 1."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gte=moment).count()


def jobs_queryset() -> QuerySet[Any]:
    """All jobs that are remembered (two weeks); for lists of the house's administrators."""
    return DBTaskResult.objects.all()


def queue_age(at: datetime) -> timedelta:
    """How long the oldest job that is due has waited for a worker. Queries: 1."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    due = ready.filter(Q(run_after=get_date_max()) | Q(run_after__lte=at))
    oldest = due.aggregate(since=Min("enqueued_at"))["since"]
    return max(at - oldest, timedelta()) if oldest else timedelta()
