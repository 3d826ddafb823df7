"""Changing a rule of the house, from a day on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import clock, registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors
from facet.organisation.models import Chain, Policy, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.policies import checked


@dataclass(frozen=True, slots=True)
class PolicyIn:
    """The value of a rule of the house from a day on, for one store or (None) for the chain."""

    name: str
    value: Any
    valid_from: date
    store_id: int | None = None
    note: str = ""


@unit_of_work
def set_policy(*, actor: Actor, request: PolicyIn, at: datetime) -> None:
    """Let a value count from its day on. The past stays as it was.

    Raises: NotPermitted, NotFound, Invalid.
    """
    require(actor, OrganisationPermission.MANAGE_POLICIES)
    name, value, valid_from = request.name, request.value, request.valid_from
    setting = registry.offered("setting", name)
    if setting is None:
        raise NotFound(key=name)
    store = _store(actor, request.store_id)
    if store is not None and not setting.per_store:
        raise Invalid(field="store", reason=gettext_noop("this rule is the same in all stores"))
    chain = Chain.objects.first()
    if valid_from < clock.local_date(at, chain.time_zone if chain else "Asia/Shanghai"):
        raise Invalid(field="valid_from", reason=gettext_noop("the past cannot be changed; choose today or later"))
    before = selectors.policy_value(name, store_id=request.store_id, on=valid_from)
    row = Policy.objects.create(
        name=name, value=checked(setting, value), store=store, valid_from=valid_from, note=request.note,
        set_by=actor.key, set_at=at,
    )  # fmt: skip
    audit_services.record(
        actor,
        "organisation.policy_set",
        at=at,
        subject=("organisation.policy", row.pk, name),
        store=(store.pk, store.name) if store else None,
        before=before,
        after=value,
        valid_from=valid_from.isoformat(),
    )


def _store(actor: Actor, store_id: int | None) -> Store | None:
    reach = actor.scope(OrganisationPermission.MANAGE_POLICIES)
    if store_id is None:
        if not reach.chain_wide:
            raise NotPermitted(permission=str(OrganisationPermission.MANAGE_POLICIES))
        return None
    store = Store.objects.filter(pk=store_id).first()
    if store is None or not reach.covers(store_id):
        raise NotFound(key=str(store_id))
    return store
