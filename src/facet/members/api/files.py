"""Opening, reading and changing files."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.api import schemas
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.selectors import LimitedCard, MemberFile
from facet.members.services import FileEdit

router = Router(tags=["members"])


@router.post(
    "/members", response={201: schemas.MemberOpenedOut} | PROBLEMS, operation_id="create_member", summary="Open a file"
)
def create_member(request: HttpRequest, payload: schemas.MemberCreate) -> Any:
    """Name and phone are enough. A possible duplicate answers 409 until `even_if_similar` is sent."""
    opened = services.create_member(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, opened)


@router.get(
    "/members",
    response={200: list[schemas.FoundMemberOut]} | PROBLEMS,
    operation_id="find_members",
    summary="Find members",
)
def find_members(request: HttpRequest, search: Text(60, least=1) = Query(...)) -> Any:  # noqa: B008 -- ninja's way
    """At most eight by phone or its end, name, pinyin, initials, number, card, e-mail or birthday (5-14).

    The search text is blacked out in every log of the house; people's screens send it by POST.
    """
    actor = request.auth  # type: ignore[attr-defined]
    if not actor.may(MembersPermission.VIEW_MEMBERS):
        require(actor, MembersPermission.VIEW_LIMITED)
    with viewing(actor):
        return selectors.find_members(actor, search)


@router.get(
    "/members/{member_id}",
    response={200: schemas.MemberOut} | PROBLEMS,
    operation_id="get_member",
    summary="A member's file, or the limited card",
)
def get_member(request: HttpRequest, member_id: RowId) -> Any:
    """Beyond your reach `full` is null and the name masked; unknown and hidden members are both 404."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        file = selectors.member_file(actor, member_id, at=now())
    note_access(request, "members.member", member_id)
    return file_out(file)


@router.patch(
    "/members/{member_id}",
    response={200: schemas.MemberVersionOut} | PROBLEMS,
    operation_id="edit_member",
    summary="Change a file",
)
def edit_member(request: HttpRequest, member_id: RowId, payload: schemas.MemberPatch) -> Any:
    """Only the fields sent are changed; the record of acts keeps what changed, masked."""
    preferences = None if payload.preferences is None else tuple(payload.preferences)
    version = services.edit_member(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        edit=FileEdit(changes=payload.changes(), preferences=preferences, version=payload.version),
        at=now(),
    )
    return {"version": version}


@router.post(
    "/members/{member_id}/archive",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="archive_member",
    summary="Archive a file",
)
def archive_member(request: HttpRequest, member_id: RowId, payload: schemas.MemberReasonIn) -> Any:
    """Nobody finds an archived member at the till; nothing is lost."""
    return _turned(request, services.archive_member, member_id, payload)


@router.post(
    "/members/{member_id}/restore",
    response={200: schemas.MemberDoneOut} | PROBLEMS,
    operation_id="restore_member",
    summary="Restore an archived file",
)
def restore_member(request: HttpRequest, member_id: RowId, payload: schemas.MemberReasonIn) -> Any:
    """Brings the file back into use."""
    return _turned(request, services.restore_member, member_id, payload)


def _turned(request: HttpRequest, service: Any, member_id: int, payload: schemas.MemberReasonIn) -> Any:
    service(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        reason=payload.reason,
        at=now(),
    )
    return {"done": True}


def file_out(file: MemberFile | LimitedCard) -> dict[str, Any]:
    """The answer for a file in full, or for the limited card."""
    if isinstance(file, LimitedCard):
        return {name: getattr(file, name) for name in LimitedCard.__dataclass_fields__} | {"full": None}
    person, born = file.person, file.person.birth_date
    card = {
        "id": file.id, "number": file.number, "name": person.name, "gender": person.gender,
        "masked_phone": file.masked_phone, "grade_code": file.grade_code, "points_available": file.points_available,
        "ring_tenths": person.ring_tenths, "allergies": person.allergies, "birth_month": born.month if born else None,
        "home_store": file.home_store, "clerk_name": file.clerk_name, "is_active": file.is_active,
    }  # fmt: skip
    own = {name: getattr(file, name) for name in schemas.MemberFullOut.model_fields if hasattr(file, name)}
    return card | {
        "full": own
        | {
            "masked_email": contacts.masked_email(person.email) if person.email else "",
            "masked_wechat": contacts.masked(person.wechat),
            "has_street": bool(person.street),
            "has_id_number": bool(person.id_number),
            "birthday": f"{born:%m-%d}" if born else "",
            "birth_decade": born.year // 10 * 10 if born and person.is_birth_year_known else None,
            "is_lunar_birthday": person.is_lunar_birthday,
            "occupation": person.occupation,
            "occupation_kind": person.occupation_kind,
            "is_birth_year_known": person.is_birth_year_known,
            "note": person.note,
            "preferences": [name for name, _ in file.preferences],
        }
    }
