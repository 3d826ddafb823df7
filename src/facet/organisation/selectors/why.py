"""Why can she not do this? The answer that saves a call to headquarters."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, Scope, require
from facet.organisation.models import RoleAssignment, RoleGrant, Staff
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.why import Ground, Held, Verdict, judge
from facet.organisation.selectors.actors import rights_of
from facet.organisation.selectors.places import store_by_id
from facet.organisation.selectors.roles import RoleRow, roles_with
from facet.organisation.selectors.staff import RoleHeld, StaffFile, get_staff


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one person, one right and one store, with who can change it."""

    staff: StaffFile
    permission: str
    verdict: Verdict
    held: tuple[RoleHeld, ...]
    roles: tuple[RoleRow, ...]  # roles that include the right
    granters: tuple[str, ...]  # names of those who may give roles
    lent_to: str = ""  # the store where the person helps out now

    def place_of(self, ground: Ground) -> str:
        """Where the role of `ground` is held, by name; "" for nowhere."""
        if ground.on_loan:
            return self.lent_to
        held = next((each for each in self.held if each.id == ground.assignment_id), None)
        return (held.place if held else "") or self.staff.store


def why(viewer: Actor, *, staff_code: str, permission: str, store_id: int | None, at: datetime) -> Answer:
    """Whether, and why or why not, this person holds `permission` for `store_id` (None: anywhere).

    Says exactly what actor_of would say at `at`. Raises: NotPermitted, NotFound. Queries: 12 at most, 13 on loan.
    """
    require(viewer, OrganisationPermission.VIEW_ROLES)
    staff = get_staff(viewer, code=staff_code)
    reach = viewer.scope(OrganisationPermission.VIEW_STORES)
    if store_id is not None and not reach.covers(store_id):
        raise NotFound(key=str(store_id))
    rights = rights_of(staff.id, at=at)
    held = Held(rights.holdings, rights.grants, rights.stores, may_sign_in=staff.is_active)
    verdict = judge(held, permission=permission, store_id=store_id)
    return Answer(
        staff=staff,
        permission=permission,
        verdict=verdict,
        held=staff.roles,
        roles=tuple(roles_with(permission)),
        granters=tuple(who_can(OrganisationPermission.MANAGE_STAFF, limit=3)),
        lent_to=store_by_id(rights.loan.store_id).name if rights.loan else "",
    )


def who_can(permission: str, *, store_id: int | None = None, limit: int = 5) -> list[str]:
    """Names of people who hold `permission` for the chain, or by a role at `store_id`. Queries: 1."""
    chain = RoleGrant.objects.filter(permission=permission, scope=Scope.CHAIN.value).values("role_id")
    held = Q(role_id__in=chain)
    if store_id is not None:
        local = RoleGrant.objects.filter(permission=permission).values("role_id")
        held |= Q(role_id__in=local) & (
            Q(store_id=store_id) | Q(store=None, area=None, entity=None, staff__store_id=store_id)
        )
    holders = RoleAssignment.objects.filter(held).values("staff_id")
    names = Staff.objects.filter(pk__in=holders, is_active=True).order_by("code").values_list("name", flat=True)
    return list(names[:limit])
