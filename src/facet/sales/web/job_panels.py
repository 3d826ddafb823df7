"""Services and deliveries on other pages: home, the member's tab, the limited card, what keeps a file open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import Delivery, ServiceJob
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.deliveries import due_deliveries, open_deliveries_of
from facet.sales.selectors.jobs import jobs_of_member, open_jobs_of, waiting_jobs
from facet.sales.selectors.orders import open_orders_of

SHOWN = 5  # to-dos of one kind; the list has the rest


def _of_member(actor: Actor, member_id: Any, at: datetime) -> dict[str, Any]:
    return {
        "jobs": jobs_of_member(actor, member_id=member_id), "member_id": member_id,
        "may_take": actor.may(SalesPermission.TAKE_JOBS),
    }  # fmt: skip


def _job(row: ServiceJob, *, tone: str, title: str, line: str) -> dict[str, Any]:
    return {
        "tone": tone, "icon": "tool", "title": title.format(number=row.number), "line": line,
        "url": reverse("sales:job", args=[row.number]), "verb": gettext("Open"),
    }  # fmt: skip


def jobs_waiting(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Services of the own store that are late, and pieces that wait to be fetched. Queries: 3, or 0."""
    if actor.store_id is None or not actor.may(SalesPermission.VIEW_JOBS, store_id=actor.store_id):
        return {}
    on = local_date(at, organisation_selectors.store_by_id(actor.store_id).time_zone)
    late, ready = waiting_jobs(actor, store_id=actor.store_id, on=on)
    rows = [
        _job(
            row, tone="danger", title=gettext("Service {number} is late"),
            line=gettext("Promised for {day}: {state}").format(
                day=row.due_on.isoformat(), state=gettext(row.state_words)
            ),
        )
        for row in late[:SHOWN]
    ]  # fmt: skip
    rows += [
        _job(
            row, tone="warn", title=gettext("Service {number} is ready"),
            line=gettext("Tell the customer that it can be fetched"),
        )
        for row in ready[:SHOWN]
    ]  # fmt: skip
    return {"rows": rows}


def deliveries_due(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Deliveries of the own store that are due or late: goods, day, salesperson, member. Queries: 4, or 0."""
    if actor.store_id is None or not actor.may(SalesPermission.VIEW_DELIVERIES, store_id=actor.store_id):
        return {}
    on = local_date(at, organisation_selectors.store_by_id(actor.store_id).time_zone)
    rows = due_deliveries(actor, store_id=actor.store_id, on=on)[:SHOWN]
    return {
        "rows": [
            {
                "tone": "danger" if row.due_on < on else "warn", "icon": "truck-delivery",
                "title": (
                    gettext("Delivery {number} is late") if row.due_on < on else gettext("Delivery {number} is due")
                ).format(number=row.number),
                "line": _reminder(row),
                "url": reverse("sales:delivery", args=[row.number]), "verb": gettext("Open"),
            }
            for row in rows
        ]
    }  # fmt: skip


def _reminder(row: Delivery) -> str:
    goods = "、".join(each.line.name for each in row.lines.all())
    return gettext("{goods}, for {day}; sold by {clerk}, member {member}").format(
        goods=goods, day=row.due_on.isoformat(), clerk=row.clerk.name if row.clerk else "—",
        member=row.member.number if row.member else "—",
    )  # fmt: skip


def open_matters(member_id: int) -> Sequence[str]:
    """One sentence for each service and delivery that is open with a member. Queries: 2."""
    return [
        *(gettext("Service {number} is open.").format(number=row.number) for row in open_jobs_of(member_id)),
        *(gettext("Delivery {number} is open.").format(number=row.number) for row in open_deliveries_of(member_id)),
    ]


def on_limited_card(member_id: int) -> Sequence[str]:
    """Open orders and services of a member, for whoever serves her: number and stage, nothing more. Queries: 2."""
    rows: list[Any] = [*open_orders_of(member_id), *open_jobs_of(member_id)]
    return [f"{gettext(row.kind_words)} {row.number}: {gettext(row.state_words)}" for row in rows]


MEMBER_TAB = Panel(
    "sales.jobs", gettext_noop("Services"), "sales/member/jobs.html", _of_member, SalesPermission.VIEW_JOBS, queries=1,
    order=16,
)  # fmt: skip
TODOS = (
    Panel("sales.jobs", gettext_noop("Services that wait"), "", jobs_waiting, SalesPermission.VIEW_JOBS, queries=3,
          order=32),
    Panel("sales.deliveries", gettext_noop("Deliveries due"), "", deliveries_due, SalesPermission.VIEW_DELIVERIES,
          queries=4, order=33),
)  # fmt: skip
