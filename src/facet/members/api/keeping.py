"""What the house keeps for all files: tags, groups, own fields, texts of consents."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.api import person_schemas as schemas
from facet.members.api.schemas import MemberDoneOut
from facet.members.permissions import MembersPermission
from facet.members.rules.field import FieldChoice, FieldIn
from facet.members.rules.group import GroupIn
from facet.members.rules.tag import TagIn

router = Router(tags=["members"])


@router.get(
    "/member-tags",
    response={200: list[schemas.MemberTagOut]} | PROBLEMS,
    operation_id="list_tags",
    summary="The managed list of tags",
)
def list_tags(request: HttpRequest) -> Any:
    """With how many of your members bear each."""
    actor = request.auth  # type: ignore[attr-defined]
    require(actor, MembersPermission.VIEW_MEMBERS)
    with viewing(actor):
        return selectors.list_tags(actor)


@router.post(
    "/member-tags",
    response={201: schemas.MemberTagMadeOut} | PROBLEMS,
    operation_id="save_tag",
    summary="Add a tag to the list",
)
def save_tag(request: HttpRequest, payload: schemas.MemberTagIn) -> Any:
    """Names are given once."""
    made = services.save_tag(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=TagIn(**payload.model_dump()),
        at=now(),
    )
    return Status(201, {"tag_id": made})


@router.put(
    "/member-tags/{tag_id}",
    response={200: schemas.MemberTagMadeOut} | PROBLEMS,
    operation_id="change_tag",
    summary="Change a tag",
)
def change_tag(request: HttpRequest, tag_id: RowId, payload: schemas.MemberTagIn) -> Any:
    """Out of use it stays on its members, unseen."""
    made = services.save_tag(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=TagIn(**payload.model_dump()),
        tag_id=tag_id,
        at=now(),
    )
    return {"tag_id": made}


@router.post(
    "/member-tags/{tag_id}/members",
    response={200: schemas.MemberCountOut} | PROBLEMS,
    operation_id="tag_members",
    summary="Put a tag on many members",
)
def tag_members(request: HttpRequest, tag_id: RowId, payload: schemas.MemberNumbersIn) -> Any:
    """All of them or none; gives how many bear it anew."""
    made = services.tag_members(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        tag_id=tag_id,
        numbers=payload.numbers,
        at=now(),
    )
    return {"count": made}


@router.get(
    "/member-groups",
    response={200: list[schemas.MemberGroupOut]} | PROBLEMS,
    operation_id="list_groups",
    summary="The groups of members",
)
def list_groups(request: HttpRequest) -> Any:
    """With their sizes in the whole chain."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_groups(actor)


@router.post(
    "/member-groups",
    response={201: schemas.MemberGroupMadeOut} | PROBLEMS,
    operation_id="save_group",
    summary="Make a group",
)
def save_group(request: HttpRequest, payload: schemas.MemberGroupIn) -> Any:
    """By hand, or by a rule that is computed every night."""
    made = services.save_group(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=GroupIn(**payload.model_dump()),
        is_new=True,
        at=now(),
    )
    return Status(201, {"group_id": made})


@router.put(
    "/member-groups",
    response={200: schemas.MemberGroupMadeOut} | PROBLEMS,
    operation_id="change_group",
    summary="Change a group",
)
def change_group(request: HttpRequest, payload: schemas.MemberGroupIn) -> Any:
    """Its code stays."""
    made = services.save_group(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=GroupIn(**payload.model_dump()),
        is_new=False,
        at=now(),
    )
    return {"group_id": made}


@router.post(
    "/member-groups/{code}/members",
    response={200: schemas.MemberCountOut} | PROBLEMS,
    operation_id="add_to_group",
    summary="Put members into a group",
)
def add_to_group(request: HttpRequest, code: str, payload: schemas.MemberNumbersIn) -> Any:
    """Only groups that are kept by hand."""
    made = services.add_to_group(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        code=code,
        numbers=payload.numbers,
        at=now(),
    )
    return {"count": made}


@router.delete(
    "/member-groups/{code}/members/{member_id}",
    response={200: MemberDoneOut} | PROBLEMS,
    operation_id="remove_from_group",
    summary="Take a member out of a group",
)
def remove_from_group(request: HttpRequest, code: str, member_id: RowId) -> Any:
    """Only groups that are kept by hand."""
    services.remove_from_group(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request),
        code=code,
        member_id=member_id,
        at=now(),
    )
    return {"done": True}


@router.get(
    "/member-fields",
    response={200: list[schemas.MemberFieldOut]} | PROBLEMS,
    operation_id="all_fields",
    summary="The chain's own fields",
)
def all_fields(request: HttpRequest) -> Any:
    """Those out of use, too."""
    actor = request.auth  # type: ignore[attr-defined]
    require(actor, MembersPermission.VIEW_MEMBERS)
    with viewing(actor):
        return selectors.all_fields()


@router.post(
    "/member-fields",
    response={201: schemas.MemberFieldMadeOut} | PROBLEMS,
    operation_id="save_field",
    summary="Make a field",
)
def save_field(request: HttpRequest, payload: schemas.MemberFieldIn) -> Any:
    """Kind and class stay once it is made."""
    made = services.save_field(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=_field(payload),
        is_new=True,
        at=now(),
    )
    return Status(201, {"field_id": made})


@router.put(
    "/member-fields",
    response={200: schemas.MemberFieldMadeOut} | PROBLEMS,
    operation_id="change_field",
    summary="Change a field",
)
def change_field(request: HttpRequest, payload: schemas.MemberFieldIn) -> Any:
    """Its code, kind and class stay."""
    made = services.save_field(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=_field(payload),
        is_new=False,
        at=now(),
    )
    return {"field_id": made}


def _field(payload: schemas.MemberFieldIn) -> FieldIn:
    choices = tuple(FieldChoice(**each.model_dump()) for each in payload.choices)
    return FieldIn(**payload.model_dump(exclude={"choices"}), choices=choices)


@router.get(
    "/consent-texts",
    response={200: list[schemas.ConsentTextOut]} | PROBLEMS,
    operation_id="consent_texts",
    summary="The texts that are read out",
)
def consent_texts(request: HttpRequest) -> Any:
    """Every version, the newest of each purpose first."""
    actor = request.auth  # type: ignore[attr-defined]
    require(actor, MembersPermission.VIEW_MEMBERS)
    with viewing(actor):
        return selectors.consent_texts()


@router.post(
    "/consent-texts",
    response={201: schemas.ConsentVersionOut} | PROBLEMS,
    operation_id="save_consent_text",
    summary="Put a new text into force",
)
def save_consent_text(request: HttpRequest, payload: schemas.ConsentTextIn) -> Any:
    """Older versions stay for the answers given to them."""
    made = services.save_consent_text(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        **payload.model_dump(),
        at=now(),
    )
    return Status(201, {"version": made})
