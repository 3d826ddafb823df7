"""Purchase plans to look at: the plans, one plan, its rows, one row with everything its reason is told from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.purchasing.errors import PlanUnknown
from facet.purchasing.models import PurchaseOrder, PurchasePlan, PurchasePlanRow
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.forecast import E6, GRAINS, Method
from facet.purchasing.rules.plan import PlanState

VIEW = PurchasingPermission.VIEW_PLAN


@dataclass(frozen=True, slots=True)
class MethodResult:
    """How one method did on the periods held back, over all rows that chose it. Units: millionths of a piece.

    `naive_e6`: the error that saying the last period again would have made on the same rows.
    """

    method: str
    rows: int
    error_e6: int
    naive_e6: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSum:
    """What one plan comes to, in rows. `orders`: numbers of what was ordered from it."""

    plan: PurchasePlan
    cut_by_age: int
    cut_by_budget: int
    changed: int
    without_supplier: int
    orders: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(PlanSum):
    """One plan with what it rests on. Units: pieces, millionths, cents, mg.

    `sold`: pieces by period, the oldest first; `said_e6`: what was said before each of the last of them, None for
    the earlier; `next_e6`: what is said of the next.
    """

    sold: Sequence[int]
    said_e6: Sequence[int | None]
    next_e6: int
    results: Sequence[MethodResult]


def plans_queryset(viewer: Actor) -> QuerySet[PurchasePlan]:
    """Every plan. Raises: NotPermitted. Queries: 0."""
    may_see_plans(viewer)
    return PurchasePlan.objects.all()


def may_see_plans(viewer: Actor) -> None:
    """Plans are the whole chain's: a right for some stores does not open them. Raises: NotPermitted. Queries: 0."""
    require(viewer, VIEW)
    if not viewer.scope(VIEW).chain_wide:
        raise NotPermitted(permission=str(VIEW))


def open_plan(viewer: Actor) -> PurchasePlan | None:
    """The plan that is open now. Raises: NotPermitted. Queries: 1."""
    return plans_queryset(viewer).filter(state=PlanState.OPEN).first()


def find_plan(viewer: Actor, number: str) -> PurchasePlan:
    """One plan. Raises: NotPermitted, PlanUnknown. Queries: 1."""
    plan = plans_queryset(viewer).filter(number=number.strip().upper()).first()
    if plan is None:
        raise PlanUnknown(key=number)
    return plan


def plan_rows(viewer: Actor, number: str) -> QuerySet[PurchasePlanRow]:
    """The rows of one plan with category and supplier. Raises: NotPermitted. Queries: 0."""
    may_see_plans(viewer)
    return PurchasePlanRow.objects.filter(plan__number=number).select_related("category", "supplier")


def orders_of(viewer: Actor, plan: PurchasePlan) -> list[str]:
    """The numbers of the orders that a plan wrote. Raises: NotPermitted. Queries: 1."""
    may_see_plans(viewer)
    return list(PurchaseOrder.objects.filter(origin=plan.number).order_by("number").values_list("number", flat=True))


def plan_sum(viewer: Actor, number: str) -> PlanSum:
    """What one plan comes to, for a change in place. Raises: NotPermitted, PlanUnknown. Queries: 3."""
    plan = find_plan(viewer, number)
    return PlanSum(plan=plan, orders=orders_of(viewer, plan), **_counted(plan))


def _counted(plan: PurchasePlan) -> dict[str, int]:
    return plan.rows.aggregate(
        cut_by_age=Count("pk", filter=Q(cut="age")), cut_by_budget=Count("pk", filter=Q(cut="budget")),
        changed=Count("pk", filter=Q(own_quantity__isnull=False)),
        without_supplier=Count("pk", filter=Q(quantity__gt=0, supplier=None)),
    )  # fmt: skip


def plan_page(viewer: Actor, number: str) -> PlanPage:
    """One plan with its forecast, its back-test beside the naive forecast, its orders.

    Raises: NotPermitted, PlanUnknown. Queries: 4.
    """
    plan = find_plan(viewer, number)
    sold: dict[int, int] = defaultdict(int)
    said: dict[int, int] = defaultdict(int)
    results: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    ahead, held = 0, GRAINS[plan.grain].held
    for method, history, tests, trace in plan.rows.values_list("method", "history", "tests", "trace").iterator():
        for back, value in enumerate(reversed(history)):
            sold[back] += value
        by_method = {test[0]: test for test in tests}
        chosen, naive = by_method.get(method), by_method.get(Method.NAIVE.value)
        if chosen and naive:
            _add(results[method], history, chosen, naive)
        ahead += trace["next_e6"]
        for back, value in enumerate(_said(history, chosen[4:] if chosen else (), held=held)):
            said[back] += value
    backs = range(len(sold) - 1, -1, -1)
    return PlanPage(
        plan=plan, sold=[sold[back] for back in backs], said_e6=[said.get(back) for back in backs], next_e6=ahead,
        results=[MethodResult(method, *sums) for method, sums in sorted(results.items(), key=lambda r: -r[1][0])],
        orders=orders_of(viewer, plan), **_counted(plan),
    )  # fmt: skip


def _said(history: Sequence[int], tested: Sequence[int], *, held: int) -> list[int]:
    """What was said before each of the last `held` periods, the latest first; untested ones are said as naive does."""
    before = [value * E6 for value in history[-held - 1 : -1]][::-1]
    return list(tested[::-1]) + before[len(tested) :]


def _add(sums: list[int], history: Sequence[int], chosen: Sequence[int], naive: Sequence[int]) -> None:
    sums[0] += 1
    for place, test in ((1, chosen), (2, naive)):
        said = test[4:]
        sold = history[-len(said) :]
        sums[place] += sum(abs(value - real * E6) for value, real in zip(said, sold, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRowPage:
    """One row of a plan; the rows before and after it in the plan's order, for walking through."""

    row: PurchasePlanRow
    before_id: int | None
    after_id: int | None


def plan_row_page(viewer: Actor, number: str, row_id: int) -> PlanRowPage:
    """One row with its neighbours, what costs most first. Raises: NotPermitted, PlanUnknown, NotFound. Queries: 3."""
    plan = find_plan(viewer, number)
    row = plan_rows(viewer, plan.number).select_related("plan", "order_line__order").filter(pk=row_id).first()
    if row is None:
        raise NotFound(key=str(row_id))
    keys = list(plan.rows.order_by("-amount_cents", "pk").values_list("pk", flat=True))
    at = keys.index(row.pk)
    return PlanRowPage(
        row=row, before_id=keys[at - 1] if at else None, after_id=keys[at + 1] if at + 1 < len(keys) else None
    )


def group_names(viewer: Actor, split: str) -> Mapping[str, tuple[str, str]]:
    """The names (Chinese, English) of the groups that rows are planned for, by code. Queries: 1, 0 for the chain."""
    if split == "chain":
        return {}
    stores = organisation_selectors.stores_of(viewer)
    if split == "store":
        return {row.code: (row.name, row.name_en) for row in stores}
    return {row.area_code: (row.area_name, row.area_name) for row in stores}
