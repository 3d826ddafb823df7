"""Counts are opened, closed and called off. What they find is reckoned, never copied, until it is approved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.inventory.errors import CountNotOpen, CountsOverlap, CountUnknown
from facet.inventory.models import CountPlan, Place, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.count import LIVE, STATE_WORDS, CountState, Scope, overlap
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.selectors.count_facts import scope_of, under_each
from facet.inventory.selectors.count_reckoning import Reckoning, reckon
from facet.inventory.selectors.references import store_named
from facet.inventory.services.places import places_of_store
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CountIn:
    """What is to be counted: codes of places and categories, none for all; `plan_id` when a plan asked for it."""

    store: str
    name: str
    places: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_blind: bool = True
    plan_id: int | None = None


@unit_of_work
def open_stocktake(*, actor: Actor, operation: OperationKey, request: CountIn, at: datetime) -> int:
    """Open a count; its id. The scope belongs to it alone until it is settled or called off.

    Raises: NotPermitted, NotFound, Invalid, CountsOverlap. Locks: the places of the store. Source: P19.
    """
    act = operations.begin(operation, kind="inventory.open_stocktake", actor=actor, at=at)
    if act.done:
        return int(act.result["stocktake_id"])
    require(actor, InventoryPermission.STOCKTAKE)
    store = store_named(actor, request.store, permission=InventoryPermission.STOCKTAKE)
    if not request.name.strip():
        raise Invalid(field="name", reason=gettext_noop("give the count a name, such as “morning, gold counter”"))
    places_of_store(store_id=store.id)
    places = list(Place.objects.select_for_update().filter(store=store.id).order_by("pk"))
    scope, words = _scope(store, places, request)
    _refuse_overlap(scope)
    plan = _plan_begun(request.plan_id, store=store, at=at)
    local = at.astimezone(ZoneInfo(store.time_zone))
    number = organisation_services.next_number("inventory.stocktake", scope=f"{store.code}-{local:%y}")
    row = Stocktake.objects.create(
        store_id=store.id, number=f"{store.code}-PD{local:%y}{number:04d}", name=request.name.strip(), plan=plan,
        place_ids=sorted(scope.places), category_ids=sorted(scope.categories), scope_words=words,
        is_blind=request.is_blind, opened_at=at, opened_by_key=actor.key, opened_by_name=actor.name,
    )  # fmt: skip
    _note(actor, "inventory.stocktake_opened", row, at=at, scope=words)
    if plan is not None:
        for person in (None, *plan.people):
            organisation_services.close_task(actor, key=plan_key(plan, person), at=at)
        plan.next_on = local.date() + timedelta(days=plan.every_days)
        plan.save(update_fields=["next_on"])
    act.finish(stocktake_id=row.pk)
    return row.pk


def _scope(store: StoreRow, places: list[Place], request: CountIn) -> tuple[Scope, str]:
    """The scope with everything under what was chosen, and its words. Raises: Invalid."""
    real = {each.code: each for each in places if each.kind not in VIRTUAL}
    under = under_each(store.id)
    chosen = [real.get(code.strip().upper()) for code in request.places]
    if None in chosen:
        raise Invalid(field="places", reason=gettext_noop("the store has no such place"))
    here = [each for each in chosen if each is not None] or [each for each in real.values() if each.depth == 1]
    ids = frozenset(pk for each in here for pk in under[each.pk]) & {each.pk for each in real.values()}
    facts = catalog_selectors.category_facts()
    known = {each.code for each in facts.values()}
    if set(request.categories) - known:
        raise Invalid(field="categories", reason=gettext_noop("the catalogue has no such category"))
    wanted = set(request.categories)
    categories = frozenset(pk for pk, each in facts.items() if wanted & set(each.path_codes))
    parts = [each.name or each.code for each in here if each.depth > 1] or [store.name]
    parts += [each.name for each in facts.values() if each.code in wanted]
    return Scope(store.id, ids, categories), "、".join(parts)[:200]


@joins_unit_of_work
def _refuse_overlap(scope: Scope) -> None:
    """Refuse when a live count of the store has something in common with `scope`. Queries: 1."""
    for row in Stocktake.objects.filter(store=scope.store_id, state__in=[each.value for each in LIVE]).order_by("pk"):
        if overlap(scope, scope_of(row)):
            raise CountsOverlap(number=row.number, name=row.name, scope=row.scope_words)


@joins_unit_of_work
def _plan_begun(plan_id: int | None, *, store: StoreRow, at: datetime) -> CountPlan | None:
    if plan_id is None:
        return None
    plan = CountPlan.objects.filter(pk=plan_id, store=store.id).first()
    if plan is None:
        raise NotFound(key=str(plan_id))
    return plan


@joins_unit_of_work
def plan_key(plan: CountPlan, person: int | None) -> str:
    """The key of the to-do that a plan opens for its next day, for one person or for the store."""
    return f"inventory.count_plan:{plan.pk}:{plan.next_on:%Y%m%d}:{person or 'store'}"


@unit_of_work
def close_stocktake(*, actor: Actor, operation: OperationKey, stocktake_id: int, at: datetime) -> Reckoning:
    """End the first round: the figures of the list are written down, the differences can be recounted and settled.

    Scans that a device still holds are taken afterwards, too. Raises: NotPermitted, CountUnknown, CountNotOpen.
    Locks: the count.
    """
    act = operations.begin(operation, kind="inventory.close_stocktake", actor=actor, at=at)
    row = lock_count(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
    if not act.done:
        refuse_unless_in(row, (CountState.OPEN,))
        row.state, row.closed_at, row.closed_by_name = CountState.CLOSED.value, at, actor.name
    found = reckon(row, at=at)
    if not act.done:
        write_figures(row, found, also=("state", "closed_at", "closed_by_name"))
        tally = {verdict.value: number for verdict, number in found.tally.items()}
        _note(actor, "inventory.stocktake_closed", row, at=at, expected=found.expected, tally=tally)
        act.finish(stocktake_id=row.pk)
    return found


@unit_of_work
def cancel_stocktake(*, actor: Actor, operation: OperationKey, stocktake_id: int, reason: str, at: datetime) -> None:
    """Call a count off: nothing is booked, its scans stay as they were, its scope is free again.

    Raises: NotPermitted, CountUnknown, CountNotOpen, Invalid. Locks: the count.
    """
    act = operations.begin(operation, kind="inventory.cancel_stocktake", actor=actor, at=at)
    if act.done:
        return
    row = lock_count(actor, stocktake_id, permission=InventoryPermission.APPROVE_STOCKTAKE)
    refuse_unless_in(row, LIVE)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    row.state, row.ended_at, row.note = CountState.CANCELLED.value, at, reason.strip()
    row.ended_by_key, row.ended_by_name = actor.key, actor.name
    row.save(update_fields=["state", "ended_at", "note", "ended_by_key", "ended_by_name"])
    _note(actor, "inventory.stocktake_cancelled", row, at=at, reason=row.note)
    act.finish()


@joins_unit_of_work
def lock_count(actor: Actor, stocktake_id: int, *, permission: str) -> Stocktake:
    """The count, locked. Raises: NotPermitted, CountUnknown for the unknown and the hidden alike. Queries: 1."""
    require(actor, permission)
    reach = actor.scope(permission)
    rows = Stocktake.objects.select_related("store").select_for_update(of=("self",)).filter(pk=stocktake_id)
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    row = rows.first()
    if row is None:
        raise CountUnknown(key=str(stocktake_id))
    return row


@joins_unit_of_work
def refuse_unless_in(row: Stocktake, states: Collection[CountState]) -> None:
    """Refuse a step that the count is past. Raises: CountNotOpen. Queries: 0."""
    if row.state not in states:
        raise CountNotOpen(number=row.number, state=STATE_WORDS[CountState(row.state)])


@joins_unit_of_work
def write_figures(row: Stocktake, found: Reckoning, *, also: Collection[str]) -> None:
    """Write what the list shows of a count. Queries: 1."""
    row.expected, row.found = found.expected, found.present
    row.missing, row.extra = found.expected - found.present, found.extra
    row.value_cents = found.missing_cents
    row.save(update_fields=["expected", "found", "missing", "extra", "value_cents", *also])


@joins_unit_of_work
def _note(actor: Actor, action: str, row: Stocktake, *, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("inventory.stocktake", row.pk, row.number),
        store=(row.store_id, row.store.name), **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, store_id=row.store_id, stocktake_id=row.pk)
