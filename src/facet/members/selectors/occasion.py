"""Days that members keep: on their own page, on their relatives', and those that come next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Member, Occasion
from facet.members.permissions import MembersPermission
from facet.members.rules import names
from facet.members.rules.lunar import LeapMonth
from facet.members.rules.occasion import OccasionKind
from facet.members.rules.words import State
from facet.members.selectors.reach import reaches, within
from facet.members.selectors.telling import told_on_page_of
from facet.organisation import selectors as organisation_selectors

LEAP_SETTING = "members.leap_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionRow:
    """One day that somebody keeps. `of_id` is whose it is; `label` is empty beyond the viewer's reach."""

    id: int
    kind: OccasionKind
    label: str
    year: int | None
    month: int
    day: int
    is_lunar: bool
    next_on: date
    lead_days: int
    is_shared: bool
    is_hidden: bool  # from one relative
    of_id: int
    of_number: str
    of_name: str  # masked beyond reach


def leap_month(on: date) -> LeapMonth:
    """Which of two months of one number keeps a lunar day, as the house has decided. Queries: 1."""
    return LeapMonth(
        organisation_selectors.policy_value(LEAP_SETTING, store_id=None, on=on, default=LeapMonth.FIRST.value)
    )


def occasions_of(viewer: Actor, member_id: int) -> list[OccasionRow]:
    """What the member keeps, and what her relatives share with her page; the next first.

    Left out: what is hidden from her, and everything of a relative who keeps matters off this page.
    Raises: MemberUnknown, also beyond the viewer's reach. Queries: 3.
    """
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    shared = Q(is_shared=True, member_id__in=told_on_page_of(member_id)) & ~Q(hidden_from_id=member_id)
    rows = Occasion.objects.filter(Q(member_id=member_id) | shared, ended_at=None).select_related("member")
    return [_row(viewer, row) for row in rows.order_by("next_on", "pk")]


def coming_occasions(viewer: Actor, *, first: date, days: int = 14, most: int = 50) -> list[OccasionRow]:
    """The occasions of the viewer's members that are due: the day is near enough for its own lead. Queries: 1."""
    rows = (
        Occasion.objects.filter(
            member__in=Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), state=State.ACTIVE),
            ended_at=None,
            next_on__gte=first,
            next_on__lt=first + timedelta(days=days),
        )
        .select_related("member")
        .order_by("next_on", "pk")[:most]
    )
    return [_row(viewer, row) for row in rows]


def _row(viewer: Actor, row: Occasion) -> OccasionRow:
    owner = row.member
    known = reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=owner.clerk_id, home_store_id=owner.home_store_id)
    return OccasionRow(
        id=row.pk, kind=OccasionKind(row.kind), label=(row.label or "") if known else "",
        year=int(row.since) if row.since else None, month=row.month, day=row.day, is_lunar=row.is_lunar,
        next_on=row.next_on, lead_days=row.lead_days, is_shared=row.is_shared,
        is_hidden=row.hidden_from_id is not None, of_id=owner.pk, of_number=owner.number,
        of_name=(owner.name or "") if known else names.masked_name(owner.name or ""),
    )  # fmt: skip
