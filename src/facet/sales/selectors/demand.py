"""What was sold by kind of goods and period: the past that a purchase plan looks ahead from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import ExtractIsoWeekDay, TruncMonth, TruncWeek

from facet.inventory.rules.bands import PRICE_BANDS, WEIGHT_BANDS
from facet.inventory.selectors.monitor import band_column
from facet.kernel.permissions import Actor, require
from facet.sales.models import Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import REVENUE

PERIODS: dict[str, Any] = {"month": TruncMonth, "week": TruncWeek}


@dataclass(frozen=True, slots=True)
class SoldCell:
    """Pieces sold less pieces brought back, of one kind in one period that begins on `period`.

    `store_id` 0: all stores together. `weight` and `price` name bands, "" is "has none".
    """

    store_id: int
    category_id: int
    weight: str
    price: str
    period: date
    pieces: int


def sold_by_period(viewer: Actor, *, since: date, until: date, grain: str, by_store: bool = False) -> list[SoldCell]:
    """Tagged pieces sold on the days [since, until), by category, weight band and price band, of stores in reach.

    `grain` is month or week (from Monday). Raises: NotPermitted. Queries: 1.
    """
    require(viewer, SalesPermission.VIEW_RESULTS)
    reach = viewer.scope(SalesPermission.VIEW_RESULTS)
    rows = SaleLine.objects.filter(
        kind__in=[kind.value for kind in REVENUE], piece__isnull=False, sale__business_date__gte=since,
        sale__business_date__lt=until,
    )  # fmt: skip
    if reach.store_ids is not None:
        rows = rows.filter(sale__store__in=reach.store_ids)
    keys = {
        "by_weight": band_column(WEIGHT_BANDS, "piece__net_weight_mg"),
        "by_price": band_column(PRICE_BANDS, "piece__tag_price_cents"),
        "period": PERIODS[grain]("sale__business_date"),
    }
    names = ["piece__category_id", *keys, *(["sale__store_id"] if by_store else [])]
    found = rows.order_by().annotate(**keys).values_list(*names).annotate(n=Sum("quantity"))
    return [SoldCell(row[4] if by_store else 0, *row[:4], row[-1]) for row in found]  # type: ignore[call-arg]  # known length


def sold_by_weekday(viewer: Actor, *, since: date, until: date) -> tuple[int, ...]:
    """Pieces sold on the days [since, until) by weekday, Monday first, of stores in reach.

    Raises: NotPermitted. Queries: 1.
    """
    require(viewer, SalesPermission.VIEW_RESULTS)
    reach = viewer.scope(SalesPermission.VIEW_RESULTS)
    rows = Sale.objects.filter(business_date__gte=since, business_date__lt=until)
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    days = rows.order_by().annotate(day=ExtractIsoWeekDay("business_date")).values_list("day").annotate(n=Sum("pieces"))
    sold = dict(days)
    return tuple(max(0, sold.get(day, 0)) for day in range(1, 8))
