"""One business day of a store: its figures, and who made them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation.selectors import tills as till_selectors
from facet.sales.models import Sale, SaleLine, StaffShare, Tender
from facet.sales.permissions import SalesPermission
from facet.sales.rules.day import labour_parts
from facet.sales.rules.kinds import REVENUE, LineKind


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One salesperson's trade on one business date. Units: pieces in ten-thousandths, mg, cents."""

    staff: str
    name: str
    tickets: int
    pieces_bp: int
    weight_mg: int
    net_cents: int
    returned_cents: int  # of it, what came back; zero or below
    labour_cents: int = 0  # of the price of what was sold, by her part of each line


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDay:
    """One category's trade. Units: cents, pieces, mg."""

    category_id: int
    net_cents: int
    returned_cents: int
    pieces: int
    weight_mg: int
    labour_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What one store took on one business date. Units: cents, pieces, mg."""

    tickets: int
    due_cents: int
    returned_cents: int
    other_cents: int
    pieces: int
    weight_mg: int
    labour_cents: int  # of the price of what was sold
    points: int
    old_gold_cents: int  # credited or paid for old gold, less what was given back; zero or below
    old_gold_mg: int  # its net weight, zero or below
    by_method: Sequence[tuple[str, int]]
    by_category: Sequence[CategoryDay]


_BACK = Coalesce(Sum("net_cents", filter=Q(line__kind=LineKind.RETURN)), 0)
_LINE_BACK = Coalesce(Sum("net_cents", filter=Q(kind=LineKind.RETURN)), 0)


def staff_day(viewer: Actor, *, store_code: str, day: date) -> list[PersonDay]:
    """Who sold how much in a store on `day`, best first; a clerk sees only the own row.

    Units: yuan as cents, pieces in ten-thousandths, mg. Queries: 3. Raises: NotFound, NotPermitted.
    """
    store = till_selectors.find_store(viewer, code=store_code)
    if store is None or not viewer.may(SalesPermission.VIEW_RESULTS, store_id=store.id):
        require(viewer, SalesPermission.VIEW_RESULTS)
        raise NotFound(key=store_code)
    shares = StaffShare.objects.filter(store_id=store.id, business_date=day)
    if viewer.scope(SalesPermission.VIEW_RESULTS).own:
        shares = shares.filter(staff_id=viewer.staff_id)
    rows = (
        shares.values_list("staff__code", "staff__name")
        .annotate(
            Count("line__sale", distinct=True), Sum("pieces_bp"), Sum("weight_mg"), net=Sum("net_cents"), back=_BACK
        )
        .order_by("-net", "staff__code")
    )
    labour = _labour(store.id, day)
    return [replace(PersonDay(*row), labour_cents=labour.get(row[0], 0)) for row in rows]


def _labour(store_id: int, day: date) -> dict[str, int]:
    """Each person's part of the labour, by staff code; the parts of a line add up to it. Queries: 1."""
    rows = (
        StaffShare.objects.filter(store_id=store_id, business_date=day)
        .order_by("line_id", "pk")
        .values_list("line_id", "line__labour_cents", "staff__code", "share_bp")
    )
    found: dict[str, int] = {}
    for (_, cents), people in groupby(rows, key=lambda row: row[:2]):
        crew = list(people)
        for (*_, code, _), part in zip(crew, labour_parts(cents, [row[3] for row in crew]), strict=True):
            found[code] = found.get(code, 0) + part
    return found


def day_figures(viewer: Actor, *, store_id: int, day: date) -> DayFigures:
    """The store's figures on `day`, from stored tickets only. Queries: 4. Raises: NotPermitted."""
    require(viewer, SalesPermission.VIEW_RESULTS, store_id=store_id)
    sales = Sale.objects.filter(store_id=store_id, business_date=day)
    whole = sales.aggregate(
        n=Count("id"),
        due=Sum("due_cents"),
        back=Sum("returned_cents"),
        other=Sum("other_cents"),
        pieces=Sum("pieces"),
        weight=Sum("weight_mg"),
        points=Sum("points_earned"),
    )
    methods = (
        Tender.objects.filter(sale__in=sales)
        .values_list("method")
        .annotate(cents=Sum("amount_cents"))
        .order_by("-cents", "method")
    )
    categories = (
        SaleLine.objects.filter(sale__in=sales, kind__in=[kind.value for kind in REVENUE])
        .values("category_id")
        .annotate(
            net=Sum("net_cents"),
            back=_LINE_BACK,
            n=Sum("quantity"),
            weight=Sum("weight_mg"),
            labour=Sum("labour_cents"),
        )  # fmt: skip
        .order_by("-net", "category_id")
    )
    gold = _old_gold(sales)
    by_category = list(categories)
    return DayFigures(
        old_gold_cents=gold["cents"],
        old_gold_mg=gold["mg"],
        tickets=whole["n"],
        due_cents=whole["due"] or 0,
        returned_cents=whole["back"] or 0,
        other_cents=whole["other"] or 0,
        pieces=whole["pieces"] or 0,
        weight_mg=whole["weight"] or 0,
        labour_cents=sum(row["labour"] for row in by_category),
        points=whole["points"] or 0,
        by_method=[tuple(row) for row in methods],
        by_category=[_category(row) for row in by_category],
    )


def _old_gold(sales: QuerySet[Sale]) -> dict[str, int]:
    return SaleLine.objects.filter(sale__in=sales, kind=LineKind.OLD_GOLD.value).aggregate(
        cents=Coalesce(Sum("net_cents"), 0), mg=Coalesce(Sum("weight_mg"), 0)
    )


def _category(row: dict[str, int]) -> CategoryDay:
    return CategoryDay(
        category_id=row["category_id"], net_cents=row["net"], returned_cents=row["back"], pieces=row["n"],
        weight_mg=row["weight"], labour_cents=row["labour"],
    )  # fmt: skip
