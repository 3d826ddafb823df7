"""Tills and the people around them, as the screens of a store need them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from facet.kernel.permissions import Actor
from facet.organisation.models import Staff, Till
from facet.organisation.selectors.loans import lent_to
from facet.organisation.selectors.places import StaffRef, StoreRow, TillFacts, store_row, stores_queryset, till_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TillChoice:
    """One till that somebody could stand at."""

    store_code: str
    store_name: str
    till_code: str
    till_name: str


def tills_in_reach(viewer: Actor, *, permission: str) -> list[TillChoice]:
    """The tills of open stores within the reach of `permission`, by store and code. Queries: 1."""
    reach = viewer.scope(permission)
    tills = Till.objects.filter(is_active=True, store__is_open=True)
    if reach.store_ids is not None:
        tills = tills.filter(store_id__in=reach.store_ids)
    rows = tills.order_by("store__code", "code").values_list("store__code", "store__name", "code", "name")
    return [TillChoice(store_code=row[0], store_name=row[1], till_code=row[2], till_name=row[3]) for row in rows]


def usual_till(viewer: Actor, *, permission: str) -> TillFacts | None:
    """The registered device's till, else the first of the home store (tills before tablets), if within reach.

    Queries: 1 or 2.
    """
    tills = Till.objects.filter(is_active=True, store__is_open=True)
    own = tills.filter(pk=viewer.till_id) if viewer.till_id else tills.filter(store_id=viewer.store_id or 0)
    row = own.order_by("-kind", "code").values_list("store__code", "code", "store_id").first()
    if row is None or not viewer.may(permission, store_id=row[2]):
        return None
    return till_facts(store_code=row[0], till_code=row[1])


def colleagues(viewer: Actor, *, store_id: int, days: tuple[date, date] | None = None) -> list[StaffRef]:
    """Who works in a store, with those lent to it on one of these `days`; by name. Queries: 1."""
    here = Q(store_id=store_id)
    if days is not None:
        here |= Q(pk__in=lent_to(store_id=store_id, first=days[0], last=days[1]))
    rows = (
        Staff.objects.filter(here, is_active=True)
        .order_by("name", "code")
        .values_list("pk", "code", "name", "store_id", "is_active")
    )
    return [StaffRef(*row) for row in rows]


def find_store(viewer: Actor, *, code: str) -> StoreRow | None:
    """The store under `code` if `viewer` may see it. Queries: 1."""
    store = stores_queryset(viewer).filter(code=code).first()
    return store_row(store) if store else None
