"""A list for the tests, over the task table: it has empty, equal, numeric and dated columns."""

from django.db.models import Count, Sum
from django_tasks_db.models import DBTaskResult

from facet.kernel.listing import Column, Condition, ListDefinition, Total

TASKS = ListDefinition(
    key="kernel.tasks",
    title="Tasks",
    purpose="What is waiting.",
    permission="kernel.view_tasks",
    queryset=lambda actor: DBTaskResult.objects.all(),
    columns=[
        Column("path", "Path", value="task_path", sort="task_path", link=lambda row: f"/tasks/{row.id}"),
        Column("priority", "Priority", value="priority", sort="priority", kind="int"),
        Column("started", "Started", value="started_at", sort="started_at", kind="datetime"),
        Column("cost", "Cost", value=lambda row: row.priority * 12_345, sort="priority", kind="yuan", switch="cost"),
        Column("state", "State", value=lambda row: ("ok", "check", row.status), kind="badge"),
    ],
    conditions=[
        Condition("search", "Path", kind="text", apply="task_path"),
        Condition("status", "State", kind="choice", choices=[("READY", "Ready"), ("FAILED", "Failed")], apply="status"),
        Condition("started", "Started", kind="dates", apply="started_at"),
        Condition("priority", "Priority", kind="range", apply="priority"),
        Condition("cost", "Cost", kind="range", unit="yuan", switch="cost", apply="priority"),
    ],
    order=("-started_at", "id"),
    totals=[
        Total("rows", "Rows", Count("id")),
        Total("cost", "Cost", Sum("priority"), kind="yuan", switch="cost"),
    ],
    empty="No task has been started yet.",
)
