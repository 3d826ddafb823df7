"""Who the jobs of loyalty have to look at, in pages by account."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When

from facet.loyalty.models import (
    Award,
    Coupon,
    GradeChange,
    GradeWatch,
    OwedSale,
    PointsAccount,
    PointsLot,
    PointsReservation,
)
from facet.loyalty.rules.coupon import CouponState
from facet.loyalty.rules.grade import Held, review
from facet.loyalty.rules.kinds import BasisKind
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.selectors.measures import figures_of
from facet.loyalty.selectors.programme import programme_on

PAGE = 1_000


def members_with_ended_lots(on: date, *, after: int = 0, size: int = 500) -> list[int]:
    """Members, by id, who hold points whose last day is before `on`. Queries: 1."""
    rows = PointsLot.objects.filter(remaining__gt=0, expires_on__lt=on, account__member__gt=after)
    return list(rows.order_by("account__member_id").values_list("account__member_id", flat=True).distinct()[:size])


def members_to_regrade(on: date, *, after: int = 0, size: int = 200) -> list[int]:
    """Members, by id, whom a review may move: where grades rest on lifetime points and never fall, those whose

    points carry a higher grade than they have, or whose grade is gone; else everybody with a points
    account. Raises: ProgrammeMissing. Queries: 2.
    """
    programme = programme_on(on)
    rows = _to_regrade(programme.ladder) if _is_plain(programme) else PointsAccount.objects.all()
    rows = rows.filter(member__gt=after).order_by("member_id")
    return list(rows.values_list("member_id", flat=True)[:size])


@dataclass(frozen=True, slots=True)
class Move:
    """How many members regrading would take from one grade to another."""

    before: str
    after: str
    members: int


def regrade_preview(on: date) -> list[Move]:
    """What regrading would change, by grade now and after. Raises: ProgrammeMissing, BasisMissing.

    Queries: 2 where grades rest on lifetime points and never fall, else 4 for each thousand members.
    """
    programme = programme_on(on)
    if not _is_plain(programme):
        return _reviewed(programme, on)
    ladder = programme.ladder
    steps = Case(*(When(lifetime__gte=step.threshold, then=Value(step.code)) for step in reversed(ladder)))
    rows = _to_regrade(ladder).annotate(carried=steps).values_list("member__standing__grade_code", "carried")
    return [
        Move(*row) for row in rows.annotate(members=Count("id")).order_by("carried", "member__standing__grade_code")
    ]


def _is_plain(programme: Programme) -> bool:
    return programme.basis.kind == BasisKind.LIFETIME and not programme.basis.downgrade


def _reviewed(programme: Programme, on: date) -> list[Move]:
    moves: Counter[tuple[str, str]] = Counter()
    accounts = PointsAccount.objects.order_by("member_id").values_list("member_id", "member__standing__grade_code")
    after = 0
    while page := list(accounts.filter(member__gt=after)[:PAGE]):
        ids = [member_id for member_id, _grade in page]
        figures = figures_of(ids, basis=programme.basis, on=on)
        changes = GradeChange.objects.filter(member_id__in=ids).values_list("member_id").order_by()
        reached = dict(changes.annotate(reached=Max("on")))
        watched = dict(GradeWatch.objects.filter(member_id__in=ids).values_list("member_id", "below_since"))
        for member_id, code in page:
            held = Held(code, reached.get(member_id), watched.get(member_id))
            found = review(held, value=figures[member_id], ladder=programme.ladder, basis=programme.basis, on=on)
            if found.grade != code:
                moves[(code, found.grade)] += 1
        after = ids[-1]
    return [Move(*way, members) for way, members in sorted(moves.items())]


def _to_regrade(ladder: Sequence[GradeFacts]) -> QuerySet[PointsAccount]:
    """Accounts on a step below the one their lifetime points reach."""
    wanted = ~Q(member__standing__grade_code__in=[step.code for step in ladder])
    for number, step in enumerate(ladder[1:], start=1):
        below = [lower.code for lower in ladder[:number]]
        wanted |= Q(lifetime__gte=step.threshold, member__standing__grade_code__in=below)
    return PointsAccount.objects.filter(wanted)


def ended_coupons(on: date, *, size: int = 500) -> list[int]:
    """Coupons, by id, that can still be used though their last day is before `on`. Queries: 1."""
    rows = Coupon.objects.filter(state=CouponState.ISSUED, valid_until__lt=on)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


def members_with_ended_reservations(at: datetime) -> list[int]:
    """Members whose open reservations are past their time. Queries: 1."""
    rows = PointsReservation.objects.filter(state="open", expires_at__lte=at).order_by("account__member_id")
    return list(rows.values_list("account__member_id", flat=True).distinct())


def members_with_due_points(on: date, *, after: int = 0, size: int = 500) -> list[int]:
    """Members, by id, with points whose waiting ended before `on`. Queries: 1."""
    rows = Award.objects.filter(state="waiting", due_on__lt=on, account__member__gt=after)
    return list(rows.order_by("account__member_id").values_list("account__member_id", flat=True).distinct()[:size])


def members_with_ending_lots(on: date, *, after: int = 0, size: int = 500) -> list[int]:
    """Members, by id, with points that end within the widest window of notice. Raises: ProgrammeMissing. Queries: 2."""
    last = on + timedelta(days=max(programme_on(on).expiry.notice_days, default=0))
    rows = PointsLot.objects.filter(remaining__gt=0, expires_on__range=(on, last), account__member__gt=after)
    return list(rows.order_by("account__member_id").values_list("account__member_id", flat=True).distinct()[:size])


def members_with_owed_points(*, after: int = 0, size: int = 500) -> list[int]:
    """Members, by id, with points that wait for the repayment of credit. Queries: 1."""
    waiting = Q(points__gt=F("released") + F("taken_back") + F("lapsed"))
    rows = OwedSale.objects.filter(waiting, account__member__gt=after).order_by("account__member_id")
    return list(rows.values_list("account__member_id", flat=True).distinct()[:size])
