"""Changing a file: the person, the clerk, the referrer; archiving and restoring."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import (
    AlreadySo,
    ChangedMeanwhile,
    MemberJoined,
    MemberUnknown,
    OpenMatters,
    ReferrerNotPossible,
)
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules.columns import SEARCHED, columns_of, person_of, plain
from facet.members.rules.file import PERSON_FIELDS, checked, differences
from facet.members.rules.words import State
from facet.members.selectors.open_matters import open_matters
from facet.members.services.field import write_fields
from facet.members.services.locking import lock_file, set_preferences
from facet.members.services.occupation import check_occupation
from facet.members.services.tokens import rewrite_tokens
from facet.organisation import selectors as organisation_selectors

_LONGEST_CHAIN = 100  # referrers of referrers


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """What to change: fields of Person by name, and perhaps the preferences.

    `version` is the file's version that the editor saw; None overwrites whatever is there.
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    preferences: tuple[int, ...] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)  # the chain's own, by code
    version: int | None = None


@unit_of_work
def edit_member(*, actor: Actor, operation: OperationKey, member_id: int, edit: FileEdit, at: datetime) -> int:
    """Change a file field by field; the audit record keeps what changed, masked. Gives the new version.

    Raises: NotPermitted, MemberUnknown, MemberArchived, ChangedMeanwhile, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.edit", actor=actor, at=at)
    if act.done:
        return int(act.result["version"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if edit.version is not None and edit.version != member.version:
        raise ChangedMeanwhile(number=member.number)
    if unknown := edit.changes.keys() - set(PERSON_FIELDS):
        raise Invalid(field=sorted(unknown)[0], reason=gettext_noop("This cannot be changed here."))
    before = person_of(member)
    after = checked(replace(before, **edit.changes), today=local_date(at, member.home_store.time_zone))
    check_occupation(after.occupation_kind, before=before.occupation_kind)
    changes = differences(plain(before), plain(after))
    if edit.preferences is not None and set_preferences(member, edit.preferences):
        changes["preferences"] = {"before": "", "after": str(len(edit.preferences))}
    if edit.fields and (said := write_fields(member, edit.fields)):
        _record(actor, "members.fields_set", member, at, changes=said)
    if changes:
        _save(member, columns_of(after), changes)
        _record(actor, "members.member_edited", member, at, changes=changes)
        outbox.publish("members.member_edited", at=at, member_id=member.pk, fields=sorted(changes))
    act.finish(version=member.version)
    return member.version


def _save(member: Member, columns: dict[str, Any], changes: dict[str, dict[str, str]]) -> None:
    for column, value in columns.items():
        setattr(member, column, value)
    member.version += 1
    touched = {column for column in columns if column in changes} | {"admin_code", "area", "birth_decade", "version"}
    member.save(update_fields=sorted(touched))
    if SEARCHED & changes.keys():
        rewrite_tokens(member)


@unit_of_work
def archive_member(*, actor: Actor, operation: OperationKey, member_id: int, reason: str, at: datetime) -> None:
    """Put a file away: nobody finds it at the till, nothing is lost.

    Raises: NotPermitted, MemberUnknown, AlreadySo, OpenMatters (points owed, credit, a deposit, a repair: R345).
    Locks: the file.
    """
    _turn(actor, operation, member_id, State.ARCHIVED, reason, at)


@unit_of_work
def restore_member(*, actor: Actor, operation: OperationKey, member_id: int, reason: str, at: datetime) -> None:
    """Bring an archived file back into use. Raises: NotPermitted, MemberUnknown, AlreadySo. Locks: the file."""
    _turn(actor, operation, member_id, State.ACTIVE, reason, at)


def _turn(  # noqa: PLR0917 -- the two use cases above, in one
    actor: Actor, operation: OperationKey, member_id: int, state: State, reason: str, at: datetime
) -> None:
    action = "members.member_archived" if state == State.ARCHIVED else "members.member_restored"
    act = operations.begin(operation, kind=action, actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.ARCHIVE_MEMBERS, member_id, archived_too=True)
    if member.state == state:
        raise AlreadySo(number=member.number)
    if member.merged_into_id:
        raise MemberJoined(number=member.number)
    if state == State.ARCHIVED and (matters := open_matters(member.pk)):
        raise OpenMatters(number=member.number, matters=" ".join(matters))
    member.state = state
    member.archived_at = at if state == State.ARCHIVED else None
    member.version += 1
    member.save(update_fields=["state", "archived_at", "version"])
    _record(actor, action, member, at, reason=reason)
    outbox.publish(action, at=at, member_id=member.pk)
    act.finish()


@unit_of_work
def change_clerk(*, actor: Actor, operation: OperationKey, member_id: int, clerk_code: str, at: datetime) -> None:
    """Give a member into another clerk's care; the file moves to that clerk's store.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound (clerk). Locks: the file.
    """
    act = operations.begin(operation, kind="members.change_clerk", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    clerk = organisation_selectors.staff_refs([clerk_code]).get(clerk_code)
    if clerk is None or not clerk.is_active:
        raise NotFound(key=clerk_code)
    before = member.clerk.code if member.clerk else ""
    member.clerk_id = clerk.id
    member.home_store_id = clerk.store_id or member.home_store_id
    member.version += 1
    member.save(update_fields=["clerk", "home_store", "version"])
    _record(actor, "members.clerk_changed", member, at, before=before, after=clerk.code)
    outbox.publish("members.clerk_changed", at=at, member_id=member.pk, clerk_id=clerk.id)
    act.finish()


@unit_of_work
def set_referrer(*, actor: Actor, operation: OperationKey, member_id: int, number: str, at: datetime) -> None:
    """Say which member brought this one; "" takes it back.

    Raises: NotPermitted, MemberUnknown, MemberArchived, ReferrerNotPossible. Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_referrer", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    referrer = Member.objects.filter(number=number, state=State.ACTIVE).first() if number else None
    if number and referrer is None:
        raise MemberUnknown(key=number)
    if referrer and _leads_back(referrer, member.pk):
        raise ReferrerNotPossible(number=number)
    before = member.referrer.number if member.referrer else ""
    member.referrer = referrer
    member.version += 1
    member.save(update_fields=["referrer", "version"])
    _record(actor, "members.referrer_set", member, at, before=before, after=number)
    act.finish()


def _leads_back(referrer: Member, member_id: int) -> bool:
    """Whether the chain of referrers above `referrer`, or itself, comes back to the member."""
    above: int | None = referrer.pk
    for _ in range(_LONGEST_CHAIN):
        if above is None:
            return False
        if above == member_id:
            return True
        above = Member.objects.filter(pk=above).values_list("referrer_id", flat=True).first()
    return True


def _record(actor: Actor, action: str, member: Member, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), **facts,
    )  # fmt: skip
