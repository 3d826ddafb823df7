"""Asking for a member who is in somebody else's care."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import AlreadySo, MemberUnknown
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.selectors.reach import reaches, visible
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@unit_of_work
def ask_for_transfer(*, actor: Actor, operation: OperationKey, member_id: int, url: str, at: datetime) -> None:
    """Put a to-do before the member's clerk, or her store: a colleague would like to care for the member.

    `url` is where the hand-over is done. Once a day and colleague. Raises: NotPermitted, MemberUnknown, AlreadySo.
    """
    act = operations.begin(operation, kind="members.ask_for_transfer", actor=actor, at=at)
    if act.done:
        return
    require(actor, MembersPermission.VIEW_LIMITED)
    member = Member.objects.filter(visible(actor), pk=member_id).select_related("home_store").first()
    if member is None:
        raise MemberUnknown(key=member_id)
    if reaches(actor, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id):
        raise AlreadySo(number=member.number)
    task = TaskIn(
        key=f"members.transfer:{member.pk}:{actor.key}:{local_date(at, member.home_store.time_zone)}",
        kind="members.transfer",
        title=gettext_noop("{name} asks to take over the member {number}"),
        facts={"name": actor.name, "number": member.number},
        url=url,
        icon="user-share",
        assignee_id=member.clerk_id,
        store_id=None if member.clerk_id else member.home_store_id,
    )
    organisation_services.open_task(actor, task, at=at)
    audit_services.record(
        actor, "members.transfer_asked", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name),
    )  # fmt: skip
    act.finish()
