"""Around a file: contacts, consents, clerk, referrer, family, timeline."""

from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.api import schemas

router = Router(tags=["members"])
Filter = Literal["all", "purchases", "points", "contacts", "service"]


@router.post(
    "/members/{member_id}/reveal",
    response={200: schemas.RevealOut} | PROBLEMS,
    operation_id="reveal_contact",
    summary="Show a masked field",
)
def reveal_contact(request: HttpRequest, member_id: RowId, payload: schemas.RevealIn) -> Any:
    """That it was shown is remembered; an ID number asks for a reason."""
    value = services.reveal_contact(
        actor=request.auth,  # type: ignore[attr-defined]
        member_id=member_id,
        field=payload.field,
        reason=payload.reason,
        at=now(),
    )
    return {"value": value}


@router.post(
    "/members/{member_id}/consents",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="set_consent",
    summary="Write down a consent or its withdrawal",
)
def set_consent(request: HttpRequest, member_id: RowId, payload: schemas.MemberConsentIn) -> Any:
    """The latest answer for a channel counts; older ones stay as evidence."""
    services.set_consent(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        answer=services.ConsentAnswer(**payload.model_dump()),
        at=now(),
    )
    return {"done": True}


@router.post(
    "/members/{member_id}/transfer-requests",
    response={201: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="ask_for_transfer",
    summary="Ask for a member in somebody else's care",
)
def ask_for_transfer(request: HttpRequest, member_id: RowId) -> Any:
    """Puts a to-do before her clerk; once a day and colleague."""
    services.ask_for_transfer(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        member_id=member_id,
        url=reverse("members:clerk", args=[member_id]),
        at=now(),
    )
    return Status(201, {"done": True})


@router.put(
    "/members/{member_id}/clerk",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="change_clerk",
    summary="Give a member into another clerk's care",
)
def change_clerk(request: HttpRequest, member_id: RowId, payload: schemas.MemberClerkIn) -> Any:
    """The file moves to that clerk's store."""
    services.change_clerk(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        clerk_code=payload.clerk,
        at=now(),
    )
    return {"done": True}


@router.put(
    "/members/{member_id}/referrer",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="set_referrer",
    summary="Say who brought the member",
)
def set_referrer(request: HttpRequest, member_id: RowId, payload: schemas.MemberReferrerIn) -> Any:
    """Nobody refers herself, directly or through others."""
    services.set_referrer(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        number=payload.referrer,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/relations",
    response={200: list[schemas.RelativeOut]} | PROBLEMS,
    operation_id="family_of",
    summary="Who belongs to a member",
)
def family_of(request: HttpRequest, member_id: RowId) -> Any:
    """From either side; names of members beyond your reach are masked."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.family_of(actor, member_id)


@router.post(
    "/members/{member_id}/relations",
    response={201: schemas.MemberRelationOut} | PROBLEMS,
    operation_id="add_relation",
    summary="Write down somebody close",
)
def add_relation(request: HttpRequest, member_id: RowId, payload: schemas.MemberRelationIn) -> Any:
    """Another member by number, or a name only."""
    relation_id = services.add_relation(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        relation=services.RelationIn(**payload.model_dump()),
        at=now(),
    )
    return Status(201, {"relation_id": relation_id})


@router.delete(
    "/members/{member_id}/relations/{relation_id}",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="remove_relation",
    summary="Take a relation out of the file",
)
def remove_relation(request: HttpRequest, member_id: RowId, relation_id: RowId) -> Any:
    """From either side's file."""
    services.remove_relation(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        member_id=member_id,
        relation_id=relation_id,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/timeline",
    response={200: schemas.TimelineOut} | PROBLEMS,
    operation_id="member_timeline",
    summary="What happened with a member",
)
def member_timeline(request: HttpRequest, member_id: RowId, filter: Filter = "all", before: RowId | None = None) -> Any:  # noqa: A002 -- the query's own word
    """Twenty lines at a time, newest first; only within your reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.timeline(actor, member_id, chosen=filter, before=before)
