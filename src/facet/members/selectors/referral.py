"""Who brought whom. The points of it are loyalty's."""

from collections.abc import Sequence

from django.db.models import Q

from facet.members.models import GroupMember, HouseholdMember, Member, Relation
from facet.members.rules.words import State


def referrer_id(member_id: int) -> int | None:
    """The file that brought this one, or the one that stands for it now. Queries: 1, or 2 for a joined file."""
    row = Member.objects.filter(pk=member_id).values_list("referrer_id", "referrer__merged_into_id").first()
    return (row[1] or row[0]) if row else None


def not_rewarded(member_ids: Sequence[int], *, group: str) -> frozenset[int]:
    """Those of the members who get nothing for bringing others: in the group, close to one in it, or not active.

    Close is a relation either way, or the same household, both still standing. Queries: 4.
    """
    wanted = list(member_ids)
    closed = set(Member.objects.filter(pk__in=wanted).exclude(state=State.ACTIVE).values_list("pk", flat=True))
    staff = set(
        GroupMember.objects.filter(group__code=group, group__is_active=True).values_list("member_id", flat=True)
    )
    if not staff:
        return frozenset(closed)
    near: set[int] = set()
    ties = Relation.objects.filter(Q(member__in=wanted) | Q(other__in=wanted), ended_at=None, other__isnull=False)
    for one, other in ties.values_list("member_id", "other_id"):
        near |= ({one} if other in staff else set()) | ({other} if one in staff else set())
    homes = HouseholdMember.objects.filter(member__in=staff, left_at=None).values("household_id")
    near |= set(
        HouseholdMember.objects.filter(household__in=homes, member__in=wanted, left_at=None).values_list(
            "member_id", flat=True
        )
    )
    return frozenset(closed | (set(wanted) & (staff | near)))


def recruits_of(member_ids: Sequence[int]) -> dict[int, list[int]]:
    """Whom each of the members brought, the earliest first; ids only. Queries: 1."""
    found: dict[int, list[int]] = {member_id: [] for member_id in member_ids}
    rows = Member.objects.filter(referrer_id__in=list(member_ids), merged_into=None).order_by("pk")
    for recruit, referrer in rows.values_list("pk", "referrer_id"):
        found[referrer].append(recruit)
    return found


def still_active(member_ids: Sequence[int]) -> frozenset[int]:
    """Those of the members whose files are open. Queries: 1."""
    rows = Member.objects.filter(pk__in=list(member_ids), state=State.ACTIVE)
    return frozenset(rows.values_list("pk", flat=True))
