"""Who belongs to whom."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import AlreadySo, MemberUnknown
from facet.members.models import Member, Relation
from facet.members.permissions import MembersPermission
from facet.members.rules.names import tidy_name
from facet.members.rules.words import RelationKind
from facet.members.selectors.reach import visible
from facet.members.services.locking import lock_file


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationIn:
    """Somebody close: another member by number, or a name (and birthday) only."""

    kind: RelationKind
    number: str = ""
    name: str = ""
    birth_date: date | None = None


@unit_of_work
def add_relation(*, actor: Actor, operation: OperationKey, member_id: int, relation: RelationIn, at: datetime) -> int:
    """Write down who is close to the member. Gives the relation's id.

    Raises: NotPermitted, MemberUnknown (either), MemberArchived, Invalid, AlreadySo.
    """
    act = operations.begin(operation, kind="members.add_relation", actor=actor, at=at)
    if act.done:
        return int(act.result["relation_id"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    other = _other(actor, member, relation)
    name = tidy_name(relation.name)
    if other is None and not name:
        raise Invalid(field="name", reason=gettext_noop("Write the name, or the number of a member."))
    row = Relation.objects.create(
        member=member, kind=relation.kind, other=other, name="" if other else name, created_at=at,
        birth_date=relation.birth_date.isoformat() if relation.birth_date else "",
    )  # fmt: skip
    audit_services.record(
        actor, "members.relation_added", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), kind=relation.kind, other=other.number if other else "",
    )  # fmt: skip
    act.finish(relation_id=row.pk)
    return row.pk


def _other(actor: Actor, member: Member, relation: RelationIn) -> Member | None:
    if not relation.number:
        return None
    other = Member.objects.filter(visible(actor), number=relation.number).first()
    if other is None:
        raise MemberUnknown(key=relation.number)
    if other.pk == member.pk:
        raise Invalid(field="number", reason=gettext_noop("This is the same member."))
    if Relation.objects.filter(member__in=[member, other], other__in=[member, other]).exists():
        raise AlreadySo(number=other.number)
    return other


@unit_of_work
def remove_relation(*, actor: Actor, operation: OperationKey, member_id: int, relation_id: int, at: datetime) -> None:
    """Take a relation out of the file, from either side; the audit record remembers it.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound.
    """
    act = operations.begin(operation, kind="members.remove_relation", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    row = Relation.objects.filter(pk=relation_id).select_related("other").first()
    if row is None or member.pk not in {row.member_id, row.other_id}:
        raise NotFound(key=str(relation_id))
    row.delete()
    audit_services.record(
        actor, "members.relation_removed", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), kind=row.kind,
        other=row.other.number if row.other else "",
    )  # fmt: skip
    act.finish()
