"""Who belongs to whom."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import AlreadySo, MemberUnknown, RelationNotPossible
from facet.members.models import Member, Relation
from facet.members.permissions import MembersPermission
from facet.members.rules.kinship import ancestors
from facet.members.rules.names import tidy_name
from facet.members.rules.words import RelationKind
from facet.members.selectors.reach import visible
from facet.members.services.locking import lock_file


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationIn:
    """Somebody close: another member by number, or a name (and birthday) only.

    `is_private`: what concerns the member is not shown on the other's page ("do not show to spouse").
    """

    kind: RelationKind
    number: str = ""
    name: str = ""
    birth_date: date | None = None
    is_private: bool = False


@unit_of_work
def add_relation(*, actor: Actor, operation: OperationKey, member_id: int, relation: RelationIn, at: datetime) -> int:
    """Write down who is close to the member. Gives the relation's id.

    Raises: NotPermitted, MemberUnknown (either), MemberArchived, Invalid, AlreadySo, RelationNotPossible.
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
        birth_date=relation.birth_date.isoformat() if relation.birth_date else "", is_private=relation.is_private,
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
    if Relation.objects.filter(member__in=[member, other], other__in=[member, other], ended_at=None).exists():
        raise AlreadySo(number=other.number)
    _refuse_own_ancestor(member, other, relation.kind)
    return other


def _refuse_own_ancestor(member: Member, other: Member, kind: RelationKind) -> None:
    """Nobody is her own parent or grandparent. Raises: RelationNotPossible. Queries: 1 or 2 of all parents."""
    if kind not in {RelationKind.PARENT, RelationKind.CHILD}:
        return
    child, parent = (member.pk, other.pk) if kind == RelationKind.PARENT else (other.pk, member.pk)
    if child in ancestors(parent, _parents()):
        raise RelationNotPossible(number=other.number)


def _parents() -> dict[int, set[int]]:
    """Child → parents, as far as both have files."""
    ties = Relation.objects.filter(
        kind__in=[RelationKind.PARENT, RelationKind.CHILD], other__isnull=False, ended_at=None
    )
    parents: dict[int, set[int]] = {}
    for member_id, other_id, kind in ties.values_list("member_id", "other_id", "kind"):
        child, parent = (member_id, other_id) if kind == RelationKind.PARENT else (other_id, member_id)
        parents.setdefault(child, set()).add(parent)
    return parents


@unit_of_work
def remove_relation(*, actor: Actor, operation: OperationKey, member_id: int, relation_id: int, at: datetime) -> None:
    """Take a relation out of the file, from either side; the row stays as history.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound.
    """
    act = operations.begin(operation, kind="members.remove_relation", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    row = _tie(member, relation_id)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit_services.record(
        actor, "members.relation_removed", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), kind=row.kind,
        other=row.other.number if row.other else "",
    )  # fmt: skip
    act.finish()


@unit_of_work
def set_relation_privacy(
    *, actor: Actor, operation: OperationKey, member_id: int, relation_id: int, is_private: bool, at: datetime
) -> None:
    """Say whether the member's matters stay off the other's page; it counts at once.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound. Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_relation_privacy", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    row = _tie(member, relation_id)
    column = "is_private" if row.member_id == member.pk else "is_private_back"
    setattr(row, column, is_private)
    row.save(update_fields=[column])
    audit_services.record(
        actor, "members.relation_privacy_set", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), kind=row.kind, is_private=is_private,
    )  # fmt: skip
    act.finish()


def _tie(member: Member, relation_id: int) -> Relation:
    row = Relation.objects.filter(pk=relation_id, ended_at=None).select_related("other").first()
    if row is None or member.pk not in {row.member_id, row.other_id}:
        raise NotFound(key=str(relation_id))
    return row
