"""Households: founding one, joining, leaving, and who is its head."""

from datetime import datetime

from facet.kernel import operations
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import HouseholdTaken, MemberUnknown
from facet.members.models import Household, HouseholdMember, Member
from facet.members.permissions import MembersPermission
from facet.members.rules.words import State
from facet.members.selectors.reach import visible
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act


@unit_of_work
def join_household(*, actor: Actor, operation: OperationKey, member_id: int, number: str, at: datetime) -> int:
    """Let the member `number` live with the member: into her household, or into a new one with her as the head.

    Gives the household's id. Raises: NotPermitted, MemberUnknown (either), MemberArchived, HouseholdTaken.
    Locks: the file.
    """
    act = operations.begin(operation, kind="members.join_household", actor=actor, at=at)
    if act.done:
        return int(act.result["household_id"])
    head = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    reach = Member.objects.select_for_update(of=("self",), no_key=True).filter(visible(actor), state=State.ACTIVE)
    other = reach.filter(number=number.strip().upper()).exclude(pk=member_id).first()
    if other is None:
        raise MemberUnknown(key=number)
    if HouseholdMember.objects.filter(member=other, left_at=None).exists():
        raise HouseholdTaken(number=other.number)
    household = _household_of(head) or _found(head, at)
    HouseholdMember.objects.create(household=household, member=other, joined_at=at)
    note_act(actor, "members.household_joined", head, at=at, household=household.pk, number=other.number)
    act.finish(household_id=household.pk)
    return household.pk


@unit_of_work
def leave_household(*, actor: Actor, operation: OperationKey, member_id: int, leaver_id: int, at: datetime) -> None:
    """Take `leaver_id`, perhaps herself, out of the member's household; one alone is no household any more.

    If the head leaves, who joined earliest becomes the head. The rows stay as history.
    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound. Locks: the file.
    """
    act = operations.begin(operation, kind="members.leave_household", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    household = _household_of(member)
    rows = household.memberships.filter(left_at=None).select_related("member") if household else ()
    leaver = next((row for row in rows if row.member_id == leaver_id), None)
    if household is None or leaver is None:
        raise NotFound(key=str(leaver_id))
    staying = sorted((row for row in rows if row is not leaver), key=lambda row: row.pk)
    for row in (leaver, *(staying if len(staying) == 1 else ())):
        row.left_at = at
        row.save(update_fields=["left_at"])
    if len(staying) == 1:
        household.ended_at = at
    elif household.head_id == leaver_id:
        household.head_id = staying[0].member_id
    household.save(update_fields=["ended_at", "head"])
    note_act(actor, "members.household_left", member, at=at, household=household.pk, number=leaver.member.number)
    act.finish()


@unit_of_work
def set_household_head(*, actor: Actor, operation: OperationKey, member_id: int, at: datetime) -> None:
    """Make the member the head of the household she lives in.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound (no household). Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_household_head", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    household = _household_of(member)
    if household is None:
        raise NotFound(key=member.number)
    household.head = member
    household.save(update_fields=["head"])
    note_act(actor, "members.household_head_set", member, at=at, household=household.pk)
    act.finish()


def _household_of(member: Member) -> Household | None:
    row = HouseholdMember.objects.filter(member=member, left_at=None).select_related("household").first()
    return row.household if row else None


def _found(head: Member, at: datetime) -> Household:
    household = Household.objects.create(head=head, created_at=at)
    HouseholdMember.objects.create(household=household, member=head, joined_at=at)
    return household
