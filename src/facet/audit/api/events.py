"""The record of acts, for programs of auditors."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from facet.audit import selectors
from facet.audit.permissions import AuditPermission
from facet.kernel.errors import Invalid
from facet.kernel.interface import Text
from facet.kernel.listing import Condition, ListDefinition
from facet.kernel.listing.paging import read_page
from facet.kernel.listing.query import read_query
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS

router = Router()

ACTS = ListDefinition(
    key="audit.api",
    title="",
    purpose="",
    permission=AuditPermission.VIEW_EVENTS,
    queryset=selectors.events_queryset,
    columns=(),
    conditions=[
        Condition("who", "", kind="text", apply="actor_name__exact"),
        Condition("record", "", kind="text", apply="subject_label__exact"),
        Condition("part", "", kind="text", apply=selectors.acts_of),
        Condition("at", "", kind="dates", apply="at"),
    ],
    order=("-at", "-id"),
)


class EventFilter(Schema):
    """What to look for; everything that is given must hold."""

    model_config = ConfigDict(extra="forbid")

    who: Text(64) = Field("", description="Full name of the person or job.")
    record: Text(128) = Field("", description="Label of the record: number of a ticket, piece, member.")
    part: Text(32) = Field("", description="Part of the house, the first word of the action: sales, catalog, members.")
    at_from: date | None = Field(None, description="First calendar day, chain's time zone.")
    at_to: date | None = Field(None, description="Last calendar day, included.")
    after: str = Field("", max_length=2000, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200)


class EventOut(Schema):
    """One act."""

    id: int
    at: datetime
    actor_key: str
    actor_name: str
    action: str
    subject_type: str
    subject_id: str
    subject_label: str
    store_id: int | None
    store_label: str
    via: str
    request_id: str
    facts: Any = Field(description="Numbers and words; `before` and `after` where something changed.")


class EventPage(Schema):
    """One page of acts, newest first."""

    items: list[EventOut]
    next: str = Field(description="Give it as `after` to get the next page; empty at the end.")


@router.get(
    "/audit/events",
    response={200: EventPage} | PROBLEMS,
    operation_id="list_events",
    summary="Who did what, newest first",
)
def list_events(request: HttpRequest, asked: Query[EventFilter]) -> EventPage:
    """Needs audit.view_events. Paged by key: rows that come meanwhile never repeat others."""
    actor = request.auth
    require(actor, AuditPermission.VIEW_EVENTS)
    parameters = {name: str(value) for name, value in asked.dict().items() if value not in (None, "")}
    query = read_query(ACTS, actor, parameters | {"size": str(asked.limit)})
    if query.is_wrong:
        raise Invalid(field="at_from, at_to", reason=next(each.error for each in query.asked if each.error))
    page = read_page(ACTS, query, query.narrow(ACTS.queryset(actor)))
    return EventPage(items=[EventOut.from_orm(row) for row in page.rows], next=page.after)
