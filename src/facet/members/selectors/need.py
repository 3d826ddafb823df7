"""What members ask for and wish. Source: R024, R026."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Member, Need, Wish
from facet.members.permissions import MembersPermission
from facet.members.rules.need import NeedState, WishState
from facet.members.selectors.reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One need. Names in Chinese and English, "" where it was left open. Units: cents."""

    id: int
    member_id: int
    state: str
    text: str
    category_path: str
    category: tuple[str, str]
    material: tuple[str, str]
    taste: tuple[str, str]
    taste_id: int | None
    material_code: str
    taste_code: str
    budget_from_cents: int | None
    budget_to_cents: int | None
    occasion_on: date | None
    opened_at: datetime
    opened_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRow:
    """One wish; `tag` is "" for a style as such."""

    id: int
    member_id: int
    style_id: int | None
    style_code: str
    tag: str
    name: str
    is_secret: bool
    note: str
    opened_at: datetime


def needs_of(viewer: Actor, member_id: int, *, open_only: bool = False) -> list[NeedRow]:
    """What a member asked for, the open ones first. Raises: MemberUnknown, also beyond reach. Queries: 2."""
    _in_reach(viewer, member_id)
    rows = needs_queryset().filter(member_id=member_id)
    if open_only:
        rows = rows.filter(state=NeedState.OPEN)
    found = [_need(row) for row in rows.order_by("-opened_at", "-pk")[:50]]
    return sorted(found, key=lambda each: each.state != NeedState.OPEN)


def needs_queryset() -> QuerySet[Need]:
    """Needs with what a row shows of them, whoever asks: callers narrow it to a reach."""
    return Need.objects.select_related("category", "material", "taste")


def open_needs(member_ids: Sequence[int] | None = None) -> list[NeedRow]:
    """The open needs of active members, for matching with goods: of these, or of all. For services. Queries: 1."""
    rows = needs_queryset().filter(state=NeedState.OPEN, member__state="active")
    if member_ids is not None:
        rows = rows.filter(member_id__in=member_ids)
    return [_need(row) for row in rows.order_by("pk")]


def wishes_of(viewer: Actor, member_id: int, *, shown_to: int | None = None) -> list[WishRow]:
    """A member's open wishes; `shown_to` is a relative who looks, then secret ones stay out.

    Raises: MemberUnknown, also beyond reach. Queries: 2.
    """
    _in_reach(viewer, member_id)
    found = wishes_asked(member_id)
    return [each for each in found if not each.is_secret] if shown_to not in {None, member_id} else found


def wishes_asked(member_id: int) -> list[WishRow]:
    """A member's open wishes, for who has found her within reach already. For services. Queries: 1."""
    rows = Wish.objects.filter(member_id=member_id, state=WishState.OPEN)
    return [_wish(row) for row in rows.select_related("style").order_by("-opened_at", "-pk")]


def open_wishes(*, style_ids: Sequence[int], tags: Sequence[str]) -> list[WishRow]:
    """The open wishes of active members for these styles or pieces. For services. Queries: 1."""
    fits = Q(style_id__in=style_ids) | Q(tag__in=tags)
    rows = Wish.objects.filter(fits, state=WishState.OPEN, member__state="active")
    return [_wish(row) for row in rows.select_related("style").order_by("pk")]


def _in_reach(viewer: Actor, member_id: int) -> None:
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)


def _need(row: Need) -> NeedRow:
    return NeedRow(
        id=row.pk, member_id=row.member_id, state=row.state, text=row.text or "",
        category_path=row.category.path if row.category else "", category=_names(row.category),
        material=_names(row.material), taste=_names(row.taste), taste_id=row.taste_id,
        material_code=row.material.code if row.material else "", taste_code=row.taste.code if row.taste else "",
        budget_from_cents=row.budget_from_cents,
        budget_to_cents=row.budget_to_cents, occasion_on=row.occasion_on, opened_at=row.opened_at,
        opened_by_name=row.opened_by_name,
    )  # fmt: skip


def _names(row: object) -> tuple[str, str]:
    return (str(getattr(row, "name", "")), str(getattr(row, "name_en", "")))


def _wish(row: Wish) -> WishRow:
    return WishRow(
        id=row.pk, member_id=row.member_id, style_id=row.style_id, style_code=row.style.code if row.style else "",
        tag=row.tag, name=row.name, is_secret=row.is_secret, note=row.note or "", opened_at=row.opened_at,
    )  # fmt: skip


def asks_for_something(member_id: int) -> bool:
    """Whether she has an open need or wish. For the next step. Queries: 1."""
    wishes = Wish.objects.filter(member_id=member_id, state=WishState.OPEN).order_by().values("member_id")
    needs = Need.objects.filter(member_id=member_id, state=NeedState.OPEN).order_by().values("member_id")
    return needs.union(wishes).exists()
