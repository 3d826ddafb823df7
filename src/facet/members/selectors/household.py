"""Who lives together, and what a household bought as far as the viewer may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Household, HouseholdMember, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import names
from facet.members.selectors.reach import reaches, visible, within


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPerson:
    """One who lives there. Beyond the viewer's reach the name is masked and the figures are None."""

    member_id: int
    number: str
    name: str
    initial: str
    is_head: bool
    in_reach: bool
    grade_code: str
    joined_at: datetime
    spend_cents: int | None
    visits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRow:
    """One household. `spend_cents` and `visits` add up who is within the viewer's reach; `unseen` counts the others."""

    id: int
    created_at: datetime
    people: tuple[HouseholdPerson, ...]
    spend_cents: int
    visits: int
    unseen: int


def household_of(viewer: Actor, member_id: int) -> HouseholdRow | None:
    """The household that the member lives in, None without one. Raises: MemberUnknown. Queries: 2 or 3."""
    if not Member.objects.filter(visible(viewer), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    lives = HouseholdMember.objects.filter(member_id=member_id, left_at=None).values("household_id")
    rows = list(_people(lives))
    return _row(viewer, rows) if rows else None


def household(viewer: Actor, household_id: int) -> HouseholdRow:
    """One household, if the viewer has a member in it. Raises: MemberUnknown. Queries: 1."""
    row = next(iter([_row(viewer, rows)] if (rows := list(_people([household_id]))) else []), None)
    if row is None or row.unseen == len(row.people):
        raise MemberUnknown(key=household_id)
    return row


def households_queryset(viewer: Actor) -> QuerySet[Household]:
    """The households with a member in the viewer's reach; spending and visits are of those members only."""
    mine = HouseholdMember.objects.filter(
        household=OuterRef("pk"), left_at=None,
        member__in=Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS)),
    )  # fmt: skip
    present = Q(memberships__left_at=None)
    reach = Q(memberships__member__in=Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS)))
    return (
        Household.objects.filter(Exists(mine), ended_at=None)
        .select_related("head__home_store", "head__clerk")
        .annotate(
            size=Count("memberships", filter=present),
            spend_cents=Sum("memberships__member__standing__spend_cents", filter=present & reach, default=0),
            visits=Sum("memberships__member__standing__visits", filter=present & reach, default=0),
        )
    )


def _people(household_ids: Any) -> QuerySet[HouseholdMember]:
    rows = HouseholdMember.objects.filter(household__in=household_ids, left_at=None)
    return rows.select_related("household", "member__standing").order_by("pk")


def _row(viewer: Actor, rows: list[HouseholdMember]) -> HouseholdRow:
    people = tuple(_person(viewer, row) for row in rows)
    return HouseholdRow(
        id=rows[0].household_id, created_at=rows[0].household.created_at, people=people,
        spend_cents=sum(each.spend_cents or 0 for each in people), visits=sum(each.visits or 0 for each in people),
        unseen=sum(not each.in_reach for each in people),
    )  # fmt: skip


def _person(viewer: Actor, row: HouseholdMember) -> HouseholdPerson:
    member, name = row.member, row.member.name or ""
    known = reaches(
        viewer, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id
    )
    return HouseholdPerson(
        member_id=member.pk, number=member.number, name=name if known else names.masked_name(name),
        initial=names.initial_of(name), is_head=row.household.head_id == member.pk, in_reach=known,
        grade_code=member.standing.grade_code, joined_at=row.joined_at,
        spend_cents=member.standing.spend_cents if known else None,
        visits=member.standing.visits if known else None,
    )  # fmt: skip


def same_household(one: int, other: int) -> bool:
    """Whether both members live in one household now; for services, whoever asks. Queries: 1."""
    homes = HouseholdMember.objects.filter(member_id=one, left_at=None).values("household_id")
    return HouseholdMember.objects.filter(member_id=other, left_at=None, household__in=homes).exists()
