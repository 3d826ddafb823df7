"""The purchase plan: made, made again, changed by hand, dropped. Ordering from it is services.plan_orders."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Sum

from facet.audit import services as audit_services
from facet.kernel import clock, operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.purchasing.errors import PlanClosed, PlanUnknown
from facet.purchasing.models import PurchasePlan, PurchasePlanRow
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.forecast import GRAINS, Method
from facet.purchasing.rules.plan import Z_E4, PlanState, Terms
from facet.purchasing.rules.plan_budget import Budget
from facet.purchasing.rules.plan_build import PlannedRow, build_plan
from facet.purchasing.selectors.plan_facts import plan_facts
from facet.purchasing.selectors.suppliers import supplier_row

SPLITS = ("chain", "area", "store")
AT_ONCE = 500
MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIn:
    """What a plan must last for. `split`: rows for the chain, each area or each store. Units: days, bp, cents, mg."""

    split: str = "chain"
    grain: str = "month"
    lead_days: int = 14
    review_days: int = 7
    service_bp: int = 9_000
    ageing_days: int = 180
    budget_cents: int | None = None
    budget_mg: int | None = None

    @property
    def terms(self) -> Terms:
        return Terms(
            lead_days=self.lead_days, review_days=self.review_days, service_bp=self.service_bp,
            ageing_days=self.ageing_days,
        )  # fmt: skip


@unit_of_work
def purchase_plan(*, actor: Actor, operation: OperationKey, wanted: PlanIn, at: datetime) -> str:
    """Make the chain's purchase plan as of today; its number.

    An open plan is made again under its number: its proposals are replaced, never added to; quantities that a
    person set stay, with their reasons, where their row still stands. Raises: NotPermitted, Invalid,
    OperationConflict. Locks: the operation, the open plan, the number series. Queries: 16, and 1 for each 500 rows.
    """
    act = operations.begin(operation, kind="purchasing.purchase_plan", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, PurchasingPermission.MAKE_PLAN)
    _check(wanted)
    on = clock.business_date(at, settings.TIME_ZONE)
    plan, own = _opened(at)
    facts, since = plan_facts(
        actor, split=wanted.split, grain=wanted.grain, ageing_days=wanted.ageing_days, at=at, on=on
    )
    rows = build_plan(facts, wanted.terms, budget=Budget(wanted.budget_cents, wanted.budget_mg))
    _write(
        plan, rows, own, **asdict(wanted), planned_on=on, history_from=since, made_at=at, made_by_key=actor.key,
        made_by_name=actor.name,
    )  # fmt: skip
    _tell(actor, "purchasing.plan_made", plan, at, rows=plan.rows_count, pieces=plan.pieces, run=plan.run)
    act.finish(number=plan.number)
    return plan.number


def _check(wanted: PlanIn) -> None:
    if wanted.split not in SPLITS:
        raise Invalid(field="split", reason=gettext_noop("choose chain, area or store"))
    if wanted.grain not in GRAINS:
        raise Invalid(field="grain", reason=gettext_noop("choose month or week"))
    if wanted.service_bp not in Z_E4:
        raise Invalid(field="service_bp", reason=gettext_noop("choose 80, 90, 95 or 98 percent"))
    for name, value, most in (("lead_days", wanted.lead_days, 365), ("review_days", wanted.review_days, 180)):
        if not 0 <= value <= most:
            raise Invalid(field=name, reason=gettext_noop("so many days cannot be planned"))
    if not wanted.lead_days + wanted.review_days:
        raise Invalid(field="review_days", reason=gettext_noop("a plan lasts at least one day"))
    if not 30 <= wanted.ageing_days <= 1_000:
        raise Invalid(field="ageing_days", reason=gettext_noop("between 30 and 1,000 days"))


@joins_unit_of_work
def _opened(at: datetime) -> tuple[PurchasePlan, dict[tuple[Any, ...], PurchasePlanRow]]:
    """The open plan emptied of its proposals, with the rows that a person had changed; or a new one."""
    opened = PurchasePlan.objects.select_for_update().filter(state=PlanState.OPEN)
    plan = opened.first()
    if plan is None:
        month = clock.local_date(at, settings.TIME_ZONE).strftime("%y%m")
        number = organisation_services.next_number("purchasing.plan", scope=month)
        plan = opened.all().first()  # whoever waited for the number finds the plan of who was faster
    if plan is None:
        return PurchasePlan(number=f"PP-{month}-{number:03d}", state=PlanState.OPEN, run=0), {}
    changed = plan.rows.filter(own_quantity__isnull=False)
    own = {(row.group_code, row.category_id, row.weight_band, row.price_band): row for row in changed}
    plan.rows.all().delete()
    return plan, own


@joins_unit_of_work
def _write(
    plan: PurchasePlan, rows: Sequence[PlannedRow], own: Mapping[tuple[Any, ...], PurchasePlanRow], **facts: Any
) -> None:
    """Keep the plan and its rows. Queries: 2, and 1 for each 500 rows."""
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.run += 1
    plan.save()
    written = [_row(plan, each, own.get(tuple(each.kind))) for each in rows]
    PurchasePlanRow.objects.bulk_create(written, batch_size=AT_ONCE)
    plan.rows_count = len(written)
    plan.pieces = sum(row.quantity for row in written)
    plan.amount_cents = sum(row.amount_cents for row in written)
    plan.weight_mg = sum(row.weight_mg for row in written)
    plan.save(update_fields=["rows_count", "pieces", "amount_cents", "weight_mg"])


def _row(plan: PurchasePlan, planned: PlannedRow, own: PurchasePlanRow | None) -> PurchasePlanRow:
    kind, unit, said, where = planned.kind, planned.unit, planned.said, planned.position
    chosen, naive = said.of(said.method), said.of(Method.NAIVE)
    row = PurchasePlanRow(
        plan=plan, group_code=kind.group, category_id=kind.category, weight_band=kind.weight, price_band=kind.price,
        supplier_id=unit.supplier_id, method=said.method.value, demand_e6=planned.proposal.demand_e6,
        lost_e6=planned.proposal.lost_e6, safety=planned.proposal.safety, on_hand=where.on_hand,
        on_order=where.on_order, in_transit=where.in_transit, reserved=where.reserved, need=planned.proposal.need,
        proposed=planned.buy, cut=planned.cut.value, unit_cost_cents=unit.cents, unit_weight_mg=unit.mg,
        mase_bp=chosen.mase_bp if chosen else None, naive_mase_bp=naive.mase_bp if naive else None,
        trace=planned.trace, history=list(planned.history),
        tests=[[each.method.value, each.mase_bp, each.squared_e12, each.next_e6, *each.said] for each in said.tested],
    )  # fmt: skip
    if own is not None:
        row.own_quantity, row.own_reason, row.own_by_name = own.own_quantity, own.own_reason, own.own_by_name
        row.own_at, row.supplier_id = own.own_at, own.supplier_id
    _count(row)
    return row


def _count(row: PurchasePlanRow) -> None:
    """What the row comes to, from the quantity that counts."""
    row.quantity = row.proposed if row.own_quantity is None else row.own_quantity
    row.amount_cents = row.quantity * row.unit_cost_cents
    row.weight_mg = row.quantity * row.unit_weight_mg


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A person's say on one row. `quantity` None: back to the proposal. `supplier` "": as it is."""

    number: str
    row_id: int
    quantity: int | None
    reason: str = ""
    supplier: str = ""


@unit_of_work
def set_plan_quantity(*, actor: Actor, change: PlanChange, at: datetime) -> None:
    """Put an own quantity beside the proposal, with the reason; the proposal stays to be seen.

    Raises: NotPermitted, PlanUnknown, PlanClosed, NotFound, Invalid. Locks: the plan. Queries: 7.
    """
    require(actor, PurchasingPermission.MAKE_PLAN)
    plan = lock_open_plan(change.number)
    row = plan.rows.select_related("category").filter(pk=change.row_id).first()
    if row is None:
        raise NotFound(key=str(change.row_id))
    if change.quantity is not None and not 0 <= change.quantity <= MOST_PIECES:
        raise Invalid(field="quantity", reason=gettext_noop("so many pieces cannot be planned"))
    changes = change.quantity != row.own_quantity and change.quantity not in (None, row.proposed)
    if changes and not change.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("say in a few words why"))
    before = row.quantity
    is_own = change.quantity is not None and (change.quantity != row.proposed or bool(change.reason.strip()))
    row.own_quantity = change.quantity if is_own else None
    row.own_reason, row.own_by_name = (change.reason.strip(), actor.name) if is_own else ("", "")
    row.own_at = at if is_own else None
    if change.supplier:
        row.supplier_id = supplier_row(change.supplier).pk
    _count(row)
    row.save()
    _add_up(plan)
    _tell(
        actor, "purchasing.plan_changed", plan, at, category=row.category.code, before=before, after=row.quantity,
        reason=row.own_reason,
    )  # fmt: skip


@unit_of_work
def drop_purchase_plan(*, actor: Actor, number: str, at: datetime) -> None:
    """Give up the open plan; it stays to be read. Raises: NotPermitted, PlanUnknown, PlanClosed. Locks: the plan."""
    require(actor, PurchasingPermission.MAKE_PLAN)
    plan = lock_open_plan(number)
    plan.state, plan.dropped_at, plan.dropped_by_name = PlanState.DROPPED, at, actor.name
    plan.save(update_fields=["state", "dropped_at", "dropped_by_name"])
    _tell(actor, "purchasing.plan_dropped", plan, at, pieces=plan.pieces)


@joins_unit_of_work
def lock_open_plan(number: str) -> PurchasePlan:
    """The plan, locked. Raises: PlanUnknown, PlanClosed. Queries: 1."""
    plan = PurchasePlan.objects.select_for_update().filter(number=number).first()
    if plan is None:
        raise PlanUnknown(key=number)
    if plan.state != PlanState.OPEN:
        raise PlanClosed(number=number)
    return plan


@joins_unit_of_work
def _add_up(plan: PurchasePlan) -> None:
    sums = plan.rows.aggregate(pieces=Sum("quantity"), cents=Sum("amount_cents"), mg=Sum("weight_mg"))
    plan.pieces, plan.amount_cents, plan.weight_mg = (sums[name] or 0 for name in ("pieces", "cents", "mg"))
    plan.save(update_fields=["pieces", "amount_cents", "weight_mg"])


@joins_unit_of_work
def _tell(actor: Actor, action: str, plan: PurchasePlan, at: datetime, **facts: Any) -> None:
    subject = ("purchasing.plan", plan.pk, plan.number)
    audit_services.record(actor, action, at=at, subject=subject, **facts)
