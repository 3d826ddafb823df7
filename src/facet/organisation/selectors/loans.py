"""Who helps out where, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from facet.kernel.clock import business_date
from facet.kernel.permissions import Actor
from facet.organisation.models import Loan
from facet.organisation.permissions import OrganisationPermission

NEWEST = 10  # loans shown in a person's file


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One loan as a person's file shows it. `state`: coming, running, over or ended (before its last day)."""

    id: int
    store_code: str
    store: str
    store_en: str
    first_on: date
    last_on: date
    state: str
    may_end: bool


def loans_of(viewer: Actor, *, staff_id: int, at: datetime) -> list[LoanRow]:
    """The newest loans of somebody whose file the viewer reads, the latest first. Queries: 1."""
    rows = Loan.objects.filter(staff_id=staff_id).select_related("store").order_by("-first_on", "-pk")[:NEWEST]
    reach = viewer.scope(OrganisationPermission.LEND_STAFF)
    return [_row(row, at, ends=reach.covers(row.store_id) and viewer.staff_id != staff_id) for row in rows]


def lent_to(*, store_id: int, first: date, last: date) -> QuerySet[Any, Any]:
    """The staff ids of those lent to a store on one of these days, for a wider query. Queries: 0."""
    came = Q(ended_at=None) | Q(ended_at__date__gte=first) & Q(ended_at__date__gte=F("first_on"))
    return Loan.objects.filter(came, store_id=store_id, first_on__lte=last, last_on__gte=first).values("staff_id")


def _row(row: Loan, at: datetime, *, ends: bool) -> LoanRow:
    today = business_date(at, row.store.time_zone)
    if row.ended_at is not None:
        state = "ended"
    elif today > row.last_on:
        state = "over"
    else:
        state = "running" if today >= row.first_on else "coming"
    return LoanRow(
        row.pk, row.store.code, row.store.name, row.store.name_en, row.first_on, row.last_on, state,
        may_end=ends and state in {"coming", "running"},
    )  # fmt: skip
