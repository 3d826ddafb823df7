"""Shifts as `open_shift` and `close_shift` leave them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from facet.audit import services as audit_services
from facet.demo.rules.shifts import FLOAT_CENTS, ShiftPlan
from facet.demo.services.rows import insert, next_ids
from facet.kernel import outbox
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.models import Shift, ShiftCount


@joins_unit_of_work
def write_shifts(plans: Sequence[ShiftPlan], *, desk: Any) -> dict[tuple[str, str, date], int]:
    """Write the shifts and their counts; gives their keys by store, till and day.

    A drawer that somebody has opened meanwhile stays: today's tickets go into it.
    """
    open_now = dict(Shift.objects.filter(closed_at=None).values_list("till_id", "pk"))
    keys: dict[tuple[str, str, date], int] = {}
    rows: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    for key, plan in zip(next_ids(Shift, len(plans)), plans, strict=True):
        till = desk.tills[plan.store, plan.till]
        taken = open_now.get(till) if plan.closed_at is None else None
        keys[plan.store, plan.till, plan.day] = taken or key
        if taken:
            continue
        staff_id = desk.actors[plan.cashier].staff_id
        rows.append(
            {
                "id": key, "store_id": desk.stores[plan.store][0], "till_id": till, "business_date": plan.day,
                "opened_by_id": staff_id, "opened_at": plan.opened_at, "float_cents": FLOAT_CENTS,
                "closed_by_id": staff_id if plan.closed_at else None, "closed_at": plan.closed_at, "note": plan.note,
            }
        )  # fmt: skip
        counts.extend(
            {"shift_id": key, "method": method, "expected_cents": expected, "counted_cents": counted,
             "difference_cents": counted - expected}
            for method, expected, counted in plan.counts
        )  # fmt: skip
        if plan.opened_at >= desk.recent:
            _tell(plan, key, desk)
    insert(Shift, rows)
    insert(ShiftCount, counts)
    return keys


def _tell(plan: ShiftPlan, key: int, desk: Any) -> None:
    actor, store = desk.actors[plan.cashier], desk.stores[plan.store]
    subject = ("sales.shift", key, f"{plan.store} {plan.till}")
    audit_services.record(
        actor, "sales.shift_opened", at=plan.opened_at, subject=subject, store=store, float_cents=FLOAT_CENTS
    )
    if plan.closed_at is not None:
        difference = sum(counted - expected for _, expected, counted in plan.counts)
        audit_services.record(
            actor, "sales.shift_closed", at=plan.closed_at, subject=subject, store=store, difference_cents=difference
        )
        outbox.publish("sales.shift_closed", at=plan.closed_at, shift_id=key, difference_cents=difference)
