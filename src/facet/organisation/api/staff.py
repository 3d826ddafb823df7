"""People and rights."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import flows, selectors, services
from facet.organisation.api import schemas as s
from facet.organisation.permissions import OrganisationPermission

router = Router(tags=["organisation"])


@router.get(
    "/staff", response={200: list[s.StaffOut]} | PROBLEMS, operation_id="list_staff", summary="Staff within reach"
)
def list_staff(request: HttpRequest, page: Query[s.Listed]) -> Any:
    """By staff number, those who left too; headquarters' people only for who sees the whole chain."""
    require(request.auth, OrganisationPermission.VIEW_STORES)
    with viewing(request.auth):
        return selectors.list_staff(request.auth, limit=page.limit, offset=page.offset)


@router.get("/staff/{code}", response={200: s.StaffOut} | PROBLEMS, operation_id="get_staff", summary="One person")
def get_staff(request: HttpRequest, code: s.PathCode) -> Any:
    """With roles and where they are held."""
    with viewing(request.auth):
        return selectors.get_staff(request.auth, code=code)


@router.post(
    "/staff", response={201: s.FirstPasswordOut} | PROBLEMS, operation_id="create_staff", summary="Take somebody on"
)
def create_staff(request: HttpRequest, payload: s.NewStaffIn) -> Any:
    """Without a role yet. The first password is in the answer, once."""
    require(request.auth, OrganisationPermission.MANAGE_STAFF)
    given, password = payload.model_dump(), flows.first_password()
    account = services.AccountIn(given.pop("username"), given.pop("code"), flows.encoded(password))
    services.create_staff(actor=request.auth, account=account, request=services.StaffIn(**given), at=now())
    return Status(201, {"staff": selectors.get_staff(request.auth, code=account.code), "first_password": password})


@router.put("/staff/{code}", response={200: s.StaffOut} | PROBLEMS, operation_id="edit_staff", summary="Change a file")
def edit_staff(request: HttpRequest, code: s.PathCode, payload: s.StaffBody) -> Any:
    """Name, department, home store."""
    person = selectors.get_staff(request.auth, code=code)
    services.edit_staff(
        actor=request.auth, staff_id=person.id, request=services.StaffIn(**payload.model_dump()), at=now()
    )
    return selectors.get_staff(request.auth, code=code)


@router.post(
    "/staff/{code}/departure",
    response={200: s.StaffOut} | PROBLEMS,
    operation_id="leave_staff",
    summary="Somebody leaves",
)
def leave_staff(request: HttpRequest, code: s.PathCode, payload: s.LeaveIn) -> Any:
    """Sessions, tokens and roles end now."""
    person = selectors.get_staff(request.auth, code=code)
    services.leave_staff(actor=request.auth, staff_id=person.id, left_on=payload.left_on, at=now())
    return selectors.get_staff(request.auth, code=code)


@router.post(
    "/staff/{code}/password",
    response={200: s.FirstPasswordOut} | PROBLEMS,
    operation_id="reset_password",
    summary="A new first password",
)
def reset_password(request: HttpRequest, code: s.PathCode) -> Any:
    """Given once; all sessions of the person end."""
    person = selectors.get_staff(request.auth, code=code)
    password = flows.reset_password(actor=request.auth, staff_id=person.id, at=now())
    return {"staff": person, "first_password": password}


@router.post(
    "/staff/{code}/roles", response={201: s.StaffOut} | PROBLEMS, operation_id="give_role", summary="Give a role"
)
def give_role(request: HttpRequest, code: s.PathCode, payload: s.RoleHeldIn) -> Any:
    """At a store, an area, a company, or (none named) the home store. Nobody gives themselves one."""
    person = selectors.get_staff(request.auth, code=code)
    services.give_role(
        actor=request.auth, staff_id=person.id, request=services.RoleIn(**payload.model_dump()), at=now()
    )
    return Status(201, selectors.get_staff(request.auth, code=code))


@router.delete(
    "/staff/{code}/roles/{assignment_id}",
    response={200: s.StaffOut} | PROBLEMS,
    operation_id="take_role",
    summary="Take a role away",
)
def take_role(request: HttpRequest, code: s.PathCode, assignment_id: RowId) -> Any:
    """It ends with the next request."""
    person = selectors.get_staff(request.auth, code=code)
    services.take_role(actor=request.auth, staff_id=person.id, assignment_id=assignment_id, at=now())
    return selectors.get_staff(request.auth, code=code)


@router.get("/staff/{code}/loans", response={200: list[s.LoanOut]} | PROBLEMS, operation_id="loans_of", summary="Loans")
def loans_of(request: HttpRequest, code: s.PathCode) -> Any:
    """The newest ten of one person, the latest first."""
    with viewing(request.auth):
        person = selectors.get_staff(request.auth, code=code)
        return selectors.loans_of(request.auth, staff_id=person.id, at=now())


@router.post(
    "/staff/{code}/loans",
    response={201: list[s.LoanOut]} | PROBLEMS,
    operation_id="lend_staff",
    summary="Lend somebody to another store",
)
def lend_staff(request: HttpRequest, code: s.PathCode, payload: s.LoanIn) -> Any:
    """For some days; the same again changes nothing. Gives the person's loans."""
    person, at = selectors.get_staff(request.auth, code=code), now()
    services.lend_staff(actor=request.auth, staff_id=person.id, request=services.LoanIn(**payload.model_dump()), at=at)
    return Status(201, selectors.loans_of(request.auth, staff_id=person.id, at=at))


@router.delete(
    "/staff/{code}/loans/{loan_id}",
    response={200: list[s.LoanOut]} | PROBLEMS,
    operation_id="end_loan",
    summary="End a loan early",
)
def end_loan(request: HttpRequest, code: s.PathCode, loan_id: RowId) -> Any:
    """It ends with the next request; one that is over changes nothing. Gives the person's loans."""
    person, at = selectors.get_staff(request.auth, code=code), now()
    services.end_loan(actor=request.auth, staff_id=person.id, loan_id=loan_id, at=at)
    return selectors.loans_of(request.auth, staff_id=person.id, at=at)


@router.delete(
    "/tokens/{token_id}", response={200: s.DoneOut} | PROBLEMS, operation_id="revoke_token", summary="End a token"
)
def revoke_token(request: HttpRequest, token_id: RowId) -> Any:
    """One's own, or a colleague's with the right to manage staff."""
    services.revoke_token(actor=request.auth, token_id=token_id, at=now())
    return {"done": True}


@router.get("/roles", response={200: list[s.RoleOut]} | PROBLEMS, operation_id="list_roles", summary="Roles and rights")
def list_roles(request: HttpRequest) -> Any:
    """What counts is what stands here."""
    with viewing(request.auth):
        return [
            {name: getattr(role, name) for name in ("code", "name", "name_en", "people", "grants", "limits")}
            | {"switches": sorted(role.switches)}
            for role in selectors.list_roles(request.auth)
        ]


@router.get(
    "/staff/{code}/rights/{permission}",
    response={200: s.WhyOut} | PROBLEMS,
    operation_id="why",
    summary="Why somebody may or may not do something",
)
def why(request: HttpRequest, code: s.PathCode, permission: s.PathCode, store: s.PathCode = "") -> Any:
    """For a store by code, or anywhere at all."""
    with viewing(request.auth):
        store_id = selectors.get_store(request.auth, code=store).pk if store else None
        answer = selectors.why(request.auth, staff_code=code, permission=permission, store_id=store_id, at=now())
    return {
        "may": answer.verdict.may,
        "reason": answer.verdict.reason,
        "grounds": [
            {
                "role_code": ground.role_code,
                "place": answer.place_of(ground),
                "scope": ground.scope,
                "covers": ground.covers,
            }
            for ground in answer.verdict.grounds
        ],
        "roles": [role.code for role in answer.roles],
        "granters": answer.granters,
    }
