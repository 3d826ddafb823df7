"""Two files of one person become one, and two again. Source: P10, docs/decisions/0016."""

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import MergeBlocked, MergeNotUndone
from facet.members.models import CardPage, Member, MemberMerge
from facet.members.permissions import MembersPermission
from facet.members.rules import merge as rules
from facet.members.rules.columns import columns_of, person_of
from facet.members.rules.merge import APPROVAL_KIND, Moving
from facet.members.rules.words import State
from facet.members.selectors.merging import merge_parts, merges_queryset, open_reasons, refuse_unlike
from facet.members.services.locking import lock_file
from facet.members.services.standing import lock_standings
from facet.members.services.tokens import rewrite_tokens
from facet.organisation import services as organisation_services

_REASON = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeIn:
    """Which file stays, which goes into it, which facts the survivor takes from it (rules.merge.TAKEABLE), and why."""

    survivor_id: int
    merged_id: int
    take: tuple[str, ...] = ()
    reason: str = ""
    approval_id: int | None = None


@unit_of_work
def merge_members(*, actor: Actor, operation: OperationKey, request: MergeIn, at: datetime) -> int:
    """Join the file `merged_id` into `survivor_id`; a second person has approved exactly this. Gives the join's id.

    Every domain moves what it owns and tells what it moved. Ledgers move by transfer lines; facts stay
    and are read through `merged_into`. Raises: NotPermitted, MemberUnknown, MemberArchived, Invalid,
    MergeNotPossible, MergeBlocked, the approval's refusals.
    Locks: the approval, both files by id, both standings by id.
    """
    act = operations.begin(operation, kind="members.merge", actor=actor, at=at)
    if act.done:
        return int(act.result["merge_id"])
    if unknown := set(request.take) - rules.TAKEABLE.keys():
        raise Invalid(field="take", reason=", ".join(sorted(unknown)))
    require(actor, MembersPermission.MERGE_MEMBERS)
    survivor, merged = _both(actor, request.survivor_id, request.merged_id)
    refuse_unlike(survivor, merged)
    if reasons := open_reasons(merged.pk, survivor.pk):
        raise MergeBlocked(reasons=" ".join(reasons))
    if not actor.almighty:
        _use_approval(actor, request, at)
    moving = _moving(actor, act.id, survivor, merged, at)
    moved = {part.key: part.move(moving) for part in merge_parts()}
    before = _take_facts(survivor, merged, request.take)
    merged.state, merged.archived_at, merged.merged_into = State.ARCHIVED.value, at, survivor
    merged.version += 1
    merged.save(update_fields=["state", "archived_at", "merged_into", "version"])
    CardPage.objects.filter(member=merged, revoked_at=None).update(revoked_at=at)
    rewrite_tokens(survivor)
    row = MemberMerge.objects.create(
        survivor=survivor, merged=merged, operation_id=act.id, merged_at=at, merged_by=actor.key, moved=moved,
        kept=sorted(request.take), replaced=json.dumps(before), reason=request.reason.strip()[:_REASON],
    )  # fmt: skip
    _record(actor, "members.members_merged", survivor, merged, at, merge_id=row.pk, taken=sorted(request.take))
    act.finish(merge_id=row.pk)
    return row.pk


@unit_of_work
def unmerge_members(*, actor: Actor, operation: OperationKey, merge_id: int, reason: str, at: datetime) -> int:
    """Part two joined files again: what was moved goes back, what came since stays. Gives the parted file's id.

    Raises: NotPermitted, NotFound, MergeNotUndone, Invalid. Locks: the join, both files and standings by id.
    """
    act = operations.begin(operation, kind="members.unmerge", actor=actor, at=at)
    if act.done:
        return int(act.result["member_id"])
    require(actor, MembersPermission.MERGE_MEMBERS)
    if not 3 < len(reason.strip()) <= _REASON:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; it stays in the file"))
    row = merges_queryset(actor).select_for_update(of=("self",)).filter(pk=merge_id).first()
    if row is None:
        raise NotFound(key=merge_id)
    survivor, merged = _both(actor, row.survivor_id, row.merged_id)
    if row.undone_at or not survivor.is_active or merged.merged_into_id != survivor.pk:
        raise MergeNotUndone
    merged.state, merged.archived_at, merged.merged_into = State.ACTIVE.value, None, None
    merged.version += 1
    merged.save(update_fields=["state", "archived_at", "merged_into", "version"])
    moving = _moving(actor, act.id, survivor, merged, at)
    for part in reversed(merge_parts()):
        if part.key in row.moved:
            part.move_back(moving, row.moved[part.key])
    _give_facts_back(survivor, merged, row)
    for each in (survivor, merged):
        rewrite_tokens(each)
    row.undone_at, row.undone_by = at, actor.key
    row.save(update_fields=["undone_at", "undone_by"])
    _record(actor, "members.members_unmerged", survivor, merged, at, merge_id=row.pk, reason=reason.strip())
    act.finish(member_id=merged.pk)
    return merged.pk


@joins_unit_of_work
def _both(actor: Actor, survivor_id: int, merged_id: int) -> tuple[Member, Member]:
    """Both files, locked in the order of their ids."""
    files = {
        key: lock_file(actor, MembersPermission.MERGE_MEMBERS, key, archived_too=True)
        for key in sorted({survivor_id, merged_id})
    }
    return files[survivor_id], files[merged_id]


def _use_approval(actor: Actor, request: MergeIn, at: datetime) -> None:
    if request.approval_id is None:
        raise Invalid(field="approval_id", reason=gettext_noop("a second person must approve; ask first"))
    organisation_services.use_approval(
        actor, approval_id=request.approval_id, kind=APPROVAL_KIND, amount=1, at=at,
        digest=rules.digest_of(survivor_id=request.survivor_id, merged_id=request.merged_id, take=request.take),
    )  # fmt: skip


def _moving(actor: Actor, act_id: Any, survivor: Member, merged: Member, at: datetime) -> Moving:
    standings = lock_standings([survivor.pk, merged.pk])
    giver, taker = standings[merged.pk], standings[survivor.pk]
    giver.member, taker.member = merged, survivor
    on = local_date(at, survivor.home_store.time_zone)
    return Moving(
        actor=actor, act_id=act_id, giver=giver, taker=taker, at=at, on=on,
        store_id=actor.store_id or survivor.home_store_id,
    )  # fmt: skip


def _take_facts(survivor: Member, merged: Member, take: tuple[str, ...]) -> dict[str, list[Any]]:
    """Let the survivor have the chosen facts; gives column → [what she had, what she has now]."""
    names = rules.fields_taken(take)
    mine, theirs = person_of(survivor), person_of(merged)
    after = columns_of(dataclasses.replace(mine, **{name: getattr(theirs, name) for name in names}))
    before = columns_of(mine)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    return _set(survivor, {name: new for name, (_, new) in changed.items()}) and changed or {}


def _give_facts_back(survivor: Member, merged: Member, row: MemberMerge) -> None:
    """What she had before returns, where nobody wrote something newer."""
    now = columns_of(person_of(survivor))
    changed = json.loads(row.replaced or "{}")
    _set(survivor, {name: old for name, (old, taken) in changed.items() if now.get(name) == taken})


def _set(member: Member, columns: dict[str, Any]) -> bool:
    for name, value in columns.items():
        setattr(member, name, value)
    member.version += 1
    member.save(update_fields=[*sorted(columns), "version"])
    return True


def _record(actor: Actor, action: str, survivor: Member, merged: Member, at: datetime, **facts: Any) -> None:
    for each in (survivor, merged):
        audit_services.record(
            actor, action, at=at, subject=("members.member", each.pk, each.number),
            store=(each.home_store_id, each.home_store.name), survivor=survivor.number, merged=merged.number, **facts,
        )  # fmt: skip
    outbox.publish(action, at=at, survivor_id=survivor.pk, merged_id=merged.pk, merge_id=facts["merge_id"])
