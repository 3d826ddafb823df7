"""Who belongs to whom, from either side."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Member, Relation
from facet.members.permissions import MembersPermission
from facet.members.rules import names
from facet.members.rules.words import SEEN_FROM_THE_OTHER_SIDE, RelationKind
from facet.members.selectors.reach import reaches, within


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close to the member; `member_id` and `number` where she has a file of her own."""

    id: int
    kind: RelationKind  # what she is to the member
    name: str
    initial: str
    birth_date: date | None
    member_id: int | None
    number: str
    in_reach: bool
    is_private: bool = False  # the member's matters stay off this relative's page


def family_of(viewer: Actor, member_id: int) -> list[Relative]:
    """Everybody close to the member, as written in either file, the earliest first.

    Raises: MemberUnknown, also beyond the viewer's reach. Queries: 2.
    """
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    rows = Relation.objects.filter(Q(member_id=member_id) | Q(other_id=member_id), ended_at=None)
    return [_relative(viewer, row, member_id) for row in rows.select_related("member", "other").order_by("pk")]


def _relative(viewer: Actor, row: Relation, member_id: int) -> Relative:
    kind = RelationKind(row.kind)
    if row.member_id == member_id:
        other = row.other
    else:
        other, kind = row.member, SEEN_FROM_THE_OTHER_SIDE.get(kind, kind)
    if other is None:
        return Relative(
            row.pk,
            kind,
            row.name or "",
            names.initial_of(row.name or ""),
            _day(row.birth_date),
            None,
            "",
            in_reach=True,
            is_private=row.is_private,
        )
    known = reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=other.clerk_id, home_store_id=other.home_store_id)
    name = other.name or ""
    return Relative(
        row.pk, kind, name if known else names.masked_name(name), names.initial_of(name),
        _day(other.birth_date) if known else None, other.pk, other.number, in_reach=known,
        is_private=row.is_private if row.member_id == member_id else row.is_private_back,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
