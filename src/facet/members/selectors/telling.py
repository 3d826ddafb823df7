"""Whose matters may stand on whose page: families share, unless somebody asked us not to tell. R014."""

from django.db.models import Q

from facet.members.models import Relation


def told_on_page_of(member_id: int) -> frozenset[int]:
    """The relatives whose occasions, wishes and contacts may be shown on this member's page. Queries: 1.

    Left out is who asked that this member is not told ("do not show to spouse").
    """
    ties = Relation.objects.filter(Q(member_id=member_id) | Q(other_id=member_id), ended_at=None, other__isnull=False)
    told = set()
    for row in ties.values("member_id", "other_id", "is_private", "is_private_back"):
        if row["member_id"] == member_id and not row["is_private_back"]:
            told.add(row["other_id"])
        if row["other_id"] == member_id and not row["is_private"]:
            told.add(row["member_id"])
    return frozenset(told)


def may_tell(about_id: int, to_id: int) -> bool:
    """Whether matters of the member `about_id` may be shown or proposed to the relative `to_id`. Queries: 1."""
    return about_id in told_on_page_of(to_id)
