"""Tills and tablets."""

from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken
from facet.organisation.models import Store, Till
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import changes, checked_code


@dataclass(frozen=True, slots=True)
class TillIn:
    """A till or tablet as a form or a program gives it."""

    name: str
    kind: str = Till.Kind.TILL
    is_active: bool = True


@unit_of_work
def save_till(*, actor: Actor, store_id: int, code: str, request: TillIn, is_new: bool, at: datetime) -> int:
    """Enter or change a till of a store; gives its id. Raises: NotPermitted, NotFound, CodeTaken, Invalid."""
    require(actor, OrganisationPermission.MANAGE_DEVICES)
    store = Store.objects.filter(pk=store_id).first()
    if store is None or not actor.scope(OrganisationPermission.MANAGE_DEVICES).covers(store_id):
        raise NotFound(key=str(store_id))
    if request.kind not in Till.Kind.values:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the values offered"))
    known = Till.objects.select_for_update(of=("self",)).filter(store=store, code=code).first()
    if is_new and known:
        raise CodeTaken(field="code", value=code)
    if not is_new and not known:
        raise NotFound(key=code)
    row = known or Till(store=store, code=checked_code(code))
    wanted = {"name": request.name, "kind": request.kind, "is_active": request.is_active}
    before = {name: getattr(row, name) for name in wanted} if known else {}
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    was, became = changes(before, wanted)
    done = "organisation.till_created" if is_new else "organisation.till_changed"
    subject = ("organisation.till", row.pk, f"{store.code}/{row.code}")
    audit_services.record(actor, done, at=at, subject=subject, store=(store.pk, store.name), before=was, after=became)
    return row.pk


@unit_of_work
def register_device(*, actor: Actor, till_id: int, at: datetime) -> Till:
    """A manager says that this browser is this till; the screen then leaves a signed cookie.

    Raises: NotPermitted, NotFound.
    """
    require(actor, OrganisationPermission.MANAGE_DEVICES)
    row = Till.objects.select_related("store").filter(pk=till_id, is_active=True).first()
    if row is None or not actor.scope(OrganisationPermission.MANAGE_DEVICES).covers(row.store_id):
        raise NotFound(key=str(till_id))
    subject = ("organisation.till", row.pk, f"{row.store.code}/{row.code}")
    audit_services.record(
        actor, "organisation.device_registered", at=at, subject=subject, store=(row.store_id, row.store.name)
    )
    return row
