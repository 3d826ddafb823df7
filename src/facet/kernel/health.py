"""Whether the house is well: /healthz for monitors, the same checks for the start page of administrators."""

import functools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from facet.kernel import clock, jobs, outbox, registry
from facet.kernel.errors import gettext_noop

LATE = timedelta(minutes=5)
LEAST_FREE = 15  # percent of the disk


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its figures, and the sentences that say what is wrong."""

    key: str
    title: str
    problems: list[str]
    figures: dict[str, Any]


def examine(at: datetime) -> list[Finding]:
    """Everything a monitor asks about; what needs the database is left out when it is away."""
    findings = [_looked("database", gettext_noop("Database"), _database, at)]
    findings.append(_looked("disk", gettext_noop("Disk"), _disk, at))
    if findings[0].problems:
        return findings
    findings.append(_looked("migrations", gettext_noop("Tables"), _migrations, at))
    if findings[-1].problems:
        return findings
    findings.append(_looked("queue", gettext_noop("Background jobs"), _queue, at))
    findings.append(_looked("outbox", gettext_noop("Events on their way"), _outbox, at))
    for check in registry.offers("health"):
        findings.append(_looked(check.key, check.title, functools.partial(_asked, check), at))
    return findings


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not; figures and short names only, no personal data."""
    findings = examine(clock.now())
    body = {
        "status": "failing" if any(each.problems for each in findings) else "ok",
        "checks": {each.key: {"problems": each.problems, **each.figures} for each in findings},
    }
    return JsonResponse(body, status=503 if body["status"] == "failing" else 200)


def _looked(
    key: str, title: str, look: Callable[[datetime], tuple[list[str], dict[str, Any]]], at: datetime
) -> Finding:
    try:
        problems, figures = look(at)
    except Exception as error:
        problems, figures = [f"{type(error).__name__}"], {}
    return Finding(key, title, problems, figures)


def _asked(check: registry.Check, at: datetime) -> tuple[list[str], dict[str, Any]]:
    return list(check.run()), {}


def _database(at: datetime) -> tuple[list[str], dict[str, Any]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        return [f"the database does not answer ({type(error).__name__})"], {"vendor": connection.vendor}
    return [], {"vendor": connection.vendor}


def _disk(at: datetime) -> tuple[list[str], dict[str, Any]]:
    usage = shutil.disk_usage(Path(settings.FACET_UPLOADS).parent)
    free = usage.free * 100 // usage.total
    wrong = [f"only {free} % of the disk is free"] if free < LEAST_FREE else []
    return wrong, {"free_percent": free}


_applied = False  # an applied migration stays applied: looked up until it is true, then never again


def _migrations(at: datetime) -> tuple[list[str], dict[str, Any]]:
    global _applied  # noqa: PLW0603 -- remembers one fact for the life of the process
    missing = [] if _applied else [f"{app}.{name}" for app, name in _missing_migrations()]
    _applied = not missing
    return [f"not yet applied: {', '.join(missing[:5])}"] if missing else [], {"missing": len(missing)}


def _missing_migrations() -> list[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    return [(step.app_label, step.name) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _queue(at: datetime) -> tuple[list[str], dict[str, Any]]:
    age = jobs.queue_age(at)
    wrong = [f"the oldest job has waited {int(age.total_seconds())} s for a worker"] if age > LATE else []
    return wrong, {"oldest_seconds": int(age.total_seconds())}


def _outbox(at: datetime) -> tuple[list[str], dict[str, Any]]:
    age, dead = outbox.waiting_since(at), outbox.dead_letters()
    wrong = [f"the oldest event has waited {int(age.total_seconds())} s"] if age > LATE else []
    if dead:
        wrong.append(f"{dead} events could not be delivered; see ./facet outbox")
    return wrong, {"oldest_seconds": int(age.total_seconds()), "dead": dead}
