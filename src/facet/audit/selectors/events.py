"""Who did what, as far as the viewer may know."""

from typing import Any

from django.db.models import Q, QuerySet

from facet.audit.models import AccessEntry, Event, Seal
from facet.audit.permissions import AuditPermission
from facet.kernel.permissions import Actor, require


def events_queryset(viewer: Actor) -> QuerySet[Event]:
    """The acts within the reach of `viewer`'s right to see events; for lists."""
    return _within(viewer, AuditPermission.VIEW_EVENTS, Event.objects.all())


def history_queryset(viewer: Actor, *, subject_type: str, subject_id: str) -> QuerySet[Event]:
    """Everything that was done to one record, as far as `viewer` may know; for lists.

    Acts of no store (a price for the whole chain) are seen by everybody who may see histories.
    """
    found = Event.objects.filter(subject_type=subject_type, subject_id=subject_id)
    return _within(viewer, AuditPermission.VIEW_HISTORY, found, storeless=True)


def latest_of(viewer: Actor, *, subject_type: str, subject_id: str, limit: int = 20) -> list[Event]:
    """The newest acts on one record, newest first, for a part of another page. Queries: 1. Raises: NotPermitted."""
    require(viewer, AuditPermission.VIEW_HISTORY)
    found = history_queryset(viewer, subject_type=subject_type, subject_id=subject_id)
    return list(found.order_by("-at", "-id")[:limit])


def looks_queryset(viewer: Actor) -> QuerySet[AccessEntry]:
    """Who looked at whose record, as far as `viewer` may see events; for lists. Queries: none of its own."""
    return _within(viewer, AuditPermission.VIEW_EVENTS, AccessEntry.objects.all())


def acts_of(found: QuerySet[Event], part: str) -> QuerySet[Event]:
    """Those of `found` that belong to one part of the house ("sales"); for lists. Queries: none of its own."""
    return found.filter(action__startswith=f"{part}.")


def seal_of(event: int) -> int | None:
    """The number of an event's seal, None while it waits. Queries: 1."""
    return Seal.objects.filter(event=event).values_list("seq", flat=True).first()


def _within(viewer: Actor, permission: str, found: QuerySet[Any], *, storeless: bool = False) -> QuerySet[Any]:
    reach = viewer.scope(permission)
    if reach.own:
        found = found.filter(actor_key=viewer.key)
    if reach.store_ids is None:
        return found
    stores = Q(store_id__in=reach.store_ids)
    return found.filter(stores | Q(store_id__isnull=True) if storeless and reach.store_ids else stores)
