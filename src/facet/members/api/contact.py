"""Contacts, needs and reminders for programs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import BeforeValidator, ConfigDict

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.rules.contact_log import ContactChannel, ContactIn, CorrectionIn, Direction, Outcome
from facet.members.rules.need import NeedIn, NeedState
from facet.members.services.reminder import ReminderIn

router = Router(tags=["members"])


def _text_only(value: Any) -> Any:
    if value is not None and not isinstance(value, str | date):
        raise ValueError("write a day as 1988-05-14")
    return value


Day = Annotated[date, BeforeValidator(_text_only)]
Money = Whole(0, 10**10)


class _Closed(Schema):
    model_config = ConfigDict(extra="forbid")


class NeedBody(_Closed):
    """What is looked for. Codes are of the catalogue; cents."""

    text: Text(300, lines=True) = ""
    category: Text(32) = ""
    material: Text(32) = ""
    taste: Text(32) = ""
    budget_from_cents: Money | None = None
    budget_to_cents: Money | None = None
    occasion_on: Day | None = None

    def wanted(self) -> NeedIn:
        return NeedIn(**self.model_dump())


class ContactBody(_Closed):
    """A contact; `relation_id` names a family member it was with."""

    channel: ContactChannel
    direction: Direction = Direction.OUT
    topic: Text(32, least=1)
    outcome: Outcome = Outcome.REACHED
    text: Text(2000, lines=True) = ""
    relation_id: RowId | None = None
    follow_up_on: Day | None = None
    need: NeedBody | None = None


class CorrectionBody(_Closed):
    topic: Text(32, least=1)
    outcome: Outcome
    text: Text(2000, lines=True) = ""


class NeedEndBody(_Closed):
    state: Literal["served", "dropped"]


class ReminderBody(_Closed):
    text: Text(80, least=1)
    due_on: Day
    staff: Text(16) = ""


class ContactMadeOut(Schema):
    contact_id: int


class ContactVersionOut(Schema):
    version: int


class NeedMadeOut(Schema):
    need_id: int


class ContactDoneOut(Schema):
    done: bool = True


class ReminderOut(Schema):
    task_id: int


class ContactOut(Schema):
    """One contact. `with_words` names the family member, masked beyond your reach."""

    id: int
    member_id: int
    member_number: str
    with_member_id: int | None
    with_kind: str
    with_words: str
    channel: str
    direction: str
    topic_code: str
    topic_name: str
    outcome: str
    text: str
    at: datetime
    by_name: str
    store: str
    follow_up_on: date | None
    followed_at: datetime | None
    version: int
    may_correct: bool


class NeedOut(Schema):
    """One need; names in Chinese and English."""

    id: int
    state: str
    text: str
    category: tuple[str, str]
    material: tuple[str, str]
    taste: tuple[str, str]
    budget_from_cents: int | None
    budget_to_cents: int | None
    occasion_on: date | None
    opened_at: datetime
    opened_by_name: str


class ContactLineOut(Schema):
    """One line; `key` is null for everybody who is too few to be shown alone."""

    key: str | None
    contacts: int
    people: int = Field(description="Distinct people; below five the line gathers several.")
    reached: int
    interested: int
    complaints: int


class ContactAnalysisOut(Schema):
    dimension: str
    contacts: int
    people: int
    lines: list[ContactLineOut]


@router.post(
    "/members/{member_id}/contacts", response={201: ContactMadeOut} | PROBLEMS, operation_id="record_contact",
    summary="Log a contact",
)  # fmt: skip
def record_contact(request: HttpRequest, member_id: RowId, payload: ContactBody) -> Any:
    """Closes promises that are due, opens a to-do for a new one; a need that was expressed goes with it."""
    facts = payload.model_dump(exclude={"need"})
    contact_id = services.record_contact(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), member_id=member_id, contact=ContactIn(**facts),
        need=payload.need.wanted() if payload.need else None, at=now(),
    )  # fmt: skip
    return Status(201, {"contact_id": contact_id})


@router.get(
    "/members/{member_id}/contacts", response={200: list[ContactOut]} | PROBLEMS, operation_id="list_contacts",
    summary="A member's contacts",
)  # fmt: skip
def list_contacts(request: HttpRequest, member_id: RowId, before: RowId | None = None) -> Any:
    """Fifty at a time, the newest first; only within your reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.contacts_of(actor, member_id, at=now(), before=before)
    note_access(request, "members.member", member_id)
    return found


@router.put(
    "/contacts/{contact_id}", response={200: ContactVersionOut} | PROBLEMS, operation_id="correct_contact",
    summary="Correct one's own contact",
)  # fmt: skip
def correct_contact(request: HttpRequest, contact_id: RowId, payload: CorrectionBody) -> Any:
    """Within a day of writing it down, by its author; what stood there before is kept."""
    version = services.correct_contact(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), contact_id=contact_id,
        correction=CorrectionIn(**payload.model_dump()), at=now(),
    )  # fmt: skip
    return {"version": version}


@router.get(
    "/contact-analysis", response={200: ContactAnalysisOut} | PROBLEMS, operation_id="contact_analysis",
    summary="Contacts in figures",
)  # fmt: skip
def contact_analysis(
    request: HttpRequest, first: Day, last: Day, by: Literal["topic", "need", "channel", "clerk", "period"] = "topic"
) -> Any:
    """By topic, need, channel, clerk or month; fewer than five people are never shown alone."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.contact_analysis(actor, dimension=by, first=first, last=last)


@router.get(
    "/members/{member_id}/needs", response={200: list[NeedOut]} | PROBLEMS, operation_id="list_needs",
    summary="What a member asked for",
)  # fmt: skip
def list_needs(request: HttpRequest, member_id: RowId) -> Any:
    """The open ones first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.needs_of(actor, member_id)


@router.post(
    "/members/{member_id}/needs", response={201: NeedMadeOut} | PROBLEMS, operation_id="open_need",
    summary="Write down a need",
)  # fmt: skip
def open_need(request: HttpRequest, member_id: RowId, payload: NeedBody) -> Any:
    """New pieces that fit put the member on the list "tell first"."""
    need_id = services.open_need(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), member_id=member_id, need=payload.wanted(), at=now(),
    )  # fmt: skip
    return Status(201, {"need_id": need_id})


@router.post(
    "/needs/{need_id}/close", response={200: ContactDoneOut} | PROBLEMS, operation_id="close_need",
    summary="Close a need",
)  # fmt: skip
def close_need(request: HttpRequest, need_id: RowId, payload: NeedEndBody) -> Any:
    """Served, or dropped; once."""
    services.close_need(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), need_id=need_id, state=NeedState(payload.state), at=now(),
    )  # fmt: skip
    return {"done": True}


@router.post(
    "/members/{member_id}/reminders", response={201: ReminderOut} | PROBLEMS, operation_id="add_reminder",
    summary="Add a to-do about a member",
)  # fmt: skip
def add_reminder(request: HttpRequest, member_id: RowId, payload: ReminderBody) -> Any:
    """For yourself, or for the colleague under `staff`."""
    task_id = services.add_reminder(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), member_id=member_id,
        reminder=ReminderIn(text=payload.text, due_on=payload.due_on, staff=payload.staff.upper()), at=now(),
    )  # fmt: skip
    return Status(201, {"task_id": task_id})
