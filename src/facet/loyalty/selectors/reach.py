"""Whose points an actor may see or touch: the members within reach of a right of loyalty."""

from django.db.models import Q

from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.errors import MemberUnknown
from facet.members.selectors.reach import reaches


def member_within(viewer: Actor, permission: str, member_id: int) -> members_selectors.MemberForSale:
    """The member, if `permission` reaches her. Raises: MemberUnknown, for unknown and foreign alike. Queries: 1."""
    member = members_selectors.member_for_sale(member_id)
    if not reaches(viewer, permission, clerk_id=member.clerk_id, home_store_id=member.home_store_id):
        raise MemberUnknown(key=member_id)
    return member


def accounts_within(viewer: Actor, permission: str, path: str = "") -> Q:
    """Rows whose member `permission` reaches; `path` leads from the row to its account ("account__")."""
    reach = viewer.scope(permission)
    if reach.chain_wide:
        return Q()
    if reach.store_ids is not None and not reach.store_ids:
        return Q(pk__in=[])
    inside = Q() if reach.store_ids is None else Q(**{f"{path}member__home_store__in": reach.store_ids})
    if not reach.own:
        return inside
    return inside & Q(**{f"{path}member__clerk": viewer.staff_id, f"{path}member__clerk__isnull": False})
