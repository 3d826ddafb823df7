"""What a role is, before it is rows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from facet.kernel.permissions import Scope


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """A role to start with: rights with their scopes, limits and visible sensitive fields."""

    code: str
    name: str
    name_en: str
    order: int
    grants: Mapping[str, Scope]
    limits: Mapping[str, int] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()
