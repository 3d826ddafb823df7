"""Keeping groups of members: by hand, or by the rule that a domain offers."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, registry
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import CodeTaken, GroupIsComputed
from facet.members.models import GroupMember, Member, MemberGroup
from facet.members.permissions import MembersPermission
from facet.members.rules.group import GroupIn, GroupKind, GroupRule, checked_group
from facet.members.selectors.reach import within
from facet.members.services.batch import members_by_number

SLOT = "member.group"


@unit_of_work
def save_group(*, actor: Actor, operation: OperationKey, request: GroupIn, is_new: bool, at: datetime) -> int:
    """Make a group, or change its name, rule and numbers; who is in it stays until the rule runs again.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound. Locks: the group.
    """
    act = operations.begin(operation, kind="members.save_group", actor=actor, at=at)
    if act.done:
        return int(act.result["group_id"])
    require(actor, MembersPermission.MANAGE_GROUPS)
    rule = registry.offered(SLOT, request.rule) if request.rule else None
    wanted = checked_group(request, rule)
    group = MemberGroup.objects.select_for_update().filter(code=wanted.code).first()
    if is_new and group is not None:
        raise CodeTaken(key=wanted.code)
    if not is_new and group is None:
        raise NotFound(key=wanted.code)
    group = group or MemberGroup(code=wanted.code, created_at=at)
    for column, value in asdict(wanted).items():
        setattr(group, column, value)
    group.kind = GroupKind.COMPUTED if wanted.rule else GroupKind.MANUAL
    group.save()
    audit_services.record(
        actor, "members.group_saved", at=at, subject=("members.group", group.pk, group.code), **asdict(wanted)
    )
    act.finish(group_id=group.pk)
    return group.pk


@unit_of_work
def add_to_group(*, actor: Actor, operation: OperationKey, code: str, numbers: Sequence[str], at: datetime) -> int:
    """Put members, by number, into a group that is kept by hand. Gives how many are new in it.

    Raises: NotPermitted, NotFound, GroupIsComputed, Invalid (too many), MemberUnknown (any beyond reach).
    """
    act = operations.begin(operation, kind="members.add_to_group", actor=actor, at=at)
    if act.done:
        return int(act.result["added"])
    require(actor, MembersPermission.MANAGE_GROUPS)
    group = _by_hand(code)
    members = members_by_number(actor, MembersPermission.MANAGE_GROUPS, numbers)
    known = set(GroupMember.objects.filter(group=group, member__in=members).values_list("member_id", flat=True))
    fresh = [member for member in members if member.pk not in known]
    GroupMember.objects.bulk_create(
        GroupMember(group=group, member=member, added_at=at, added_by=actor.key) for member in fresh
    )
    audit_services.record(
        actor, "members.group_joined", at=at, subject=("members.group", group.pk, group.code), added=len(fresh),
        numbers=[member.number for member in fresh],
    )  # fmt: skip
    act.finish(added=len(fresh))
    return len(fresh)


@unit_of_work
def remove_from_group(*, actor: Actor, operation: OperationKey, code: str, member_id: int, at: datetime) -> None:
    """Take a member out of a group that is kept by hand; the audit record remembers.

    Raises: NotPermitted, NotFound, GroupIsComputed.
    """
    act = operations.begin(operation, kind="members.remove_from_group", actor=actor, at=at)
    if act.done:
        return
    require(actor, MembersPermission.MANAGE_GROUPS)
    group = _by_hand(code)
    reach = Member.objects.filter(within(actor, MembersPermission.MANAGE_GROUPS), pk=member_id)
    row = GroupMember.objects.filter(group=group, member__in=reach).select_related("member").first()
    if row is None:
        raise NotFound(key=str(member_id))
    row.delete()
    audit_services.record(
        actor, "members.group_left", at=at, subject=("members.group", group.pk, group.code),
        number=row.member.number,
    )  # fmt: skip
    act.finish()


@unit_of_work
def compute_group(*, actor: Actor, code: str, on: date, at: datetime) -> tuple[int, int]:
    """Write who belongs to a computed group on the day `on`: (came in, went out). Twice changes nothing more.

    A group whose rule nobody offers keeps its members. Raises: NotPermitted, NotFound. Locks: the group.
    """
    require(actor, MembersPermission.MANAGE_GROUPS)
    group = MemberGroup.objects.select_for_update().filter(code=code, kind=GroupKind.COMPUTED).first()
    if group is None:
        raise NotFound(key=code)
    rule: GroupRule | None = registry.offered(SLOT, group.rule)
    if rule is None:
        return 0, 0
    wanted = rule.members(group.params, on)
    present = set(GroupMember.objects.filter(group=group).values_list("member_id", flat=True))
    gone = present - wanted
    GroupMember.objects.filter(group=group, member_id__in=gone).delete()
    GroupMember.objects.bulk_create(
        (
            GroupMember(group=group, member_id=member_id, added_at=at, added_by=actor.key)
            for member_id in sorted(wanted - present)
        ),
        batch_size=1_000,
    )
    group.computed_at = at
    group.save(update_fields=["computed_at"])
    if wanted != present:
        audit_services.record(
            actor, "members.group_computed", at=at, subject=("members.group", group.pk, group.code), on=str(on),
            joined=len(wanted - present), left=len(gone),
        )  # fmt: skip
    return len(wanted - present), len(gone)


def _by_hand(code: str) -> MemberGroup:
    group = MemberGroup.objects.select_for_update().filter(code=code).first()
    if group is None:
        raise NotFound(key=code)
    if group.kind != GroupKind.MANUAL:
        raise GroupIsComputed(name=group.name)
    return group
