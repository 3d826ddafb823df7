"""Taking an import of members back: what nobody has touched since becomes what it was."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.importing import Undone
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.models import Member, MemberEvent
from facet.members.permissions import MembersPermission
from facet.members.rules.columns import columns_of
from facet.members.rules.file import Person
from facet.members.rules.words import Channel, Happened, State
from facet.members.services.field import write_fields
from facet.members.services.tokens import rewrite_tokens


@unit_of_work
def undo_import(
    actor: Actor, operation: OperationKey, before: Sequence[Mapping[str, Any]], applied_at: datetime, at: datetime
) -> Undone:
    """Put changed files back and archive the new ones; whoever was changed, or bought, since is named and stays.

    Raises: NotPermitted. Locks: each file.
    """
    act = operations.begin(operation, kind="members.undo_import", actor=actor, at=at)
    if act.done:
        return Undone(**act.result)
    require(actor, MembersPermission.IMPORT_MEMBERS)
    kept: list[str] = []
    restored = sum(_put_back(actor, state, kept, at) for state in before)
    restored += _take_out(actor, applied_at, kept, at)
    act.finish(restored=restored, kept=kept)
    return Undone(restored, kept)


def _put_back(actor: Actor, state: Mapping[str, Any], kept: list[str], at: datetime) -> bool:
    member = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=state["id"])
    if member.version != state["version"] + 1:
        kept.append(member.number)
        return False
    columns = columns_of(_person(state["person"]))
    for column, value in columns.items():
        setattr(member, column, value)
    member.version += 1
    member.save(update_fields=[*columns, "version"])
    rewrite_tokens(member)
    if state.get("fields"):
        write_fields(member, state["fields"], as_stored=True)
    _record(actor, member, at)
    return True


def _person(plain: Mapping[str, Any]) -> Person:
    """The person as she was, from JSON."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    born = plain["birth_date"]
    return Person(**values | {"birth_date": date.fromisoformat(born) if born else None})


def _take_out(actor: Actor, applied_at: datetime, kept: list[str], at: datetime) -> int:
    """Files are never deleted: the new ones are archived, where nothing happened with them since."""
    new = Member.objects.select_for_update(of=("self",), no_key=True).filter(
        channel=Channel.IMPORT, created_at=applied_at, state=State.ACTIVE
    )
    events = MemberEvent.objects.filter(member__channel=Channel.IMPORT, member__created_at=applied_at)
    lived = set(events.exclude(kind=Happened.OPENING).values_list("member", flat=True))
    count = 0
    for member in new.order_by("pk"):
        if member.version != 1 or member.pk in lived:
            kept.append(member.number)
            continue
        member.state, member.archived_at, member.version = State.ARCHIVED, at, 2
        member.save(update_fields=["state", "archived_at", "version"])
        _record(actor, member, at)
        count += 1
    return count


def _record(actor: Actor, member: Member, at: datetime) -> None:
    audit_services.record(actor, "members.import_undone", at=at, subject=("members.member", member.pk, member.number))
