"""The parts of a file: sizes, days, tags, own fields, consents, household."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.api import person_schemas as schemas
from facet.members.api.schemas import MemberDoneOut
from facet.members.rules.occasion import OccasionIn
from facet.members.rules.size import SizeKind

router = Router(tags=["members"])


@router.get(
    "/members/{member_id}/sizes",
    response={200: list[schemas.MemberSizeOut]} | PROBLEMS,
    operation_id="sizes_of",
    summary="What a member measures",
)
def sizes_of(request: HttpRequest, member_id: RowId) -> Any:
    """Fingers, wrist and neck; also by the limited card."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.sizes_of(actor, member_id)


@router.put(
    "/members/{member_id}/sizes",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_sizes",
    summary="Write down measured sizes",
)
def set_sizes(request: HttpRequest, member_id: RowId, payload: schemas.MemberSizesIn) -> Any:
    """What is not named stays."""
    services.set_sizes(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        sizes={SizeKind(kind): tenths for kind, tenths in payload.sizes.items()},
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/occasions",
    response={200: list[schemas.MemberOccasionOut]} | PROBLEMS,
    operation_id="occasions_of",
    summary="The days that a member keeps",
)
def occasions_of(request: HttpRequest, member_id: RowId) -> Any:
    """Her own and those that relatives share with her page, the next first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.occasions_of(actor, member_id)


@router.post(
    "/members/{member_id}/occasions",
    response={201: schemas.MemberOccasionMadeOut} | PROBLEMS,
    operation_id="add_occasion",
    summary="Write down a day",
)
def add_occasion(request: HttpRequest, member_id: RowId, payload: schemas.MemberOccasionIn) -> Any:
    """By the sun or the moon; kept every year."""
    made = services.add_occasion(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        occasion=OccasionIn(**payload.model_dump()),
        at=now(),
    )
    return Status(201, {"occasion_id": made})


@router.delete(
    "/members/{member_id}/occasions/{occasion_id}",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="end_occasion",
    summary="Take a day out of the file",
)
def end_occasion(request: HttpRequest, member_id: RowId, occasion_id: RowId) -> Any:
    """The row stays as history."""
    services.end_occasion(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        member_id=member_id,
        occasion_id=occasion_id,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/tags",
    response={200: list[schemas.MemberTagOut]} | PROBLEMS,
    operation_id="tags_of",
    summary="The tags a member bears",
)
def tags_of(request: HttpRequest, member_id: RowId) -> Any:
    """Those in use."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.tags_of(actor, member_id)


@router.put(
    "/members/{member_id}/tags",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_tags",
    summary="Let a member bear exactly these tags",
)
def set_tags(request: HttpRequest, member_id: RowId, payload: schemas.MemberTagsIn) -> Any:
    """Tags out of use stay."""
    services.set_tags(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        tag_ids=payload.tags,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/fields",
    response={200: list[schemas.MemberFieldValueOut]} | PROBLEMS,
    operation_id="field_values",
    summary="What a file says in the chain's own fields",
)
def field_values(request: HttpRequest, member_id: RowId) -> Any:
    """Personal values are masked."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.field_values(actor, member_id)
    return [{"code": row.field.code, "kind": row.field.kind, "value": row.value} for row in rows]


@router.put(
    "/members/{member_id}/fields",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_fields",
    summary="Write the chain's own fields",
)
def set_fields(request: HttpRequest, member_id: RowId, payload: schemas.MemberFieldsIn) -> Any:
    """What is not named stays; a wrong value is named `field_<code>`."""
    services.set_fields(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        values=payload.fields,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/consent-answers",
    response={200: list[schemas.MemberAnswerOut]} | PROBLEMS,
    operation_id="consent_answers",
    summary="What a member allows",
)
def consent_answers(request: HttpRequest, member_id: RowId) -> Any:
    """The latest answer for each channel and purpose."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.consent_answers(actor, member_id)


@router.put(
    "/members/{member_id}/profiling",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_profiling",
    summary="Allow or forbid proposals from what she bought",
)
def set_profiling(request: HttpRequest, member_id: RowId, payload: schemas.MemberProfilingIn) -> Any:
    """No takes effect at once."""
    services.set_profiling(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        is_allowed=payload.is_allowed,
        at=now(),
    )
    return {"done": True}


@router.put(
    "/members/{member_id}/relations/{relation_id}/privacy",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_relation_privacy",
    summary="Keep a member's matters off a relative's page",
)
def set_relation_privacy(
    request: HttpRequest, member_id: RowId, relation_id: RowId, payload: schemas.MemberPrivacyIn
) -> Any:
    """Counts at once."""
    services.set_relation_privacy(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        relation_id=relation_id,
        is_private=payload.is_private,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/members/{member_id}/household",
    response={200: schemas.HouseholdOut | None} | PROBLEMS,
    operation_id="household_of",
    summary="The household of a member",
)
def household_of(request: HttpRequest, member_id: RowId) -> Any:
    """null without one; figures of those within your reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.household_of(actor, member_id)


@router.post(
    "/members/{member_id}/household",
    response={201: schemas.HouseholdIdOut} | PROBLEMS,
    operation_id="join_household",
    summary="Let somebody live with a member",
)
def join_household(request: HttpRequest, member_id: RowId, payload: schemas.HouseholdJoinIn) -> Any:
    """Into her household, or a new one with her as the head."""
    made = services.join_household(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        number=payload.number,
        at=now(),
    )
    return Status(201, {"household_id": made})


@router.delete(
    "/members/{member_id}/household/{leaver_id}",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="leave_household",
    summary="Take somebody out of the household",
)
def leave_household(request: HttpRequest, member_id: RowId, leaver_id: RowId) -> Any:
    """One alone is no household any more."""
    services.leave_household(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        member_id=member_id,
        leaver_id=leaver_id,
        at=now(),
    )
    return {"done": True}


@router.put(
    "/members/{member_id}/household-head",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="set_household_head",
    summary="Make a member the head of her household",
)
def set_household_head(request: HttpRequest, member_id: RowId) -> Any:
    """She must live in one."""
    services.set_household_head(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        member_id=member_id,
        at=now(),
    )
    return {"done": True}
