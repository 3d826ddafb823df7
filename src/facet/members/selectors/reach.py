"""Whose files a viewer sees in full, and of whom only the limited card. Source: decisions.md D8."""

from django.db.models import Q

from facet.kernel.permissions import Actor
from facet.members.models import Member
from facet.members.permissions import MembersPermission


def within(viewer: Actor, permission: str) -> Q:
    """The members that `permission` reaches: the viewer's own, those of her stores, or all."""
    reach = viewer.scope(permission)
    if reach.store_ids is not None and not reach.store_ids:
        return Q(pk__in=[])
    inside = Q() if reach.store_ids is None else Q(home_store_id__in=reach.store_ids)
    return inside & Q(clerk_id=viewer.staff_id, clerk__isnull=False) if reach.own else inside


def visible(viewer: Actor) -> Q:
    """The members a viewer may know of at all, in full or by the limited card."""
    full, limited = viewer.scope(MembersPermission.VIEW_MEMBERS), viewer.scope(MembersPermission.VIEW_LIMITED)
    if full.chain_wide or limited.chain_wide:
        return Q()
    return within(viewer, MembersPermission.VIEW_MEMBERS) | within(viewer, MembersPermission.VIEW_LIMITED)


def reaches(viewer: Actor, permission: str, *, clerk_id: int | None, home_store_id: int) -> bool:
    """Whether `permission` reaches a member of this clerk and store; says the same as `within`."""
    reach = viewer.scope(permission)
    if reach.store_ids is not None and home_store_id not in reach.store_ids:
        return False
    return not reach.own or (clerk_id is not None and clerk_id == viewer.staff_id)


def is_known_to(viewer: Actor, member_id: int) -> bool:
    """Whether the viewer may know of the member at all; for neighbours that hang something on her. Queries: 1."""
    return Member.objects.filter(visible(viewer), pk=member_id).exists()
