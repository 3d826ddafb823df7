"""Shifts: opened with a float, closed by a blind count that is never forced to match."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Sum

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import NoOpenShift, ShiftAlreadyOpen
from facet.sales.models import Shift, ShiftCount, Tender
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import MONEY, Method


@unit_of_work
def open_shift(
    *, actor: Actor, operation: OperationKey, store: str, till: str, float_cents: int, at: datetime
) -> Shift:
    """Open the drawer of a till with a float. Raises: NotPermitted, NotFound, Invalid, ShiftAlreadyOpen."""
    act = operations.begin(operation, kind="sales.open_shift", actor=actor, at=at)
    if act.done:
        return Shift.objects.get(pk=act.result["shift_id"])
    place = organisation_selectors.till_facts(store_code=store, till_code=till)
    require(actor, SalesPermission.OPEN_SHIFT, store_id=place.store_id)
    if actor.staff_id is None:
        raise NotPermitted(permission=SalesPermission.OPEN_SHIFT)
    if float_cents < 0:
        raise Invalid(field="float_cents", reason=gettext_noop("The float cannot be below zero."))
    if running := Shift.objects.select_for_update().filter(till_id=place.till_id, closed_at=None).first():
        raise ShiftAlreadyOpen(since=running.opened_at.isoformat(timespec="minutes"))
    shift = Shift.objects.create(
        store_id=place.store_id,
        till_id=place.till_id,
        business_date=business_date(at, place.time_zone),
        opened_by_id=actor.staff_id,
        opened_at=at,
        float_cents=float_cents,
    )
    audit_services.record(
        actor, "sales.shift_opened", at=at, subject=("sales.shift", shift.pk, f"{place.store_code} {place.till_code}"),
        store=(place.store_id, place.store_name), float_cents=float_cents,
    )  # fmt: skip
    act.finish(shift_id=shift.pk)
    return shift


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindCount:
    """What was counted at a till: cents per method, cash by pieces per denomination (in cents), a remark.

    `terminals` is the total that each card terminal printed, by its name; together they are its method's count.
    """

    store: str
    till: str
    counted: Mapping[str, int]
    cash_notes: Mapping[str, int] = field(default_factory=dict)
    terminals: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def by_method(self) -> dict[str, int]:
        """Cents per method, the terminals added up."""
        slips = {Method.TERMINAL.value: sum(self.terminals.values())} if self.terminals else {}
        return {**self.counted, **slips}

    def notes_of(self, method: str) -> dict[str, int]:
        """What the count of a method is made of."""
        made = {Method.CASH.value: self.cash_notes, Method.TERMINAL.value: self.terminals}
        return dict(made.get(method, {}))


@unit_of_work
def close_shift(*, actor: Actor, operation: OperationKey, count: BlindCount, at: datetime) -> Shift:
    """Write down what was counted of each method, beside what was expected; differences stay.

    Raises: NotPermitted, NotFound, Invalid, NoOpenShift. Locks: the shift.
    """
    act = operations.begin(operation, kind="sales.close_shift", actor=actor, at=at)
    if act.done:
        return Shift.objects.get(pk=act.result["shift_id"])
    place = organisation_selectors.till_facts(store_code=count.store, till_code=count.till)
    require(actor, SalesPermission.CLOSE_SHIFT, store_id=place.store_id)
    shift = Shift.objects.select_for_update().filter(till_id=place.till_id, closed_at=None).first()
    if shift is None:
        raise NoOpenShift
    counts = ShiftCount.objects.bulk_create(_counts(shift, count))
    shift.closed_by_id = actor.staff_id
    shift.closed_at = at
    shift.note = count.note
    shift.save()
    difference = sum(each.difference_cents for each in counts)
    audit_services.record(
        actor, "sales.shift_closed", at=at, subject=("sales.shift", shift.pk, f"{place.store_code} {place.till_code}"),
        store=(place.store_id, place.store_name), difference_cents=difference,
    )  # fmt: skip
    outbox.publish("sales.shift_closed", at=at, shift_id=shift.pk, difference_cents=difference)
    act.finish(shift_id=shift.pk)
    return shift


def _counts(shift: Shift, count: BlindCount) -> list[ShiftCount]:
    """Expected beside counted of each method. Raises: Invalid."""
    counted = count.by_method
    amounts = (*counted.values(), *count.terminals.values())
    if any(method not in set(MONEY) for method in counted) or any(cents < 0 for cents in amounts):
        raise Invalid(field="counted", reason=gettext_noop("Write what was counted, in amounts not below zero."))
    expected = _expected(shift)
    return [
        ShiftCount(
            shift=shift,
            method=method,
            expected_cents=expected.get(method, 0),
            counted_cents=counted.get(method, 0),
            difference_cents=counted.get(method, 0) - expected.get(method, 0),
            notes=count.notes_of(method),
        )
        for method in sorted(set(expected) | set(counted))
    ]


def _expected(shift: Shift) -> dict[str, int]:
    """What each method should hold: tickets, pay-ins and pay-outs of the shift, and the float in cash."""
    rows = (
        Tender.objects.filter(sale__shift=shift, method__in=[each.value for each in MONEY])
        .values_list("method")
        .annotate(Sum("amount_cents"))
        .order_by("method")
    )
    beside = shift.drawer_entries.values_list("method").annotate(Sum("amount_cents")).order_by("method")
    expected = {Method.CASH.value: shift.float_cents}
    for method, cents in (*rows, *beside):
        expected[method] = expected.get(method, 0) + cents
    return expected
