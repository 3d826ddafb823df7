"""Roles: the matrix, and who holds what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from facet.kernel import registry
from facet.kernel.permissions import Actor, require
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.permissions import LIMITS, SWITCHES, OrganisationPermission
from facet.organisation.rules.roles import RoleDefinition

ORDER = (
    "sales",
    "members",
    "loyalty",
    "inventory",
    "purchasing",
    "catalog",
    "organisation",
    "audit",
)  # as the day goes


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role with everything it gives. `people` counts who holds it and may sign in."""

    id: int
    code: str
    name: str
    name_en: str
    grants: dict[str, str]  # permission → scope
    limits: dict[str, int]
    switches: frozenset[str]
    people: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of the matrix: a right, a limit or a switch, with one cell for each role."""

    code: str
    label: str  # English, translated where it is shown
    unit: str
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """The lines of one domain, or the limits, or the switches."""

    key: str
    kind: str  # rights, limits, switches
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Role × right, as the roles page shows it."""

    roles: tuple[RoleRow, ...]
    parts: tuple[MatrixPart, ...]


def starting_roles() -> Iterable[RoleDefinition]:
    """The roles a new chain starts with; a setting names them, because config stands above us. Queries: 0."""
    named = getattr(settings, "FACET_STARTING_ROLES", "facet.config.roles.STARTING_ROLES")
    roles: Iterable[RoleDefinition] = import_string(named)
    return roles


def list_roles(viewer: Actor) -> list[RoleRow]:
    """All roles with what they give, in their order. Raises: NotPermitted. Queries: 5."""
    require(viewer, OrganisationPermission.VIEW_ROLES)
    return _roles()


def role_matrix(viewer: Actor) -> Matrix:
    """Role × right, limit and switch, grouped by domain. Raises: NotPermitted. Queries: 5."""
    roles = tuple(list_roles(viewer))
    offered = sorted(registry.offers("permission"), key=lambda offer: offer.order)
    domains = sorted({offer.code.split(".")[0] for offer in offered}, key=_domain_order)
    parts = [
        MatrixPart(
            domain,
            "rights",
            tuple(
                MatrixRow(offer.code, offer.label, "", tuple(role.grants.get(offer.code, "") for role in roles))
                for offer in offered
                if offer.code.split(".")[0] == domain
            ),
        )
        for domain in domains
    ]
    limits = tuple(
        MatrixRow(name, label, unit, tuple(role.limits.get(name, 0) for role in roles))
        for name, (label, unit) in LIMITS.items()
    )
    switches = tuple(
        MatrixRow(name, label, "", tuple(name in role.switches for role in roles)) for name, label in SWITCHES.items()
    )
    return Matrix(roles, (*parts, MatrixPart("limits", "limits", limits), MatrixPart("switches", "switches", switches)))


def roles_with(permission: str) -> list[RoleRow]:
    """The roles that include `permission`, for saying who could help. Queries: 5."""
    return [role for role in _roles() if permission in role.grants]


def role_names() -> list[Role]:
    """All roles by order, for a choice. Queries: 1."""
    return list(Role.objects.order_by("order", "pk"))


def holders_of(role_code: str) -> list[int]:
    """Ids of the staff who hold a role anywhere. Queries: 1."""
    rows = RoleAssignment.objects.filter(role__code=role_code).order_by("staff_id")
    return list(rows.values_list("staff_id", flat=True).distinct())


def role_codes_of(staff_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The codes of the roles that these people hold, wherever. Queries: 1."""
    found: dict[int, set[str]] = {}
    rows = RoleAssignment.objects.filter(staff__in=list(staff_ids)).values_list("staff_id", "role__code").order_by()
    for staff_id, code in rows:
        found.setdefault(staff_id, set()).add(code)
    return {staff_id: frozenset(codes) for staff_id, codes in found.items()}


def _domain_order(domain: str) -> tuple[int, str]:
    return (ORDER.index(domain) if domain in ORDER else len(ORDER), domain)


def _roles() -> list[RoleRow]:
    rows = Role.objects.prefetch_related("grants", "limits", "switches").order_by("order", "pk")
    people: dict[int, set[int]] = {}
    for role_id, staff_id in RoleAssignment.objects.filter(staff__is_active=True).values_list("role_id", "staff_id"):
        people.setdefault(role_id, set()).add(staff_id)
    return [
        RoleRow(
            id=row.pk, code=row.code, name=row.name, name_en=row.name_en,
            grants={grant.permission: grant.scope for grant in row.grants.all()},
            limits={limit.name: limit.value for limit in row.limits.all()},
            switches=frozenset(each.switch for each in row.switches.all()),
            people=len(people.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip
