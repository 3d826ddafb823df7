"""The people: taken on, changed, given roles, leaving."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken, HasLeft, LastAdministrator, OwnRoles
from facet.organisation.models import (
    ApiToken,
    Area,
    Department,
    LegalEntity,
    Loan,
    Role,
    RoleAssignment,
    RoleGrant,
    Staff,
    Store,
)
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import changes, checked_code, checked_username

MANAGE = OrganisationPermission.MANAGE_STAFF


@dataclass(frozen=True, slots=True)
class StaffIn:
    """One person as a form or a program gives them; department and home store ("" for headquarters) by code."""

    name: str
    department: str
    store: str = ""
    name_en: str = ""
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class AccountIn:
    """How one signs in. The password was checked and hashed by `flows.encoded`; `is_demo` for invented people."""

    username: str
    code: str
    encoded_password: str
    must_change_password: bool = True
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class RoleIn:
    """A role (by code) at a place: at most one of store, area and entity (by code), none for the home store."""

    role: str
    store: str = ""
    area: str = ""
    entity: str = ""


@unit_of_work
def create_staff(*, actor: Actor, account: AccountIn, request: StaffIn, at: datetime) -> int:
    """Take somebody on, without any role yet; gives the id.

    Raises: NotPermitted, NotFound, CodeTaken, Invalid.
    """
    columns = _columns(actor, request)
    username, code = checked_username(account.username), checked_code(account.code)
    for name, value in (("username", username), ("code", code)):
        if Staff.objects.filter(**{name: value}).exists():
            raise CodeTaken(field=name, value=value)
    staff = Staff.objects.create(
        username=username,
        code=code,
        password=account.encoded_password,
        is_demo=account.is_demo,
        must_change_password=account.must_change_password,
        **columns,
    )
    _record(actor, "organisation.staff_created", staff, at=at, username=username)
    return staff.pk


@unit_of_work
def edit_staff(*, actor: Actor, staff_id: int, request: StaffIn, at: datetime) -> None:
    """Change name, department or home store. Raises: NotPermitted, NotFound, HasLeft."""
    staff = _locked(actor, staff_id)
    columns = _columns(actor, request)
    before = {name: getattr(staff, name) for name in columns}
    for name, value in columns.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(columns))
    was, became = changes(before, columns)
    for facts in (was, became):  # names of people are not kept in the clear where nobody can erase them
        facts.pop("name", None)
        facts.pop("name_en", None)
    _record(actor, "organisation.staff_changed", staff, at=at, before=was, after=became)


@unit_of_work
def leave_staff(*, actor: Actor, staff_id: int, left_on: date, at: datetime) -> None:
    """Somebody leaves: no sign-in, no token, no role, no loan from now on. The name stays on what they did.

    Raises: NotPermitted, NotFound, HasLeft, LastAdministrator, Invalid.
    """
    staff = _locked(actor, staff_id)
    if staff.joined_on and left_on < staff.joined_on:
        raise Invalid(field="left_on", reason=gettext_noop("before the day of joining"))
    staff.is_active, staff.left_on = False, left_on
    staff.save(update_fields=["is_active", "left_on"])
    roles = list(staff.assignments.order_by("pk").values_list("role_id", "role__code"))
    staff.assignments.all().delete()
    ApiToken.objects.filter(staff=staff, revoked_at=None).update(revoked_at=at)
    Loan.objects.filter(staff=staff, ended_at=None, last_on__gte=left_on).update(ended_at=at)
    _require_an_administrator(without={role_id for role_id, _ in roles})
    _record(
        actor, "organisation.staff_left", staff, at=at, left_on=left_on.isoformat(), roles=[code for _, code in roles]
    )
    outbox.publish("organisation.staff_left", at=at, staff_id=staff.pk, store_id=staff.store_id)


@unit_of_work
def give_role(*, actor: Actor, staff_id: int, request: RoleIn, at: datetime) -> int:
    """Give a role at a place; the same again changes nothing. Gives the id of the assignment.

    Raises: NotPermitted, NotFound, HasLeft, OwnRoles, Invalid.
    """
    staff = _locked_for_roles(actor, staff_id)
    if sum(map(bool, (request.store, request.area, request.entity))) > 1:
        raise Invalid(field="store", reason=gettext_noop("choose one place: a store, an area or a company"))
    role = Role.objects.filter(code=request.role).first()
    if role is None:
        raise NotFound(key=request.role)
    place = {
        "store": _by_code(Store, request.store),
        "area": _by_code(Area, request.area),
        "entity": _by_code(LegalEntity, request.entity),
    }
    known = RoleAssignment.objects.filter(staff=staff, role=role, **place).first()
    if known is not None:
        return known.pk
    row = RoleAssignment.objects.create(staff=staff, role=role, **place)
    at_place = request.store or request.area or request.entity
    _record(actor, "organisation.role_given", staff, at=at, role=role.code, place=at_place)
    return row.pk


@unit_of_work
def take_role(*, actor: Actor, staff_id: int, assignment_id: int, at: datetime) -> None:
    """Take a role away; it ends with the next request. Raises: NotPermitted, NotFound, OwnRoles, LastAdministrator."""
    staff = _locked_for_roles(actor, staff_id)
    row = RoleAssignment.objects.select_related("role").filter(pk=assignment_id, staff=staff).first()
    if row is None:
        raise NotFound(key=str(assignment_id))
    row.delete()
    _require_an_administrator(without={row.role_id})
    _record(actor, "organisation.role_taken", staff, at=at, role=row.role.code)


def _columns(actor: Actor, request: StaffIn) -> dict[str, object]:
    require(actor, MANAGE)
    store = _by_code(Store, request.store)
    reach = actor.scope(MANAGE)
    if reach.store_ids is not None and (store is None or store.pk not in reach.store_ids):
        raise NotPermitted(permission=str(MANAGE))
    department = Department.objects.filter(code=request.department, is_active=True).first()
    if department is None:
        raise NotFound(key=request.department)
    return {
        "name": request.name, "name_en": request.name_en, "department": department, "store": store,
        "joined_on": request.joined_on,
    }  # fmt: skip


def _by_code(model: type[Store | Area | LegalEntity], code: str) -> Any:
    if not code:
        return None
    row = model.objects.filter(code=code).first()
    if row is None:
        raise NotFound(key=code)
    return row


def _locked(actor: Actor, staff_id: int) -> Staff:
    require(actor, MANAGE)
    reach = actor.scope(MANAGE)
    visible = Q() if reach.store_ids is None else Q(store_id__in=reach.store_ids)
    staff = Staff.objects.select_for_update(of=("self",)).filter(visible, pk=staff_id).first()
    if staff is None:
        raise NotFound(key=str(staff_id))
    if staff.left_on is not None:
        raise HasLeft(name=staff.name)
    return staff


def _locked_for_roles(actor: Actor, staff_id: int) -> Staff:
    """Roles are given by headquarters only, or a store could give itself the chain's rights."""
    if not actor.scope(MANAGE).chain_wide:
        raise NotPermitted(permission=str(MANAGE))
    if actor.staff_id == staff_id:
        raise OwnRoles
    return _locked(actor, staff_id)


def _require_an_administrator(*, without: set[int]) -> None:
    """When one of the roles `without` was an administrator's: somebody must be left who can manage all staff.

    Locks: who else holds such a role, so that two administrators cannot remove each other at once.
    Raises: LastAdministrator.
    """
    roles = set(
        RoleGrant.objects.filter(permission=MANAGE, scope=RoleGrant.Scope.CHAIN).values_list("role_id", flat=True)
    )
    if not roles & without:
        return
    left = RoleAssignment.objects.select_for_update().filter(role_id__in=roles).order_by("pk")
    people = {row.staff_id for row in left}
    if not Staff.objects.filter(pk__in=people, is_active=True).exists():
        raise LastAdministrator


def _record(actor: Actor, action: str, staff: Staff, *, at: datetime, **facts: object) -> None:
    store = (staff.store.pk, staff.store.name) if staff.store else None
    audit_services.record(
        actor, action, at=at, subject=("organisation.staff", staff.pk, staff.code), store=store, **facts
    )
