"""The plans of commission: a draft is changed by one person and published by another."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import PlanChanged, SamePerson
from facet.sales.models import CommissionPlan, CommissionRule
from facet.sales.permissions import SalesPermission
from facet.sales.rules.commission import check_rate

MOST_RULES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleIn:
    """One rule to add, by codes; "" holds for all. `rate` is cents or basis points by `pays`."""

    pays: str
    rate: int
    store: str = ""
    role: str = ""
    category: str = ""
    style: str = ""
    place: int = 0  # 0: at the end


@unit_of_work
def open_commission_plan(*, actor: Actor, operation: OperationKey, at: datetime) -> CommissionPlan:
    """Begin the next plan as a copy of the last published one; an open draft is simply given back.

    Raises: NotPermitted.
    """
    act = operations.begin(operation, kind="sales.open_commission_plan", actor=actor, at=at)
    require(actor, SalesPermission.MANAGE_COMMISSION)
    draft = _draft()
    if act.done or draft is not None:
        if not act.done and draft is not None:
            act.finish(plan=draft.pk)
        return CommissionPlan.objects.get(pk=act.result["plan"])
    last = CommissionPlan.objects.order_by("-number").first()
    plan = CommissionPlan.objects.create(
        number=last.number + 1 if last else 1, changed_by_id=actor.staff_id, changed_at=at
    )
    kept = CommissionRule.objects.filter(plan=last).order_by("place") if last else ()
    CommissionRule.objects.bulk_create(
        CommissionRule(plan=plan, **{name: getattr(row, name) for name in _COPIED}) for row in kept
    )
    _tell(actor, "sales.commission_plan_opened", plan, at)
    act.finish(plan=plan.pk)
    return plan


_COPIED = ("place", "pays", "rate", "store_id", "role", "category_id", "style_code")


@unit_of_work
def add_commission_rule(*, actor: Actor, operation: OperationKey, rule: RuleIn, at: datetime) -> CommissionRule:
    """Add a rule to the draft, at its place or at the end. Raises: NotPermitted, NotFound, Invalid."""
    act = operations.begin(operation, kind="sales.add_commission_rule", actor=actor, at=at)
    if act.done:
        return CommissionRule.objects.get(pk=act.result["rule"])
    plan = _changed(actor, at)
    check_rate(rule.pays, rule.rate)
    count = plan.rules.count()
    if count >= MOST_RULES:
        raise Invalid(field="pays", reason=gettext_noop("A plan holds at most 200 rules."))
    place = min(rule.place or count + 1, count + 1)
    for row in plan.rules.filter(place__gte=place).order_by("-place"):
        row.place += 1
        row.save(update_fields=["place"])
    row = CommissionRule.objects.create(plan=plan, place=place, pays=rule.pays, rate=rule.rate, **_named(actor, rule))
    _tell(actor, "sales.commission_rule_added", plan, at, rate=rule.rate, kind=rule.pays)
    act.finish(rule=row.pk)
    return row


@unit_of_work
def remove_commission_rule(*, actor: Actor, rule_id: int, at: datetime) -> None:
    """Take a rule out of the draft; one that is gone already changes nothing. Raises: NotPermitted, NotFound."""
    plan = _changed(actor, at)
    row = plan.rules.filter(pk=rule_id).first()
    if row is None:
        return
    place = row.place
    row.delete()
    for later in plan.rules.filter(place__gt=place).order_by("place"):
        later.place -= 1
        later.save(update_fields=["place"])
    _tell(actor, "sales.commission_rule_removed", plan, at, rate=row.rate, kind=row.pays)


@unit_of_work
def publish_commission_plan(
    *, actor: Actor, operation: OperationKey, revision: int, effective_on: date, at: datetime
) -> CommissionPlan:
    """Let the draft go live on a day, by somebody who did not change it, exactly as it was read.

    Raises: NotPermitted, NotFound, SamePerson, PlanChanged, Invalid. Locks: the draft.
    """
    act = operations.begin(operation, kind="sales.publish_commission_plan", actor=actor, at=at)
    if act.done:
        return CommissionPlan.objects.get(pk=act.result["plan"])
    require(actor, SalesPermission.PUBLISH_COMMISSION)
    plan = _draft()
    if plan is None:
        raise NotFound(key="draft")
    if plan.changed_by_id == actor.staff_id:
        raise SamePerson
    if plan.revision != revision:
        raise PlanChanged
    if effective_on < local_date(at, organisation_selectors.chain_facts().time_zone):
        raise Invalid(field="effective_on", reason=gettext_noop("A plan begins today at the earliest."))
    if not plan.rules.exists():
        raise Invalid(field="effective_on", reason=gettext_noop("The plan has no rule yet."))
    plan.state, plan.effective_on = CommissionPlan.State.PUBLISHED, effective_on
    plan.published_by_id, plan.published_at = actor.staff_id, at
    plan.save()
    _tell(actor, "sales.commission_plan_published", plan, at, effective_on=effective_on.isoformat())
    act.finish(plan=plan.pk)
    return plan


def _draft() -> CommissionPlan | None:
    return CommissionPlan.objects.select_for_update().filter(state=CommissionPlan.State.DRAFT).first()


def _changed(actor: Actor, at: datetime) -> CommissionPlan:
    """The draft, locked, marked as changed by `actor`."""
    require(actor, SalesPermission.MANAGE_COMMISSION)
    plan = _draft()
    if plan is None:
        raise NotFound(key="draft")
    plan.revision += 1
    plan.changed_by_id, plan.changed_at = actor.staff_id, at
    plan.save(update_fields=["revision", "changed_by", "changed_at"])
    return plan


@joins_unit_of_work
def _named(actor: Actor, rule: RuleIn) -> dict[str, object]:
    """What the codes of a rule name. Raises: NotFound, Invalid."""
    stores = {store.code: store.id for store in organisation_selectors.stores_of(actor)} if rule.store else {}
    if rule.store and rule.store not in stores:
        raise NotFound(key=rule.store)
    roles = {role.code for role in organisation_selectors.role_names()} if rule.role else set()
    if rule.role and rule.role not in roles:
        raise Invalid(field="role", reason=gettext_noop("Choose one of the list."))
    category = catalog_selectors.category_by_code(rule.category).id if rule.category else None
    return {
        "store_id": stores.get(rule.store), "role": rule.role, "category_id": category,
        "style_code": rule.style.strip().upper()[:32],
    }  # fmt: skip


def _tell(actor: Actor, action: str, plan: CommissionPlan, at: datetime, **facts: Any) -> None:
    audit_services.record(actor, action, at=at, subject=("sales.commission_plan", plan.pk, str(plan.number)), **facts)
