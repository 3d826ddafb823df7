"""Stores, tills and staff as other domains need to know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.db.models import QuerySet

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation.models import Staff, Store, Till
from facet.organisation.permissions import OrganisationPermission


@dataclass(frozen=True, slots=True)
class TillFacts:
    """One till and its store, as a sale needs them."""

    store_id: int
    store_code: str
    store_name: str
    store_kind: str
    entity_id: int
    till_id: int
    till_code: str
    price_group_id: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class StaffRef:
    """One member of staff as a document names them."""

    id: int
    code: str
    name: str
    store_id: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class StoreRow:
    """One store with the names of what it belongs to. Hours are local to `time_zone`."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str
    entity_id: int
    entity_code: str
    entity_name: str
    area_id: int
    area_code: str
    area_name: str
    price_group_id: int
    price_group_code: str
    time_zone: str
    opens_at: time
    closes_at: time
    address: str
    phone: str
    is_open: bool
    receipt_head: str = ""
    admin_code: str = ""


def till_facts(*, store_code: str, till_code: str) -> TillFacts:
    """The till `till_code` of the store `store_code`. Raises: NotFound, also for closed ones. Queries: 1."""
    row = (
        Till.objects.filter(store__code=store_code, code=till_code, is_active=True, store__is_open=True)
        .values_list(
            "store_id", "store__code", "store__name", "store__kind", "store__entity_id",
            "pk", "code", "store__price_group_id", "store__time_zone",
        )
        .first()
    )  # fmt: skip
    if row is None:
        raise NotFound(key=f"{store_code}/{till_code}")
    return TillFacts(*row)


def staff_refs(codes: Iterable[str]) -> dict[str, StaffRef]:
    """The staff with these codes; unknown codes are simply not in the answer. Queries: 1."""
    rows = Staff.objects.filter(code__in=set(codes)).values_list("pk", "code", "name", "store_id", "is_active")
    return {row[1]: StaffRef(*row) for row in rows}


def stores_queryset(viewer: Actor) -> QuerySet[Store]:
    """The stores that `viewer` may see, with what they belong to, for lists."""
    reach = viewer.scope(OrganisationPermission.VIEW_STORES)
    stores = Store.objects.select_related("entity", "area", "price_group")
    return stores if reach.store_ids is None else stores.filter(pk__in=reach.store_ids)


def stores_of(viewer: Actor, permission: str = OrganisationPermission.VIEW_STORES) -> list[StoreRow]:
    """The open stores within the reach of `permission`, by code: what a choice of stores offers. Queries: 1."""
    reach = viewer.scope(permission)
    stores = Store.objects.select_related("entity", "area", "price_group").filter(is_open=True)
    if reach.store_ids is not None:
        stores = stores.filter(pk__in=reach.store_ids)
    return [store_row(store) for store in stores.order_by("code")]


def list_stores(viewer: Actor) -> list[StoreRow]:
    """All stores that `viewer` may see, by code, closed ones too. Queries: 1."""
    return [store_row(store) for store in stores_queryset(viewer).order_by("code")]


def store_by_id(store_id: int) -> StoreRow:
    """One store, for services that have checked the right. Raises: NotFound. Queries: 1."""
    store = Store.objects.select_related("entity", "area", "price_group").filter(pk=store_id).first()
    if store is None:
        raise NotFound(key=str(store_id))
    return store_row(store)


def store_row(store: Store) -> StoreRow:
    """The row for `store`, whose relations are loaded. Queries: 0."""
    return StoreRow(
        id=store.pk, code=store.code, name=store.name, name_en=store.name_en, kind=store.kind,
        entity_id=store.entity_id, entity_code=store.entity.code, entity_name=store.entity.name,
        area_id=store.area_id, area_code=store.area.code, area_name=store.area.name,
        price_group_id=store.price_group_id, price_group_code=store.price_group.code,
        time_zone=store.time_zone, opens_at=store.opens_at, closes_at=store.closes_at,
        address=store.address, phone=store.phone, is_open=store.is_open,
        receipt_head=store.receipt_head, admin_code=store.admin_code,
    )  # fmt: skip
