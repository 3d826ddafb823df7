"""Groups of members, and who is in them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum

from facet.kernel.permissions import Actor, require
from facet.members.models import GroupMember, MemberEvent, MemberGroup
from facet.members.permissions import MembersPermission
from facet.members.rules.group import GroupKind
from facet.members.rules.words import State


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group with the number of its active members in the whole chain."""

    id: int
    code: str
    name: str
    name_en: str
    kind: GroupKind
    rule: str
    params: dict[str, int]
    order: int
    is_active: bool
    computed_at: datetime | None
    members: int


def groups_of(member_id: int) -> frozenset[str]:
    """The codes of the active groups that the member is in; for rules, whoever asks. Queries: 1."""
    rows = GroupMember.objects.filter(member_id=member_id, group__is_active=True)
    return frozenset(rows.values_list("group__code", flat=True))


def groups_of_many(member_ids: list[int]) -> dict[int, frozenset[str]]:
    """The codes of the active groups of each of many members; without a group, an empty set. Queries: 1."""
    found: dict[int, set[str]] = {member_id: set() for member_id in member_ids}
    rows = GroupMember.objects.filter(member_id__in=member_ids, group__is_active=True)
    for member_id, code in rows.values_list("member_id", "group__code"):
        found[member_id].add(code)
    return {member_id: frozenset(codes) for member_id, codes in found.items()}


def group_codes() -> list[str]:
    """The codes of the groups in use, in their order. Queries: 1."""
    return list(MemberGroup.objects.filter(is_active=True).order_by("order", "pk").values_list("code", flat=True))


def group_names() -> dict[str, tuple[str, str]]:
    """Code → (name, English name) of every group, those out of use too: rules of the past name them. Queries: 1."""
    rows = MemberGroup.objects.order_by("order", "pk").values_list("code", "name", "name_en")
    return {code: (name, name_en) for code, name, name_en in rows}


def members_of_group(code: str) -> list[int]:
    """The ids of the active members in the group `code`; for jobs of the house. Queries: 1."""
    rows = GroupMember.objects.filter(group__code=code, group__is_active=True, member__state=State.ACTIVE)
    return list(rows.order_by("member_id").values_list("member_id", flat=True))


def list_groups(viewer: Actor) -> list[GroupRow]:
    """Every group with its size. Raises: NotPermitted. Queries: 1."""
    require(viewer, MembersPermission.VIEW_MEMBERS)
    sizes = Count("memberships", filter=Q(memberships__member__state=State.ACTIVE))
    return [
        GroupRow(
            id=row.pk, code=row.code, name=row.name, name_en=row.name_en, kind=GroupKind(row.kind), rule=row.rule,
            params=row.params, order=row.order, is_active=row.is_active, computed_at=row.computed_at,
            members=row.members,
        )
        for row in MemberGroup.objects.annotate(members=sizes).order_by("order", "pk")
    ]  # fmt: skip


def computed_groups() -> list[str]:
    """The codes of the groups that the nightly job computes. Queries: 1."""
    return list(
        MemberGroup.objects.filter(kind=GroupKind.COMPUTED, is_active=True)
        .order_by("pk")
        .values_list("code", flat=True)
    )


def bought_lately(*, months: int, spend_cents: int, visits: int, on: date) -> frozenset[int]:
    """Who spent at least `spend_cents` on at least `visits` visits in the months before `on`. Queries: 1."""
    since = on - timedelta(days=round(months * 30.4375))
    rows = (
        MemberEvent.objects.filter(on__gt=since, on__lte=on, member__state=State.ACTIVE)
        .order_by()
        .values("member_id")
        .annotate(spent=Sum("amount_cents"), came=Sum("visits"))
        .filter(spent__gte=spend_cents, came__gte=visits)
    )
    return frozenset(rows.values_list("member_id", flat=True))
