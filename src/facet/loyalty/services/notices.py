"""Announcing points that end soon: one notice for each lot and window, and a to-do for the member's clerk."""

from collections import defaultdict
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import ExpiryNotice, PointsLot
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.notice import task_key, window_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import accounts_within
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn

TITLE = gettext_noop("{points} points of {number} end on {day}: tell the member")


@unit_of_work
def note_expiry(*, actor: Actor, member_ids: list[int], at: datetime, on: date) -> int:
    """Note the lots of these members that have come into a window; gives how many are new.

    Of several windows that were missed only the nearest is noted. Again on the same day nothing is added.
    Raises: NotPermitted, ProgrammeMissing. Locks: none; a unique key keeps each notice single.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    windows = programme_on(on).expiry.notice_days
    rows = PointsLot.objects.filter(account__member_id__in=member_ids, remaining__gt=0, expires_on__gte=on)
    rows = rows.select_related("account__member").order_by("pk")
    found = [(lot, days) for lot in rows if (days := window_of((lot.expires_on - on).days, windows)) is not None]
    known = set(ExpiryNotice.objects.filter(lot__in=[lot for lot, _ in found]).values_list("lot_id", "days"))
    new = [(lot, days) for lot, days in found if (lot.pk, days) not in known]
    ExpiryNotice.objects.bulk_create(
        [
            ExpiryNotice(lot=lot, days=days, points=lot.remaining, expires_on=lot.expires_on, noted_on=on)
            for lot, days in new
        ],
        ignore_conflicts=True,
    )
    _to_do(actor, new, at)
    return len(new)


def _to_do(actor: Actor, new: list[tuple[PointsLot, int]], at: datetime) -> None:
    """One to-do for each member, day and window; lots that end together are told of together."""
    sums: dict[tuple[int, date, int], list[PointsLot]] = defaultdict(list)
    for lot, days in new:
        sums[lot.account.member_id, lot.expires_on, days].append(lot)
    for (member_id, day, days), lots in sums.items():
        member = lots[0].account.member
        organisation_services.open_task(
            actor,
            TaskIn(
                key=task_key(member_id, day=day, days=days), kind="loyalty.points_expiring", title=TITLE,
                facts={"points": sum(lot.remaining for lot in lots), "number": member.number, "day": day.isoformat()},
                url=f"/members/{member_id}/contact", icon="calendar-off", assignee_id=member.clerk_id,
                store_id=None if member.clerk_id else member.home_store_id, due_on=day,
            ),
            at=at,
        )  # fmt: skip


@unit_of_work
def tell_expiry(*, actor: Actor, notice_ids: list[int], at: datetime) -> int:
    """Write down that members were told; their to-dos close. Gives how many notices that were.

    Raises: NotPermitted, NotFound where none of them is within reach. Locks: the notices.
    """
    require(actor, LoyaltyPermission.VIEW_POINTS)
    reach = accounts_within(actor, LoyaltyPermission.VIEW_POINTS, "lot__account__")
    rows = ExpiryNotice.objects.select_for_update(of=("self",)).filter(reach, pk__in=notice_ids)
    found = list(rows.select_related("lot__account__member").order_by("pk"))
    if not found:
        raise NotFound(key="notice")
    open_ones = [row for row in found if row.told_at is None]
    for row in open_ones:
        row.told_at, row.told_by = at, actor.key
        member = row.lot.account.member
        organisation_services.close_task(actor, key=task_key(member.pk, day=row.expires_on, days=row.days), at=at)
        audit_services.record(
            actor, "loyalty.expiry_told", at=at, subject=("members.member", member.pk, member.number),
            points=row.points, days=row.days,
        )  # fmt: skip
    ExpiryNotice.objects.bulk_update(open_ones, ["told_at", "told_by"])
    return len(open_ones)
