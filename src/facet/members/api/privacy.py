"""A person's own data: given out whole, or forgotten."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.members import services

router = Router(tags=["members"])


class EraseIn(Schema):
    model_config = ConfigDict(extra="forbid")
    approval: RowId | None = None
    reason: Text(200, least=1)


class ErasedOut(Schema):
    rows: int


class PersonOut(Schema):
    format: str
    member: str
    exported_at: str
    by: str
    tables: dict[str, list[dict[str, Any]]]


@router.get(
    "/members/{member_id}/personal-data",
    response={200: PersonOut} | PROBLEMS,
    operation_id="export_member",
    summary="Everything held of a person",
)
def export_member(request: HttpRequest, member_id: RowId) -> Any:
    """Table by table, every column; audited. For the person herself."""
    note_access(request, "members.member", member_id)
    exported = services.export_member(actor=request.auth, member_id=member_id, at=now())  # type: ignore[attr-defined]
    return exported.plain()


@router.post(
    "/members/{member_id}/erasure",
    response={200: ErasedOut} | PROBLEMS,
    operation_id="erase_member",
    summary="Forget a person",
)
def erase_member(request: HttpRequest, member_id: RowId, payload: EraseIn) -> Any:
    """For good. Needs a second person's approval of the kind members.erase; refused while matters are open."""
    rows = services.erase_member(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        member_id=member_id,
        approval_id=payload.approval,
        reason=payload.reason,
        at=now(),
    )
    return {"rows": rows}
