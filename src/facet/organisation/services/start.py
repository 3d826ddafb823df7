"""The very first steps of an empty house."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken
from facet.organisation.models import Chain, Department, Role, RoleAssignment, Staff
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import checked_username

HEADQUARTERS = gettext_noop("Headquarters")


@unit_of_work
def create_administrator(
    *, actor: Actor, username: str, name: str, encoded_password: str, chain: str, at: datetime
) -> int:
    """The first person of a house without a demonstration: an administrator in the department HQ; gives the id.

    Raises: CodeTaken, Invalid, NotFound when the roles are not installed.
    """
    require(actor, OrganisationPermission.MANAGE_STAFF)
    username = checked_username(username)
    if Staff.objects.filter(username=username).exists():
        raise CodeTaken(field="username", value=username)
    role = Role.objects.filter(code="administrator").first()
    if role is None:
        raise NotFound(key="administrator")
    Chain.objects.get_or_create(pk=1, defaults={"name": chain or "Facet"})
    department = Department.objects.filter(code="HQ").first() or Department.objects.add_root(
        {"code": "HQ", "name": "总部", "name_en": HEADQUARTERS}
    )
    staff = Staff.objects.create(
        username=username, code=username[:16].upper(), name=name, department=department, password=encoded_password
    )
    RoleAssignment.objects.create(staff=staff, role=role)
    audit_services.record(
        actor, "organisation.administrator_created", at=at, subject=("organisation.staff", staff.pk, staff.code)
    )
    return staff.pk
