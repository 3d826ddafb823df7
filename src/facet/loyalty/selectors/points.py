"""A member's points: what there is, what ends when, and every movement with how it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import Award, OwedSale, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade as grades
from facet.loyalty.rules.award import AWARD_LABELS, AwardKind, AwardState
from facet.loyalty.rules.grade import Progress
from facet.loyalty.rules.kinds import ENTRY_LABELS, EntryKind
from facet.loyalty.rules.ledger import Balance
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.selectors.entries import EntryRow, explained
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within

PAGE = 20


@dataclass(frozen=True, slots=True)
class Ending:
    """Points that end together, on their last day; `share_bp` of all that are available."""

    points: int
    expires_on: date
    share_bp: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Points that are given after their last day of waiting. `label` is English, translated where it is shown."""

    label: str
    points: int
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsFile:
    """Everything the points page of one member shows. `next_before` asks for the entries before these."""

    member_id: int
    member_number: str
    balance: Balance
    pending: int
    reserved: int
    progress: Progress
    ladder: tuple[GradeFacts, ...]
    endings: Sequence[Ending]
    waiting: Sequence[Waits]
    entries: Sequence[EntryRow]
    next_before: int | None
    transfers: bool  # whether the rules let points be given within a household …
    surveys: bool  # … and give some for an answered survey


def member_points(
    viewer: Actor, *, member_id: int, on: date, before: int | None = None, size: int = PAGE
) -> PointsFile:
    """The member's points, newest movements first, `size` of them before entry `before`.

    Raises: NotPermitted, MemberUnknown (also beyond the viewer's reach), ProgrammeMissing.
    Queries: 7, and 1 for the documents that a higher domain names; 3 before the first points;
    2 more where points wait.
    """
    require(viewer, LoyaltyPermission.VIEW_POINTS)
    member = member_within(viewer, LoyaltyPermission.VIEW_POINTS, member_id)
    programme = programme_on(on)
    ladder = programme.ladder
    account = PointsAccount.objects.filter(member_id=member_id).first() or PointsAccount()
    rows = _entries(account, before, size + 1) if account.pk else []
    entries = explained(viewer, rows[:size])
    return PointsFile(
        member_id=member.id,
        member_number=member.number,
        balance=account.balance,
        pending=account.pending,
        reserved=account.reserved,
        progress=grades.progress(member.grade_code, lifetime=account.lifetime, ladder=ladder),
        ladder=ladder,
        endings=_endings(account) if account.pk else (),
        waiting=_waiting(account) if account.pending else (),
        entries=entries,
        next_before=entries[-1].id if len(rows) > size else None,
        transfers=programme.transfer.in_household,
        surveys=programme.rewards.survey > 0,
    )


def _entries(account: PointsAccount, before: int | None, size: int) -> list[PointsEntry]:
    rows = account.entries.select_related("rule_version", "store").order_by("-id")
    return list((rows.filter(pk__lt=before) if before else rows)[:size])


def _waiting(account: PointsAccount) -> list[Waits]:
    """What is pending, the earliest first; its sum is the account's."""
    rows = Award.objects.filter(account=account, state=AwardState.WAITING).order_by("due_on", "pk")
    parts = rows.values_list("kind", "points", "taken_back", "due_on")
    waits = [Waits(AWARD_LABELS[AwardKind(kind)], points - back, due) for kind, points, back, due in parts]
    owed = sum(row.waiting for row in OwedSale.objects.filter(account=account))
    return [*waits, Waits(ENTRY_LABELS[EntryKind.ON_CREDIT], owed, None)] if owed else waits


def _endings(account: PointsAccount) -> list[Ending]:
    rows = PointsLot.objects.filter(account=account, remaining__gt=0).values_list("expires_on")
    sums = list(rows.annotate(points=Sum("remaining")).order_by("expires_on"))
    return [Ending(points, last, points * 10_000 // account.available) for last, points in sums]
