"""The managed list of tags, and which member bears which."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import CodeTaken
from facet.members.models import Tag, Tagging
from facet.members.permissions import MembersPermission
from facet.members.rules.tag import TagIn, checked_tag
from facet.members.services.batch import members_by_number
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act


@unit_of_work
def save_tag(*, actor: Actor, operation: OperationKey, request: TagIn, tag_id: int | None = None, at: datetime) -> int:
    """Add a word to the list, or change the one of `tag_id`; a tag out of use stays on its members unseen.

    Raises: NotPermitted, Invalid, CodeTaken (the name), NotFound. Locks: the tag.
    """
    act = operations.begin(operation, kind="members.save_tag", actor=actor, at=at)
    if act.done:
        return int(act.result["tag_id"])
    require(actor, MembersPermission.MANAGE_GROUPS)
    wanted = checked_tag(request)
    tag = Tag.objects.select_for_update().filter(pk=tag_id).first() if tag_id else Tag()
    if tag is None:
        raise NotFound(key=str(tag_id))
    if Tag.objects.filter(name=wanted.name).exclude(pk=tag_id or 0).exists():
        raise CodeTaken(key=wanted.name)
    for column, value in asdict(wanted).items():
        setattr(tag, column, value)
    tag.save()
    facts = asdict(wanted)
    audit_services.record(actor, "members.tag_saved", at=at, subject=("members.tag", tag.pk, tag.name), **facts)
    act.finish(tag_id=tag.pk)
    return tag.pk


@unit_of_work
def set_tags(*, actor: Actor, operation: OperationKey, member_id: int, tag_ids: Collection[int], at: datetime) -> None:
    """Let the member bear exactly these tags, as far as they are in use; those out of use stay.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound. Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_tags", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    wanted = _in_use(tag_ids)
    borne = dict(Tagging.objects.filter(member=member, tag__is_active=True).values_list("tag_id", "tag__name"))
    gone = borne.keys() - wanted.keys()
    fresh = wanted.keys() - borne.keys()
    Tagging.objects.filter(member=member, tag_id__in=gone).delete()
    Tagging.objects.bulk_create(
        Tagging(tag_id=tag_id, member=member, added_at=at, added_by=actor.key) for tag_id in sorted(fresh)
    )
    if gone or fresh:
        before, after = ", ".join(sorted(borne.values())), ", ".join(sorted(wanted.values()))
        note_act(actor, "members.tags_set", member, at=at, changes={"tags": {"before": before, "after": after}})
    act.finish()


@unit_of_work
def tag_members(*, actor: Actor, operation: OperationKey, tag_id: int, numbers: Sequence[str], at: datetime) -> int:
    """Put one tag on many members, by number. Gives how many bear it anew.

    Raises: NotPermitted, NotFound, Invalid (none or more than 500), MemberUnknown (any beyond reach).
    """
    act = operations.begin(operation, kind="members.tag_members", actor=actor, at=at)
    if act.done:
        return int(act.result["tagged"])
    require(actor, MembersPermission.EDIT_MEMBERS)
    name = _in_use([tag_id])[tag_id]
    members = members_by_number(actor, MembersPermission.EDIT_MEMBERS, numbers)
    known = set(Tagging.objects.filter(tag_id=tag_id, member__in=members).values_list("member_id", flat=True))
    fresh = [member for member in members if member.pk not in known]
    Tagging.objects.bulk_create(
        Tagging(tag_id=tag_id, member=member, added_at=at, added_by=actor.key) for member in fresh
    )
    audit_services.record(
        actor, "members.tagged", at=at, subject=("members.tag", tag_id, name), tagged=len(fresh),
        numbers=[member.number for member in fresh],
    )  # fmt: skip
    act.finish(tagged=len(fresh))
    return len(fresh)


def _in_use(tag_ids: Collection[int]) -> dict[int, str]:
    found = dict(Tag.objects.filter(pk__in=tag_ids, is_active=True).values_list("pk", "name"))
    if missing := set(tag_ids) - found.keys():
        raise NotFound(key=str(min(missing)))
    return found
