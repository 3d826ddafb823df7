"""The people of the house."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from facet.kernel import registry
from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.permissions import Actor
from facet.organisation.models import RoleAssignment, Staff
from facet.organisation.permissions import OrganisationPermission


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One role of one person. `place` is the store, area or entity by name; "" for the home store."""

    id: int
    role_code: str
    role_name: str
    role_name_en: str
    place_kind: str
    place: str


@dataclass(frozen=True, slots=True)
class StaffFile:
    """One member of staff with roles, as the staff page shows them."""

    id: int
    username: str
    code: str
    name: str
    name_en: str
    department_id: int
    department_code: str
    department: str
    store_id: int | None
    store: str
    store_code: str
    is_active: bool
    must_change_password: bool
    joined_on: date | None
    left_on: date | None
    signed_in_at: datetime | None
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One sign-in of the demonstration."""

    username: str
    password: str
    name: str
    role: str
    role_en: str
    store: str


def staff_queryset(viewer: Actor, permission: str = OrganisationPermission.VIEW_STORES) -> QuerySet[Staff]:
    """The staff that `viewer` may see: those whose home store is within reach; headquarters to the chain only."""
    reach = viewer.scope(permission)
    staff = Staff.objects.select_related("department", "store").prefetch_related(_with_roles())
    return staff if reach.store_ids is None else staff.filter(store_id__in=reach.store_ids)


def list_staff(viewer: Actor, *, limit: int = 200, offset: int = 0) -> list[StaffFile]:
    """The staff that `viewer` may see, by code, those who left too. Queries: 2."""
    return [staff_file_of(row) for row in staff_queryset(viewer).order_by("code")[offset : offset + limit]]


def get_staff(viewer: Actor, *, code: str) -> StaffFile:
    """One member of staff. Raises: NotFound. Queries: 2."""
    row = staff_queryset(viewer).filter(code=code).first()
    if row is None:
        raise NotFound(key=code)
    return staff_file_of(row)


def staff_row(staff_id: int) -> Staff:
    """The row itself, for checking a password. Raises: NotFound. Queries: 1."""
    row = Staff.objects.filter(pk=staff_id).first()
    if row is None:
        raise NotFound(key=str(staff_id))
    return row


def require_to_manage(actor: Actor, permission: str, *, staff_id: int) -> None:
    """Refuse unless `actor` holds `permission` for this person's home store.

    Raises: NotPermitted, NotFound. Queries: 1.
    """
    reach = actor.scope(permission)
    if reach.store_ids is not None and not reach.store_ids:
        raise NotPermitted(permission=str(permission))
    if not staff_queryset(actor, permission).filter(pk=staff_id).exists():
        raise NotFound(key=str(staff_id))


def demo_sign_ins() -> list[DemoPerson]:
    """Who of the demonstration may be shown on the sign-in page. Queries: 0 outside the demonstration, else 2."""
    offered = {offer.username: offer for offer in registry.offers("demo.sign_in")} if settings.FACET_DEMO else {}
    if not offered:
        return []
    rows = (
        Staff.objects.filter(username__in=offered, is_demo=True, is_active=True)
        .select_related("store")
        .prefetch_related(_with_roles())
    )
    people = {row.username: row for row in rows}
    return [_demo_person(people[name], offer.password) for name, offer in offered.items() if name in people]


def staff_file_of(row: Staff) -> StaffFile:
    """The file of `row`, whose relations are loaded."""
    return StaffFile(
        id=row.pk, username=row.username, code=row.code, name=row.name, name_en=row.name_en,
        department_id=row.department_id, department_code=row.department.code, department=row.department.name,
        store_id=row.store_id,
        store=row.store.name if row.store else "", store_code=row.store.code if row.store else "",
        is_active=row.is_active, must_change_password=row.must_change_password,
        joined_on=row.joined_on, left_on=row.left_on, signed_in_at=row.signed_in_at,
        roles=tuple(_role_held(each) for each in row.assignments.all()),
    )  # fmt: skip


def _with_roles() -> Prefetch[str, QuerySet[RoleAssignment], str]:
    held = RoleAssignment.objects.select_related("role", "store", "area", "entity").order_by("role__order", "pk")
    return Prefetch("assignments", queryset=held)


def _role_held(row: RoleAssignment) -> RoleHeld:
    place = row.store or row.area or row.entity
    kind = "store" if row.store else "area" if row.area else "entity" if row.entity else ""
    return RoleHeld(row.pk, row.role.code, row.role.name, row.role.name_en, kind, place.name if place else "")


def _demo_person(row: Staff, password: str) -> DemoPerson:
    roles = [each.role for each in row.assignments.all()]
    return DemoPerson(
        username=row.username,
        password=password,
        name=row.name,
        role="、".join(role.name for role in roles),
        role_en=", ".join(role.name_en or role.name for role in roles),
        store=row.store.name if row.store else "",
    )
