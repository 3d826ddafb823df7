"""Who brought whom and what it earned: the tree below a member, and the ranking."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import Award, ExpiryNotice, PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.award import AwardKind, AwardState
from facet.loyalty.selectors.reach import accounts_within, member_within
from facet.members import selectors as members_selectors
from facet.members.selectors import referral as members_referral

REFERRAL_KINDS = (AwardKind.REFERRED.value, AwardKind.RECRUIT.value)
DEPTH = 3
MOST_NODES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """One member of a tree, in reading order: `level` 0 is its root; `points` is what she brought the root."""

    member_id: int
    number: str
    name: str
    level: int
    recruits: int
    points: int
    pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTree:
    """A member's tree with what each branch brought her; `cut` where it was too large to show whole."""

    rows: tuple[TreeRow, ...]
    points: int
    pending: int
    above: str  # the number of who brought the root, "" for nobody
    above_id: int | None
    cut: bool


def referral_tree(viewer: Actor, *, member_id: int) -> ReferralTree:
    """The members that `member_id` brought, three levels deep. Names beyond the viewer's reach are masked.

    Raises: NotPermitted, MemberUnknown. Queries: 6, and 1 for each member shown.
    """
    require(viewer, LoyaltyPermission.VIEW_REFERRALS)
    root = member_within(viewer, LoyaltyPermission.VIEW_REFERRALS, member_id)
    order, below, cut = _walk(root.id)
    given = _brought(root.id)
    rows = []
    for each, level in order:
        member = root if each == root.id else members_selectors.member_for_sale(each)
        points, pending = given.get(each, (0, 0))
        rows.append(
            TreeRow(
                member_id=each, number=member.number, name=member.name_for(viewer), level=level,
                recruits=len(below.get(each, ())), points=points, pending=pending,
            )
        )  # fmt: skip
    above = members_referral.referrer_id(root.id)
    return ReferralTree(
        rows=tuple(rows), points=sum(points for points, _ in given.values()),
        pending=sum(pending for _, pending in given.values()), cut=cut, above_id=above,
        above=members_selectors.member_for_sale(above).number if above else "",
    )  # fmt: skip


def _walk(root: int) -> tuple[list[tuple[int, int]], dict[int, list[int]], bool]:
    """Depth first, so that a branch stands together; each member once. Queries: one a level."""
    below: dict[int, list[int]] = {}
    level = [root]
    for _ in range(DEPTH):
        found = members_referral.recruits_of(level)
        below |= found
        level = [each for recruits in found.values() for each in recruits if each not in below]
    order: list[tuple[int, int]] = []
    stack, seen = [(root, 0)], set()
    while stack and len(order) < MOST_NODES:
        each, depth = stack.pop()
        if each in seen:
            continue
        seen.add(each)
        order.append((each, depth))
        if depth < DEPTH:
            stack += [(recruit, depth + 1) for recruit in reversed(below.get(each, []))]
    return order, below, bool(stack)


def _brought(member_id: int) -> dict[int, tuple[int, int]]:
    """Recruit → (points given, points pending) that the member got for her. Queries: 1."""
    rows = Award.objects.filter(account__member_id=member_id, kind__in=REFERRAL_KINDS).order_by()
    left = F("points") - F("taken_back")
    sums = rows.values("recruit_id").annotate(
        given=Coalesce(Sum(left, filter=Q(state=AwardState.GIVEN)), 0),
        waiting=Coalesce(Sum(left, filter=Q(state=AwardState.WAITING)), 0),
    )
    return {row["recruit_id"]: (row["given"], row["waiting"]) for row in sums}


def ranking_queryset(viewer: Actor) -> QuerySet[Any]:
    """The members who brought others and got points for it, with how many and how much."""
    rows = PointsAccount.objects.filter(accounts_within(viewer, LoyaltyPermission.VIEW_REFERRALS))
    mine = Q(awards__kind__in=REFERRAL_KINDS)
    left = F("awards__points") - F("awards__taken_back")
    return (
        rows.select_related("member__home_store")
        .annotate(
            recruits=Count("awards__recruit", filter=mine & Q(awards__level=1), distinct=True),
            brought=Coalesce(Sum(left, filter=mine & Q(awards__state=AwardState.GIVEN)), 0),
            waits=Coalesce(Sum(left, filter=mine & Q(awards__state=AwardState.WAITING)), 0),
        )
        .filter(Q(brought__gt=0) | Q(waits__gt=0))
    )


def awards_queryset(viewer: Actor) -> QuerySet[Award]:
    """Referrals, gifts, grants and waiting points of every member whose points the viewer may see."""
    rows = Award.objects.select_related("account__member", "recruit", "store")
    return rows.filter(accounts_within(viewer, LoyaltyPermission.VIEW_POINTS, "account__"))


def notices_queryset(viewer: Actor) -> QuerySet[ExpiryNotice]:
    """The notices of points that end, of every member whose points the viewer may see."""
    rows = ExpiryNotice.objects.select_related("lot__account__member__clerk", "lot__account__member__home_store")
    return rows.filter(accounts_within(viewer, LoyaltyPermission.VIEW_POINTS, "lot__account__"))
