"""A plan becomes draft orders, one for each supplier and receiving store."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from facet.audit import services as audit_services
from facet.kernel import clock, operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.purchasing.errors import PlanLacksSuppliers
from facet.purchasing.models import PurchasePlan, PurchasePlanRow
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.orders import MOST_LINES
from facet.purchasing.rules.plan import PlanState
from facet.purchasing.services.orders import OrderIn, OrderLineIn, write_order
from facet.purchasing.services.plan import lock_open_plan


@unit_of_work
def order_from_plan(*, actor: Actor, operation: OperationKey, number: str, store: str, at: datetime) -> list[str]:
    """Write the plan's rows as draft orders, by supplier; the numbers of the orders. The plan is closed by it.

    `store` receives the goods; rows that are planned for a store go there. What is written here counts as on order
    when the next plan is made. Raises: NotPermitted, PlanUnknown, PlanClosed, PlanLacksSuppliers, Invalid, NotFound.
    Locks: the operation, the plan, the number series. Queries: 9, and about 11 for each order.
    """
    act = operations.begin(operation, kind="purchasing.order_from_plan", actor=actor, at=at)
    if act.done:
        return list(act.result["orders"])
    require(actor, PurchasingPermission.MAKE_PLAN)
    require(actor, PurchasingPermission.ORDER_GOODS)
    plan = lock_open_plan(number)
    rows = list(plan.rows.filter(quantity__gt=0).select_related("category", "supplier").order_by("pk"))
    if not rows:
        raise Invalid(field="number", reason=gettext_noop("nothing of this plan is to be bought"))
    lacking = [row for row in rows if row.supplier_id is None]
    if lacking:
        raise PlanLacksSuppliers(count=len(lacking), first=lacking[0].category.name)
    orders = _write_orders(actor, plan, rows, store=store, at=at)
    plan.state, plan.ordered_at, plan.ordered_by_name = PlanState.ORDERED, at, actor.name
    plan.save(update_fields=["state", "ordered_at", "ordered_by_name"])
    subject = ("purchasing.plan", plan.pk, plan.number)
    audit_services.record(actor, "purchasing.plan_ordered", at=at, subject=subject, orders=orders, pieces=plan.pieces)
    outbox.publish("purchasing.plan_ordered", at=at, number=plan.number, orders=orders)
    act.finish(orders=orders)
    return orders


@joins_unit_of_work
def _write_orders(
    actor: Actor, plan: PurchasePlan, rows: Sequence[PurchasePlanRow], *, store: str, at: datetime
) -> list[str]:
    """One order for each supplier and store, as many lines as an order takes; each row keeps its line."""
    today = clock.local_date(at, settings.TIME_ZONE)
    parcels: dict[tuple[str, str], list[PurchasePlanRow]] = defaultdict(list)
    for row in rows:
        assert row.supplier is not None, row.pk  # asked by order_from_plan
        parcels[row.supplier.code, row.group_code if plan.split == "store" else store].append(row)
    numbers = []
    for (supplier, to_store), parts in sorted(parcels.items(), key=lambda parcel: parcel[0]):
        for first in range(0, len(parts), MOST_LINES):
            portion = parts[first : first + MOST_LINES]
            lines = tuple(_line(row) for row in portion)
            due = today + timedelta(days=max(1, *(row.trace.get("lead_days", plan.lead_days) for row in portion)))
            wanted = OrderIn(supplier=supplier, store=to_store, due_on=due, lines=lines, origin=plan.number)
            order = write_order(actor, wanted, at=at, by_board=True)
            written = order.lines.order_by("line_no").values_list("pk", flat=True)
            for row, line_id in zip(portion, written, strict=True):
                row.order_line_id = line_id
            numbers.append(order.number)
    PurchasePlanRow.objects.bulk_update(rows, ["order_line"], batch_size=500)
    return numbers


def _line(row: PurchasePlanRow) -> OrderLineIn:
    """Goods with a tag price are bought by the piece, at what such a piece cost lately; others by weight and labour.

    Kinds without metal (jade, pearls) are ordered without grams.
    """
    grams = row.weight_mg if row.category.price_item_id is not None else 0
    by_piece: dict[str, Any] = {"metal_cents_per_gram": 0, "labour_cents": 0, "other_cents": row.unit_cost_cents}
    return OrderLineIn(
        category=row.category.code, quantity=row.quantity, weight_mg=grams, label=row.category.name[:80],
        **by_piece if row.price_band or not grams else {},
    )  # fmt: skip
