"""Locking a month of stock, asking to open it again, and opening it: two people, in the order of the months.

Every act of stock is dated by the moment it is done, a month is locked after its end, and the doors of the
ledgers refuse what is dated into a locked month all the same (services/month_guard.py). What is found out of it
later stands as a correction in the first open month.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from facet.audit import services as audit_services
from facet.inventory.errors import (
    MonthAskedYourself,
    MonthNotAsked,
    MonthNotOver,
    MonthsInOrder,
)
from facet.inventory.models import MonthLine, MonthLock, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.month_book import next_month
from facet.inventory.rules.states import PlaceKind
from facet.inventory.selectors.month_book import open_lines
from facet.inventory.selectors.references import store_named
from facet.kernel import outbox
from facet.kernel.clock import start_of_day
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow

LATE = timedelta(hours=1)  # the last acts of a month have been written by then
_RIGHT = InventoryPermission.LOCK_MONTH


@unit_of_work
def lock_month(*, actor: Actor, store: str, month: date, at: datetime) -> int:
    """Keep the lines of a month as they are; gives the lock's id. Locking it again changes nothing.

    Raises: NotPermitted, NotFound, MonthNotOver, MonthsInOrder. Locks: the store's root place. Queries: 17.
    """
    place = store_named(actor, store, permission=_RIGHT)
    _take_turns(place.id)
    month = month.replace(day=1)
    if at < start_of_day(next_month(month), settings.TIME_ZONE) + LATE:
        raise MonthNotOver(month=f"{month:%Y-%m}")
    locks = {row.month: row for row in MonthLock.objects.filter(store=place.id, reopened_at=None)}
    if month in locks:
        return locks[month].pk
    if locks and (wanted := next_month(max(locks))) != month:
        raise MonthsInOrder(month=f"{wanted:%Y-%m}", store=place.name)
    row = MonthLock.objects.create(
        store_id=place.id, month=month, locked_at=at, locked_by_key=actor.key, locked_by_name=actor.name
    )
    lines = {key: line for key, line in open_lines(month).items() if key.store_id == place.id}
    MonthLine.objects.bulk_create(
        MonthLine(lock=row, category_id=key.category_id, column=column, **goods._asdict())
        for key, line in sorted(lines.items())
        for column, goods in line.columns.items()
    )
    _record(actor, "inventory.month_locked", row, place, at=at, lines=len(lines))
    return row.pk


@unit_of_work
def ask_to_reopen_month(*, actor: Actor, lock_id: int, reason: str, at: datetime) -> None:
    """Ask a second person to open a locked month, and say why. Raises: NotFound, Invalid. Locks: the lock."""
    row, place = _locked(actor, lock_id)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    row.asked_at, row.asked_by_key, row.asked_by_name = at, actor.key, actor.name
    row.reason = reason.strip()[:200]
    row.save(update_fields=["asked_at", "asked_by_key", "asked_by_name", "reason"])
    _record(actor, "inventory.month_reopening_asked", row, place, at=at, reason=row.reason)


@unit_of_work
def reopen_month(*, actor: Actor, lock_id: int, at: datetime) -> None:
    """Open a locked month again: its lines go, the movements speak. Only the newest, only by somebody else.

    Raises: NotFound, MonthNotAsked, MonthAskedYourself, MonthsInOrder. Locks: the store's root place, the lock.
    """
    row, place = _locked(actor, lock_id)
    if row.asked_at is None:
        raise MonthNotAsked(month=f"{row.month:%Y-%m}")
    if row.asked_by_key == actor.key:
        raise MonthAskedYourself(name=actor.name)
    newest = MonthLock.objects.filter(store=row.store_id, reopened_at=None).order_by("-month").first()
    if newest is not None and newest.pk != row.pk:
        raise MonthsInOrder(month=f"{newest.month:%Y-%m}", store=place.name)
    MonthLine.objects.filter(lock=row).delete()
    row.reopened_at, row.reopened_by_key, row.reopened_by_name = at, actor.key, actor.name
    row.save(update_fields=["reopened_at", "reopened_by_key", "reopened_by_name"])
    _record(actor, "inventory.month_reopened", row, place, at=at, reason=row.reason, asked_by=row.asked_by_name)


@joins_unit_of_work
def _locked(actor: Actor, lock_id: int) -> tuple[MonthLock, StoreRow]:
    """The lock, with its store locked first. Raises: NotPermitted, NotFound."""
    require(actor, _RIGHT)
    known = MonthLock.objects.filter(pk=lock_id, reopened_at=None).select_related("store").first()
    if known is None or not actor.may(_RIGHT, store_id=known.store_id):
        raise NotFound(key=str(lock_id))
    _take_turns(known.store_id)
    row = MonthLock.objects.select_for_update(of=("self",)).filter(pk=lock_id, reopened_at=None).first()
    if row is None:
        raise NotFound(key=str(lock_id))
    return row, store_named(actor, known.store.code, permission=_RIGHT)


@joins_unit_of_work
def _take_turns(store_id: int) -> None:
    Place.objects.select_for_update(of=("self",)).get(store=store_id, kind=PlaceKind.STORE.value)


@joins_unit_of_work
def _record(actor: Actor, action: str, row: MonthLock, place: StoreRow, *, at: datetime, **facts: Any) -> None:
    month = f"{row.month:%Y-%m}"
    audit_services.record(
        actor, action, at=at, subject=("inventory.month", row.pk, f"{place.code} {month}"),
        store=(place.id, place.name), month=month, **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, store_id=place.id, month=month)
