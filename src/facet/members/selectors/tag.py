"""The managed list of tags, and the tags that members bear."""

from dataclasses import dataclass

from django.db.models import Count, Q

from facet.kernel.permissions import Actor
from facet.members.models import Member, Tag, Tagging
from facet.members.permissions import MembersPermission
from facet.members.rules.tag import TagTone
from facet.members.selectors.reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """One word of the list; `members` counts those within the viewer's reach."""

    id: int
    name: str
    name_en: str
    tone: TagTone
    order: int
    is_active: bool
    members: int = 0


def list_tags(viewer: Actor) -> list[TagRow]:
    """Every tag with how many of the viewer's members bear it. Queries: 1."""
    reach = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS))
    rows = Tag.objects.annotate(members=Count("taggings", filter=Q(taggings__member__in=reach)))
    return [_row(row, row.members) for row in rows.order_by("order", "pk")]


def tags_of(viewer: Actor, member_id: int) -> list[TagRow]:
    """The tags in use that the member bears, within the viewer's reach. Queries: 1."""
    reach = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id)
    rows = Tagging.objects.filter(member__in=reach, tag__is_active=True).select_related("tag")
    return [_row(row.tag) for row in rows.order_by("tag__order", "tag_id")]


def tag_choices() -> list[tuple[int, str, str]]:
    """(id, name, English name) of the tags in use. Queries: 1."""
    rows = Tag.objects.filter(is_active=True).order_by("order", "pk")
    return list(rows.values_list("pk", "name", "name_en"))


def _row(tag: Tag, members: int = 0) -> TagRow:
    return TagRow(
        id=tag.pk, name=tag.name, name_en=tag.name_en, tone=TagTone(tag.tone), order=tag.order,
        is_active=tag.is_active, members=members,
    )  # fmt: skip
