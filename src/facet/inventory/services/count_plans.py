"""What is counted again and again: the plan, and the to-do that it puts before the store when its day comes."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.inventory.models import CountPlan, Place, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.count import LIVE
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.selectors.references import store_named
from facet.inventory.services.count import plan_key
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPlanIn:
    """A plan as it should be. Codes of places and categories, none for all; `people` are staff ids."""

    store: str
    name: str
    every_days: int
    next_on: date
    places: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_blind: bool = True
    people: tuple[int, ...] = ()
    is_active: bool = True


@unit_of_work
def save_count_plan(*, actor: Actor, plan: CountPlanIn, at: datetime, plan_id: int | None = None) -> int:
    """Make or change a plan; its id. Raises: NotPermitted, NotFound, Invalid. Locks: the plan."""
    require(actor, InventoryPermission.APPROVE_STOCKTAKE)
    store = store_named(actor, plan.store, permission=InventoryPermission.APPROVE_STOCKTAKE)
    row = CountPlan(store_id=store.id)
    if plan_id is not None:
        found = CountPlan.objects.select_for_update().filter(pk=plan_id, store=store.id).first()
        if found is None:
            raise NotFound(key=str(plan_id))
        row = found
    if not plan.name.strip() or not 1 <= plan.every_days <= 366:
        raise Invalid(field="every_days", reason=gettext_noop("a plan has a name, and days from 1 to 366"))
    twins = CountPlan.objects.filter(store=store.id, name=plan.name.strip()).values_list("pk", flat=True)
    if any(twin != plan_id for twin in twins):
        raise Invalid(field="name", reason=gettext_noop("the store has a plan of this name"))
    row.name, row.every_days, row.next_on = plan.name.strip(), plan.every_days, plan.next_on
    row.is_blind, row.people = plan.is_blind, sorted(plan.people)
    row.place_ids, row.category_ids = _place_ids(store.id, plan), _category_ids(plan)
    row.is_active, row.changed_at = plan.is_active, at
    row.save()
    audit_services.record(
        actor, "inventory.count_plan_saved", at=at, subject=("inventory.count_plan", row.pk, row.name),
        store=(store.id, store.name), every_days=row.every_days, next_on=row.next_on.isoformat(),
        is_active=row.is_active,
    )  # fmt: skip
    return row.pk


def _place_ids(store_id: int, plan: CountPlanIn) -> list[int]:
    wanted = {code.strip().upper() for code in plan.places}
    rows = Place.objects.filter(store=store_id, code__in=wanted).exclude(kind__in=[kind.value for kind in VIRTUAL])
    found = dict(rows.values_list("code", "pk"))
    if wanted - set(found):
        raise Invalid(field="places", reason=gettext_noop("the store has no such place"))
    return sorted(found.values())


def _category_ids(plan: CountPlanIn) -> list[int]:
    facts = catalog_selectors.category_facts()
    found = {each.code: pk for pk, each in facts.items() if each.code in plan.categories}
    if set(plan.categories) - set(found):
        raise Invalid(field="categories", reason=gettext_noop("the catalogue has no such category"))
    return sorted(found.values())


@unit_of_work
def call_for_counts(*, actor: Actor, on: date, at: datetime) -> int:
    """Put a to-do before the people of every plan whose day has come; how many plans. May run again and again.

    A plan whose scope is being counted already is left alone. Locks: none.
    """
    live = Stocktake.objects.filter(state__in=[each.value for each in LIVE], plan__isnull=False)
    counting = set(live.values_list("plan_id", flat=True))
    plans = CountPlan.objects.filter(is_active=True, next_on__lte=on).exclude(pk__in=counting).order_by("pk")
    for plan in plans:
        for person in plan.people or [None]:
            task = TaskIn(
                key=plan_key(plan, person),
                kind="inventory.count_plan",
                icon="barcode",
                tone="warn",
                title=gettext_noop("Count: {name}"),
                facts={"name": plan.name},
                url=f"/inventory/stocktake/new/?plan={plan.pk}",
                assignee_id=person,
                store_id=None if person else plan.store_id,
                due_on=plan.next_on,
            )
            organisation_services.open_task(actor, task, at=at)
    return len(plans)
