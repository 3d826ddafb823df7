"""Roles as rows."""

from collections.abc import Iterable
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import Role, RoleGrant, RoleLimit, RoleSwitch
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.roles import RoleDefinition


@unit_of_work
def install_roles(*, actor: Actor, roles: Iterable[RoleDefinition], at: datetime) -> list[str]:
    """Write the starting roles that are not there yet; roles a chain has changed stay as they are.

    Gives the codes of the new ones. Raises: NotPermitted.
    """
    require(actor, OrganisationPermission.MANAGE_STAFF)
    known = set(Role.objects.values_list("code", flat=True))
    new = [role for role in roles if role.code not in known]
    for definition in new:
        role = Role.objects.create(
            code=definition.code, name=definition.name, name_en=definition.name_en, order=definition.order
        )
        RoleGrant.objects.bulk_create(
            RoleGrant(role=role, permission=code, scope=scope.value) for code, scope in definition.grants.items()
        )
        RoleLimit.objects.bulk_create(
            RoleLimit(role=role, name=name, value=value) for name, value in definition.limits.items()
        )
        RoleSwitch.objects.bulk_create(RoleSwitch(role=role, switch=switch) for switch in sorted(definition.switches))
        audit_services.record(
            actor,
            "organisation.role_installed",
            at=at,
            subject=("organisation.role", role.pk, role.code),
            grants={code: scope.value for code, scope in definition.grants.items()},
            limits=dict(definition.limits),
            switches=sorted(definition.switches),
        )
    return [role.code for role in new]
