"""Targets of a store and its people, set month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import SalesTarget
from facet.sales.permissions import SalesPermission
from facet.sales.rules.targets import Goal, check_goal
from facet.sales.selectors.places import store_in_reach

MONTH, DAY = SalesTarget.Span.MONTH, SalesTarget.Span.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetIn:
    """One target: a person's by staff code, or the store's; of the whole month, or of one `day` in it."""

    goal: Goal
    staff: str = ""
    day: date | None = None


@unit_of_work
def set_targets(
    *, actor: Actor, operation: OperationKey, store: str, month: date, targets: Sequence[TargetIn], at: datetime
) -> int:
    """Set these targets of a store's month; an empty goal takes one away. Gives how many hold now.

    Raises: NotPermitted, NotFound, Invalid. Locks: operation.
    """
    act = operations.begin(operation, kind="sales.set_targets", actor=actor, at=at)
    if act.done:
        return int(act.result["targets"])
    place, first = _place(actor, store), month.replace(day=1)
    people = organisation_selectors.staff_refs([each.staff for each in targets if each.staff])
    rows = SalesTarget.objects.filter(store_id=place.id)
    for target in targets:
        check_goal(target.goal)
        if target.staff and target.staff not in people:
            raise Invalid(field="staff", reason=gettext_noop("Nobody works here under this code."))
        if target.day and target.day.replace(day=1) != first:
            raise Invalid(field="day", reason=gettext_noop("This day is not in the month."))
        key = {
            "staff_id": people[target.staff].id if target.staff else None,
            "span": DAY if target.day else MONTH, "first_on": target.day or first,
        }  # fmt: skip
        rows.filter(**key).delete()
        if not target.goal.is_empty:
            SalesTarget.objects.create(
                store_id=place.id, **key, net_cents=target.goal.net_cents, pieces=target.goal.pieces,
                weight_mg=target.goal.weight_mg, set_by_id=actor.staff_id, set_at=at,
            )  # fmt: skip
    return _told(actor, act, place, first, at)


@unit_of_work
def copy_targets(*, actor: Actor, operation: OperationKey, store: str, month: date, at: datetime) -> int:
    """Take last month's targets of a store and its people over, where this month has none yet.

    Raises: NotPermitted, NotFound. Locks: operation.
    """
    act = operations.begin(operation, kind="sales.copy_targets", actor=actor, at=at)
    if act.done:
        return int(act.result["targets"])
    place, first = _place(actor, store), month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    rows = SalesTarget.objects.filter(store_id=place.id, span=MONTH)
    held = set(rows.filter(first_on=first).values_list("staff_id", flat=True))
    SalesTarget.objects.bulk_create(
        SalesTarget(
            store_id=place.id, staff_id=row.staff_id, span=MONTH, first_on=first, net_cents=row.net_cents,
            pieces=row.pieces, weight_mg=row.weight_mg, set_by_id=actor.staff_id, set_at=at,
        )
        for row in rows.filter(first_on=before) if row.staff_id not in held
    )  # fmt: skip
    return _told(actor, act, place, first, at)


def _place(actor: Actor, store: str) -> StoreRow:
    return store_in_reach(actor, code=store, permission=SalesPermission.SET_TARGETS)


def _told(actor: Actor, act: operations.Act, place: StoreRow, first: date, at: datetime) -> int:
    held = SalesTarget.objects.filter(store_id=place.id, first_on__year=first.year, first_on__month=first.month).count()
    audit_services.record(
        actor, "sales.targets_set", at=at,
        subject=("sales.targets", f"{place.code}:{first}", f"{place.code} {first:%Y-%m}"),
        store=(place.id, place.name), targets=held,
    )  # fmt: skip
    act.finish(targets=held)
    return held
