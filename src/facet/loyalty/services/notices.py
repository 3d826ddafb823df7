"""Announcing points that end soon: one notice for each lot and window, and one to-do for each clerk."""

from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import ExpiryNotice, PointsLot
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.notice import TaskOf, task_key, window_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import accounts_within
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn

TITLE = gettext_noop("Points of your members end on {day}: tell them")


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
    """One to-do for each clerk, day and window, however many members: the list of notices names them."""
    for task in sorted({_task_of(lot, days) for lot, days in new}, key=task_key):
        organisation_services.open_task(
            actor,
            TaskIn(
                key=task_key(task), kind="loyalty.points_expiring", title=TITLE,
                facts={"day": task.day.isoformat()}, url="/loyalty/expiring", icon="calendar-off",
                assignee_id=task.clerk_id, store_id=task.store_id, due_on=task.day,
            ),
            at=at,
        )  # fmt: skip


def _task_of(lot: PointsLot, days: int) -> TaskOf:
    member = lot.account.member
    store_id = None if member.clerk_id else member.home_store_id
    return TaskOf(clerk_id=member.clerk_id, store_id=store_id, day=lot.expires_on, days=days)


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
        audit_services.record(
            actor, "loyalty.expiry_told", at=at, subject=("members.member", member.pk, member.number),
            points=row.points, days=row.days,
        )  # fmt: skip
    ExpiryNotice.objects.bulk_update(open_ones, ["told_at", "told_by"])
    for task in {_task_of(row.lot, row.days) for row in open_ones}:
        if not _untold(task):
            organisation_services.close_task(actor, key=task_key(task), at=at)
    return len(open_ones)


def _untold(task: TaskOf) -> bool:
    """Whether somebody of this clerk's, or of this store's without one, has still to be told."""
    rows = ExpiryNotice.objects.filter(told_at=None, expires_on=task.day, days=task.days)
    if task.clerk_id:
        return rows.filter(lot__account__member__clerk_id=task.clerk_id).exists()
    return rows.filter(lot__account__member__clerk_id=None, lot__account__member__home_store_id=task.store_id).exists()
