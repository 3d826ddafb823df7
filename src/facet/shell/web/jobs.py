"""Background jobs as administrators see them: the list, and what it says on the home page."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from facet.kernel import jobs, outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.health import LATE
from facet.kernel.listing import Column, Condition, ListDefinition
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel

RIGHT = "organisation.manage_policies"  # who keeps the rules of the house keeps its machine
DAY = timedelta(days=1)
STATES = {
    "READY": ("plain", "clock", gettext_noop("Waiting")),
    "RUNNING": ("action", "player-play", gettext_noop("Running")),
    "SUCCESSFUL": ("ok", "check", gettext_noop("Done")),
    "FAILED": ("danger", "x", gettext_noop("Failed")),
}


def _error(row: Any) -> str:
    """The kind of error, without the module it comes from; "" while all is well."""
    return str(row.exception_class_path or "").rpartition(".")[2]


def _named(row: Any) -> str:
    """What the job does: the scheduled one's own key where it has one."""
    keys = (row.args_kwargs or {}).get("kwargs", {})
    return str(keys.get("key") or row.task_path.removeprefix("facet."))


JOBS = ListDefinition(
    key="shell.jobs",
    title=gettext_noop("Background jobs"),
    purpose=gettext_noop("What the house did by itself in the last two weeks, and what went wrong."),
    permission=RIGHT,
    queryset=lambda actor: jobs.jobs_queryset(),
    columns=[
        Column("job", gettext_noop("Job"), value=_named),
        Column("state", gettext_noop("State"), kind="badge", value=lambda row: STATES[row.status]),
        Column("queued", gettext_noop("Ordered"), value="enqueued_at", kind="datetime", sort="enqueued_at"),
        Column("ended", gettext_noop("Finished at"), value="finished_at", kind="datetime", sort="finished_at"),
        Column("error", gettext_noop("Error"), value=_error),
    ],
    conditions=[
        Condition(
            "state", gettext_noop("State"), "choice", "status", choices=[(key, row[2]) for key, row in STATES.items()]
        ),
        Condition("ended", gettext_noop("Finished at"), "dates", "finished_at"),
    ],
    order=("-enqueued_at", "-id"),
    empty=gettext_noop("No job has run yet. The scheduler starts them by itself."),
    icon="server-cog",
)


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """Every job that is remembered."""
    return list_page(request, JOBS)


def failed(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Jobs that failed in a day, and events that could not be delivered. Queries: 3."""
    count, dead, waited = jobs.failed_since(at - DAY), outbox.dead_letters(), jobs.queue_age(at)
    return {
        "label": _("Failed jobs"), "icon": "server-cog", "url": f"{reverse('shell:jobs')}?state=FAILED",
        "value": ngettext("{count} job", "{count} jobs", count).format(count=f"{count:,}"),
        "goods": [(f"{dead:,}", ngettext("undelivered event", "undelivered events", dead))],
        "change": None,
        "compare": _("in 24 hours; the queue is {seconds} s old").format(seconds=int(waited.total_seconds())),
    }  # fmt: skip


def troubles(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Alerts: failed jobs, undelivered events, a queue that nobody works at. Queries: 3."""
    count, dead, waited = jobs.failed_since(at - DAY), outbox.dead_letters(), jobs.queue_age(at)
    rows = []
    if waited > LATE:
        rows.append(_alert(_("Nobody works at the background jobs"), _("Start the worker again."), "READY"))
    if count:
        title = ngettext("{count} background job failed", "{count} background jobs failed", count)
        rows.append(_alert(title.format(count=count), _("In the last 24 hours; see which."), "FAILED"))
    if dead:
        title = ngettext("{count} event was not delivered", "{count} events were not delivered", dead)
        rows.append(_alert(title.format(count=dead), _("See ./facet outbox on the server."), ""))
    return {"rows": rows}


def _alert(title: str, line: str, state: str) -> dict[str, Any]:
    url = reverse("shell:jobs") + (f"?state={state}" if state else "")
    return {"kind": _("Jobs"), "tone": "danger", "icon": "server-cog", "title": title, "line": line, "url": url}


FIGURE = Panel("shell.jobs", gettext_noop("Failed jobs"), "", failed, RIGHT, 3, 105)
ALERT = Panel("shell.jobs", gettext_noop("Jobs"), "", troubles, RIGHT, 3, 6)
