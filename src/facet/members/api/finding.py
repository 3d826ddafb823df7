"""Who may be on file already, and which area an address lies in."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from facet.kernel.interface import Text
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import selectors
from facet.members.api import schemas
from facet.members.permissions import MembersPermission
from facet.members.rules import areas, contacts

router = Router(tags=["members"])


@router.post(
    "/members/duplicates",
    response={200: list[schemas.MemberLikenessOut]} | PROBLEMS,
    operation_id="possible_duplicates",
    summary="Who may already be on file",
)
def possible_duplicates(request: HttpRequest, payload: schemas.MemberDuplicatesIn) -> Any:
    """Members with the same phone, or the same name and birth date. Nothing is written."""
    actor = request.auth  # type: ignore[attr-defined]
    require(actor, MembersPermission.CREATE_MEMBERS)
    phone = contacts.normal_phone(payload.phone) if payload.phone else ""
    with viewing(actor):
        return selectors.possible_duplicates(actor, name=payload.name, phone=phone, birth_date=payload.birth_date)


@router.get(
    "/administrative-areas",
    response={200: list[schemas.AdministrativeAreaOut]} | PROBLEMS,
    operation_id="find_administrative_areas",
    summary="Find an area's code",
)
def find_administrative_areas(request: HttpRequest, search: Text(40, least=1) = Query(...)) -> Any:  # noqa: B008 -- ninja's way
    """Provinces, cities and districts (GB/T 2260) whose full name holds every part of the text."""
    return [{"code": code, "name": name} for code, name in areas.find_areas(search)]
