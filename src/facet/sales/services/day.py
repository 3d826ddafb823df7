"""Closing a store's day over all its shifts, and what somebody carried to the bank."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.errors import DayStillOpen, SlipUsed
from facet.sales.models import BankDeposit, DayClose, DayCloseMethod, StoreDay
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_money import DayMoney, day_money
from facet.sales.selectors.places import store_in_reach

MOST_CENTS = 10**10


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositIn:
    """Cash of one business day that went to the bank. Units: cents. `carried_by` is a staff code."""

    store: str
    day: date
    amount_cents: int
    slip_number: str
    carried_by: str
    paid_on: date


@unit_of_work
def close_day(
    *, actor: Actor, operation: OperationKey, store: str, day: date, reason: str = "", at: datetime
) -> DayClose:
    """Close a store's business day over all its shifts, as it stands; nothing is made to match.

    Never blocks a sale: a ticket after the close shows beside it, and the day may be closed again.
    Raises: NotPermitted, NotFound, Invalid, DayStillOpen while a shift is not counted or a charge unclear,
    unless somebody who may closes it with a reason. Locks: operation, the store-day counter.
    """
    act = operations.begin(operation, kind="sales.close_day", actor=actor, at=at)
    if act.done:
        return DayClose.objects.get(pk=act.id)
    place = _place(actor, store)
    if day > business_date(at, place.time_zone):
        raise Invalid(field="day", reason=gettext_noop("This day has not come yet."))
    StoreDay.objects.select_for_update().filter(store_id=place.id, business_date=day).first()
    money = day_money(actor, store_id=place.id, day=day)
    _refuse_open(actor, money, store_id=place.id, reason=reason.strip())
    close = _written(actor, act.id, place, money, reason=reason.strip(), at=at)
    audit_services.record(
        actor, "sales.day_closed", at=at, subject=("sales.day", str(close.pk), f"{place.code} {day}"),
        store=(place.id, place.name), due_cents=money.figures.due_cents, drawer_cents=money.drawer_cents,
        difference_cents=money.difference_cents, for_bank_cents=money.for_bank_cents, reason=close.reason,
    )  # fmt: skip
    outbox.publish("sales.day_closed", at=at, store_id=place.id, day=day.isoformat(), number=close.number)
    act.finish(close=str(close.pk))
    return close


def _place(actor: Actor, store: str) -> StoreRow:
    """The store in reach. Raises: NotPermitted, NotFound, for foreign ones too."""
    return store_in_reach(actor, code=store, permission=SalesPermission.CLOSE_DAY)


def _refuse_open(actor: Actor, money: DayMoney, *, store_id: int, reason: str) -> None:
    """Raises: DayStillOpen, Invalid."""
    shifts, payments = len(money.open_shifts), len(money.payments)
    if not shifts and not payments:
        return
    if not actor.may(SalesPermission.CLOSE_DAY_ANYWAY, store_id=store_id):
        raise DayStillOpen(shifts=shifts, payments=payments)
    if len(reason) < 3:
        raise Invalid(field="reason", reason=gettext_noop("Say why the day is closed with something open."))


def _written(
    actor: Actor, act_id: UUID, place: StoreRow, money: DayMoney, *, reason: str, at: datetime
) -> DayClose:  # fmt: skip
    figures = money.figures
    earlier = DayClose.objects.filter(store_id=place.id, business_date=money.day).count()
    close = DayClose(
        id=act_id, store_id=place.id, business_date=money.day, number=earlier + 1, closed_by_id=actor.staff_id,
        closed_at=at, tickets=figures.tickets, due_cents=figures.due_cents, net_cents=figures.net_cents,
        returned_cents=figures.returned_cents, labour_cents=figures.labour_cents, pieces=figures.pieces,
        weight_mg=figures.weight_mg, drawer_cents=money.drawer_cents, difference_cents=money.difference_cents,
        for_bank_cents=money.for_bank_cents, open_shifts=len(money.open_shifts), open_payments=len(money.payments),
        reason=reason,
    )  # fmt: skip
    close.save()
    DayCloseMethod.objects.bulk_create(
        DayCloseMethod(
            close=close, method=row.method, tickets_cents=row.tickets_cents, drawer_cents=row.drawer_cents,
            expected_cents=row.expected_cents, counted_cents=row.counted_cents,
        )
        for row in money.methods
    )  # fmt: skip
    return close


@unit_of_work
def record_bank_deposit(*, actor: Actor, operation: OperationKey, deposit: DepositIn, at: datetime) -> BankDeposit:
    """Write down what was carried to the bank. Raises: NotPermitted, NotFound, Invalid, SlipUsed."""
    act = operations.begin(operation, kind="sales.record_bank_deposit", actor=actor, at=at)
    if act.done:
        return BankDeposit.objects.get(pk=act.id)
    place = _place(actor, deposit.store)
    if not 0 < deposit.amount_cents <= MOST_CENTS:
        raise Invalid(field="amount_cents", reason=gettext_noop("Write an amount above zero."))
    number = deposit.slip_number.strip().upper()
    if not 2 <= len(number) <= 40:
        raise Invalid(field="slip_number", reason=gettext_noop("Write the number on the bank's slip."))
    if deposit.paid_on < deposit.day:
        raise Invalid(field="paid_on", reason=gettext_noop("Cash cannot be at the bank before the day."))
    carrier = organisation_selectors.staff_refs([deposit.carried_by]).get(deposit.carried_by)
    if carrier is None or not carrier.is_active:
        raise Invalid(field="carried_by", reason=gettext_noop("Nobody works here under this code."))
    if BankDeposit.objects.filter(store_id=place.id, slip_number=number).exists():
        raise SlipUsed(number=number)
    row = BankDeposit(
        id=act.id, store_id=place.id, business_date=deposit.day, amount_cents=deposit.amount_cents,
        slip_number=number, carried_by_id=carrier.id, paid_on=deposit.paid_on, by_id=actor.staff_id, recorded_at=at,
    )  # fmt: skip
    row.save()
    audit_services.record(
        actor, "sales.bank_deposit_recorded", at=at, subject=("sales.day", str(row.pk), f"{place.code} {deposit.day}"),
        store=(place.id, place.name), amount_cents=deposit.amount_cents, slip_number=number,
    )  # fmt: skip
    act.finish(deposit=str(row.pk))
    return row
