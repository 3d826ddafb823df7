"""Which members meet a condition on their standing, group and tags: for grants and campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from facet.kernel.permissions import Actor
from facet.members.models import Member
from facet.members.rules.words import State
from facet.members.selectors.reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """All that is set must hold; days and amounts include their ends. Units: fen."""

    member_ids: Sequence[int] = ()
    grades: Sequence[str] = ()
    group: str = ""
    tag: str = ""
    spend_from: int | None = None
    spend_to: int | None = None
    visits_from: int | None = None
    last_visit_from: date | None = None
    last_visit_to: date | None = None


_PATHS = {
    "spend_from": "standing__spend_cents__gte",
    "spend_to": "standing__spend_cents__lte",
    "visits_from": "standing__visits__gte",
    "last_visit_from": "standing__last_visit_on__gte",
    "last_visit_to": "standing__last_visit_on__lte",
}


def members_meeting(viewer: Actor, permission: str, condition: Condition) -> QuerySet[Member]:
    """The active members whom `permission` reaches and who meet the condition, by id. Queries: 0."""
    wanted: dict[str, Any] = {
        path: value for name, path in _PATHS.items() if (value := getattr(condition, name)) is not None
    }
    rows = Member.objects.filter(within(viewer, permission), state=State.ACTIVE, **wanted)
    if condition.member_ids:
        rows = rows.filter(pk__in=list(condition.member_ids))
    if condition.grades:
        rows = rows.filter(standing__grade_code__in=list(condition.grades))
    if condition.group:
        rows = rows.filter(group_memberships__group__code=condition.group, group_memberships__group__is_active=True)
    if condition.tag:
        rows = rows.filter(taggings__tag__name=condition.tag)
    return rows.order_by("pk").distinct()
