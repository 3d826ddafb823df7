"""Keeping a way of looking at a list: saving, sharing, renaming, deleting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.listing.definition import ListDefinition, offered_list
from facet.kernel.listing.views import read_content
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import ViewChanged, ViewNameTaken
from facet.organisation.models import Role, SavedView, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.selectors.views import may_share, usable

MOST = 50  # own views of one list
NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewIn:
    """A view to keep. `view_id` None makes a new one; `share` is mine, role or store, `target` its code.

    `version`: the one that the editor saw, None to write over whatever is there.
    """

    list_key: str
    name: str
    content: Mapping[str, Any] = field(default_factory=dict)
    view_id: int | None = None
    share: str = "mine"
    target: str = ""
    is_default: bool = False
    version: int | None = None


@unit_of_work
def save_view(*, actor: Actor, view: ViewIn, at: datetime) -> int:
    """Keep a view, new or changed; gives its id. The same again changes nothing: no operation key is needed.

    Raises: NotFound (list, view, role, store), NotPermitted (sharing beyond reach), Invalid, ViewNameTaken,
    ViewChanged. Locks: the view.
    """
    definition = _definition(actor, view.list_key)
    content = read_content(definition, view.content).plain()
    if not 0 < len(view.name) <= NAME:
        raise Invalid(field="name", reason=gettext_noop("give the view a name of at most 40 characters"))
    shared = _shared(actor, view)
    row = _row(actor, view, at)
    twin = SavedView.objects.filter(owner_id=row.owner_id, list_key=view.list_key, name=view.name).exclude(pk=row.pk)
    if twin.exists():
        raise ViewNameTaken(name=view.name)
    if view.is_default:
        _take_default(row, shared)
    row.name, row.content, row.is_default, row.changed_at = view.name, content, view.is_default, at
    row.share, row.role, row.store = shared["share"], shared["role"], shared["store"]
    row.save()
    _record(actor, "organisation.view_saved", row, at)
    return row.pk


@unit_of_work
def delete_view(*, actor: Actor, view_id: int, at: datetime) -> None:
    """Throw a view away; the list shows as it was declared. Raises: NotFound, NotPermitted. Locks: the view."""
    row = _locked(actor, view_id)
    _record(actor, "organisation.view_deleted", row, at)
    row.delete()


def _definition(actor: Actor, key: str) -> ListDefinition:
    definition = offered_list(key)
    if definition is None:
        raise NotFound(key=key[:64])
    require(actor, definition.permission)
    if actor.staff_id is None:
        raise NotPermitted(permission=str(definition.permission))
    return definition


def _shared(actor: Actor, view: ViewIn) -> dict[str, Any]:
    """With whom, as columns. Raises: NotFound, NotPermitted."""
    role: Role | None = None
    store: Store | None = None
    if view.share == "role":
        role = Role.objects.filter(code=view.target).first()
    elif view.share == "store":
        store = Store.objects.filter(code=view.target).first()
    elif view.share != "mine":
        raise Invalid(field="share", reason=gettext_noop("a view is shared with nobody, a role or a store"))
    if view.share != "mine" and role is None and store is None:
        raise NotFound(key=view.target[:40])
    if not may_share(actor, view.share, store.pk if store else None):
        raise NotPermitted(permission=str(OrganisationPermission.SHARE_VIEWS))
    return {"share": view.share, "role": role, "store": store}


def _row(actor: Actor, view: ViewIn, at: datetime) -> SavedView:
    if view.view_id is not None:
        row = _locked(actor, view.view_id)
        if row.list_key != view.list_key:
            raise NotFound(key=view.view_id)
        if view.version is not None and view.version != row.version:
            raise ViewChanged(name=row.name)
        row.version += 1
        return row
    if SavedView.objects.filter(owner_id=actor.staff_id, list_key=view.list_key).count() >= MOST:
        raise Invalid(field="name", reason=gettext_noop("fifty views of one list are enough; delete one first"))
    return SavedView(list_key=view.list_key, owner_id=actor.staff_id or 0, created_at=at)


def _locked(actor: Actor, view_id: int) -> SavedView:
    """The view to change. Raises: NotFound, NotPermitted for a shared one that is somebody else's to change."""
    row = SavedView.objects.select_for_update(of=("self",)).filter(usable(actor), pk=view_id).first()
    if row is None:
        raise NotFound(key=view_id)
    if row.owner_id != actor.staff_id and not (row.share != "mine" and may_share(actor, row.share, row.store_id)):
        raise NotPermitted(permission=str(OrganisationPermission.SHARE_VIEWS))
    return row


def _take_default(row: SavedView, shared: Mapping[str, Any]) -> None:
    """One view opens a list for one person, role or store: the others give way."""
    same = Q(share=shared["share"], role=shared["role"], store=shared["store"])
    if shared["share"] == "mine":
        same &= Q(owner_id=row.owner_id)
    SavedView.objects.filter(same, list_key=row.list_key, is_default=True).exclude(pk=row.pk).update(is_default=False)


def _record(actor: Actor, action: str, row: SavedView, at: datetime) -> None:
    # the name only: what a view asks may be a telephone number
    audit_services.record(
        actor,
        action,
        at=at,
        subject=("organisation.view", row.pk, row.list_key),
        share=row.share,
        default=row.is_default,
    )
