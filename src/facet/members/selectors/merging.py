"""Joined files: which files are one person, which may be, and what a join would choose from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from facet.kernel import registry
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.members.errors import MemberUnknown, MergeNotPossible
from facet.members.models import Member, MemberMerge, MemberToken
from facet.members.permissions import MembersPermission
from facet.members.rules.columns import person_of
from facet.members.rules.file import Person
from facet.members.rules.merge import APPROVAL_KIND, SLOT, TAKEABLE, MergePart, digest_of
from facet.members.rules.words import State, TokenKind
from facet.members.selectors.reach import visible, within
from facet.members.selectors.search import FoundMember, found_row, rows_with_relations
from facet.organisation.rules.approvals import Wish

_MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One of two files beside each other. `person` is in the clear: screens mask."""

    id: int
    number: str
    person: Person
    points: int
    visits: int
    spend_cents: int
    cards: int
    opened_on: Any
    home_store: str
    clerk: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One join that was made. `may_undo` while nothing later stands in the way."""

    id: int
    survivor_id: int
    survivor: str
    merged_id: int
    merged: str
    merged_at: datetime
    undone_at: datetime | None
    may_undo: bool


def files_of(member_id: int) -> QuerySet[Member, Any]:
    """The ids of the file and of those joined into it, as a subquery: facts stay and are read by it. Queries: 0."""
    return Member.objects.filter(Q(pk=member_id) | Q(merged_into_id=member_id)).order_by().values("pk")


def surviving_id(member_id: int) -> int:
    """The file that stands for this one now: itself, or the one it was joined into. Queries: 1."""
    return Member.objects.filter(pk=member_id).values_list("merged_into_id", flat=True).first() or member_id


def merge_parts() -> list[MergePart]:
    """What the house's domains move, in order. Queries: 0."""
    return list(registry.offers(SLOT))


def two_sides(viewer: Actor, one: int, *, other: int) -> tuple[Side, Side]:
    """Two files beside each other. Raises: NotPermitted, MemberUnknown, MergeNotPossible. Queries: 1."""
    require(viewer, MembersPermission.MERGE_MEMBERS)
    rows = Member.objects.filter(within(viewer, MembersPermission.MERGE_MEMBERS), pk__in=[one, other])
    found = {
        row.pk: row
        for row in rows.select_related("standing", "home_store", "clerk").annotate(card_count=Count("cards"))
    }
    for key in (one, other):
        if key not in found:
            raise MemberUnknown(key=key)
    refuse_unlike(found[one], found[other])
    return _side(found[one]), _side(found[other])


def refuse_unlike(one: Member, other: Member) -> None:
    """Refuse one file twice, archived ones, and files of two companies. Raises: MergeNotPossible."""
    if one.pk == other.pk:
        raise MergeNotPossible(why=gettext_noop("it is one and the same file"))
    if not (one.is_active and other.is_active):
        raise MergeNotPossible(why=gettext_noop("a file that is archived is restored first"))
    if one.home_store.entity_id != other.home_store.entity_id:
        raise MergeNotPossible(why=gettext_noop("the files belong to two companies, which do not share members"))


def _side(row: Any) -> Side:
    return Side(
        id=row.pk, number=row.number, person=person_of(row), points=row.standing.points_available,
        visits=row.standing.visits, spend_cents=row.standing.spend_cents, cards=row.card_count,
        opened_on=row.opened_on, home_store=named(row.home_store), clerk=row.clerk.name if row.clerk else "",
    )  # fmt: skip


def merge_candidates(viewer: Actor) -> list[tuple[FoundMember, FoundMember]]:
    """Pairs of active files within reach that share a whole phone number, at most fifty.

    Families share phones, so these are questions, not answers. Queries: 2.
    """
    require(viewer, MembersPermission.MERGE_MEMBERS)
    mine = Member.objects.filter(within(viewer, MembersPermission.MERGE_MEMBERS), state=State.ACTIVE).values("pk")
    tokens = MemberToken.objects.filter(kind=TokenKind.PHONE, member__in=mine)
    shared = tokens.values("token").annotate(many=Count("member")).filter(many__gt=1).values("token")
    groups: dict[bytes, list[int]] = defaultdict(list)
    for token, member_id in (
        tokens.filter(token__in=shared).order_by("token", "member_id").values_list("token", "member_id")
    ):
        groups[bytes(token)].append(member_id)
    pairs = list(dict.fromkeys((ids[0], each) for ids in groups.values() for each in ids[1:]))[:_MOST_PAIRS]
    rows = {row.pk: row for row in rows_with_relations().filter(pk__in={each for pair in pairs for each in pair})}
    return [(found_row(viewer, rows[one]), found_row(viewer, rows[other])) for one, other in pairs]


def merges_queryset(viewer: Actor) -> QuerySet[MemberMerge]:
    """The joins whose survivor is within the viewer's reach."""
    require(viewer, MembersPermission.MERGE_MEMBERS)
    mine = Member.objects.filter(within(viewer, MembersPermission.MERGE_MEMBERS))
    return MemberMerge.objects.filter(survivor__in=mine).select_related("survivor", "merged")


def merges(viewer: Actor, *, most: int = 50) -> list[MergeRow]:
    """The latest joins. Queries: 1."""
    return [
        MergeRow(
            id=row.pk, survivor_id=row.survivor_id, survivor=row.survivor.number, merged_id=row.merged_id,
            merged=row.merged.number, merged_at=row.merged_at, undone_at=row.undone_at,
            may_undo=row.undone_at is None and row.survivor.is_active,
        )
        for row in merges_queryset(viewer).order_by("-pk")[:most]
    ]  # fmt: skip


def survivor_of(viewer: Actor, member_id: int) -> int | None:
    """The file a joined one was joined into, for whoever may know of it; None when it was not. Queries: 1."""
    rows = Member.objects.filter(visible(viewer), pk=member_id)
    return rows.values_list("merged_into_id", flat=True).first()


def open_reasons(giver_id: int, taker_id: int) -> Sequence[str]:
    """What stands in the way of a join now, in the reader's language."""
    return [sentence for part in merge_parts() for sentence in part.blocks(giver_id, taker_id)]


def wish_to_merge(viewer: Actor, _store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    """The wish to join that `payload` (survivor_id, merged_id, take) describes. Raises: Invalid, MemberUnknown."""
    survivor_id, merged_id, take = payload.get("survivor_id"), payload.get("merged_id"), payload.get("take", [])
    if not isinstance(survivor_id, int) or not isinstance(merged_id, int) or not isinstance(take, list):
        raise Invalid(field="payload", reason=gettext_noop("needs survivor_id, merged_id and take"))
    if unknown := set(take) - TAKEABLE.keys():
        raise Invalid(field="take", reason=", ".join(sorted(str(each) for each in unknown)))
    survivor, merged = two_sides(viewer, survivor_id, other=merged_id)
    return Wish(
        subject=f"{merged.number} → {survivor.number}",
        digest=digest_of(survivor_id=survivor_id, merged_id=merged_id, take=take), amount=1,
        facts={"survivor": survivor.number, "merged": merged.number},
    )  # fmt: skip


__all__ = ["APPROVAL_KIND", "MergeRow", "Side", "files_of", "merge_candidates", "surviving_id", "two_sides"]
