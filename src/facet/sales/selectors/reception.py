"""Visits and what was asked for in vain, in the viewer's reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from facet.kernel.permissions import Actor, require
from facet.sales.models import AskedFor, Reception
from facet.sales.permissions import SalesPermission
from facet.sales.rules.reception import PRICE_BANDS, WEIGHT_BANDS, Footfall, footfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for in vain in one store, summed up. `times` counts entries, `quantity` pieces.

    `weight_mg` and `price_cents` are the band's (least, most); None where nobody said, most None for "and more".
    Units: mg, cents, tenths of a millimetre (0: nobody said).
    """

    store_id: int
    category_id: int | None
    style_code: str
    size_tenths: int
    weight_mg: tuple[int, int | None] | None
    price_cents: tuple[int, int | None] | None
    times: int
    quantity: int
    members: int


def visible_receptions(viewer: Actor) -> QuerySet[Reception]:
    """The visits in reach."""
    return _within(viewer, Reception.objects.all())


def visible_asked_for(viewer: Actor) -> QuerySet[AskedFor]:
    """What was asked for in vain, in reach."""
    return _within(viewer, AskedFor.objects.all())


def asked_for(viewer: Actor, *, first: date, last: date, store_ids: Iterable[int] | None = None) -> list[Asked]:
    """What was asked for from `first` through `last` and was not there, by store and what it was; the most first.

    For the plan: lost sales. Queries: 1. Raises: NotPermitted.
    """
    require(viewer, SalesPermission.VIEW_RECEPTIONS)
    rows = visible_asked_for(viewer).filter(business_date__gte=first, business_date__lte=last)
    if store_ids is not None:
        rows = rows.filter(store_id__in=list(store_ids))
    names = ("store_id", "category_id", "style_code", "size_tenths", "weight_band", "price_band")
    grouped = (
        rows.values(*names)
        .annotate(times=Count("id"), pieces=Sum("quantity"), people=Count("member", distinct=True))
        .order_by("-pieces", *names)
    )
    return [
        Asked(
            store_id=row["store_id"], category_id=row["category_id"], style_code=row["style_code"],
            size_tenths=row["size_tenths"], weight_mg=WEIGHT_BANDS.get(row["weight_band"]),
            price_cents=PRICE_BANDS.get(row["price_band"]), times=row["times"], quantity=row["pieces"],
            members=row["people"],
        )
        for row in grouped
    ]  # fmt: skip


def footfall_of(viewer: Actor, *, store_id: int, first: date, last: date) -> Footfall:
    """Visits of a store by how they ended. Queries: 1. Raises: NotPermitted."""
    require(viewer, SalesPermission.RECEIVE_CUSTOMERS, store_id=store_id)
    rows = (
        Reception.objects.filter(store_id=store_id, business_date__gte=first, business_date__lte=last)
        .values_list("outcome")
        .annotate(Count("id"), Sum("party"))
        .order_by()
    )
    return footfall(list(rows))


def latest_visits(viewer: Actor, *, store_id: int, day: date, most: int = 12) -> list[Reception]:
    """The last visits of a store's day. Queries: 1. Raises: NotPermitted."""
    require(viewer, SalesPermission.RECEIVE_CUSTOMERS, store_id=store_id)
    rows = Reception.objects.filter(store_id=store_id, business_date=day).select_related("staff", "member")
    return list(rows.order_by("-came_at", "-id")[:most])


def _within(viewer: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    reach = viewer.scope(SalesPermission.VIEW_RECEPTIONS)
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)
